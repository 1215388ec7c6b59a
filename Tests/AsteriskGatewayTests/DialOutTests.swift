import ConnectionMode
import Testing

@testable import AsteriskGateway

/// The way to a customer who is called for an agent (O7).
@Suite struct `Calling out` {
    private static let agent = "oh-e-v1"
    private static let out = "oh-e-v9"
    private static let talk = "oh-e-t8"
    private static let call = PlacedCall(
        channel: out, endpoint: "PJSIP/+4930123456@trunk", arguments: "outbound,acme,1001",
        callerID: nil, ringSeconds: 20, variables: ["CONNECTEDLINE(all,i)": "Acme <+4930555>"])
    private static let make = Request.createBridge(talk, .mixing)
    private static let join = Request.addCallee([out, agent], bridge: talk)
    private static let ring = Request.dial(out, ringSeconds: 20)
    private static let hangUp = Request.hangUp(out, cause: 16)

    private func walked(
        _ outcomes: [Outcome], isQuiet: Bool = true
    ) -> (asked: [Request], seen: [Observation]) {
        walk(
            DialOutProcedure(
                agentLeg: LegID(Self.agent), bridge: BridgeID(Self.talk), call: Self.call,
                isQuiet: isQuiet), outcomes)
    }

    private func failed(_ failure: DialFailure) -> [Observation] {
        [.dialFailed(LegID(Self.out), failure)]
    }

    @Test func `the two are in one bridge before anybody is called`() {
        let plain = walked([])
        #expect(plain.asked == [Self.make, .create(Self.call), Self.join, Self.ring])
        #expect(plain.seen.isEmpty)
        #expect(walked([], isQuiet: false).asked.first == .stopPlayback("oh-e-v1-pin"))
    }

    @Test func `a channel that has not come to us yet is waited for`() {
        let late = walked([.done, .done, .refused(status: 422), .refused(status: 409)])
        #expect(late.asked.suffix(4) == [Self.join, Self.join, Self.join, Self.ring])
        let never = walked([.done, .done] + Array(repeating: .refused(status: 422), count: 50))
        #expect(never.seen == failed(.refused(.unknown)))
        #expect(never.asked.last == Self.hangUp)
        #expect(!never.asked.contains(Self.ring))
    }

    @Test(arguments: [400, 409, 500])
    func `what Asterisk cannot call is unreachable`(_ status: Int) {
        let refused = walked([.done, .refused(status: status)])
        #expect(refused.asked.count == 2)
        #expect(refused.seen == failed(.refused(.unreachable)))
    }

    @Test func `W2 a request whose answer was lost is not sent again, and what came of it is used`()
    {
        let found = walked([.done, .unknown, .refused(status: 400), .done])
        #expect(found.asked.filter { $0 == .create(Self.call) }.count == 1)
        #expect(found.asked.last == Self.ring)
        // Of one that was answered a channel that is not there is gone.
        let gone = walked([.done, .done, .refused(status: 400)])
        #expect(gone.seen == failed(.refused(.unknown)))
        let dialed = walked([.done, .done, .done, .unknown])
        #expect(dialed.asked.filter { $0 == Self.ring }.count == 1)
        #expect(dialed.seen.isEmpty)
    }

    @Test func `a move whose answer was lost is looked at`() {
        let there = walked([.done, .done, .unknown, .saw(.bridge([Self.agent, Self.out]))])
        #expect(there.asked.suffix(2) == [.findBridge(Self.talk), Self.ring])
        let not = walked([.done, .done, .unknown, .saw(.bridge([Self.agent]))])
        #expect(not.asked.suffix(3) == [.findBridge(Self.talk), Self.join, Self.ring])
    }

    @Test func `a bridge that could not be made is made anew, once`() {
        let again = walked([.unknown, .done, .refused(status: 404)])
        #expect(again.asked.suffix(4) == [Self.join, Self.make, Self.join, Self.ring])
        let never = walked(
            [.unknown, .done, .refused(status: 404), .notSent, .refused(status: 404)])
        #expect(never.asked.last == Self.hangUp)
    }

    @Test func `W2 what does not leave is told, and nothing is left behind`() {
        #expect(walked([.done, .notSent]).seen == failed(.notSent))
        let unsent = walked([.done, .done, .done] + Array(repeating: .notSent, count: 9))
        #expect(unsent.asked.filter { $0 == Self.ring }.count == 4)
        #expect(unsent.asked.last == Self.hangUp)
        #expect(unsent.seen == failed(.notSent))
    }

    @Test func `the hang-up of what was made is sent until there is an answer`() {
        let ends = walked([.done, .done, .refused(status: 500), .notSent, .unknown, .done])
        #expect(ends.asked.suffix(3) == [Self.hangUp, Self.hangUp, Self.hangUp])
        #expect(ends.seen == failed(.refused(.unknown)))
        let never = walked(
            [.done, .done, .refused(status: 500)] + Array(repeating: .notSent, count: 50))
        #expect(never.asked.filter { $0 == Self.hangUp }.count == 6)
    }

    @Test func `nobody is called for a call that was over before it began`() {
        let over = walked([.refused(status: 404)])
        #expect(over.asked == [Self.make])
        #expect(over.seen == failed(.notSent))
    }

    @Test func `the ringing that an agent hears is ended until there is an answer`() {
        let stop = Request.stopRinging(Self.agent)
        let ends = UntilAnswered.stopRinging(on: LegID(Self.agent))
        #expect(walk(ends).asked == [stop])
        #expect(walk(ends, [.refused(status: 404)]).asked == [stop])
        #expect(walk(ends, [.notSent, .unknown]).asked == [stop, stop, stop])
        #expect(walk(ends, Array(repeating: .notSent, count: 50)).asked.count == 21)
    }
}
