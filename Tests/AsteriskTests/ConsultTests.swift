import DemoWorld
import JSON
import SimulatedPhones
import Testing

/// Calls with three parties, as each of them hears it.
extension OnTheRealAsterisk {
    /// Agents may call the second and the third customer's phones.
    private static let consulting = [
        "country: DE", "destinations: {allowedDomains: [127.0.0.32, 127.0.0.33]}",
        "outbound: {callerIDs: [\"Acme <+4930555>\"], ringSeconds: 20}",
    ]
    private static let second: [String: JSONValue] = ["to": "sip:2002@127.0.0.32:5060"]
    private static let third: [String: JSONValue] = ["to": "sip:2003@127.0.0.33:5060"]

    /// A call with three parties, and what is looked at in it.
    private struct Talk {
        let world: World
        let desk: AgentDesk
        let customer: SimulatedPhone
        let other: SimulatedPhone
        let call: String
        var participant = ""

        var all: [SimulatedPhone] { [desk.phone, customer, other] }

        func expect(_ state: String, _ expected: KeyValuePairs<SimulatedPhone, String>) async {
            await OnTheRealAsterisk.expect(state, expected, among: all, in: world)
        }

        func did(_ deed: String) async throws {
            let answer = try await desk.consulted(participant, of: call, deed)
            #expect(answer.isFine, "\(deed): \(answer.code ?? "")")
        }
    }

    /// A customer with whom the agent talks, and somebody whom the agent has called.
    private static func consult(
        _ world: World, _ desk: AgentDesk, _ other: Int = 1, dialing number: String = "91001"
    ) async throws -> Talk {
        let customer = world.customerPhone(0)
        let call = try await desk.talk(with: customer, dialing: number)
        var talk = Talk(
            world: world, desk: desk, customer: customer, other: world.customerPhone(other),
            call: call)
        let place = desk.events.count
        let answer = try await desk.consult(call, other == 1 ? second : third)
        #expect(answer.status == 202)
        talk.participant = answer.body["participant"]?.optionalString("id") ?? ""
        #expect(await desk.events.wait(for: "participant.connected", from: place) != nil)
        return talk
    }

    /// A customer's own channel, and our half of one in Dial() and in Queue().
    @Test(.timeLimit(.minutes(4)), arguments: ["91001", "81001", "6000"])
    func `O13e consult, swap and complete, as all three hear it`(_ number: String) async throws {
        try await Self.withWorld(agents: 1, customers: 2, policy: Self.consulting) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            try await desk.openConnection()
            let talk = try await Self.consult(world, desk, dialing: number)
            let (agent, customer, other) = (desk.phone, talk.customer, talk.other)
            await talk.expect("consult", [agent: "2002", customer: "music", other: "1001"])
            #expect(try await desk.change(talk.call, "resume").code == "consultUnderWay")
            try await talk.did("swap")
            await talk.expect("swap", [agent: "2001", customer: "1001", other: "music"])
            try await talk.did("swap")
            await talk.expect("swap back", [agent: "2002", customer: "music", other: "1001"])
            let place = desk.events.count
            try await talk.did("complete")
            await talk.expect("complete", [agent: "", customer: "2002", other: "2001"])
            let told = await desk.events.wait(for: "call.ended", from: place)
            #expect(told?.data.optionalString("endReason") == "transferred")
            #expect(try await desk.status() == "available")
            // The transferred call outlives the agent's part, and a kill.
            _ = try await Self.restart(world, desk)
            await talk.expect("complete, after a kill", [customer: "2002", other: "2001"])
            // Who hangs up ends the other one's call.
            if number == "91001" { customer.hangUp() } else { other.hangUp() }
            #expect(await customer.waitUntilIdle())
            #expect(await other.waitUntilIdle())
            #expect(desk.phone.incomingCalls == 1, "C3")
            #expect(try await eventually(within: .seconds(5)) { try world.channelCount() == 1 })
            #expect(try await eventually(within: .seconds(5)) { try world.bridgeCount() == 1 })
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(4)))
    func `O13f three talk, and each of them may leave first`() async throws {
        try await Self.withWorld(agents: 1, customers: 3, policy: Self.consulting) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            try await desk.openConnection()
            // The third party leaves.
            var talk = try await Self.consult(world, desk)
            let (agent, customer, other) = (desk.phone, talk.customer, talk.other)
            var place = desk.events.count
            try await talk.did("join")
            #expect(await desk.events.wait(for: "participant.joined", from: place) != nil)
            await talk.expect(
                "conference",
                [agent: "2001 2002", customer: "1001 2002", other: "1001 2001"])
            other.hangUp()
            #expect(await desk.events.wait(for: "participant.left", from: place) != nil)
            await talk.expect("the third party left", [agent: "2001", customer: "1001"])
            // Added at once: all three talk when they answer; and sent away again.
            place = desk.events.count
            let added = try await desk.addParticipant(talk.call, Self.second)
            #expect(added.status == 202)
            #expect(await desk.events.wait(for: "participant.joined", from: place) != nil)
            await talk.expect(
                "added", [agent: "2001 2002", customer: "1001 2002", other: "1001 2001"])
            let participant = added.body["participant"]?.optionalString("id") ?? ""
            #expect(try await desk.removeParticipant(participant, of: talk.call).isFine)
            #expect(await other.waitUntilIdle())
            await talk.expect("removed", [agent: "2001", customer: "1001"])
            customer.hangUp()
            #expect(await desk.waitForStatus("available"))
            #expect(await world.probe.isSilent(agent.ear, for: .seconds(1)))
            // The customer leaves: the agent goes on with the other one.
            talk = try await Self.consult(world, desk)
            place = desk.events.count
            try await talk.did("join")
            #expect(await desk.events.wait(for: "participant.joined", from: place) != nil)
            customer.hangUp()
            #expect(await desk.events.wait(for: "call.customerLeft", from: place) != nil)
            await talk.expect("the customer left", [agent: "2002", other: "1001"])
            #expect(try await desk.hangUp(talk.call).isFine)
            #expect(await other.waitUntilIdle())
            #expect(await desk.waitForStatus("available"))
            // The agent's phone is hung up: the two others go on.
            talk = try await Self.consult(world, desk, 2)
            place = desk.events.count
            try await talk.did("join")
            #expect(await desk.events.wait(for: "participant.joined", from: place) != nil)
            agent.hangUp()
            #expect(await desk.waitForStatus("notReachable"))
            await talk.expect("the agent left", [talk.customer: "2003", talk.other: "2001"])
            talk.other.hangUp()
            #expect(await customer.waitUntilIdle())
            #expect(try await eventually(within: .seconds(5)) { try world.channelCount() == 0 })
            #expect(try await eventually(within: .seconds(5)) { try world.bridgeCount() == 0 })
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(4)))
    func `O13e whoever is not reached, or leaves during a consult, leaves nobody alone`()
        async throws
    {
        try await Self.withWorld(agents: 1, customers: 2, policy: Self.consulting) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let (agent, customer, other) = (
                desk.phone, world.customerPhone(0), world.customerPhone(1)
            )
            try await desk.openConnection()
            let call = try await desk.talk(with: customer, dialing: "91001")
            // Busy: the customer stays on hold, and the agent hears nothing of the ringing.
            other.manner = .busy
            var place = desk.events.count
            #expect(try await desk.consult(call, Self.second).status == 202)
            let left = await desk.events.wait(for: "participant.left", from: place)
            #expect(left?.data.optionalString("endReason") == "busy")
            #expect(await world.probe.isSilent(agent.ear, for: .seconds(1)))
            #expect(await world.probe.hears(World.musicTone, at: customer.ear))
            #expect(try await desk.change(call, "resume").isFine)
            #expect(await world.hearEachOther(agent, customer))
            // Ringing: the agent hears it, and the customer does not; called off, they talk on.
            other.manner = .ring
            place = desk.events.count
            let asked = try await desk.consult(call, Self.second)
            #expect(await desk.events.wait(for: "participant.ringing", from: place) != nil)
            #expect(await world.probe.hears(Self.ringingTone, at: agent.ear))
            #expect(world.probe.share(of: Self.ringingTone, to: customer.ear) < 0.05)
            let participant = asked.body["participant"]?.optionalString("id") ?? ""
            #expect(
                try await desk.consulted(participant, of: call, "complete").code
                    == "participantNotConnected")
            #expect(try await desk.consulted(participant, of: call, "cancel").isFine)
            #expect(await world.hearEachOther(agent, customer))
            #expect(await other.waitUntilIdle())
            // The customer hangs up while it rings: it ends, and the agent's leg is silent.
            place = desk.events.count
            #expect(try await desk.consult(call, Self.second).status == 202)
            #expect(await desk.events.wait(for: "participant.ringing", from: place) != nil)
            customer.hangUp()
            #expect(await other.waitUntilIdle())
            #expect(await desk.waitForStatus("available"))
            #expect(await world.probe.isSilent(agent.ear, for: .seconds(1)))
            // The service is killed during a consult, and the agent's phone is lost after that.
            other.manner = .answer(afterMilliseconds: 300)
            let talk = try await Self.consult(world, desk)
            _ = try await Self.restart(world, desk)
            await talk.expect("after a kill", [agent: "2002", customer: "music", other: "1001"])
            agent.hangUp()
            #expect(await other.waitUntilIdle())
            #expect(
                await world.probe.hears(
                    try Self.tone("agentLost"), at: customer.ear, within: .seconds(8)))
            customer.hangUp()
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(4)))
    func `O13e a colleague is asked, accepts, and is left with the customer`() async throws {
        try await Self.withWorld(agents: 2, customers: 1, policy: Self.consulting) { world in
            let first = try AgentDesk(world, phone: world.agentPhone(0))
            let second = try AgentDesk(world, phone: world.agentPhone(1))
            let customer = world.customerPhone()
            try await first.openConnection()
            try await second.openConnection()
            let call = try await first.talk(with: customer, dialing: "91001")
            let place = (first.events.count, second.events.count)
            let asked = try await first.consult(call, ["agent": "1002"])
            #expect(asked.status == 202)
            let offer = try await second.waitForOffer(from: place.1)
            let told = await second.events.wait(for: "offer.created", from: place.1)
            #expect(told?.data["caller"]?.optionalString("number") == "1001")
            #expect(try await second.accept(offer).isFine)
            #expect(await first.events.wait(for: "participant.connected", from: place.0) != nil)
            #expect(await world.hearEachOther(first.phone, second.phone))
            #expect(await world.probe.hears(World.musicTone, at: customer.ear))
            let participant = asked.body["participant"]?.optionalString("id") ?? ""
            #expect(try await first.consulted(participant, of: call, "complete").isFine)
            #expect(await world.hearEachOther(second.phone, customer))
            #expect(await world.probe.isSilent(first.phone.ear, for: .seconds(1)))
            #expect(await first.waitForStatus("available"))
            customer.hangUp()
            #expect(await second.waitForStatus("available"))
            #expect(await world.probe.isSilent(second.phone.ear, for: .seconds(1)))
            // One who rejects is as somebody whose phone is busy.
            let next = try await first.talk(with: customer, dialing: "91001")
            let again = (first.events.count, second.events.count)
            #expect(try await first.consult(next, ["agent": "1002"]).status == 202)
            #expect(try await second.reject(try await second.waitForOffer(from: again.1)).isFine)
            let left = await first.events.wait(for: "participant.left", from: again.0)
            #expect(left?.data.optionalString("endReason") == "busy")
            customer.hangUp()
            for desk in [first, second] { await desk.end() }
        }
    }
}
