import DemoWorld
import JSON
import SimulatedPhones
import Testing

/// What Asterisk writes down of calls.
extension OnTheRealAsterisk {
    @Test(.timeLimit(.minutes(3)))
    func `a customer's call record tells who had the call`()
        async throws
    {
        try await Self.withWorld(
            agents: 1, customers: 2, policy: Self.calling, keepsRecords: true
        ) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone(0))
            let (customer, other) = (world.customerPhone(0), world.customerPhone(1))
            try await desk.openConnection()
            // Accepted; rejected; dialled; through a queue.
            _ = try await desk.talk(with: customer, dialing: "91001")
            customer.hangUp()
            #expect(await desk.waitForStatus("available"))
            let place = desk.events.count
            other.dial("91001")
            #expect(try await desk.reject(try await desk.waitForOffer(from: place)).isFine)
            #expect(
                await world.probe.hears(try Self.tone("rejected"), at: other.ear))
            other.hangUp()
            #expect(await other.waitUntilIdle())
            for number in ["81001", "6001"] {
                _ = try await desk.talk(with: customer, dialing: number)
                customer.hangUp()
                #expect(await desk.waitForStatus("available"))
            }
            // The agent calls.
            customer.manner = .ring
            let placed = try await desk.placeCall(to: Self.customerURI)
            let call = try #require(placed.body.optionalString("id"))
            #expect(await customer.waitUntilRinging())
            customer.answer()
            #expect(await world.hearEachOther(desk.phone, customer))
            #expect(try await desk.hangUp(call).isFine)
            #expect(await desk.waitForStatus("available"))
            #expect(try await desk.logOut().isFine)
            #expect(await desk.phone.waitUntilIdle())

            let isTold = await eventually(within: .seconds(5)) {
                world.asterisk.callRecords().contains {
                    $0["dstchannel"]?.hasPrefix("PJSIP/2001") == true
                }
            }
            let all = world.asterisk.callRecords()
            #expect(isTold, "\(all)")
            let customers = all.filter { $0["uniqueid"]?.hasPrefix("oh-") == false }
            let who: [[String]] = customers.map {
                [
                    String(($0["channel"] ?? "").prefix(10)), $0["offhook_tenant"] ?? "",
                    $0["offhook_agent"] ?? "",
                ]
            }
            #expect(
                who == [
                    ["PJSIP/2001", "acme", "1001"], ["PJSIP/2002", "acme", ""],
                    ["PJSIP/2001", "acme", "1001"], ["PJSIP/2001", "", ""],
                ], "and none of the halves that Offhook holds: \(all)")
            let queued = customers.last?["dstchannel"] ?? ""
            #expect(queued.hasPrefix("Local/1001@offhook-acme-"))
            let called = all.last { $0["dstchannel"]?.hasPrefix("PJSIP/2001") == true }
            #expect(called?["offhook_agent"] == "1001" && called?["offhook_tenant"] == "acme")
            await desk.end()
        }
    }
}
