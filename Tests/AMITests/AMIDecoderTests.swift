import Testing

@testable import AMI

/// Bytes of the manager interface as messages.
@Suite struct AMIDecoderTests {
    private static let greeting = "Asterisk Call Manager/11.0.0\r\n"
    private static let session =
        greeting + "Response: Success\r\nActionID: 1\r\nMessage: Queue status will follow\r\n\r\n"
        + "Event: QueueMember\r\nName: a: b\r\nEmpty:\r\nOutput: 1\r\nOutput:  2\r\n\r\n"

    private static func decode(_ text: String, every size: Int = .max) throws -> [AMIDecoder.Output]
    {
        var decoder = AMIDecoder()
        var outputs: [AMIDecoder.Output] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            outputs += try decoder.decode(rest.prefix(size))
            rest = rest.dropFirst(size)
        }
        return outputs
    }

    @Test func `a message keeps its fields, in order`() throws {
        let outputs = try Self.decode(Self.session)
        guard outputs.count == 3, outputs[0] == .greeting("Asterisk Call Manager/11.0.0"),
            case .message(let response) = outputs[1], case .message(let event) = outputs[2]
        else {
            Issue.record("\(outputs)")
            return
        }
        #expect(response.response == "Success")
        #expect(response.event == nil)
        #expect(response.actionID == "1")
        #expect(response.message == "Queue status will follow")
        #expect(event.event == "QueueMember")
        #expect(event["name"] == "a: b", "names have no case")
        #expect(event["Empty"] == "")
        #expect(event["Nothing"] == nil)
        #expect(event.values(of: "Output") == ["1", "2"])
    }

    @Test func `whatever the pieces are, the messages are the same`() throws {
        let whole = try Self.decode(Self.session)
        for size in 1...60 { #expect(try Self.decode(Self.session, every: size) == whole) }
        let plain = Self.session.replacing("\r\n", with: "\n")
        #expect(try Self.decode(plain) == whole, "LF alone ends lines, too")
    }

    @Test func `what is no field is passed over`() throws {
        let outputs = try Self.decode(
            Self.greeting + "\r\n\r\nno colon\r\n: no name\r\nEvent: A\r\n\r\n")
        #expect(outputs.last == .message(AMIMessage([.init("Event", "A")])))
        #expect(outputs.count == 2)
    }

    @Test func `bytes that are no text are kept as far as they can be`() throws {
        var decoder = AMIDecoder()
        _ = try decoder.decode(Array(Self.greeting.utf8))
        let outputs = try decoder.decode(
            Array("Name: x".utf8) + [0xFF, 0, 0x80] + Array("\n\n".utf8))
        #expect(outputs == [.message(AMIMessage([.init("Name", "x\u{FFFD}\0\u{FFFD}")]))])
    }

    @Test(arguments: ["", "Event: A\r\n", String(repeating: "A: b\r\n", count: 40)])
    func `nothing grows beyond the bound`(_ start: String) throws {
        var decoder = AMIDecoder(maximumMessageBytes: 300)
        _ = try decoder.decode(Array(Self.greeting.utf8))
        _ = try decoder.decode(Array(start.utf8))
        #expect(throws: AMIDecoder.TooLong.self) {
            try decoder.decode(repeatElement(UInt8(ascii: "x"), count: 301))
        }
    }

    @Test func `many messages, each within the bound, are no message that is too long`() throws {
        var decoder = AMIDecoder(maximumMessageBytes: 100)
        let outputs = try decoder.decode(
            Array((Self.greeting + String(repeating: "Event: A\r\n\r\n", count: 50)).utf8))
        #expect(outputs.count == 51)
    }

    // MARK: Actions

    @Test func `an action is written with its id, in order`() {
        let action = AMIAction("QueueAdd", [("Queue", "support"), ("Interface", "Local/1@x/n")])
        #expect(action.problem == nil)
        #expect(
            String(decoding: action.bytes(id: "7"), as: UTF8.self)
                == "Action: QueueAdd\r\nActionID: 7\r\nQueue: support\r\nInterface: Local/1@x/n\r\n\r\n"
        )
    }

    @Test(arguments: [
        AMIAction("Ping\r\nAction: Originate"), AMIAction("Ping", [("A", "b\nAction: Originate")]),
        AMIAction("Ping", [("A\r", "b")]), AMIAction("Ping", [("A", "b\0")]), AMIAction(""),
        AMIAction("Ping", [("", "b")]), AMIAction("Ping", [("A: b", "c")]),
        AMIAction("Ping", [("A", String(repeating: "x", count: 1_000))]),
    ])
    func `what would be another action, or none, is not sent`(_ action: AMIAction) {
        #expect(action.problem != nil)
    }
}
