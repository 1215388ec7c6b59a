/// Why somebody who was called is not there: the ends of calls, of third parties and of supervisions have these in common.
protocol CalledEnd {
    static var busy: Self { get }
    static var noAnswer: Self { get }
    static var declined: Self { get }
    static var unreachable: Self { get }
    static var networkRejected: Self { get }
    static var nodeRestarted: Self { get }
    static var failed: Self { get }
}

/// The same of somebody who may also have talked, and hung up.
protocol TalkerEnd: CalledEnd {
    static var hungUp: Self { get }
}

extension CallEnd: CalledEnd {}
extension ThirdPartyEnd: TalkerEnd {}
extension SupervisionEnd: TalkerEnd {}

extension LegEnd {
    /// Why somebody who was called was not reached.
    func unreached<End: CalledEnd>() -> End {
        switch self {
        case .busy: .busy
        case .noAnswer: .noAnswer
        case .declined: .declined
        case .unreachable: .unreachable
        case .networkRejected: .networkRejected
        case .nodeRestarted: .nodeRestarted
        case .hungUp, .unknown: .failed
        }
    }

    /// Why somebody who was talking is not there any more.
    func whileTalking<End: TalkerEnd>() -> End {
        switch self {
        case .nodeRestarted: .nodeRestarted
        case .busy, .noAnswer, .declined, .unreachable, .networkRejected, .hungUp, .unknown: .hungUp
        }
    }
}
