import SimulatedPhones
import Testing

@Suite struct `A phone that is asked how its line is` {
    /// As baresip 1.0.0 answers to `listcalls`.
    @Test(arguments: [
        ("\n--- Active calls (0) ---\n\n", RemotePhone.Line.idle),
        (
            "\n--- Active calls (1) ---\n> [line 1]  0:00:01  ESTABLISHED             sip:91001@127.0.0.1:4\n\n",
            .inCall
        ),
        (
            "\n--- Active calls (1) ---\n> [line 1]  0:00:00  INCOMING                sip:1001@a\n\n",
            .ringing
        ),
        (
            "\n--- Active calls (1) ---\n> [line 1]  0:00:00  RINGING                 sip:91001@a\n\n",
            .calling
        ),
        (
            "\n--- Active calls (1) ---\n> [line 1]  0:00:00  EARLY                   sip:91001@a\n\n",
            .calling
        ),
        (
            "\n--- Active calls (1) ---\n> [line 1]  0:00:00  OUTGOING                sip:91001@a\n\n",
            .calling
        ),
        ("", .idle),
    ])
    func `it is read from the list of calls`(listing: String, line: RemotePhone.Line) {
        #expect(RemotePhone.Line(listing) == line)
    }

    @Test func `there is none of another name`() {
        #expect(throws: PhoneError.self) { try RemotePhone("2999") }
        #expect(throws: PhoneError.self) { try RemotePhone("../x") }
    }
}
