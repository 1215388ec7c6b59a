/// A leg that must leave us, and is told so until the PBX says that it did (W2).
public struct Departure: Hashable, Sendable, Codable {
    public let leg: LegID
    let how: How
    var nextTry: Instant

    enum How: Hashable, Sendable, Codable {
        case hangUp
        /// What a supervisor heard a call by: what makes it may be on its way still.
        case stopListening
        case release(CustomerLeg, Release)
        case transfer(CustomerLeg, Transfer)
    }

    var effect: Effect {
        switch how {
        case .hangUp: .hangUp(leg)
        case .stopListening: .stopListening(leg)
        case .release(let customer, let release): .release(customer, release)
        case .transfer(let customer, let transfer): .transfer(customer, transfer)
        }
    }

    /// Long enough for an answer that is only slow, short against a leg that is paid for.
    static let retryMilliseconds: Int64 = 5_000
}
