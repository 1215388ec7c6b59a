import DemoWorld
import JSON
import SimulatedPhones
import Testing

extension OnTheRealAsterisk {
    @Test(.timeLimit(.minutes(3)))
    func `V5 V6 V7 what can become of a validation call is told apart`() async throws {
        let policy = ["validationRingSeconds: 5", "pinSeconds: 10"]
        try await Self.withWorld(agents: 1, customers: 0, policy: policy) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            _ = try await desk.logIn()

            // V7 nobody answers.
            desk.phone.manner = .ring
            _ = try await desk.setStatus("available")
            #expect(await desk.waitForConnection("ringing"))
            #expect(await Self.closes(desk, "noAnswer"))
            #expect(try await desk.status() == "notReachable")

            // V7 busy.
            desk.phone.manner = .busy
            #expect(try await desk.reopen().status == 202)
            #expect(await Self.closes(desk, "busy"))

            // V5 three wrong PINs hang up the call.
            desk.phone.manner = .answer(afterMilliseconds: 100)
            var since = RTPProbe.now
            var attempt = try #require(try await desk.reopen().body.optionalString("attemptId"))
            let pin = try #require(await desk.hearPIN(since: since))
            let wrong = pin == "0000" ? "1111" : "0000"
            for left in [2, 1, 0] {
                let answer = try await desk.confirm(wrong, attempt: attempt)
                #expect(answer.status == 422)
                #expect(answer.code == "wrongPin")
                #expect(answer.body.optionalInteger("attemptsLeft") == left)
            }
            #expect(await Self.closes(desk, "pinFailed"))
            #expect(await desk.phone.waitUntilIdle())
            let late = try await desk.confirm(pin, attempt: attempt)
            #expect(late.status == 409, "V4 a late PIN opens nothing")

            // V6 no right PIN in time.
            since = RTPProbe.now
            attempt = try #require(try await desk.reopen().body.optionalString("attemptId"))
            let second = try #require(await desk.hearPIN(since: since))
            #expect(
                try await desk.confirm(wrong == second ? "2222" : wrong, attempt: attempt).status
                    == 422)
            #expect(await Self.closes(desk, "pinTimedOut"))
            #expect(await desk.phone.waitUntilIdle())

            // V7 the phone is not there.
            await desk.phone.vanish()
            #expect(try await desk.reopen().status == 202)
            #expect(await Self.closes(desk, "unreachable"))
            await desk.end()
        }
    }

    private static func closes(_ desk: AgentDesk, _ reason: String) async -> Bool {
        await eventually(within: .seconds(20)) {
            let connection = try? await desk.connection()
            return connection?.optionalString("state") == "closed"
                && connection?.optionalString("endReason") == reason
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `V1 V2 C2 a plain call, the PIN three times, and nothing is heard after it opens`()
        async throws
    {
        try await Self.withWorld(agents: 1, customers: 0) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            _ = try await desk.logIn()
            let since = RTPProbe.now
            world.probe.watchServer(at: world.asterisk.sipPort)
            let answer = try await desk.setStatus("available")
            let attempt = try #require(answer.body.optionalString("attemptId"))
            let pin = try #require(await desk.hearPIN(since: since))
            let invite = try #require(
                world.probe.said.map { String(decoding: $0.bytes, as: UTF8.self).lowercased() }
                    .first { $0.hasPrefix("invite sip:") })
            world.probe.watchServer(at: nil)
            // The headers that make a phone answer by itself.
            for header in ["call-info:", "alert-info:", "answer-mode:", "answer-after"] {
                #expect(!invite.contains(header))
            }
            let heard = await eventually(within: .seconds(25), every: .milliseconds(500)) {
                let packets = world.probe.audio(to: desk.phone.ear, since: since)
                return world.listener.digits(in: packets).count == 12
            }
            #expect(heard)
            let packets = world.probe.audio(to: desk.phone.ear, since: since)
            let digits = world.listener.digits(in: packets).map { "\($0.digit)" }.joined()
            #expect(digits == pin + pin + pin)
            #expect(try await desk.confirm(pin, attempt: attempt).isFine)
            #expect(await desk.waitForStatus("available"))
            #expect(await world.probe.isSilent(desk.phone.ear, for: .seconds(3)))
            await desk.end()
        }
    }
}
