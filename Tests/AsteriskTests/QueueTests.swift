import DemoWorld
import JSON
import SimulatedPhones
import Testing
import Transport

/// A customer and agent 1001, a member of the shipped configuration's queue "support" (6000) and of queues
/// with shorter times.
extension OnTheRealAsterisk {
    @Test(.timeLimit(.minutes(3)))
    func `O12 O5 O9 an agent serves a queue, and queue_log is right`() async throws {
        try await Self.withWorld(agents: 1, customers: 1) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let customer = world.customerPhone()
            let queue = QueueWatch(world, "support")
            #expect(try queue.state(of: "1001") == "Unavailable", "set at start, while logged out")
            try await desk.openConnection()
            #expect(await queue.waits(for: "Not in use", of: "1001"))

            // Waiting with music, accepted, and the customer hangs up.
            var place = desk.events.count
            customer.dial("6000")
            let offer = try await desk.waitForOffer(from: place)
            #expect(await world.probe.hears(World.musicTone, at: customer.ear))
            #expect(await queue.waits(for: "Ringing", of: "1001"))
            let told = await desk.events.wait(for: "offer.created", from: place)?.data
            #expect(told?.optionalString("queue") == "support")
            #expect(try await desk.accept(offer).isFine)
            #expect(await desk.events.wait(for: "call.connected", from: place) != nil)
            #expect(await world.hearEachOther(desk.phone, customer))
            #expect(await queue.waits(for: "In use", of: "1001"))
            customer.hangUp()
            #expect(await desk.waitForStatus("available"))
            #expect(await world.probe.isSilent(desk.phone.ear, for: .seconds(1)))
            #expect(await queue.waits(for: "Not in use", of: "1001"))
            #expect(await queue.logs(["CONNECT", "COMPLETECALLER"], of: "1001"))

            // O9: the agent clicks Hang up, which ends the customer's own channel.
            let call = try await desk.talk(with: customer, dialing: "6000")
            #expect(await world.hearEachOther(desk.phone, customer))
            #expect(try await desk.hangUp(call).isFine)
            #expect(await customer.waitUntilIdle())
            #expect(await world.probe.isSilent(desk.phone.ear, for: .seconds(1)))
            #expect(await queue.logs(["CONNECT", "COMPLETEAGENT"], of: "1001"))

            // O5: the caller gives up, which is nothing that the agent missed.
            place = desk.events.count
            customer.dial("6000")
            _ = try await desk.waitForOffer(from: place)
            customer.hangUp()
            #expect(await desk.events.wait(for: "offer.canceled", from: place) != nil)
            #expect(try await desk.status() == "available")
            #expect(await queue.logs(["RINGCANCELED"], of: "1001"))
            #expect(await queue.logs(["ABANDON"], of: "NONE"))
            #expect(await queue.waits(for: "Not in use", of: "1001"))

            // O6: the agent rejects; the customer waits on, and is offered again.
            place = desk.events.count
            customer.dial("6000")
            #expect(try await desk.reject(try await desk.waitForOffer(from: place)).isFine)
            place = desk.events.count
            let second = try await desk.waitForOffer(from: place)
            #expect(await world.probe.hears(World.musicTone, at: customer.ear))
            #expect(try await desk.accept(second).isFine)
            #expect(await world.hearEachOther(desk.phone, customer))
            #expect(await queue.logs(["RINGNOANSWER", "CONNECT"], of: "1001"))
            customer.hangUp()
            #expect(await desk.waitForStatus("available"))
            #expect(desk.phone.incomingCalls == 1, "C3 the phone was never rung again")
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `O6 O10 O12 time-outs in a queue are told apart, and a lost agent's customer waits again`()
        async throws
    {
        try await Self.withWorld(agents: 1, customers: 1) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let customer = world.customerPhone()
            let queue = QueueWatch(world, "demo")
            try await desk.openConnection()

            // The customer's own time in the queue is over: told as a time-out, missed by nobody.
            var place = desk.events.count
            customer.dial("6002")
            #expect(await desk.events.wait(for: "offer.timedOut", from: place) != nil)
            #expect(await world.probe.hears(try Self.tone("timedOut"), at: customer.ear))
            #expect(try await desk.status() == "available")
            #expect(await queue.logs(["EXITWITHTIMEOUT"], of: "NONE"))
            await Self.leave(customer)

            // Nobody answers: the offer ends a second before the queue's time, the agent is on break
            // and not offered again, and the customer waits on.
            place = desk.events.count
            customer.dial("6001")
            #expect(await desk.events.wait(for: "offer.timedOut", from: place) != nil)
            #expect(await desk.waitForStatus("onBreak"))
            #expect(await queue.waits(for: "Unavailable", of: "1001"))
            place = desk.events.count
            #expect(
                await desk.events.wait(for: "offer.created", from: place, within: .seconds(2))
                    == nil
            )
            #expect(await world.probe.hears(World.musicTone, at: customer.ear))
            // Back from the break, the agent is offered the same customer.
            _ = try await desk.setStatus("available")
            #expect(try await desk.accept(try await desk.waitForOffer(from: place)).isFine)
            #expect(await world.hearEachOther(desk.phone, customer))
            #expect(await queue.logs(["RINGNOANSWER", "CONNECT"], of: "1001"))
            await Self.leave(customer)
            #expect(await desk.waitForStatus("available"))

            // The queue's time is over before ours, because nobody told it: missed all the same.
            place = desk.events.count
            customer.dial("6003")
            #expect(await desk.events.wait(for: "offer.timedOut", from: place) != nil)
            #expect(await desk.waitForStatus("onBreak"))
            await Self.leave(customer)
            _ = try await desk.setStatus("available")

            // O10: the agent's phone is lost in the call; the customer waits again, with music, and the
            // agent who is back has them again.
            _ = try await desk.talk(with: customer, dialing: "6004")
            desk.phone.hangUp()
            #expect(await world.probe.hears(World.musicTone, at: customer.ear))
            #expect(await desk.waitForStatus("notReachable"))
            #expect(await queue.waits(for: "Unavailable", of: "1001"))
            #expect(await queue.logs(["COMPLETEAGENT"], of: "1001"))
            place = desk.events.count
            try await desk.reopenConnection()
            #expect(try await desk.accept(try await desk.waitForOffer(from: place)).isFine)
            #expect(await world.hearEachOther(desk.phone, customer))
            await desk.end()
        }
    }

    static func tone(_ result: String) throws -> Int {
        try #require(World.resultTones[result])
    }

    private static func leave(_ customer: SimulatedPhone) async {
        customer.hangUp()
        _ = await customer.waitUntilIdle()
    }
}

extension OnTheRealAsterisk {
    @Test(.timeLimit(.minutes(3)))
    func `O5 O12 W1 two agents are offered at once, and a restart sets every state anew`()
        async throws
    {
        try await Self.withWorld(agents: 2, customers: 1) { world in
            let desks = try (0..<2).map { try AgentDesk(world, phone: world.agentPhone($0)) }
            let customer = world.customerPhone()
            let queue = QueueWatch(world, "demo-all")
            for desk in desks { try await desk.openConnection() }
            let places = desks.map(\.events.count)
            customer.dial("6005")
            var offers: [String] = []
            for (desk, place) in zip(desks, places) {
                offers.append(try await desk.waitForOffer(from: place))
            }
            let answer = try await desks[0].accept(offers[0])
            #expect(answer.isFine, "\(answer)")
            // For the other it is canceled, and no offer that was missed.
            #expect(await desks[1].events.wait(for: "offer.canceled", from: places[1]) != nil)
            #expect(try await desks[1].status() == "available")
            #expect(await world.hearEachOther(desks[0].phone, customer))
            #expect(await queue.waits(for: "In use", of: "1001"))
            #expect(await queue.waits(for: "Not in use", of: "1002"))

            // Somebody spoils the states while the service is away: the start sets them, also of those
            // who are logged out, before it says that it is ready.
            _ = try await desks[1].logOut()
            #expect(await queue.waits(for: "Unavailable", of: "1002"))
            await world.service.kill()
            let raw = try await RawARI(world.asterisk, application: "another")
            for agent in ["1001", "1002"] {
                try await raw.ask(
                    .put, "/deviceStates/Stasis%3Aacme%3A\(agent)?deviceState=NOT_INUSE")
            }
            try await raw.ask(
                .put, "/deviceStates/Stasis%3Aacme%3A1009?deviceState=ONHOLD")
            #expect(try queue.state(of: "1002") == "Not in use")
            try await world.service.start()
            #expect(try queue.state(of: "1001") == "In use", "the call has gone on")
            #expect(try queue.state(of: "1002") == "Unavailable")
            let foreign = try await raw.ask(.get, "/deviceStates/Stasis%3Aacme%3A1009")
            #expect(
                try JSONValue(parsing: foreign.bytes).optionalString("state") == "ONHOLD",
                "whose agent is not ours stays as it is")
            await raw.end()
            for desk in desks { await desk.end() }
        }
    }
}
