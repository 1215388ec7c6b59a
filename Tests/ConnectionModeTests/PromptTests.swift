import ConnectionMode
import Testing

/// A customer who has lost the agent is told so, where the operator has set a prompt.
@Suite struct `O10 the prompt of a kept customer` {
    private func lost(music seconds: Int = 2) throws -> (Desk, Call) {
        let desk = Desk {
            $0.agentLostPrompt = "sound:custom/one-moment"
            $0.agentLostMusicSeconds = seconds
        }
        try desk.openConnection()
        let talk = try #require(try desk.talk())
        desk.see(.legGone(talk.agentLeg, .hungUp))
        return (desk, try #require(desk.model.calls[talk.id]))
    }

    private let prompt = Announcement(sound: "sound:custom/one-moment", language: "en")

    @Test func `is played once, and the time for music begins when it is over`() throws {
        let (desk, call) = try lost()
        #expect(
            desk.effects.contains(.announce(Desk.caller, prompt, in: call.waitingBridge)))
        #expect(!desk.effects.contains { if case .keepWaiting = $0 { true } else { false } })
        desk.clear()
        desk.pass(seconds: 10)
        #expect(desk.effects.isEmpty, "it may last longer than the music does")
        desk.see(.promptOver(Desk.caller.leg))
        desk.pass(seconds: 1)
        #expect(desk.effects.isEmpty)
        desk.pass(seconds: 1)
        #expect(desk.effects.contains(.release(Desk.caller, .agentLost)))
        desk.clear()
        desk.see(.promptOver(Desk.caller.leg))
        #expect(desk.effects.isEmpty)
    }

    @Test func `keeps nobody for longer than half a minute, should nothing be heard of it`() throws
    {
        let (desk, _) = try lost(music: 5)
        desk.pass(seconds: 34)
        #expect(!desk.effects.contains(.release(Desk.caller, .agentLost)))
        desk.pass(seconds: 1)
        #expect(desk.effects.contains(.release(Desk.caller, .agentLost)))
    }

    @Test func `is not repeated after a gap: there is music`() throws {
        let (desk, call) = try lost(music: 60)
        desk.clear()
        desk.see(.linkLost)
        let waiting = leg(Desk.caller.leg, in: call.waitingBridge, arrival: nil)
        desk.see(survey([waiting], bridges: [call.waitingBridge]))
        #expect(desk.effects.contains(.keepWaiting(Desk.caller, in: call.waitingBridge)))
        #expect(!desk.effects.contains { if case .announce = $0 { true } else { false } })
    }

    @Test func `is heard by nobody who waits for an agent`() throws {
        let desk = Desk { $0.agentLostPrompt = "sound:custom/one-moment" }
        try desk.openConnection()
        #expect(desk.offer() != nil)
        #expect(!desk.effects.contains { if case .announce = $0 { true } else { false } })
    }
}
