import DemoWorld
import JSON
import SimulatedPhones
import Testing

/// The four combinations of connection mode and auto answer. Persistent without auto answer is in the other
/// tests of calls.
extension OnTheRealAsterisk {
    private static let onDemand = [
        "connectionMode: onDemand", "mayChangeConnectionMode: true", "mayChangeAutoAnswer: true",
    ]

    @Test(.timeLimit(.minutes(3)))
    func `S3 O3 O9 O10 on demand, the phone rings for each call and answering it accepts`()
        async throws
    {
        try await Self.withWorld(agents: 1, customers: 1, policy: Self.onDemand) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let customer = world.customerPhone()
            desk.phone.manner = .ring
            _ = try await desk.logIn()
            #expect(try await desk.setStatus("available").status == 200)
            #expect(await desk.waitForStatus("available"))
            #expect(desk.phone.incomingCalls == 0)
            #expect(try await desk.reopen().code == "modeIsOnDemand")

            world.probe.watchServer(at: world.asterisk.sipPort)
            var place = desk.events.count
            customer.dial("91001")
            let offer = try await desk.waitForOffer(from: place)
            #expect(await desk.phone.waitUntilRinging())
            let invite = try #require(Self.invite(to: "1001", world)?.lowercased())
            #expect(!invite.contains("answer-after") && !invite.contains("alert-info:"))
            #expect(invite.contains("sip:2001@"), "the phone shows who calls")
            #expect(try await desk.accept(offer).code == "answerOnPhone")
            desk.phone.answer()
            #expect(await desk.events.wait(for: "call.connected", from: place) != nil)
            #expect(await world.hearEachOther(desk.phone, customer))

            // O9: the customer hangs up; on demand the agent's leg ends, too.
            customer.hangUp()
            #expect(await desk.phone.waitUntilIdle())
            #expect(await desk.waitForStatus("available"))

            // O10: to hang the phone up ends the call.
            place = desk.events.count
            customer.dial("91001")
            _ = try await desk.waitForOffer(from: place)
            #expect(await desk.phone.waitUntilRinging())
            desk.phone.answer()
            #expect(await desk.events.wait(for: "call.connected", from: place) != nil)
            desk.phone.hangUp()
            #expect(await customer.waitUntilIdle())
            let ended = await desk.events.wait(for: "call.ended", from: place)
            #expect(ended?.data.optionalString("endReason") == "agentHungUp")
            #expect(await desk.waitForStatus("available"))

            // The phone declines: back to the dialplan, uncounted.
            desk.phone.manner = .busy
            customer.dial("91001")
            let rejected = try #require(World.resultTones["rejected"])
            #expect(await world.probe.hears(rejected, at: customer.ear))
            #expect(await desk.waitForStatus("available"))
            customer.hangUp()
            #expect(await customer.waitUntilIdle())
            #expect(await eventually(within: .seconds(5)) { (try? world.channelCount()) == 0 })
            #expect(await eventually(within: .seconds(10)) { (try? world.bridgeCount()) == 0 })
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `O4 with auto answer the phone is asked to answer by itself, and rings if it does not`()
        async throws
    {
        let policy = Self.onDemand + ["autoAnswer: true", "offerSeconds: 4"]
        try await Self.withWorld(agents: 1, customers: 1, policy: policy) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let customer = world.customerPhone()
            desk.phone.manner = .ring
            _ = try await desk.logIn()
            _ = try await desk.setStatus("available")

            world.probe.watchServer(at: world.asterisk.sipPort)
            let place = desk.events.count
            customer.dial("91001")
            #expect(await desk.phone.waitUntilRinging())
            let invite = try #require(Self.invite(to: "1001", world)?.lowercased())
            #expect(invite.contains("call-info: <sip:offhook>;answer-after=0\r\n"))
            #expect(
                invite.contains("alert-info: <http://offhook>;info=alert-autoanswer;delay=0\r\n"))
            // As a phone that knows one of them does.
            desk.phone.answer()
            #expect(await desk.events.wait(for: "call.connected", from: place) != nil)
            #expect(await world.hearEachOther(desk.phone, customer))
            customer.hangUp()
            #expect(await desk.phone.waitUntilIdle())
            // O11: three seconds for whom calls connect by themselves.
            #expect(await desk.waitForStatus("wrappingUp"))
            #expect(await desk.waitForStatus("available"))

            // One that knows neither simply rings, until the offer's time is over.
            customer.dial("91001")
            #expect(await desk.phone.waitUntilRinging())
            let timedOut = try #require(World.resultTones["timedOut"])
            #expect(await world.probe.hears(timedOut, at: customer.ear, within: .seconds(8)))
            #expect(await desk.phone.waitUntilIdle())
            #expect(await desk.waitForStatus("onBreak"))
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `P1 P4 P5 M2 M3 O2 C3 auto answer connects at once, and modes are changed in between`()
        async throws
    {
        let policy = ["mayChangeConnectionMode: true", "mayChangeAutoAnswer: true"]
        try await Self.withWorld(agents: 1, customers: 1, policy: policy) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let customer = world.customerPhone()
            try await desk.openConnection()
            #expect(try await desk.changeSettings(["autoAnswer": true]).isFine)

            // O2: no click.
            var place = desk.events.count
            customer.dial("91001")
            #expect(await desk.events.wait(for: "call.connected", from: place) != nil)
            #expect(await world.hearEachOther(desk.phone, customer))
            #expect(try await desk.changeSettings(["connectionMode": "onDemand"]).code == "inCall")
            customer.hangUp()
            #expect(await desk.waitForStatus("available"))
            #expect(await world.probe.isSilent(desk.phone.ear, for: .seconds(1)))
            #expect(desk.phone.incomingCalls == 1, "C3 the phone is not rung again")

            // P4, P5: confirmed first; then the connection ends and the agent is ready on demand.
            let asked = try await desk.changeSettings(["connectionMode": "onDemand"])
            #expect(asked.code == "confirmationRequired")
            #expect(asked.body["consequences"] == ["connectionCloses", "phoneRingsForEachCall"])
            place = desk.events.count
            let changed = try await desk.changeSettings([
                "connectionMode": "onDemand", "confirmed": true,
            ])
            #expect(changed.isFine)
            #expect(changed.body["status"]?.optionalString("status") == "available")
            #expect(await desk.phone.waitUntilIdle())
            let closed = await desk.events.wait(for: "connection.closed", from: place)
            #expect(closed?.data.optionalString("endReason") == "modeChanged")
            #expect(await desk.events.wait(for: "notice.settingsSaved", from: place) != nil)
            customer.dial("91001")
            #expect(await desk.phone.waitUntilInCall())
            #expect(await world.hearEachOther(desk.phone, customer))
            customer.hangUp()
            #expect(await desk.phone.waitUntilIdle())

            // And back, offline, with a new PIN at the next change to Available.
            let back: [String: JSONValue] = ["connectionMode": "persistent", "confirmed": true]
            #expect(try await desk.changeSettings(back).code == "mustWorkOffline")
            #expect(try await desk.setStatus("workingOffline").isFine)
            #expect(try await desk.changeSettings(back).isFine)
            let rung = desk.phone.incomingCalls
            #expect(rung == 2)
            try await desk.becomeAvailable()
            #expect(desk.phone.incomingCalls == rung + 1)
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `W1 on demand, a kill while the phone rings and one in the call lose nothing`()
        async throws
    {
        try await Self.withWorld(agents: 1, customers: 1, policy: Self.onDemand) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let customer = world.customerPhone()
            desk.phone.manner = .ring
            _ = try await desk.logIn()
            _ = try await desk.setStatus("available")
            customer.dial("91001")
            #expect(await desk.phone.waitUntilRinging())
            let place = try await Self.restart(world, desk)
            #expect(desk.phone.isRinging)
            desk.phone.answer()
            #expect(await desk.events.wait(for: "call.connected", from: place) != nil)
            #expect(await world.hearEachOther(desk.phone, customer))
            _ = try await Self.restart(world, desk) {
                #expect(await world.hearEachOther(desk.phone, customer))
            }
            #expect(await desk.waitForStatus("busy"))
            #expect(desk.phone.incomingCalls == 1)
            customer.hangUp()
            #expect(await desk.phone.waitUntilIdle())
            #expect(await desk.waitForStatus("available"))
            await desk.end()
        }
    }
}
