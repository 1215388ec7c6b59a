internal import ConnectionMode

extension LegEnd {
    /// Tells ends apart by Q.850 cause and SIP status, which say more than a dial status does (V7).
    ///
    /// *Source*: ASTERISK originate; a time-out of the ringing is cause 19 with 480 and no hang-up
    /// request, and 480 from a phone that is "temporarily unavailable" looks the same but rang or not.
    init(cause: Int, sipStatus: Int?) {
        switch (cause, sipStatus) {
        case (17, _), (_, 486), (_, 600): self = .busy
        case (_, 603): self = .declined
        case (_, 403), (_, 488), (_, 606): self = .networkRejected
        case (21, _): self = .declined
        case (_, 404), (_, 410), (_, 484), (_, 604), (_, 408): self = .unreachable
        case (1, _), (2, _), (3, _), (18, _), (20, _), (22, _), (27, _), (28, _):
            self = .unreachable
        case (19, _): self = .noAnswer
        case (34, _), (38, _), (41, _), (42, _), (47, _), (50, _), (57, _), (58, _), (63, _):
            self = .networkRejected
        case (16, _): self = .hungUp
        default: self = .unknown
        }
    }
}
