/// A way out of the PBX with limits of its own (C7). Who may use it is the operator's to say, not a tenant's.
public struct Trunk: Hashable, Sendable {
    public let name: String
    /// What is reached by it.
    public let kinds: Set<Workplace.Kind>
    /// Whose calls take it; nil is everybody's.
    public let tenants: Set<TenantID>?
    /// How many legs of ours it may have at once; nil is any number.
    public let channels: Int?
    /// How many validation calls may leave by it in a second; nil is any number.
    public let callsPerSecond: Int?
    /// How long it lets a call last; nil is for ever.
    public let maximumSeconds: Int?
    /// What agents' own phones show, where the tenant's policy says nothing.
    public let callerID: String?

    public static let allowedMaximumSeconds = 60...604_800

    public init(
        name: String, kinds: Set<Workplace.Kind>, tenants: Set<TenantID>? = nil,
        channels: Int? = nil, callsPerSecond: Int? = nil, maximumSeconds: Int? = nil,
        callerID: String? = nil
    ) {
        self.name = name
        self.kinds = kinds
        self.tenants = tenants
        self.channels = channels
        self.callsPerSecond = callsPerSecond
        self.maximumSeconds = maximumSeconds
        self.callerID = callerID
    }
}

/// All trunks, with what they are used for now: how many legs, and when the next validation call may leave.
public struct Trunks: Sendable {
    private let all: [Trunk]
    private var legs: [String: Int] = [:]
    private var paces: [String: DialPace]

    public init(_ all: [Trunk] = []) {
        self.all = all
        paces = all.reduce(into: [:]) { paces, trunk in
            paces[trunk.name] = trunk.callsPerSecond.map { DialPace(perSecond: $0) }
        }
    }

    /// By which trunk somebody is reached: the first that fits. Nil where there is none.
    public func trunk(to place: Workplace, of tenant: TenantID) -> Trunk? {
        all.first { $0.kinds.contains(place.kind) && $0.tenants?.contains(tenant) ?? true }
    }

    /// Those that a tenant may use, in the order in which they are taken.
    public func open(to tenant: TenantID) -> [Trunk] {
        all.filter { $0.tenants?.contains(tenant) ?? true }
    }

    /// How many legs each trunk has, of those that are known.
    public var used: [String: Int] {
        all.reduce(into: [:]) { $0[$1.name] = legs[$1.name, default: 0] }
    }

    func isFull(_ trunk: Trunk) -> Bool {
        trunk.channels.map { legs[trunk.name, default: 0] >= $0 } ?? false
    }

    mutating func count(_ trunk: String?, _ more: Int) {
        guard let trunk else { return }
        let count = legs[trunk, default: 0] + more
        legs[trunk] = count == 0 ? nil : count
    }

    // MARK: Turns

    /// When somebody may be called by a trunk; nil is now.
    mutating func turn(_ trunk: Trunk?, at now: Instant) -> Instant? {
        guard let trunk, var pace = paces[trunk.name] else { return nil }
        defer { paces[trunk.name] = pace }
        let turn = pace.turn(at: now)
        return turn <= now && pace.call(at: now) ? nil : turn
    }

    /// Takes a turn that has come, or gives a later one; nil is now.
    mutating func take(_ trunk: String?, at now: Instant) -> Instant? {
        guard let trunk, var pace = paces[trunk] else { return nil }
        defer { paces[trunk] = pace }
        return pace.call(at: now) ? nil : pace.nextTry(at: now)
    }

    /// The turn has come and nobody can be called.
    mutating func later(_ trunk: String?, at now: Instant) -> Instant {
        guard let trunk, var pace = paces[trunk] else { return now.advanced(bySeconds: 1) }
        defer { paces[trunk] = pace }
        return pace.laterTurn(at: now)
    }

    mutating func callAtOnce(_ trunk: Trunk?, at now: Instant) {
        if let trunk { paces[trunk.name]?.callAtOnce(at: now) }
    }

    mutating func keep(_ turn: Instant, _ trunk: String?) {
        if let trunk { paces[trunk]?.keep(turn) }
    }
}
