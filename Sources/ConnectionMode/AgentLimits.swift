/// What is counted of an agent from one log-in to the next: wrong PINs (V5) and dials (V9).
public struct AgentLimits: Hashable, Sendable, Codable {
    /// V5: so many wrong PINs with no connection opened in between lock the agent.
    public static let wrongPINsInARow = 9
    /// V5: and so many within a day.
    public static let wrongPINsADay = 10
    static let daySeconds = 86_400
    static let dialWindowSeconds = 600

    public let key: AgentKey
    /// Since when wrong PINs keep the agent from opening a connection; a supervisor lifts it.
    public private(set) var lockedAt: Instant?
    private var wrongInARow = 0
    private var wrongPINs: [Instant] = []
    private var dials: [Instant] = []

    init(of key: AgentKey) { self.key = key }

    /// Whether nothing needs to be remembered.
    var isClear: Bool {
        lockedAt == nil && wrongInARow == 0 && wrongPINs.isEmpty && dials.isEmpty
    }

    /// How many wrong PINs there may be before the agent is locked.
    func wrongPINsLeft(at now: Instant) -> Int {
        let ofDay = wrongPINs.count { $0.advanced(bySeconds: Self.daySeconds) > now }
        return max(0, min(Self.wrongPINsInARow - wrongInARow, Self.wrongPINsADay - ofDay))
    }

    /// Returns whether the agent is locked by it.
    mutating func countWrongPIN(at now: Instant) -> Bool {
        forgetOld(at: now)
        wrongInARow += 1
        wrongPINs.append(now)
        guard lockedAt == nil, wrongPINsLeft(at: now) == 0 else { return false }
        lockedAt = now
        return true
    }

    /// A right PIN ends the row; the day's count goes on.
    mutating func connectionOpened() { wrongInARow = 0 }

    /// Nothing counts any more.
    mutating func lift() {
        lockedAt = nil
        wrongInARow = 0
        wrongPINs = []
    }

    /// V9: when the next dial may be asked for; `nil` when it may be now.
    func nextDial(atMost count: Int, at now: Instant) -> Instant? {
        let recent = dials.map { $0.advanced(bySeconds: Self.dialWindowSeconds) }.filter {
            $0 > now
        }
        return recent.count < count ? nil : recent.sorted()[recent.count - count]
    }

    mutating func countDial(at now: Instant) {
        forgetOld(at: now)
        dials.append(now)
    }

    /// What was counted at times that are still to come was counted now.
    func notAhead(of now: Instant) -> AgentLimits {
        var limits = self
        limits.lockedAt = lockedAt.map { min($0, now) }
        limits.wrongPINs = wrongPINs.map { min($0, now) }
        limits.dials = dials.map { min($0, now) }
        return limits
    }

    private mutating func forgetOld(at now: Instant) {
        wrongPINs.removeAll { $0.advanced(bySeconds: Self.daySeconds) <= now }
        dials.removeAll { $0.advanced(bySeconds: Self.dialWindowSeconds) <= now }
    }
}
