import Testing

@testable import ConnectionMode

/// W4: what is tried for one agent costs nothing that grows with the others.
@Suite struct NarrowedModelTests {
    @Test func `W4 it has this agent's things, and nobody else's`() throws {
        let desk = Desk()
        try desk.openConnection(Desk.other)
        _ = try #require(desk.offer(Desk.half, to: Desk.other))
        try desk.openConnection()
        let call = try #require(try desk.talk())
        var narrow = desk.model.narrowed(to: Desk.agent)
        #expect(Set(narrow.agents.keys) == [Desk.agent])
        #expect(Set(narrow.calls.keys) == [call.id])
        #expect(Set(narrow.offers.keys) == [call.offer])
        #expect(narrow.takeDecision().changes.isEmpty)
        // And with them what can be done in the whole can be done in it.
        _ = try narrow.perform(.hangUp(call.id), at: desk.now, chance: Nonce(high: 0, low: 0))
        #expect(narrow.calls[call.id]?.state == .ended)
    }

    @Test func `P9 it knows who uses the phone that the agent would be called at`() throws {
        let desk = Desk()
        try desk.logIn()
        try desk.becomeAvailable()
        let narrow = desk.model.narrowed(to: Desk.other)
        #expect(narrow.agents.isEmpty)
        let place = try #require(desk.model.directory.profile(of: Desk.agent)?.workplace)
        #expect(desk.model.user(of: place, as: Desk.acme) == Desk.agent)
        #expect(desk.model.narrowed(to: Desk.agent).user(of: place, as: Desk.acme) == Desk.agent)
    }
}
