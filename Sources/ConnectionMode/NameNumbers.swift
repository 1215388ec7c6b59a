/// The numbers in the names that the model chooses. They are reserved in the store ahead of their use,
/// so that none is used twice, even if the service is killed while nothing can be stored.
struct NameNumbers: Hashable, Sendable {
    /// How many are reserved at a time; a restart skips at most so many.
    static let reservedAhead: UInt64 = 10_000
    /// How many are kept for what is under way already when the store fails.
    private static let keptBack: UInt64 = 100

    private var next: UInt64
    /// The first number that no decision has reserved; what is to be stored.
    private(set) var reserved: UInt64
    /// The first number that is not reserved in the store.
    private var secured: UInt64

    /// - Parameter next: as stored; all below may have been used.
    init(from next: UInt64) {
        (self.next, reserved, secured) = (next, next, next)
    }

    mutating func take() -> UInt64 {
        reserve()
        defer { next &+= 1 }
        return next
    }

    /// Reserves more when half of them are used.
    mutating func reserve() {
        guard reserved &- next <= Self.reservedAhead / 2 else { return }
        reserved = next &+ Self.reservedAhead
    }

    /// What was reserved is stored.
    mutating func secure() { secured = reserved }

    /// Whether there are numbers for something new, should the store fail now.
    var areAtHand: Bool { next < secured && secured - next > Self.keptBack }

    /// Whether there are any that will not be used again after a kill.
    var areKept: Bool { next < secured }
}
