internal import DemoWorld
internal import SimulatedPhones
internal import Synchronization

/// What must hold after each kill, by what the phones and Asterisk say.
extension DrillCrew {
    /// - Parameter gap: from the kill until the service was ready again.
    func check(after gap: ClosedRange<Int64>?, _ segment: DrillSegment?) async -> [Finding] {
        var findings = phones()
        if let gap { findings += await sound(over: gap, segment) }
        do {
            try await checkViews()
            try await talk(agent, nextCustomer, dialing: "91001")
            try await endCall(agent, nextCustomer)
        } catch {
            findings.append(Finding(.wrongResult, "\(error)"))
        }
        findings += phones()
        do {
            if let left = try await leftovers() { findings.append(Finding(.wrongResult, left)) }
        } catch {
            findings.append(Finding(.wrongResult, "\(error)"))
        }
        return findings
    }

    /// Every leg is up, and no phone was rung again.
    func phones() -> [Finding] {
        let kept = kept.withLock { $0 }
        var findings: [Finding] = []
        for agent in agents {
            let calls = kept.calls[agent.name] ?? 0
            if agent.phone.incomingCalls != calls {
                let count = agent.phone.incomingCalls - calls
                findings.append(
                    Finding(.doubledDial, "\(agent.name)'s phone was rung \(count) times more."))
            }
            if kept.attempts[agent.name] != nil, !agent.phone.isInCall {
                findings.append(Finding(.lostLeg, "\(agent.name)'s leg is gone."))
            }
        }
        if !talkersCustomer.isInCall {
            findings.append(Finding(.lostLeg, "The customer of the call that stood is gone."))
        }
        return findings
    }

    /// The call that stood was heard both ways all the time, and the leg that was parked heard nothing.
    private func sound(
        over gap: ClosedRange<Int64>, _ segment: DrillSegment?
    ) async -> [Finding] {
        let (from, until) = (gap.lowerBound - 200_000_000, gap.upperBound + 200_000_000)
        while RTPProbe.now < until { try? await Task.sleep(for: .milliseconds(20)) }
        var findings: [Finding] = []
        for (ear, tone) in [
            (talkersCustomer, talker.phone.tone), (talker.phone, talkersCustomer.tone),
        ] {
            let packets = world.probe.audio(to: ear.ear, since: from).filter { $0.at < until }
            let times = [from] + packets.map(\.at) + [until]
            let longest = zip(times, times.dropFirst()).map { $1 - $0 }.max() ?? 0
            // Who sends may be held up by the machine, and then sends the rest at once.
            let isWhole = packets.count >= Int(until - from) / 20_000_000 * 9 / 10
            let samples = packets.flatMap { Audio.decode($0.payload) }
            let share = Audio.share(of: tone, in: samples)
            if share < 0.9 || (!isWhole && longest > 250_000_000) {
                let percent = Int(share * 100)
                findings.append(
                    Finding(
                        .wrongResult,
                        "In the call that stood, \(ear.name) heard the other in \(percent) % of "
                            + "the sound, with \(longest / 1_000_000) ms without any."))
            }
        }
        if segment != .starting, segment != .twoAtOnce {
            let heard = world.probe.audio(to: other.phone.ear, since: from).count
            if heard > 0 {
                findings.append(
                    Finding(.wrongResult, "\(other.name)'s parked leg heard \(heard) packets."))
            }
        }
        return findings
    }

    /// The console shows each agent as they are, with the connection that they opened.
    private func checkViews() async throws {
        let attempts = kept.withLock { $0.attempts }
        for agent in agents {
            let wanted =
                agent === newcomer ? "loggedOut" : agent === talker ? "busy" : "available"
            let view = try await agent.waitUntil(wanted) { $0.status == wanted }
            guard view.attempt == attempts[agent.name] || agent === newcomer else {
                throw PhoneError("\(agent.name) has another connection: \(view).")
            }
        }
    }

    /// What is in Asterisk and should not be, or the other way round; nil once all is in order.
    private func leftovers() async throws -> String? {
        let open = kept.withLock { $0.attempts.count }
        var found: String?
        _ = try await eventually(within: .seconds(12), every: .milliseconds(100)) {
            let (channels, bridges) = try await inAsterisk()
            let kinds = bridges.map { $0.split(separator: "-").last?.first ?? "?" }
            let isRight =
                channels.count == open + 1 && kinds.count { $0 == "h" } == open
                && kinds.count { $0 == "t" } == 1 && kinds.count == open + 1
            found =
                isRight
                ? nil
                : "Asterisk has \(channels.count) channels (\(open + 1) are right), "
                    + channels.sorted().joined(separator: " ") + ", and \(bridges.count) bridges "
                    + "(\(open + 1) are right), \(bridges.sorted().joined(separator: " "))."
            return isRight
        }
        return found
    }
}
