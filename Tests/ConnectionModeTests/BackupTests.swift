import ConnectionMode
import Testing

/// What becomes of legs that are older or younger than the store.
@Suite struct `After a backup was put in place` {
    @Test func `what a backup knows to be open goes on with a new name for all that comes`() throws
    {
        let before = Desk()
        try before.openConnection()
        let attempt = try #require(before.attempt())
        let desk = fromBackup(before)
        desk.see(survey([leg(attempt.leg, in: attempt.home), leg(LegID("oh-test-v900"))]))
        #expect(desk.effects.isEmpty)
        #expect(desk.status() == .available)
        #expect(desk.offer() != nil)
    }

    @Test func `a leg that is in a call which the backup does not know is left there`() throws {
        let before = Desk()
        try before.openConnection()
        let attempt = try #require(before.attempt())
        let desk = fromBackup(before)
        let bridge = BridgeID("oh-test-t900")
        let details = OfferDetails(caller: Caller(number: "+33123456789", name: ""))
        let arrival = Survey.Arrival(customer: Desk.caller, agent: Desk.agent, details: details)
        desk.see(
            survey(
                [
                    leg(attempt.leg, in: bridge, company: true),
                    leg(Desk.caller.leg, in: bridge, company: true, arrival: arrival),
                ], bridges: [bridge]))
        #expect(desk.effects.isEmpty)
        #expect(desk.status() == .notReachable)
        // Once the customer is alone there is somebody to look after.
        desk.see(survey([leg(Desk.caller.leg, in: bridge, arrival: arrival)], bridges: [bridge]))
        #expect(desk.effects == [.release(Desk.caller, .unavailable)])
    }

    @Test func `whatever a backup had under way is forgotten, and nothing is ended`() throws {
        let before = Desk()
        try before.openConnection()
        let call = try #require(try before.talk())
        try before.ask(.hangUp(call.id))
        let legs = [call.agentLeg, call.customer.leg]
        let desk = fromBackup(before)
        #expect(desk.model.calls.isEmpty && desk.model.offers.isEmpty)
        desk.see(survey(legs.map { leg($0, in: BridgeID("x"), company: true) }))
        desk.pass(seconds: 4_000)
        #expect(!desk.effects.contains { $0.isEnding })

        let ringing = Desk()
        try ringing.logIn()
        try ringing.becomeAvailable()
        let attempt = try #require(ringing.attempt())
        let later = fromBackup(ringing)
        later.see(survey([leg(attempt.leg)]))
        later.pass(seconds: 4_000)
        #expect(!later.effects.contains { $0.isEnding || $0.isSpeaking })
        #expect(later.status() != .persistentCallOffered)
    }

    @Test func `before the PBX was surveyed nothing of a backup is ended, however long it takes`()
        throws
    {
        let before = Desk()
        try before.openConnection()
        let call = try #require(try before.talk())
        var directory = before.model.directory
        directory.tenants[Desk.acme]?.agents[Desk.agent.agent] = nil
        for directory in [before.model.directory, directory] {
            let desk = fromBackup(before, directory: directory)
            desk.pass(seconds: 40_000)
            #expect(desk.effects.isEmpty)
            desk.see(survey([leg(call.agentLeg, in: call.talkingBridge, company: true)]))
            #expect(!desk.effects.contains { $0.isEnding })
            #expect(desk.model.agents[Desk.agent]?.connection.isOpen != true)
        }
    }

    /// A store that was made of a backup of this one, with another epoch.
    private func fromBackup(_ desk: Desk, directory: Directory? = nil) -> Desk {
        let next = Desk(surveyed: false)
        next.model = ConnectionModel(
            epoch: "next", directory: directory ?? desk.model.directory,
            remembered: desk.remembered.ofBackup(at: next.now), at: next.now)
        // Numbers are reserved and stored, as at each start.
        next.model.keep()
        return next
    }
}

extension Effect {
    /// Whether somebody is hung up, or sent out of our hands.
    fileprivate var isEnding: Bool {
        switch self {
        case .hangUp, .release: true
        case .dial, .dialOut, .stopRinging, .find, .speakPIN, .park, .prepare, .keepWaiting,
            .connect, .supervise, .stopListening, .findHold, .mute, .sendDigits, .markRecord,
            .transfer, .dissolve, .watch, .standing, .standings, .record, .pauseRecording,
            .stopRecording, .findRecording, .findContact, .countPackets, .announce:
            false
        }
    }
}
