/// Reads choices and numbers out of an input. Past its end all are the first, or zero.
struct InputReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var isEmpty: Bool { rest.isEmpty }

    mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

    mutating func bool() -> Bool { byte() & 1 == 1 }

    mutating func index(below count: Int) -> Int { Int(byte()) % count }

    mutating func element<Element>(of items: [Element]) -> Element? {
        items.isEmpty ? nil : items[index(below: items.count)]
    }

    /// Small ones more often than large ones: the first byte says how many bits there are.
    mutating func number() -> UInt64 {
        let bits = Int(byte() % 48)
        var number: UInt64 = 0
        for _ in 0..<(bits + 7) / 8 { number = number << 8 | UInt64(byte()) }
        return number & ((1 << UInt64(bits)) &- 1)
    }
}
