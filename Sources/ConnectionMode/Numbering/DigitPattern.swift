/// A pattern of digits, in the part of the usual regular expressions that numbering plans are written in:
/// `\d`, `[2-9]`, `(?:…)`, `(…)`, `|`, `?`, `{2}`, `{2,5}` and `$`.
package struct DigitPattern: Sendable {
    /// Where a match ends, and what its groups hold.
    package struct Match {
        package let end: Int
        fileprivate(set) var groups: [Int: Range<Int>]
    }

    private indirect enum Node: Sendable {
        /// One of these digits: bit 3 is the 3.
        case digit(UInt16)
        case sequence([Node])
        case choice([Node])
        case times(Node, ClosedRange<Int>)
        case group(Int, Node)
        case end
    }

    private let root: Node
    /// How many groups it has.
    let groupCount: Int

    /// Nil for what it does not understand.
    package init?(_ text: some StringProtocol) {
        var reader = Reader(rest: Array(text.utf8)[...])
        guard let root = reader.choice(), reader.rest.isEmpty else { return nil }
        self.root = root
        groupCount = reader.groups
    }

    /// - Parameter digits: each 0 to 9.
    package func matchesWhole(_ digits: [UInt8]) -> Bool {
        var groups: [Int: Range<Int>] = [:]
        return Self.match(root, digits, 0, &groups) { end, _ in end == digits.count }
    }

    /// The match at the beginning; the first way that fits, as everywhere.
    package func matchAtStart(of digits: [UInt8]) -> Match? {
        var groups: [Int: Range<Int>] = [:]
        var found: Match?
        _ = Self.match(root, digits, 0, &groups) { end, groups in
            found = Match(end: end, groups: groups)
            return true
        }
        return found
    }

    private typealias Groups = [Int: Range<Int>]

    /// Whether `node` fits at `place` in some way that `rest` is content with.
    private static func match(
        _ node: Node, _ digits: [UInt8], _ place: Int, _ groups: inout Groups,
        _ rest: (Int, inout Groups) -> Bool
    ) -> Bool {
        switch node {
        case .digit(let set):
            guard place < digits.count, set & (1 << digits[place]) != 0 else { return false }
            return rest(place + 1, &groups)
        case .sequence(let nodes):
            return match(nodes[...], digits, place, &groups, rest)
        case .choice(let nodes):
            for node in nodes where match(node, digits, place, &groups, rest) { return true }
            return false
        case .times(let node, let count):
            return match(node, count, digits, place, &groups, rest)
        case .group(let number, let node):
            let old = groups[number]
            let fits = match(node, digits, place, &groups) { end, groups in
                groups[number] = place..<end
                return rest(end, &groups)
            }
            if !fits { groups[number] = old }
            return fits
        case .end:
            return place == digits.count && rest(place, &groups)
        }
    }

    private static func match(
        _ nodes: ArraySlice<Node>, _ digits: [UInt8], _ place: Int, _ groups: inout Groups,
        _ rest: (Int, inout Groups) -> Bool
    ) -> Bool {
        guard let first = nodes.first else { return rest(place, &groups) }
        return match(first, digits, place, &groups) { end, groups in
            match(nodes.dropFirst(), digits, end, &groups, rest)
        }
    }

    /// As often as can be, first.
    private static func match(
        _ node: Node, _ count: ClosedRange<Int>, _ digits: [UInt8], _ place: Int,
        _ groups: inout Groups, _ rest: (Int, inout Groups) -> Bool
    ) -> Bool {
        if count.upperBound > 0 {
            let fewer = max(0, count.lowerBound - 1)...(count.upperBound - 1)
            let fits = match(node, digits, place, &groups) { end, groups in
                end > place && match(node, fewer, digits, end, &groups, rest)
            }
            if fits { return true }
        }
        return count.lowerBound == 0 && rest(place, &groups)
    }

    /// Reads a pattern. What it does not understand is nil.
    private struct Reader {
        var rest: ArraySlice<UInt8>
        var groups = 0

        mutating func take(_ text: String) -> Bool {
            guard rest.starts(with: text.utf8) else { return false }
            rest = rest.dropFirst(text.utf8.count)
            return true
        }

        mutating func choice() -> Node? {
            var nodes: [Node] = []
            repeat {
                guard let node = sequence() else { return nil }
                nodes.append(node)
            } while take("|")
            return nodes.count == 1 ? nodes[0] : .choice(nodes)
        }

        private mutating func sequence() -> Node? {
            var nodes: [Node] = []
            while let next = rest.first, next != UInt8(ascii: "|"), next != UInt8(ascii: ")") {
                guard let node = piece(), let piece = counted(node) else { return nil }
                nodes.append(piece)
            }
            return .sequence(nodes)
        }

        private mutating func piece() -> Node? {
            if take("\\d") { return .digit(0x3FF) }
            if take("$") { return .end }
            if take("[") { return set() }
            if take("(?:") {
                guard let inner = choice(), take(")") else { return nil }
                return inner
            }
            if take("(") {
                groups += 1
                let number = groups
                guard let inner = choice(), take(")") else { return nil }
                return .group(number, inner)
            }
            return digit().map { .digit(1 << $0) }
        }

        private mutating func digit() -> UInt8? {
            guard let byte = rest.first, (0x30...0x39).contains(byte) else { return nil }
            rest = rest.dropFirst()
            return byte - 0x30
        }

        private mutating func set() -> Node? {
            var set: UInt16 = 0
            while !take("]") {
                guard let first = digit() else { return nil }
                var last = first
                if take("-") {
                    guard let digit = digit(), digit >= first else { return nil }
                    last = digit
                }
                for digit in first...last { set |= 1 << digit }
            }
            return .digit(set)
        }

        private mutating func counted(_ node: Node) -> Node? {
            if take("?") { return .times(node, 0...1) }
            guard take("{") else { return node }
            guard let low = number() else { return nil }
            var high = low
            if take(",") {
                guard let number = number(), number >= low else { return nil }
                high = number
            }
            return take("}") ? .times(node, low...high) : nil
        }

        private mutating func number() -> Int? {
            guard var number = digit().map(Int.init) else { return nil }
            while number < 100, let digit = digit() { number = number * 10 + Int(digit) }
            return number
        }
    }
}
