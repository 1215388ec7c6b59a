/// What the PBX says of whether a registered phone can be reached (C4).
public enum ContactState: String, Sendable, Codable, CaseIterable {
    /// It answers when the PBX asks whether it is there.
    case reachable
    /// It does not, or is not registered any more.
    case unreachable
    /// Nobody asks.
    case unqualified
}

/// What has come from a phone, as the PBX counts it.
public struct PacketCount: Hashable, Sendable {
    /// Packets of sound (RTP), from the leg's beginning.
    public let received: Int
    /// Another number whenever the phone itself has reported how it hears us (RTCP). Of a phone whose reports say
    /// nothing it stays the same: a change shows that the phone is there, and no change shows nothing.
    public let reports: UInt64

    public init(received: Int, reports: UInt64) {
        self.received = received
        self.reports = reports
    }
}

/// Whether customers may be brought to a leg that stands (C4).
public enum HealthState: String, Sendable, Codable, CaseIterable {
    case healthy
    case unhealthy
    /// Nothing shows whether the phone is there: nobody asks it, and it has sent nothing, or nothing steady. It is
    /// offered customers.
    case unknown
}

/// The health of a leg from one time on.
public struct HealthChange: Hashable, Sendable, Codable {
    public let state: HealthState
    /// Of an unhealthy one.
    public let reason: Unhealth?
    public internal(set) var at: Instant

    /// How many are kept of a connection, the newest.
    public static let most = 10
}

/// What speaks against the phone of a leg that stands.
struct Ailment: Hashable, Sendable, Codable {
    /// Nil where nothing is known either way.
    var why: Unhealth?
    /// When the leg is closed, unless it recovers before or is in a call.
    var closesAt: Instant?
}

/// What was seen of the phone of a leg that stands. It is not stored: a restart begins anew, so that none closes a leg.
///
/// A phone that sends all the time has *run steadily* when the packets of two intervals in a row came at the same pace.
/// Only of such a one does a standstill mean anything: one that suppresses silence sends when somebody speaks, at
/// another pace each time.
struct LifeWatch: Hashable, Sendable {
    let leg: LegID
    var contact: ContactState?
    private(set) var heardAt: Instant
    /// When to look again; older looks that are still in the heap find this later than themselves.
    var nextLook: Instant
    private var count: PacketCount?
    private var countedAt: Instant
    /// When the count was first seen as it is.
    private var changedAt: Instant
    /// Packets in ten seconds, over the last interval.
    private var pace: Int?
    private var steadyIntervals = 0
    /// Whether the next look is to tell if it has stopped.
    private(set) var isSuspect = false

    /// What a count says.
    enum Verdict: Hashable {
        /// The first one, of which nothing can be said: it is from the leg's beginning.
        case baseline
        case alive
        /// Fewer packets came than before: whether more come should be looked at soon.
        case suspect
        /// Nothing has come for so long, from a phone that had run steadily.
        case stopped
        /// Nothing has come, from a phone that had not.
        case silent
    }

    /// How long nothing may come from a phone that had run.
    static let standstillSeconds = 15
    /// As slow as no phone is that sends all the time: ten packets a second.
    private static let slowestPace = 100

    init(leg: LegID, at now: Instant, nextLook: Instant) {
        self.leg = leg
        self.nextLook = nextLook
        (heardAt, countedAt, changedAt) = (now, now, now)
    }

    mutating func heard(at now: Instant) { heardAt = max(heardAt, now) }

    /// What was counted before a gap is compared with nothing that comes after it.
    mutating func forgetCount() { (count, isSuspect) = (nil, false) }

    mutating func take(_ new: PacketCount, at now: Instant) -> Verdict {
        guard let old = count, new.received >= old.received, now > countedAt else {
            (count, countedAt, changedAt) = (new, now, now)
            return .baseline
        }
        let passed = now.milliseconds(since: countedAt)
        (count, countedAt) = (new, now)
        guard new != old else {
            isSuspect = false
            guard now >= changedAt.advanced(bySeconds: Self.standstillSeconds) else {
                return .suspect
            }
            return steadyIntervals >= 2 ? .stopped : .silent
        }
        changedAt = now
        heardAt = now
        // As a phone's count is of its own saying, it may be anything.
        let packets = min(new.received - old.received, 1_000_000_000)
        return takePace(Int(Int64(packets) * 10_000 / max(1, Int64(passed))))
    }

    private mutating func takePace(_ new: Int) -> Verdict {
        let before = pace
        if let before, steadyIntervals >= 2, new < before / 5 * 4, !isSuspect {
            isSuspect = true
            return .suspect
        }
        isSuspect = false
        pace = new
        let isSame = before.map { abs($0 - new) <= max($0, new) / 20 } ?? false
        steadyIntervals = new >= Self.slowestPace && isSame ? min(steadyIntervals + 1, 2) : 0
        return .alive
    }
}
