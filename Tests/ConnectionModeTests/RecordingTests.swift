import ConnectionMode
import Testing

/// Calls that are recorded.
@Suite struct Recordings {
    private func talk(
        _ mode: RecordingMode? = nil, customer: CustomerLeg = Desk.caller
    ) throws -> (desk: Desk, call: Call) {
        let desk = Desk(tenant: {
            $0.phone.recording = mode
            $0.destinations.country = Country("DE")
        })
        try desk.openConnection()
        return (desk, try #require(try desk.talk(with: customer)))
    }

    private func start(_ desk: Desk, _ call: Call) throws -> RecordingID {
        guard case .recording(let id) = try desk.ask(.startRecording(call.id)) else {
            throw Refusal.notRecording
        }
        return id
    }

    private func news(_ desk: Desk) -> [RecordingNews] {
        desk.notices.compactMap { if case .recording(let it, _, _) = $0 { it } else { nil } }
    }

    private func records(_ desk: Desk) -> [RecordingRecord] {
        desk.ledger.compactMap { if case .recording(let it) = $0 { it } else { nil } }
    }

    @Test func `O13h a recording is of the bridge in which the two talk, and told when it is so`()
        throws
    {
        let (desk, call) = try talk()
        let id = try start(desk, call)
        #expect(desk.effects == [.record(id, call.talkingBridge)])
        #expect(news(desk).isEmpty, "C6")
        desk.see(.recordingBegan(id))
        desk.see(.recordingBegan(id))
        #expect(news(desk) == [.started])
        #expect(throws: Refusal.alreadyRecording) { try desk.ask(.startRecording(call.id)) }
        desk.pass(seconds: 5)
        desk.clear()
        try desk.ask(.stopRecording(call.id, id))
        #expect(desk.effects == [.stopRecording(id)])
        #expect(throws: Refusal.notRecording) { try desk.ask(.stopRecording(call.id, id)) }
        desk.see(.recordingOver(id, seconds: 5))
        desk.see(.recordingOver(id, seconds: 9))
        #expect(news(desk) == [.ended(.stopped)])
        #expect(records(desk).map(\.endedAt) == [nil, desk.now])
        #expect(records(desk).last?.recordedMilliseconds == 5_000)
        #expect(records(desk).last?.end == .stopped)
        let next = try start(desk, call)
        #expect(next != id, "several recordings a call, one after the other")
    }

    @Test func `O13h it pauses as the agent wants, and by itself while the customer hears music`()
        throws
    {
        let (desk, call) = try talk()
        let id = try start(desk, call)
        desk.see(.recordingBegan(id))
        desk.clear()
        try desk.ask(.pauseRecording(call.id, id, true))
        #expect(desk.effects == [.pauseRecording(id, true)])
        #expect(news(desk).isEmpty, "C6")
        desk.see(.recordingSeen(id, paused: true))
        #expect(news(desk) == [.paused])
        desk.pass(seconds: 30)
        desk.clear()
        // On hold and back, it stays as the agent wants it.
        try desk.ask(.hold(call.id))
        let waiting = try #require(desk.model.calls[call.id]?.waitingBridge)
        desk.see(.legEntered(call.customer.leg, waiting))
        try desk.ask(.pauseRecording(call.id, id, false))
        #expect(!desk.effects.contains(.pauseRecording(id, false)), "the customer hears music")
        try desk.ask(.resume(call.id))
        #expect(!desk.effects.contains(.pauseRecording(id, false)))
        desk.see(.legEntered(call.customer.leg, call.talkingBridge))
        #expect(desk.effects.contains(.pauseRecording(id, false)))
        desk.see(.recordingSeen(id, paused: false))
        #expect(news(desk) == [.resumed])
        desk.clear()
        try desk.ask(.hold(call.id))
        #expect(desk.effects.contains(.pauseRecording(id, true)))
        desk.see(.recordingSeen(id, paused: true))
        #expect(news(desk) == [.paused])
        // What was paused is not counted.
        desk.pass(seconds: 60)
        try desk.ask(.hangUp(call.id))
        desk.see(.recordingOver(id, seconds: nil))
        #expect(records(desk).last?.recordedMilliseconds == 0)
    }

    @Test func `O13h a consult is in no recording, a conference is`() throws {
        let (desk, call) = try talk()
        let id = try start(desk, call)
        desk.see(.recordingBegan(id))
        desk.clear()
        let number = TransferTarget.destination(CallOrder(to: "030 123456").destination)
        try desk.ask(.consult(call.id, number, joins: false))
        #expect(desk.effects.contains(.pauseRecording(id, true)))
        desk.see(.recordingSeen(id, paused: true))
        let held = try #require(desk.model.calls[call.id])
        desk.see(.legEntered(held.customer.leg, held.waitingBridge))
        let third = try #require(desk.model.calls[call.id]?.third)
        desk.see(.legEntered(third.leg, call.talkingBridge))
        desk.see(.legUp(third.leg))
        desk.clear()
        try desk.ask(.direct(call.id, third.id, .join))
        desk.see(.legEntered(call.customer.leg, call.talkingBridge))
        #expect(desk.effects.contains(.pauseRecording(id, false)))
        desk.see(.recordingSeen(id, paused: false))
        desk.clear()
        // The agent leaves the two others to each other.
        try desk.ask(.direct(call.id, third.id, .complete))
        #expect(desk.effects.contains(.stopRecording(id)))
        desk.see(.recordingOver(id, seconds: nil))
        #expect(records(desk).last?.end == .callEnded)
    }

    enum Ending: CaseIterable {
        case agentHangsUp, customerLeaves, agentIsLost, logOut
    }

    @Test(arguments: Ending.allCases)
    func `O13h it ends with the agent's part in the call, however that ends`(_ ending: Ending)
        throws
    {
        let (desk, call) = try talk()
        let id = try start(desk, call)
        desk.see(.recordingBegan(id))
        desk.clear()
        switch ending {
        case .agentHangsUp: try desk.ask(.hangUp(call.id))
        case .customerLeaves: desk.see(.legGone(call.customer.leg, .hungUp))
        case .agentIsLost: desk.see(.legGone(call.agentLeg, .hungUp))
        case .logOut: try desk.ask(.logOut(Desk.agent, .now))
        }
        #expect(desk.effects.contains(.stopRecording(id)))
        desk.see(.recordingOver(id, seconds: 3))
        #expect(news(desk) == [.ended(.callEnded)])
        #expect(desk.model.calls[call.id]?.recording == nil)
    }

    @Test func `O13h always records from the connecting on, and agents do not stop it`() throws {
        let (desk, call) = try talk(.always)
        let id = try #require(desk.model.calls[call.id]?.recording?.id)
        desk.see(.recordingBegan(id))
        #expect(throws: Refusal.recordingRequired) { try desk.ask(.stopRecording(call.id, id)) }
        try desk.ask(.pauseRecording(call.id, id, true))
        #expect(records(desk).map(\.id) == [id])
    }

    @Test func `O13h, P8 off holds at once`() throws {
        let (none, call) = try talk(.off)
        #expect(throws: Refusal.recordingOff) { try none.ask(.startRecording(call.id)) }
        let (desk, recorded) = try talk(.always)
        let id = try #require(desk.model.calls[recorded.id]?.recording?.id)
        desk.see(.recordingBegan(id))
        desk.clear()
        var settings = try #require(desk.model.directory.tenants[Desk.agent.tenant]?.settings)
        settings.phone.recording = .off
        try desk.ask(.administer(.tenant(Desk.agent.tenant, settings)))
        #expect(desk.effects.contains(.stopRecording(id)))
        desk.see(.recordingOver(id, seconds: 1))
        #expect(records(desk).last?.end == .recordingOff)
    }

    private func set(_ mode: RecordingMode, on desk: Desk) throws {
        var settings = try #require(desk.model.directory.tenants[Desk.agent.tenant]?.settings)
        settings.phone.recording = mode
        try desk.ask(.administer(.tenant(Desk.agent.tenant, settings)))
    }

    @Test func `O13h, P8 always holds at once`() throws {
        let (desk, call) = try talk(.onRequest)
        #expect(desk.model.calls[call.id]?.recording == nil)
        desk.clear()
        try set(.always, on: desk)
        let id = try #require(desk.model.calls[call.id]?.recording?.id)
        #expect(desk.effects.contains(.record(id, call.talkingBridge)))
        desk.clear()
        try set(.always, on: desk)
        #expect(desk.effects.isEmpty, "once")
        // Where the customer hears music it is paused from the beginning.
        let (held, other) = try talk(.onRequest)
        try held.ask(.hold(other.id))
        held.clear()
        try set(.always, on: held)
        let paused = try #require(held.model.calls[other.id]?.recording?.id)
        #expect(held.effects.contains(.record(paused, other.talkingBridge)))
        #expect(held.effects.contains(.pauseRecording(paused, true)))
    }

    @Test func `O13h, P8 always holds for nobody who does not talk`() throws {
        let desk = Desk(tenant: { $0.phone.recording = .onRequest })
        try desk.openConnection()
        desk.clear()
        try set(.always, on: desk)
        #expect(desk.effects.isEmpty)
        #expect(records(desk).isEmpty)
    }

    @Test func `P3 the nearest level says whether calls are recorded`() throws {
        let (desk, _) = try talk(.always)
        var profile = try #require(desk.model.directory.profile(of: Desk.agent))
        profile.phone.recording = .off
        try desk.ask(.administer(.agent(Desk.agent, profile)))
        let settings = try #require(desk.model.phoneSettings(of: Desk.agent))
        #expect(settings.recording.value == .off)
        #expect(settings.recording.source == .agent)
    }

    @Test func `O13h what cannot be begun is told, and the call goes on`() throws {
        let (desk, call) = try talk()
        let id = try start(desk, call)
        desk.see(.recordingFailed(id))
        #expect(news(desk) == [.ended(.failed)])
        #expect(records(desk).last?.end == .failed)
        #expect(desk.model.calls[call.id]?.state == .connected)
        #expect(throws: Never.self) { try desk.ask(.startRecording(call.id)) }
    }

    @Test func `O13h what the PBX does not answer is asked again`() throws {
        let (desk, call) = try talk()
        let id = try start(desk, call)
        desk.clear()
        desk.pass(seconds: 10)
        #expect(desk.effects == [.record(id, call.talkingBridge)])
        desk.see(.recordingBegan(id))
        try desk.ask(.pauseRecording(call.id, id, true))
        desk.clear()
        desk.pass(seconds: 10)
        #expect(desk.effects == [.findRecording(id)])
        desk.see(.recordingSeen(id, paused: false))
        #expect(desk.effects.contains(.pauseRecording(id, true)), "it is still wanted")
        desk.see(.recordingSeen(id, paused: true))
        try desk.ask(.stopRecording(call.id, id))
        desk.clear()
        desk.pass(seconds: 10)
        #expect(desk.effects == [.stopRecording(id)])
    }

    @Test
    func `O13h, W1 after a kill each is asked for, and after a restart of the PBX it is over`()
        throws
    {
        let (desk, call) = try talk()
        let id = try start(desk, call)
        desk.see(.recordingBegan(id))
        let legs = [call.agentLeg, call.customer.leg].map {
            Survey.Leg(
                id: $0, isUp: true, isRinging: false, bridge: call.talkingBridge,
                hasCompany: true, arrival: nil)
        }
        let next = desk.restarted()
        next.see(.surveyed(Survey(nodeRun: "run 1", legs: legs, bridges: [call.talkingBridge])))
        #expect(next.effects.contains(.findRecording(id)))
        next.see(.recordingSeen(id, paused: false))
        #expect(news(next).isEmpty)
        // The customer is gone by the time.
        let alone = desk.restarted()
        alone.see(.surveyed(Survey(nodeRun: "run 1", legs: [legs[0]], bridges: [])))
        #expect(alone.effects.contains(.stopRecording(id)))
        let other = desk.restarted()
        other.see(.surveyed(Survey(nodeRun: "run 2", legs: [], bridges: [])))
        #expect(news(other) == [.ended(.nodeRestarted)])
        #expect(records(other).last?.end == .nodeRestarted)
    }

    @Test func `O13h, W1 one that was just asked for is not begun when its call is over by then`()
        throws
    {
        let (desk, call) = try talk()
        let id = try start(desk, call)
        let next = desk.restarted()
        let agent = Survey.Leg(
            id: call.agentLeg, isUp: true, isRinging: false, bridge: call.talkingBridge,
            hasCompany: false, arrival: nil)
        next.see(.surveyed(Survey(nodeRun: "run 1", legs: [agent], bridges: [])))
        #expect(next.model.calls[call.id]?.state == .ended)
        #expect(!next.effects.contains(.record(id, call.talkingBridge)))
        #expect(next.effects.count { $0 == .stopRecording(id) } == 1)
        // What was asked for before the kill is answered late.
        next.see(.recordingFailed(id))
        #expect(records(next).last?.end == .callEnded)
    }

    @Test func `O13h, W1 after a kill a call that is always recorded and is not is recorded`()
        throws
    {
        let (desk, call) = try talk(.always)
        let id = try #require(desk.model.calls[call.id]?.recording?.id)
        desk.see(.recordingFailed(id))
        #expect(desk.model.calls[call.id]?.recording == nil)
        let legs = [call.agentLeg, call.customer.leg].map {
            Survey.Leg(
                id: $0, isUp: true, isRinging: false, bridge: call.talkingBridge,
                hasCompany: true, arrival: nil)
        }
        let next = desk.restarted()
        // Names are reserved by the first decision, before the survey comes.
        next.pass(seconds: 1)
        next.see(.surveyed(Survey(nodeRun: "run 1", legs: legs, bridges: [call.talkingBridge])))
        let another = try #require(next.model.calls[call.id]?.recording?.id)
        #expect(another != id)
        #expect(next.effects.contains(.record(another, call.talkingBridge)))
    }
}
