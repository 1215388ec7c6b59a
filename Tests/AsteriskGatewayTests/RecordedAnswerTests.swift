import ConnectionMode
import JSON
import Testing

@testable import ARI
@testable import AsteriskGateway

/// What Asterisk really answers when it says no leads each procedure where it is meant to go.
@Suite struct `Recorded answers` {
    private static let leg = Procedures.leg
    private static let talk = Procedures.talk

    /// The status of a case, as recorded.
    private func outcome(_ about: String) throws -> Outcome {
        for line in try Scenario.lines("answers") {
            let answer = try JSONValue(parsing: Array(line.utf8))
            guard answer.optionalString("case") == about else { continue }
            let status = try #require(answer.optionalInteger("status"))
            return (200..<300).contains(status) ? .done : .refused(status: status)
        }
        throw Recordings.NotRead(text: "no case \(about)")
    }

    @Test(arguments: [
        "dial an endpoint that is not there", "dial a technology that is not there",
        "dial without a technology",
    ])
    func `V7 a phone that Asterisk cannot call is unreachable`(_ about: String) throws {
        #expect(
            walk(Procedures.dial, [try outcome(about)]).seen
                == [.dialFailed(Self.leg, .refused(.unreachable))])
    }

    @Test func `W2 a name in use is a dial that arrived before`() throws {
        #expect(
            walk(Procedures.dial, [try outcome("dial with a name in use")]).seen
                == [.dialFailed(Self.leg, .outcomeUnknown)])
    }

    @Test func `a leg that is gone needs no further hanging up`() throws {
        #expect(
            walk(HangUpProcedure(leg: Self.leg), [try outcome("end a leg that is gone")]).seen
                == [.legGone(Self.leg, .unknown)])
    }

    @Test(arguments: [
        "set a variable of a leg that is gone",
        "set a variable of a channel that is in the dialplan",
    ])
    func `a customer who is out of our hands is released`(_ about: String) throws {
        let customer = Procedures.answered
        let walked = walk(
            ReleaseProcedure(customer: customer, release: .rejected), [try outcome(about)])
        #expect(walked.asked.count == 1)
        #expect(walked.seen == [.legGone(customer.leg, .unknown)])
    }

    @Test(arguments: ["send a leg on that is gone", "send a channel on that is in the dialplan"])
    func `a customer who left between two requests is released`(_ about: String) throws {
        let customer = Procedures.answered
        let walked = walk(
            ReleaseProcedure(customer: customer, release: .rejected), [.done, try outcome(about)])
        #expect(walked.seen == [.legGone(customer.leg, .unknown)])
    }

    @Test func `a bridge that is gone is made again`() throws {
        let gone = try outcome("join a bridge that is gone")
        let park = ParkProcedure(leg: Self.leg, home: Procedures.home, isQuiet: true)
        #expect(walk(park, [gone]).asked.contains(.createBridge("oh-e-h1", .holding)))
        #expect(walk(connect, [gone]).asked.contains(.createBridge("oh-e-t1", .mixing)))
        // One that another request made meanwhile does as well.
        let inUse = try outcome("make a bridge with a name in use")
        #expect(walk(connect, [gone, inUse]).asked.count == 3)
    }

    private var connect: ConnectProcedure {
        ConnectProcedure(
            agent: Self.leg, customer: Procedures.answered, bridge: Self.talk, isQuiet: true)
    }

    @Test(arguments: ["join two, one of them gone", "join a channel that is in the dialplan"])
    func `two that cannot be brought together are told so`(_ about: String) throws {
        #expect(walk(connect, [try outcome(about)]).seen == [.connectFailed(Self.talk)])
    }

    @Test func `a playback that is over keeps nobody from joining`() throws {
        let loud = ConnectProcedure(
            agent: Self.leg, customer: Procedures.answered, bridge: Self.talk, isQuiet: false)
        let walked = walk(loud, [try outcome("stop a playback that is over")])
        #expect(walked.asked.count == 2)
        #expect(walked.seen.isEmpty)
    }

    @Test func `what is looked for and gone is not found`() throws {
        let gone = try outcome("read a leg that is gone")
        #expect(
            walk(FindProcedure(leg: Self.leg), Array(repeating: gone, count: 50)).seen
                == [.legNotFound(Self.leg)])
        let nowhere = try outcome("read a bridge that is gone")
        let dissolving = DissolveProcedure(bridge: Self.talk, looksLeft: 1)
        #expect(walk(dissolving, [nowhere]).asked.count == 1)
    }

    @Test func `joining again changes nothing, and answering again either`() throws {
        #expect(try outcome("join where it is, again") == .done)
        #expect(try outcome("answer a leg that is up") == .done)
    }
}
