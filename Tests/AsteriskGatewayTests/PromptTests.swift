import ConnectionMode
import Orchestration
import Testing

@testable import AsteriskGateway

/// A customer hears a prompt and then music, whatever else becomes of them.
@Suite struct `O10 a prompt` {
    private static let bridge = BridgeID("oh-e-w9")
    private static let announcement = Announcement(
        sound: "sound:custom/one-moment", language: "fr")
    private static let prompt = Prompt(
        customer: Procedures.answered, announcement, bridge: bridge)
    private static let announce = Request.announce(
        bridge: bridge.rawValue, sound: "sound:custom/one-moment",
        playback: "oh-e-w9-prompt", language: "fr")
    private static let creates = Request.createBridge(bridge.rawValue, .holding)
    private static let enters = Request.addChannels(["17.1"], bridge: bridge.rawValue)

    @Test func `is played in the customer's own place before there is music`() {
        let walked = walk(AnnounceProcedure(prompt: Self.prompt))
        #expect(walked.asked == [Self.creates, Self.enters, Self.announce])
        let again = walk(
            AnnounceProcedure(prompt: Self.prompt), [.refused(status: 409), .done, .done])
        #expect(again.asked == walked.asked)
    }

    @Test func `is not played where the customer is not`() {
        for outcome in [Outcome.refused(status: 400), .unknown] {
            let walked = walk(AnnounceProcedure(prompt: Self.prompt), [.done, outcome])
            #expect(walked.asked == [Self.creates, Self.enters])
            #expect(walked.seen == [.promptOver(LegID("17.1")), .waitFailed(LegID("17.1"))])
        }
        let unsent = walk(
            AnnounceProcedure(prompt: Self.prompt), Array(repeating: .notSent, count: 9))
        #expect(unsent.asked.count == 4, "it is tried again, within bounds")
    }

    @Test func `gives way to music when it is over, cannot be played, or takes too long`() {
        let music = Request.startMusic(bridge: Self.bridge.rawValue)
        let look = Request.findPlayback("oh-e-w9-prompt")
        let over = walk(
            PromptProcedure(prompt: Self.prompt, looksLeft: 9), [.refused(status: 404), .done])
        #expect(over.asked == [look, music])
        #expect(over.seen == [.promptOver(LegID("17.1"))])
        let plays = walk(PromptProcedure(prompt: Self.prompt, looksLeft: 9), [.done])
        #expect(plays.asked == [look] && plays.seen.isEmpty, "it is looked at again")
        let long = walk(PromptProcedure(prompt: Self.prompt, looksLeft: 0), [.done, .done])
        #expect(long.asked == [look, music])
    }

    @Test func `holds up nobody: the customer can be sent on while it plays`() throws {
        var outbound = OutboundState(configuration: GatewayConfiguration())
        let first = outbound.pursue(
            .announce(Procedures.answered, Self.announcement, in: Self.bridge))
        var steps = try #require(first)
        for _ in 0..<3 {
            guard case .ask(_, let job)? = steps.first else { break }
            steps = outbound.take(.done, of: job)
        }
        guard case .giveWay(_, let goal)? = steps.first else {
            Issue.record("\(steps)")
            return
        }
        #expect(outbound.isIdle, "it holds no place")
        let release = outbound.pursue(.release(Procedures.answered, .agentLost))
        #expect(release?.isEmpty == false)
        let looks = outbound.pursue(goal)
        #expect(looks?.count == 1)
    }
}
