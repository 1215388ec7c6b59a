import DemoWorld
import JSON
import SimulatedPhones
import Testing

/// Calls that agents place.
extension OnTheRealAsterisk {
    static let calling = [
        "country: DE", "destinations: {allowedDomains: [127.0.0.31], blockedPrefixes: [\"0171\"]}",
        "outbound: {callerIDs: [\"Acme <+4930555>\", \"+4930777\"], ringSeconds: 20, agentLostContext: demo-agent-lost}",
    ]
    static let customerURI = "sip:2001@127.0.0.31:5060"
    /// What a phone that rings sounds like, where Asterisk makes the sound (indications.conf), in hertz.
    static let ringingTone = 425

    private static func header(_ name: String, of message: String?) -> String? {
        message?.split(separator: "\r\n").first { $0.lowercased().hasPrefix("\(name): ") }
            .map(String.init)
    }

    @Test(.timeLimit(.minutes(3)))
    func `O7 over the open leg the agent hears the ringing, then the customer, and then nothing`()
        async throws
    {
        try await Self.withWorld(agents: 1, customers: 1, policy: Self.calling) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let customer = world.customerPhone()
            customer.manner = .ring
            try await desk.openConnection()
            #expect(try await desk.setStatus("onBreak").isFine)

            world.probe.watchServer(at: world.asterisk.sipPort)
            var place = desk.events.count
            let placed = try await desk.placeCall(to: Self.customerURI)
            #expect(placed.status == 201)
            #expect(placed.body.optionalString("direction") == "outbound")
            #expect(placed.body.optionalString("state") == "dialing")
            #expect(await desk.events.wait(for: "call.ringing", from: place) != nil)
            #expect(await desk.waitForStatus("busy"))
            #expect(await customer.waitUntilRinging())
            #expect(await world.probe.hears(Self.ringingTone, at: desk.phone.ear))
            let from = try #require(Self.header("from", of: Self.invite(to: "2001", world)))
            #expect(from.contains("+4930555") && from.contains("Acme"))
            #expect(try await desk.placeCall(to: Self.customerURI).code == "inCall")
            customer.answer()
            #expect(await desk.events.wait(for: "call.connected", from: place) != nil)
            #expect(await world.hearEachOther(desk.phone, customer))
            customer.hangUp()
            let ended = await desk.events.wait(for: "call.ended", from: place)
            #expect(ended?.data.optionalString("endReason") == "customerHungUp")
            #expect(await desk.waitForStatus("onBreak"))
            try await Task.sleep(for: .milliseconds(300))
            #expect(await world.probe.isSilent(desk.phone.ear, for: .seconds(2)))

            // The agent gives up while it rings: the ringing ends in both places.
            place = desk.events.count
            let second = try await desk.placeCall(
                to: Self.customerURI, ["callerId": "+4930777"])
            let call = try #require(second.body.optionalString("id"))
            #expect(await customer.waitUntilRinging())
            let other = try #require(Self.header("from", of: Self.invite(to: "2001", world)))
            #expect(other.contains("+4930777"))
            #expect(await world.probe.hears(Self.ringingTone, at: desk.phone.ear))
            #expect(try await desk.hangUp(call).isFine)
            #expect(await customer.waitUntilIdle())
            try await Task.sleep(for: .milliseconds(300))
            #expect(await world.probe.isSilent(desk.phone.ear, for: .seconds(6)))

            // Nobody answers.
            place = desk.events.count
            _ = try await desk.placeCall(to: Self.customerURI, ["ringSeconds": 5])
            let missed = await desk.events.wait(for: "call.ended", from: place)
            #expect(missed?.data.optionalString("endReason") == "noAnswer")
            #expect(await customer.waitUntilIdle())
            try await Task.sleep(for: .milliseconds(300))
            #expect(await world.probe.isSilent(desk.phone.ear, for: .seconds(2)))

            // The agent hangs up in the call: the customer's phone, too, and only that.
            customer.manner = .answer(afterMilliseconds: 200)
            place = desk.events.count
            _ = try await desk.placeCall(to: Self.customerURI)
            let told = await desk.events.wait(for: "call.connected", from: place)
            let talk = try #require(told?.data.optionalString("id"))
            #expect(try await desk.hangUp(talk).isFine)
            #expect(await customer.waitUntilIdle())
            #expect(desk.phone.isInCall && desk.phone.incomingCalls == 1)
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `O7 V9 what became of a call that was not answered is told apart, and no ringing is left`()
        async throws
    {
        try await Self.withWorld(agents: 1, customers: 0, policy: Self.calling) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let far = try RefusingPhone("2002")
            defer { far.end() }
            try await desk.openConnection()
            let number = "+49 (0)30 123456"
            for (answer, reason) in [
                ("486 Busy Here", "busy"), ("603 Decline", "declined"),
                ("404 Not Found", "unreachable"), ("503 Service Unavailable", "networkRejected"),
            ] {
                far.refuse(with: answer)
                let place = desk.events.count
                let placed = try await desk.placeCall(to: number)
                #expect(placed.body.optionalString("dialedNumber") == "+4930123456")
                let ended = await desk.events.wait(for: "call.ended", from: place)
                #expect(ended?.data.optionalString("endReason") == reason)
                #expect(await desk.waitForStatus("available"))
                try await Task.sleep(for: .milliseconds(300))
                #expect(await world.probe.isSilent(desk.phone.ear, for: .seconds(1)))
            }
            // What the far end says before it answers is heard.
            far.ring(with: 1_500)
            let early = try await desk.placeCall(to: number)
            #expect(await world.probe.hears(1_500, at: desk.phone.ear))
            #expect(try await desk.view()["call"]?.optionalString("state") != "connected")
            #expect(try await desk.hangUp(early.body.optionalString("id") ?? "").isFine)
            #expect(await desk.waitForStatus("available"))
            try await Task.sleep(for: .milliseconds(300))
            #expect(await world.probe.isSilent(desk.phone.ear, for: .seconds(2)))

            // Whom nobody may call, nothing leaves Asterisk for.
            for (to, code) in [
                ("0900 1234567", "destinationNotAllowed"),
                ("+33 1 23456789", "destinationNotAllowed"),
                ("0171 1234567", "destinationNotAllowed"), ("0", "destinationNotAllowed"),
                ("sip:2001@elsewhere.example", "destinationNotAllowed"),
                ("sip:2001@127.0.0.31;x=y&PJSIP/2001", "destinationNotAllowed"),
            ] {
                #expect(try await desk.placeCall(to: to).code == code, "\(to)")
            }
            let wrong = try await desk.placeCall(to: number, ["callerId": "+4917012345"])
            #expect(wrong.code == "callerIdNotAllowed")
            #expect(await desk.waitForStatus("available"))
            #expect(try world.channelCount() == 1)
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `O8 on demand the agent's phone is called first, then the customer`() async throws {
        let policy = Self.calling + ["connectionMode: onDemand"]
        try await Self.withWorld(agents: 1, customers: 1, policy: policy) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let customer = world.customerPhone()
            desk.phone.manner = .ring
            customer.manner = .ring
            _ = try await desk.logIn()
            var place = desk.events.count
            let placed = try await desk.placeCall(to: Self.customerURI)
            #expect(placed.body.optionalString("state") == "callingAgent")
            #expect(await desk.phone.waitUntilRinging())
            try await Task.sleep(for: .milliseconds(500))
            #expect(!customer.isRinging, "the customer is called once the agent is there")
            desk.phone.answer()
            #expect(await desk.events.wait(for: "call.dialing", from: place) != nil)
            #expect(await customer.waitUntilRinging())
            #expect(await world.probe.hears(Self.ringingTone, at: desk.phone.ear))
            customer.answer()
            #expect(await desk.events.wait(for: "call.connected", from: place) != nil)
            #expect(await world.hearEachOther(desk.phone, customer))
            customer.hangUp()
            #expect(await desk.phone.waitUntilIdle())

            // The agent's phone is busy: nobody else is called.
            desk.phone.manner = .busy
            let called = customer.incomingCalls
            place = desk.events.count
            _ = try await desk.placeCall(to: Self.customerURI)
            let ended = await desk.events.wait(for: "call.ended", from: place)
            #expect(ended?.data.optionalString("endReason") == "agentNotReached")
            #expect(customer.incomingCalls == called)
            #expect(await desk.waitForStatus("onBreak"))

            // The agent hangs up while it rings.
            desk.phone.manner = .answer(afterMilliseconds: 100)
            _ = try await desk.placeCall(to: Self.customerURI)
            #expect(await customer.waitUntilRinging())
            desk.phone.hangUp()
            #expect(await customer.waitUntilIdle())
            #expect(await eventually(within: .seconds(5)) { (try? world.channelCount()) == 0 })
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `O10 who was called and loses the agent hears music, then what the tenant's context says`()
        async throws
    {
        try await Self.withWorld(agents: 1, customers: 1, policy: Self.calling) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let customer = world.customerPhone()
            try await desk.openConnection()
            let place = desk.events.count
            _ = try await desk.placeCall(to: Self.customerURI)
            #expect(await desk.events.wait(for: "call.connected", from: place) != nil)
            #expect(await world.hearEachOther(desk.phone, customer))
            desk.phone.hangUp()
            #expect(await world.probe.hears(World.musicTone, at: customer.ear))
            let lost = try #require(World.resultTones["agentLost"])
            #expect(await world.probe.hears(lost, at: customer.ear))
            // It is the dialplan's now: no start of the service ends it.
            await world.service.kill()
            try await world.service.start()
            #expect(await world.probe.hears(lost, at: customer.ear))
            #expect(customer.isInCall)
            customer.hangUp()
            #expect(await desk.waitForStatus("notReachable"))
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `W1 a kill while the customer's phone rings, and one in the call, lose nothing`()
        async throws
    {
        try await Self.withWorld(agents: 1, customers: 1, policy: Self.calling) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let customer = world.customerPhone()
            customer.manner = .ring
            try await desk.openConnection()
            _ = try await desk.placeCall(to: Self.customerURI)
            #expect(await customer.waitUntilRinging())
            let place = try await Self.restart(world, desk)
            #expect(customer.isRinging)
            customer.answer()
            #expect(await desk.events.wait(for: "call.connected", from: place) != nil)
            _ = try await Self.restart(world, desk) {
                #expect(await world.hearEachOther(desk.phone, customer))
            }
            #expect(await desk.waitForStatus("busy"))
            customer.hangUp()
            #expect(await desk.waitForStatus("available"))
            #expect(customer.incomingCalls == 1)

            // Answered while nobody is there.
            _ = try await desk.placeCall(to: Self.customerURI)
            #expect(await customer.waitUntilRinging())
            _ = try await Self.restart(world, desk) {
                customer.answer()
                #expect(await world.hearEachOther(desk.phone, customer))
            }
            #expect(
                await eventually(within: .seconds(5)) {
                    (try? await desk.view())?["call"]?.optionalString("state") == "connected"
                })
            customer.hangUp()
            #expect(await desk.waitForStatus("available"))

            // Refused while nobody is there: the ringing in the agent's ear ends with the start.
            _ = try await desk.placeCall(to: Self.customerURI)
            #expect(await customer.waitUntilRinging())
            #expect(await world.probe.hears(Self.ringingTone, at: desk.phone.ear))
            _ = try await Self.restart(world, desk) {
                customer.hangUp()
                let ear = desk.phone.ear
                #expect(
                    await world.probe.hears(Self.ringingTone, at: ear, within: .seconds(8)))
            }
            #expect(await desk.waitForStatus("available"))
            try await Task.sleep(for: .milliseconds(300))
            #expect(await world.probe.isSilent(desk.phone.ear, for: .seconds(6)))
            #expect(desk.phone.incomingCalls == 1)
            await desk.end()
        }
    }
}
