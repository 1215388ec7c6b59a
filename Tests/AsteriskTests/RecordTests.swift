import DemoWorld
import JSON
import SimulatedPhones
import Testing

/// What Asterisk writes down of calls.
extension OnTheRealAsterisk {
    @Test(.timeLimit(.minutes(3)))
    func `C8 a customer's call record tells who had the call, and the agent's leg has none`()
        async throws
    {
        try await Self.withWorld(
            agents: 1, customers: 2, policy: Self.calling, keepsRecords: true
        ) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone(0))
            let (customer, other) = (world.customerPhone(0), world.customerPhone(1))
            try await desk.openConnection()
            // Accepted; rejected; dialled; through a queue.
            var talks = [try await desk.talk(with: customer, dialing: "91001")]
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
                talks.append(try await desk.talk(with: customer, dialing: number))
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
                world.asterisk.callRecords().count >= 5
            }
            let all = world.asterisk.callRecords()
            #expect(isTold, "\(all)")
            let who: [[String]] = all.map {
                [
                    String(($0["channel"] ?? "").prefix(10)), $0["offhook_tenant"] ?? "",
                    $0["offhook_agent"] ?? "", $0["offhook_call"] ?? "",
                ]
            }
            #expect(
                who == [
                    ["PJSIP/2001", "acme", "1001", talks[0]], ["PJSIP/2002", "acme", "", ""],
                    ["PJSIP/2001", "acme", "1001", talks[1]],
                    ["PJSIP/2001", "acme", "1001", talks[2]],
                    ["PJSIP/2001", "acme", "1001", call],
                ], "C8 and none of the agent's leg, or of the halves that Offhook holds: \(all)")
            // The agent's leg entered a bridge with each; whose it was says the customer's side.
            let rows = world.asterisk.eventRecords()
            let entered = rows.filter {
                $0["event"] == "BRIDGE_ENTER" && $0["data"]?.hasSuffix(",acme,1001") == true
                    && $0["data"]?.contains("validation") == false
            }
            for id in talks + [call] {
                // The epoch before it may begin with a "c" too.
                let bridge = id.replacing(/-c(\d+)$/) { "-t\($0.1)" }
                #expect(
                    entered.contains { $0["extra"]?.contains("\"\(bridge)\"") == true }, "\(rows)")
            }
            #expect(!rows.contains { $0["extra"]?.contains("digits/") == true }, "V8")
            await desk.end()
        }
    }
}
