/// Why a connection, or the attempt to open one, ended (C1).
public enum EndReason: String, Sendable, Codable, CaseIterable {
    /// It rang and nobody answered in time.
    case noAnswer
    case busy
    /// The phone refused the call.
    case declined
    /// The phone is not there: not registered, no such number, no reply.
    case unreachable
    /// The network on the way refused the call.
    case networkRejected
    /// No right PIN in time (V6).
    case pinTimedOut
    /// Too many wrong PINs (V5).
    case pinFailed
    case phoneHungUp
    case loggedOut
    /// The agent is to be called at another workplace (P6).
    case workplaceChanged
    /// The call was only to prove the workplace, and has (P9).
    case workplaceValidated
    /// The agent's mode is on demand now (P5).
    case modeChanged
    case closedByAgent
    case closedByAdmin
    /// The trunk lets no call last longer (C5).
    case maxDuration
    /// The PBX was restarted.
    case nodeRestarted
    /// The phone gave no sign of life any more (C4).
    case mediaLost
    /// The validation call was called off before it opened.
    case canceled
    case unknown
}

/// How a leg came to its end, in the words that every PBX can be mapped to (V7).
public enum LegEnd: String, Sendable, Codable, CaseIterable {
    case noAnswer, busy, declined, unreachable, networkRejected
    /// Hung up after it was answered.
    case hungUp
    /// It vanished with a restart of the PBX.
    case nodeRestarted
    case unknown

    /// The reason for an attempt that ended while being dialled.
    var whileDialing: EndReason {
        switch self {
        case .noAnswer: .noAnswer
        case .busy: .busy
        case .declined: .declined
        case .unreachable: .unreachable
        case .networkRejected: .networkRejected
        case .nodeRestarted: .nodeRestarted
        case .hungUp, .unknown: .unknown
        }
    }

    /// The reason for a connection that ended after it was answered.
    var whileUp: EndReason {
        switch self {
        case .nodeRestarted: .nodeRestarted
        case .unknown: .unknown
        case .noAnswer, .busy, .declined, .unreachable, .networkRejected, .hungUp: .phoneHungUp
        }
    }
}
