import Testing

@testable import AsteriskGateway
@testable import ConnectionMode

/// The state of what goes out, behind a reference, since expectations cannot change a value.
private final class Works {
    private var state = OutboundState(configuration: GatewayConfiguration())

    /// The requests that are to be asked now.
    func pursue(_ effect: Effect) -> [Request] { asked(state.pursue(effect) ?? []) }

    func endPause(of job: Int) -> [Request] { asked(state.endPause(of: job)) }

    func take(_ outcome: Outcome, of job: Int) -> [Request] { asked(state.take(outcome, of: job)) }

    private(set) var seen: [Observation] = []

    private func asked(_ steps: [OutboundState.Step]) -> [Request] {
        steps.compactMap { step in
            switch step {
            case .ask(let request, _): return request
            case .observe(let observation): seen.append(observation)
            case .pause, .giveWay: break
            }
            return nil
        }
    }
}

@Suite struct `What goes out` {
    private static let customer = Procedures.answered

    @Test func `goals about one leg go one after the other`() {
        let works = Works()
        let leg = Procedures.leg
        #expect(works.pursue(.find(leg)) == [.findChannel("oh-e-v1")])
        #expect(works.pursue(.find(leg)).isEmpty)
        #expect(works.take(.saw(.channel(.up)), of: 0) == [.findChannel("oh-e-v1")])
        #expect(works.seen == [.legAnswered(leg)])
        #expect(works.take(.saw(.channel(.up)), of: 7).isEmpty, "of nobody")
    }

    @Test
    func
        `a goal that waited for long neither makes a bridge that was given up nor moves anybody there`()
    {
        let works = Works()
        let connect = Effect.connect(
            agent: Procedures.leg, Self.customer, in: Procedures.talk)
        _ = works.pursue(connect)
        // The PIN's playback is stopped first; by the time that this is answered the call is over.
        _ = works.pursue(.dissolve(Procedures.talk))
        #expect(works.take(.unknown, of: 0).isEmpty)
        #expect(works.seen == [.connectFailed(Procedures.talk)])
    }

    @Test func `nor does one that has paused meanwhile`() {
        let works = Works()
        _ = works.pursue(
            .connect(agent: Procedures.leg, Self.customer, in: Procedures.talk))
        #expect(works.take(.done, of: 0).count == 1)
        // It did not leave, and is tried again after a pause.
        #expect(works.take(.notSent, of: 0).isEmpty)
        _ = works.pursue(.dissolve(Procedures.talk))
        #expect(works.endPause(of: 0).isEmpty)
        #expect(works.seen == [.connectFailed(Procedures.talk)])
    }

    private func dialOut(toAgent agent: String? = nil) -> Effect {
        let party = DialedParty(
            destination: Workplace(kind: .endpoint, address: "2001"), trunk: nil, callerID: nil,
            ringSeconds: 20, agent: agent.map { AgentID($0) })
        return .dialOut(
            DialOut(
                leg: LegID("oh-e-v9"),
                agent: AgentKey(tenant: TenantID("acme"), agent: AgentID("1001")),
                call: CallID("oh-e-c1"), agentLeg: Procedures.leg, party: party,
                bridge: Procedures.talk))
    }

    @Test func `W2 O13e nobody is called who was hung up while the place was being made`() {
        let works = Works()
        _ = works.pursue(dialOut())
        #expect(works.take(.done, of: 0) == [.createBridge("oh-e-t1", .mixing)])
        #expect(works.pursue(.hangUp(LegID("oh-e-v9"))).count == 1)
        #expect(works.take(.refused(status: 409), of: 0).isEmpty)
        #expect(works.seen == [.dialFailed(LegID("oh-e-v9"), .refused(.unreachable))])
    }

    @Test
    func `O13e a colleague is called by the tenant's own context, by a half that is not ours`() {
        let works = Works()
        _ = works.pursue(dialOut(toAgent: "1002"))
        _ = works.take(.done, of: 0)
        guard case .create(let call)? = works.take(.done, of: 0).first else {
            Issue.record("nobody is called")
            return
        }
        #expect(call.endpoint == "Local/1002@offhook-acme/n")
        #expect(call.otherHalf == "half-of-oh-e-v9")
        #expect(call.originator == Procedures.leg.rawValue)
    }

    @Test func `O13f of two who are on their way to one place, each is told of who does not come`()
    {
        let works = Works()
        let other = CustomerLeg(
            leg: LegID("oh-e-v9"), kind: .dialed(lostContext: nil), isAnswered: true)
        _ = works.pursue(.connect(agent: Procedures.leg, Self.customer, in: Procedures.talk))
        #expect(works.take(.done, of: 0).count == 1)
        #expect(
            works.pursue(.connect(agent: Procedures.leg, other, in: Procedures.talk)).isEmpty)
        #expect(works.take(.refused(status: 400), of: 0).count == 1)
        #expect(works.seen == [.connectFailed(Procedures.talk)])
    }

    @Test func `W2 nobody is called for a call that ended while its place was being made`() {
        let works = Works()
        _ = works.pursue(dialOut())
        #expect(works.take(.done, of: 0) == [.createBridge("oh-e-t1", .mixing)])
        _ = works.pursue(.dissolve(Procedures.talk))
        // Nobody knows what became of the request; the customer's channel would be nobody's.
        #expect(works.take(.unknown, of: 0).isEmpty)
        #expect(works.seen == [.dialFailed(LegID("oh-e-v9"), .refused(.unreachable))])
    }

    @Test func `a connect that failed is not told of while another one waits for its turn`() {
        let works = Works()
        let connect = Effect.connect(agent: Procedures.leg, Self.customer, in: Procedures.talk)
        _ = works.pursue(connect)
        #expect(works.take(.done, of: 0).count == 1)
        // As after a survey: the place is made sure of first.
        #expect(works.pursue(.prepare(Procedures.talk)).isEmpty)
        #expect(works.pursue(connect).isEmpty)
        #expect(
            works.take(.refused(status: 400), of: 0) == [.createBridge("oh-e-t1", .mixing)])
        #expect(works.seen.isEmpty)
        #expect(works.take(.refused(status: 409), of: 1).count == 1)
        #expect(works.take(.refused(status: 400), of: 2).isEmpty)
        #expect(works.seen == [.connectFailed(Procedures.talk)])
    }

    @Test func `a bridge that is still on its way to be made is not deleted before`() {
        let works = Works()
        #expect(works.pursue(.prepare(Procedures.talk)) == [.createBridge("oh-e-t1", .mixing)])
        #expect(works.pursue(.dissolve(Procedures.talk)).isEmpty)
        #expect(works.take(.done, of: 0).isEmpty)
        #expect(works.pursue(.dissolve(Procedures.talk)) == [.findBridge("oh-e-t1")])
    }

    @Test func `what may still be playing on a leg that could not be parked is stopped first`() {
        let works = Works()
        let park = Effect.park(Procedures.leg, home: Procedures.home)
        let stop = Request.stopPlayback("oh-e-v1-pin")
        let enter = Request.addChannels(["oh-e-v1"], bridge: "oh-e-h1")
        #expect(works.pursue(park) == [stop])
        #expect(works.take(.unknown, of: 0) == [enter])
        #expect(works.take(.unknown, of: 0).isEmpty)
        #expect(works.seen == [.parkFailed(Procedures.leg)])
        #expect(works.pursue(park) == [stop])
    }
}
