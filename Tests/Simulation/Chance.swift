/// All chance of one seed. *Source*: SplitMix64, Steele, Lea and Flood 2014.
struct Chance {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// 0 to `count` - 1.
    mutating func below(_ count: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(max(count, 1))).high)
    }

    /// Both ends included.
    mutating func between(_ least: Int, _ most: Int) -> Int {
        least + below(most - least + 1)
    }

    /// True in so many of 1,000 cases.
    mutating func happens(_ thousandths: Int) -> Bool {
        thousandths > 0 && below(1_000) < thousandths
    }

    mutating func pick<Item>(_ items: [Item]) -> Item { items[below(items.count)] }

    /// One of several, each with its weight.
    mutating func pick<Item>(weighted items: [(Int, Item)]) -> Item {
        var place = below(items.reduce(0) { $0 + $1.0 })
        for (weight, item) in items {
            if place < weight { return item }
            place -= weight
        }
        return items[items.count - 1].1
    }

    /// Milliseconds: often short, seldom long, never more than `most`.
    mutating func span(upTo most: Int) -> Int {
        switch below(4) {
        case 0: below(min(most, 40) + 1)
        case 1: below(min(most, 1_000) + 1)
        default: below(most + 1)
        }
    }
}
