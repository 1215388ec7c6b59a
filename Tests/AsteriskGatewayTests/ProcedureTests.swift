import ConnectionMode
import Orchestration
import Testing

@testable import AsteriskGateway

/// Walks a procedure: what it asks for, given what each request leads to. What is not listed is done.
func walk(
    _ procedure: any Procedure, _ outcomes: [Outcome] = []
) -> (asked: [Request], seen: [Observation]) {
    var procedure = procedure
    var outcomes = outcomes[...]
    var asked: [Request] = []
    var move = procedure.start()
    while asked.count < 100 {
        switch move {
        case .ask(let request), .later(_, let request):
            asked.append(request)
            move = procedure.next(after: outcomes.popFirst() ?? .done)
        case .giveWay: return (asked, [])
        case .finish(let observations): return (asked, observations)
        }
    }
    return (asked, [])
}

@Suite struct `Procedures` {
    static let leg = LegID("oh-e-v1")
    static let home = BridgeID("oh-e-h1")
    static let talk = BridgeID("oh-e-t1")
    static let answered = CustomerLeg(leg: LegID("17.1"), kind: .own, isAnswered: true)
    static let ringing = CustomerLeg(leg: LegID("17.1"), kind: .own, isAnswered: false)
    static let half = CustomerLeg(
        leg: LegID("17.3"), kind: .half(caller: LegID("17.2")), isAnswered: false)

    static let dial = DialProcedure(
        leg: leg,
        call: PlacedCall(
            channel: leg.rawValue, endpoint: "PJSIP/1001", arguments: "validation,acme,1001",
            callerID: nil, ringSeconds: 25))

    @Test(arguments: [
        (Outcome.done, [Observation]()),
        (.refused(status: 500), [.dialFailed(leg, .refused(.unreachable))]),
        (.refused(status: 400), [.dialFailed(leg, .refused(.unreachable))]),
        (.refused(status: 409), [.dialFailed(leg, .outcomeUnknown)]),
        (.refused(status: 503), [.dialFailed(leg, .refused(.unknown))]),
        (.notSent, [.dialFailed(leg, .notSent)]),
        (.unknown, [.dialFailed(leg, .outcomeUnknown)]),
    ])
    func `W2 a dial is asked for once, whatever becomes of it`(
        _ outcome: Outcome, _ seen: [Observation]
    ) {
        let walked = walk(Self.dial, [outcome])
        #expect(walked.asked.count == 1)
        #expect(walked.seen == seen)
    }

    @Test func `a leg that was lost is looked for, and found or not`() {
        let gone = walk(
            FindProcedure(leg: Self.leg), Array(repeating: .refused(status: 404), count: 50))
        #expect(gone.asked.count == 21)
        #expect(gone.seen == [.legNotFound(Self.leg)])
        let late = walk(
            FindProcedure(leg: Self.leg), [.refused(status: 404), .saw(.channel(.ringing))])
        #expect(late.seen == [.legRinging(Self.leg)])
    }

    @Test func `a leg is parked with one request when its home stands and nothing plays`() {
        let park = ParkProcedure(leg: Self.leg, home: Self.home, isQuiet: true)
        #expect(walk(park).asked == [.addChannels(["oh-e-v1"], bridge: "oh-e-h1")])
    }

    @Test func `a leg is parked for the first time after the PIN was stopped`() {
        let park = ParkProcedure(leg: Self.leg, home: Self.home, isQuiet: false)
        let add = Request.addChannels(["oh-e-v1"], bridge: "oh-e-h1")
        #expect(
            walk(park, [.done, .refused(status: 404)]).asked == [
                .stopPlayback("oh-e-v1-pin"), add, .createBridge("oh-e-h1", .holding), add,
            ])
    }

    @Test func `a PIN is spoken at once, and after a restart unless it is still being spoken`() {
        let nonce = Nonce(high: 1, low: 2)
        let pin = PINDerivation(secret: Array(repeating: 1, count: 32)).pin(for: nonce, digits: 4)
        func speak(mayBePlaying: Bool) -> SpeakProcedure {
            SpeakProcedure(
                leg: Self.leg, pin: pin,
                spoken: SpokenPIN(
                    nonce: nonce, digits: 4, prompt: nil, language: "en",
                    mayBePlaying: mayBePlaying))
        }
        let play = speak(mayBePlaying: false).play
        let find = Request.findPlayback("oh-e-v1-pin")
        #expect(walk(speak(mayBePlaying: false)).asked == [play])
        #expect(walk(speak(mayBePlaying: true), [.done]).asked == [find])
        #expect(
            walk(speak(mayBePlaying: true), [.refused(status: 404)]).asked == [find, play])
        #expect(
            walk(speak(mayBePlaying: true), [.unknown, .notSent, .refused(status: 404)]).asked
                == [find, find, find, play])
        let lost = Array(repeating: Outcome.unknown, count: 50)
        #expect(walk(speak(mayBePlaying: true), lost).asked == Array(repeating: find, count: 5))
    }

    @Test func `a leg that may not be in its home is told of`() {
        let park = ParkProcedure(leg: Self.leg, home: Self.home, isQuiet: true)
        let failed = [Observation.parkFailed(Self.leg)]
        #expect(walk(park, [.unknown]).seen == failed)
        let notSent = walk(park, Array(repeating: .notSent, count: 9))
        #expect(notSent.asked.count == 4)
        #expect(notSent.seen == failed)
        // The leg is gone, which an event tells.
        #expect(walk(park, [.refused(status: 400)]).seen.isEmpty)
        #expect(walk(park).seen.isEmpty)
    }

    @Test func `a leg whose home cannot be made is not parked again without a pause`() {
        var park = ParkProcedure(leg: Self.leg, home: Self.home, isQuiet: true)
        let absent = Outcome.refused(status: 404)
        _ = park.start()
        for outcome in [absent, .refused(status: 500)] { _ = park.next(after: outcome) }
        guard case .later(1_000, _) = park.next(after: absent) else {
            Issue.record("It does not pause.")
            return
        }
        guard case .finish([.parkFailed(Self.leg)]) = park.next(after: absent) else {
            Issue.record("It does not tell.")
            return
        }
    }

    @Test func `accept is one request for a customer who was answered`() {
        let connect = ConnectProcedure(
            agent: Self.leg, customer: Self.answered, bridge: Self.talk, isQuiet: true)
        #expect(walk(connect).asked == [.addChannels(["17.1", "oh-e-v1"], bridge: "oh-e-t1")])
    }

    @Test func `accept answers a customer who hears ringing first`() {
        let connect = ConnectProcedure(
            agent: Self.leg, customer: Self.half, bridge: Self.talk, isQuiet: true)
        #expect(
            walk(connect).asked == [
                .answer("17.3"), .addChannels(["17.3", "oh-e-v1"], bridge: "oh-e-t1"),
            ])
    }

    @Test func `an accept that is refused is told, and one with an unknown outcome is looked at`() {
        let connect = ConnectProcedure(
            agent: Self.leg, customer: Self.answered, bridge: Self.talk, isQuiet: true)
        #expect(walk(connect, [.refused(status: 400)]).seen == [.connectFailed(Self.talk)])
        #expect(
            walk(connect, [.unknown, .saw(.bridge(["17.1", "oh-e-v1"]))]).seen == [
                .legEntered(Self.leg, Self.talk), .legEntered(Self.answered.leg, Self.talk),
            ])
        #expect(
            walk(connect, [.unknown, .saw(.bridge(["17.1"]))]).seen == [.connectFailed(Self.talk)])
    }

    @Test
    func `a caller in the dialplan is watched with one request, and devices come another way`()
        throws
    {
        let configuration = GatewayConfiguration()
        let plan = try #require(
            Effect.watch(caller: LegID("17.2")).plan(configuration, quiet: { _ in true }))
        #expect(walk(plan.procedure).asked == [.subscribe(channel: "17.2")])
        #expect(plan.names == ["17.2"], "so that it waits for nothing else")
        #expect(Effect.standings([]).plan(configuration, quiet: { _ in true }) == nil)
    }

    @Test func `a customer waits with the bridge's music, or with ringing`() {
        let bridge = BridgeID("oh-e-w1")
        #expect(
            walk(WaitProcedure(customer: Self.answered, bridge: bridge)).asked == [
                .createBridge("oh-e-w1", .holding), .startMusic(bridge: "oh-e-w1"),
                .addChannels(["17.1"], bridge: "oh-e-w1"),
            ])
        let ringing = WaitProcedure(customer: Self.ringing, bridge: bridge)
        #expect(walk(ringing).asked == [.ring("17.1")])
    }

    @Test func `a customer who may hear nothing is told of, and one who is there is not moved`() {
        let bridge = BridgeID("oh-e-w1")
        let wait = WaitProcedure(customer: Self.answered, bridge: bridge)
        let failed = [Observation.waitFailed(Self.answered.leg)]
        #expect(walk(wait, [.done, .done, .unknown]).seen == failed)
        let notSent = walk(wait, Array(repeating: .notSent, count: 9))
        #expect(notSent.asked.count == 4)
        #expect(notSent.seen == failed)
        let ringing = WaitProcedure(customer: Self.ringing, bridge: bridge)
        #expect(walk(ringing, [.unknown]).seen == [.waitFailed(Self.ringing.leg)])
        // Gone, which an event tells.
        #expect(walk(ringing, [.refused(status: 404)]).seen.isEmpty)
        // Music ends when its bridge is empty.
        #expect(
            walk(wait, [.refused(status: 409), .saw(.bridge(["17.1"]))]).asked == [
                .createBridge("oh-e-w1", .holding), .findBridge("oh-e-w1"),
                .startMusic(bridge: "oh-e-w1"),
            ])
        // Nothing else tells that the customer is there.
        #expect(
            walk(wait, [.refused(status: 409), .saw(.bridge(["17.1"]))]).seen == [
                .legEntered(Self.answered.leg, bridge)
            ])
        let gone = [Outcome.refused(status: 409), .saw(.bridge([])), .done, .refused(status: 400)]
        #expect(walk(wait, gone).seen.isEmpty)
        // Nor where it enters twice, for an earlier request comes late.
        #expect(
            walk(wait, [.refused(status: 409), .saw(.bridge([]))]).asked.suffix(3) == [
                .startMusic(bridge: "oh-e-w1"), .addChannels(["17.1"], bridge: "oh-e-w1"),
                .startMusic(bridge: "oh-e-w1"),
            ])
    }

    @Test(arguments: [
        (Release.rejected, 17), (.timedOut, 19), (.failed, 38), (.unavailable, 20),
        (.agentLost, 42),
    ])
    func `a customer goes back to the dialplan with the result`(_ release: Release, _ cause: Int) {
        #expect(
            walk(ReleaseProcedure(customer: Self.answered, release: release)).asked == [
                .setVariable("17.1", name: "OFFHOOK_RESULT", value: release.rawValue),
                .continueInDialplan("17.1"),
            ])
        #expect(
            walk(ReleaseProcedure(customer: Self.half, release: release)).asked == [
                .hangUp("17.3", cause: cause)
            ])
    }

    @Test func `O9 the agent's hang-up ends the customer wherever they wait`() {
        let own = ReleaseProcedure(customer: Self.answered, release: .agentHungUp)
        #expect(walk(own).asked == [.hangUp("17.1", cause: 16)])
        let half = ReleaseProcedure(customer: Self.half, release: .agentHungUp)
        #expect(walk(half).asked == [.hangUp("17.3", cause: 16), .hangUp("17.2", cause: 16)])
        var steps = half
        _ = steps.start()
        guard case .later = steps.next(after: .done) else {
            Issue.record("the queue must see who ended the call")
            return
        }
    }

    @Test func `a customer who is gone or in the dialplan again is out of our hands`() {
        let release = ReleaseProcedure(customer: Self.answered, release: .rejected)
        #expect(
            walk(release, [.refused(status: 409)]).seen == [.legGone(LegID("17.1"), .unknown)])
        #expect(
            walk(release, [.done, .refused(status: 404)]).seen == [
                .legGone(LegID("17.1"), .unknown)
            ])
    }

    @Test func `W2 a hang-up of a leg that is not there is done`() {
        #expect(
            walk(HangUpProcedure(leg: Self.leg), [.refused(status: 404)]).seen == [
                .legGone(Self.leg, .unknown)
            ])
    }

    @Test func `a bridge with somebody in it is not deleted`() {
        let dissolve = DissolveProcedure(bridge: Self.talk, looksLeft: 3)
        #expect(walk(dissolve, [.saw(.bridge(["17.1"]))]).asked == [.findBridge("oh-e-t1")])
        #expect(
            walk(dissolve, [.saw(.bridge([]))]).asked == [
                .findBridge("oh-e-t1"), .deleteBridge("oh-e-t1"),
            ])
    }

    @Test func `V2 the PIN is spoken three times, two seconds apart, after a second of silence`() {
        let pin = PINDerivation(secret: Array(repeating: 7, count: 32)).pin(
            for: Nonce(high: 1, low: 2))
        let media = PINPlayback.media(pin, prompt: nil)
        let digits = pin.digits.map { "sound:digits/\($0)" }
        let gap = ["sound:silence/2"]
        #expect(media == ["sound:silence/1"] + digits + gap + digits + gap + digits)
        #expect(PINPlayback.media(pin, prompt: "sound:hello").first == "sound:hello")
    }
}

extension `Procedures` {
    @Test
    func `O13b a leg counts as muted when Asterisk said so, and is asked for until it answers`() {
        let mute = UntilAnswered.mute(Self.leg, true)
        let request = Request.mute(Self.leg.rawValue, true)
        var walked = walk(mute, [.unknown, .notSent, .done])
        #expect(walked.asked == [request, request, request])
        #expect(walked.seen == [.legMuted(Self.leg, true)])
        walked = walk(mute, [.refused(status: 404)])
        #expect(walked.asked == [request])
        #expect(walked.seen.isEmpty)
        walked = walk(mute, Array(repeating: .unknown, count: 99))
        #expect(walked.asked.count == 21)
        #expect(walked.seen.isEmpty)
    }

    @Test(arguments: [Outcome.done, .unknown, .notSent, .refused(status: 404)])
    func `O13c digits are sent once, whatever becomes of them`(_ outcome: Outcome) throws {
        let digits = try #require(Digits("12"))
        let plan = Effect.sendDigits(Self.leg, digits).plan(GatewayConfiguration()) { _ in true }
        let walked = walk(try #require(plan).procedure, [outcome])
        #expect(walked.asked == [.sendDigits(Self.leg.rawValue, digits)])
        #expect(!"\(walked.asked)".contains("12"), "they may be a secret")
    }
}
