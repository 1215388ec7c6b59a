internal import ConnectionMode
internal import Storage

/// Something that is listed as JSON, and as a line of a table.
protocol Tabled: Encodable, Sendable {
    static var columns: [String] { get }
    var cells: [String] { get }
}

/// What one agent did in a time, in all.
struct AgentTotalsBody: Tabled {
    let agent: String
    /// In seconds, as all times here.
    let statusSeconds: [String: Double]
    let lineSeconds: [String: Double]
    let breakSeconds: [String: Double]
    let offers: Int
    let missedOffers: Int
    let rejectedOffers: Int
    let takenCalls: Int
    let placedCalls: Int
    let callSeconds: Double
    let holdSeconds: Double

    init(_ totals: AgentTotals) {
        agent = totals.agent.rawValue
        statusSeconds = Self.seconds(ShownStatus.reported, totals.byStatus)
        lineSeconds = Self.seconds(LineUse.allCases, totals.byLine)
        breakSeconds = totals.byBreakReason.mapValues(\.inSeconds)
        offers = totals.offers
        missedOffers = totals.missed
        rejectedOffers = totals.rejected
        takenCalls = totals.taken
        placedCalls = totals.placed
        callSeconds = totals.callTime.inSeconds
        holdSeconds = totals.holdTime.inSeconds
    }

    /// All that there are, also where no time was spent in.
    private static func seconds<Key: RawRepresentable<String> & Hashable>(
        _ keys: [Key], _ times: [Key: Int64]
    ) -> [String: Double] {
        Dictionary(
            uniqueKeysWithValues: keys.map { ($0.rawValue, times[$0, default: 0].inSeconds) })
    }

    static var columns: [String] {
        ["agent"] + ShownStatus.reported.map { "\($0.rawValue)Seconds" }
            + LineUse.allCases.map { "line\($0.rawValue.capitalizedFirst)Seconds" }
            + [
                "offers", "missedOffers", "rejectedOffers", "takenCalls", "placedCalls",
                "callSeconds", "holdSeconds",
            ]
    }

    var cells: [String] {
        [agent] + ShownStatus.reported.map { "\(statusSeconds[$0.rawValue] ?? 0)" }
            + LineUse.allCases.map { "\(lineSeconds[$0.rawValue] ?? 0)" }
            + [
                "\(offers)", "\(missedOffers)", "\(rejectedOffers)", "\(takenCalls)",
                "\(placedCalls)", "\(callSeconds)", "\(holdSeconds)",
            ]
    }
}

/// What one agent did from one time to another.
struct ActivityBody: Tabled {
    let agent: String
    let from: Timestamp
    let to: Timestamp
    let status: ShownStatus
    let reason: String
    let line: LineUse
    let callId: String?

    init(_ period: ActivityPeriod) {
        agent = period.agent.agent.rawValue
        from = Timestamp(period.from)
        to = Timestamp(period.until)
        status = period.activity.status
        reason = period.activity.reason
        line = period.activity.line
        callId = period.activity.call?.rawValue
    }

    static let columns = ["agent", "from", "to", "status", "reason", "line", "callId"]

    var cells: [String] {
        [
            agent, from.description, to.description, status.rawValue, reason, line.rawValue,
            callId ?? "",
        ]
    }
}

/// A customer who was offered or called, and what came of it.
struct CallRecordBody: Tabled {
    let id: String
    let agent: String
    let direction: Direction
    let caller: CallerBody
    let dialedNumber: String?
    let queue: String?
    let customerChannel: String
    let offeredAt: Timestamp?
    let acceptedAt: Timestamp?
    let connectedAt: Timestamp?
    let endedAt: Timestamp
    let holdSeconds: Double
    let outcome: String

    init(_ record: CallRecord) {
        id = record.id
        agent = record.agent.agent.rawValue
        direction = record.isOutbound ? .outbound : .inbound
        caller = CallerBody(record.caller)
        dialedNumber = record.dialedNumber
        queue = record.queue
        customerChannel = record.customer.rawValue
        offeredAt = Timestamp(record.offeredAt)
        acceptedAt = Timestamp(record.acceptedAt)
        connectedAt = Timestamp(record.connectedAt)
        endedAt = Timestamp(record.endedAt)
        holdSeconds = record.heldMilliseconds.inSeconds
        outcome = record.outcome
    }

    static let columns = [
        "id", "agent", "direction", "callerNumber", "callerName", "dialedNumber", "queue",
        "customerChannel", "offeredAt", "acceptedAt", "connectedAt", "endedAt", "holdSeconds",
        "outcome",
    ]

    var cells: [String] {
        [
            id, agent, direction.rawValue, caller.number ?? "", caller.name ?? "",
            dialedNumber ?? "", queue ?? "", customerChannel, offeredAt?.description ?? "",
            acceptedAt?.description ?? "", connectedAt?.description ?? "", endedAt.description,
            "\(holdSeconds)", outcome,
        ]
    }
}

extension ShownStatus {
    /// Those that agents have while they are logged in.
    fileprivate static let reported = allCases.filter { $0 != .loggedOut }
}

extension Int64 {
    /// Of milliseconds.
    fileprivate var inSeconds: Double { Double(self) / 1_000 }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

/// `{"number":"+49 30 123456"}` or `{"agent":"1001"}`
struct ErasureBody: StrictBody {
    static let keys: Set<String> = ["number", "agent"]

    enum Whom: Sendable {
        case customer(String)
        case agent(AgentID)
    }

    let whom: Whom

    private enum CodingKeys: CodingKey {
        case number, agent
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let (key, text) = try container.line(forEither: .number, or: .agent)
        whom = key == .agent ? .agent(AgentID(text)) : .customer(text)
    }
}

/// How many entries no longer tell who somebody was.
struct ErasedBody: Encodable, Sendable {
    let calls: Int
    let activities: Int
    let auditEntries: Int
    /// Whose files are deleted.
    let recordings: Int

    init(_ erased: Erased) {
        calls = erased.calls
        activities = erased.periods
        auditEntries = erased.auditEntries
        recordings = erased.recordings
    }
}
