import ConnectionMode
import Testing

@testable import AsteriskGateway

/// V7: a call that came to nothing tells why, by Q.850 cause and SIP status.
@Suite struct `Hang-up causes` {
    /// Every cause of Q.850 and of Asterisk, with what it means for a leg.
    private static let causes: [Int: LegEnd] = [
        0: .unknown, 1: .unreachable, 2: .unreachable, 3: .unreachable, 5: .unknown, 6: .unknown,
        7: .unknown, 14: .unknown, 16: .hungUp, 17: .busy, 18: .unreachable, 19: .noAnswer,
        20: .unreachable, 21: .declined, 22: .unreachable, 23: .unknown, 25: .unknown,
        26: .unknown, 27: .unreachable, 28: .unreachable, 29: .unknown, 30: .unknown,
        31: .unknown, 34: .networkRejected, 38: .networkRejected, 41: .networkRejected,
        42: .networkRejected, 43: .unknown, 44: .unknown, 45: .unknown, 47: .networkRejected,
        50: .networkRejected, 52: .unknown, 54: .unknown, 57: .networkRejected,
        58: .networkRejected, 63: .networkRejected, 65: .unknown, 66: .unknown, 69: .unknown,
        79: .unknown, 81: .unknown, 88: .unknown, 95: .unknown, 96: .unknown, 97: .unknown,
        98: .unknown, 99: .unknown, 100: .unknown, 101: .unknown, 102: .unknown, 103: .unknown,
        111: .unknown, 127: .unknown,
    ]

    @Test func `V7 each cause without a SIP status has its reason, and all others are unknown`() {
        for cause in -1...300 {
            #expect(
                LegEnd(cause: cause, sipStatus: nil) == Self.causes[cause] ?? .unknown,
                "cause \(cause)")
        }
        #expect(LegEnd(cause: .max, sipStatus: .max) == .unknown)
        #expect(LegEnd(cause: .min, sipStatus: .min) == .unknown)
    }

    /// As a phone's refusals were seen to arrive; the causes are Asterisk's own translation.
    @Test(arguments: [
        (1, 404, LegEnd.unreachable), (17, 486, .busy), (18, 408, .unreachable),
        (19, 480, .noAnswer), (21, 603, .declined), (34, 503, .networkRejected),
        (16, 200, .hungUp), (17, 600, .busy), (1, 410, .unreachable), (28, 484, .unreachable),
        (1, 604, .unreachable), (21, 403, .networkRejected), (58, 488, .networkRejected),
        (58, 606, .networkRejected), (21, 401, .declined),
    ])
    func `V7 a phone's and a trunk's refusals are told apart`(
        _ cause: Int, _ status: Int, _ end: LegEnd
    ) {
        #expect(LegEnd(cause: cause, sipStatus: status) == end)
    }

    @Test(arguments: [
        (486, LegEnd.busy), (600, .busy), (603, .declined), (403, .networkRejected),
        (488, .networkRejected), (606, .networkRejected), (404, .unreachable), (410, .unreachable),
        (484, .unreachable), (604, .unreachable), (408, .unreachable),
    ])
    func `a SIP status says what a cause leaves open`(_ status: Int, _ end: LegEnd) {
        #expect(LegEnd(cause: 0, sipStatus: status) == end)
        #expect(LegEnd(cause: 127, sipStatus: status) == end)
    }

    @Test func `a SIP status that says nothing leaves it to the cause`() {
        for (cause, end) in Self.causes {
            for status in [0, 180, 183, 200, 480, 487, 500, 503, 999, -1] {
                #expect(LegEnd(cause: cause, sipStatus: status) == end, "\(cause) with \(status)")
            }
        }
    }
}
