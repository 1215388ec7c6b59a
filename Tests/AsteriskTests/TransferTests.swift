import DemoWorld
import JSON
import SimulatedPhones
import Testing

/// Customers who are sent on, from each of the ways in which they came.
extension OnTheRealAsterisk {
    @Test(.timeLimit(.minutes(4)))
    func `O13d a customer is sent on to a number, and the agent's leg is silent again`()
        async throws
    {
        try await Self.withWorld(
            agents: 2, customers: 2, policy: Self.calling, keepsRecords: true
        ) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone(0))
            let (customer, third) = (world.customerPhone(0), world.customerPhone(1))
            try await desk.openConnection()
            // The customer's own channel, Dial(), a queue.
            for number in ["91001", "81001", "6001"] {
                let call = try await desk.talk(with: customer, dialing: number)
                #expect(await world.hearEachOther(desk.phone, customer))
                let place = desk.events.count
                let sent = try await desk.transfer(call, ["to": "030 123456"])
                #expect(sent.isFine)
                #expect(sent.body.optionalString("endReason") == "transferred")
                #expect(await third.waitUntilInCall())
                #expect(await world.hearEachOther(customer, third), "\(number)")
                let globals = try world.asterisk.console("dialplan show globals")
                #expect(globals.contains("DEMO_SENT_TO=+4930123456"))
                #expect(await world.probe.isSilent(desk.phone.ear, for: .seconds(1)))
                let told = await desk.events.wait(for: "call.ended", from: place)
                #expect(told?.data.optionalString("endReason") == "transferred")
                #expect(try await desk.status() == "available")
                #expect(try await desk.transfer(call, ["to": "030 123456"]).code == "callIsOver")
                // The transferred call outlives the agent's part, and a kill.
                if number == "91001" {
                    _ = try await Self.restart(world, desk)
                    #expect(await world.hearEachOther(customer, third))
                }
                third.hangUp()
                #expect(await customer.waitUntilIdle())
                #expect(await third.waitUntilIdle())
            }
            #expect(desk.phone.incomingCalls == 1, "C3")
            // C8: the call's record has the agent who had it.
            #expect(
                await eventually(within: .seconds(5)) { world.asterisk.callRecords().count >= 3 })
            let records = world.asterisk.callRecords().filter {
                $0["channel"]?.hasPrefix("PJSIP/2001") == true
            }
            #expect(records.contains { $0["offhook_agent"] == "1001" }, "\(records)")
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(4)))
    func `O13d a customer on hold is sent on to another agent, who is offered them`() async throws {
        try await Self.withWorld(agents: 2, customers: 1, policy: Self.calling) { world in
            let first = try AgentDesk(world, phone: world.agentPhone(0))
            let second = try AgentDesk(world, phone: world.agentPhone(1))
            let customer = world.customerPhone()
            try await first.openConnection()
            try await second.openConnection()
            let call = try await first.talk(with: customer, dialing: "91001")
            #expect(try await first.change(call, "hold").isFine)
            #expect(await world.probe.hears(World.musicTone, at: customer.ear))
            #expect(try await first.transfer(call, ["agent": "1001"]).code == "ownPhone")
            #expect(try await first.transfer(call, ["agent": "9"]).code == "agentUnknown")
            #expect(
                try await first.transfer(call, ["to": "0171 1234567"]).code
                    == "destinationNotAllowed")
            let place = second.events.count
            #expect(try await first.transfer(call, ["agent": "1002"]).isFine)
            #expect(try await second.accept(try await second.waitForOffer(from: place)).isFine)
            #expect(await world.hearEachOther(second.phone, customer))
            #expect(await world.probe.isSilent(first.phone.ear, for: .seconds(1)))
            #expect(await first.waitForStatus("available"))
            // Sent back again, to nobody who takes them: the dialplan goes on.
            let talk = try await second.view()["call"]?.optionalString("id") ?? ""
            let back = first.events.count
            #expect(try await second.transfer(talk, ["agent": "1001"]).isFine)
            #expect(try await first.reject(try await first.waitForOffer(from: back)).isFine)
            #expect(await world.probe.hears(try Self.tone("rejected"), at: customer.ear))
            customer.hangUp()
            for desk in [first, second] { await desk.end() }
        }
    }
}
