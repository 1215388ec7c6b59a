internal import DemoWorld
internal import Foundation
internal import SimulatedPhones

/// Plays segments, each once as it is and then with a kill at each of its requests.
final class DrillRound {
    struct Plan {
        var only: KillFilter?
        var share: DrillShare
        var isShort = false
        /// Only tells which requests there are.
        var isList = false
        /// Which round this is, from 0.
        var round = 0
    }

    private let plan: Plan
    private let makeWorld: () async throws -> World
    private var crew: DrillCrew?

    init(_ plan: Plan, makeWorld: @escaping () async throws -> World) {
        self.plan = plan
        self.makeWorld = makeWorld
    }

    func play() async throws -> [SegmentResult] {
        var results: [SegmentResult] = []
        do {
            for segment in DrillSegment.allCases
            where plan.share.segments.contains(segment)
                && plan.only.map({ $0.segment == segment }) ?? true
            {
                results.append(try await play(segment))
            }
            if plan.share.hasStops, !plan.isList, plan.only.map({ $0.segment == nil }) ?? true {
                results.append(try await playStops())
            }
        } catch {
            await endCrew()
            throw error
        }
        await endCrew()
        return results
    }

    private func play(_ segment: DrillSegment) async throws -> SegmentResult {
        let start = ContinuousClock.now
        var result = SegmentResult(segment.rawValue)
        guard let points = try await dryRun(segment) else {
            result.add([Finding(.wrongResult, "It does not work without a kill either.")])
            return result
        }
        result.points = points.count
        if plan.isList {
            say("\(segment.rawValue): \(segment.about)")
            for (index, point) in points.enumerated() { say("  \(index + 1)  \(point)") }
            return result
        }
        for kill in kills(segment, points) {
            try Task.checkCancellation()
            var findings = try await play(kill)
            // Who answers whom first is different each time; then a request may not be made.
            if findings == nil { findings = try await play(kill) }
            guard let findings else {
                result.unreached.append(kill.name)
                continue
            }
            result.kills += 1
            result.add(findings)
        }
        result.seconds = Double(start.duration(to: .now).milliseconds) / 1_000
        say(
            "\(segment.rawValue): \(segment.about): \(points.count) points, \(result.kills) kills, "
                + "\(result.verdict), \(Int(result.seconds)) s")
        if !result.unreached.isEmpty {
            say("  not met: \(result.unreached.joined(separator: " "))")
        }
        return result
    }

    private func kills(_ segment: DrillSegment, _ points: [KillPoint]) -> [Kill] {
        var kills: [Kill] = []
        for (index, point) in points.enumerated() {
            let modes = KillMode.allCases
            for (place, mode) in modes.enumerated()
            where !plan.isShort || (index + plan.round) % modes.count == place {
                kills.append(Kill(segment: segment, number: index + 1, point: point, mode: mode))
            }
        }
        return kills.filter { kill in plan.only.map { $0.wants(kill) } ?? true }
    }

    /// The service is asked to end, in each way once.
    private func playStops() async throws -> SegmentResult {
        let start = ContinuousClock.now
        var result = SegmentResult(KillFilter.stopping)
        for (index, stop) in DrillStop.allCases.enumerated()
        where plan.only?.number.map({ $0 == index + 1 }) ?? true {
            try Task.checkCancellation()
            let crew = try await readyCrew()
            let findings = await crew.play(stop)
            result.points += 1
            result.kills += 1
            result.add(findings)
            guard !findings.isEmpty else { continue }
            try Task.checkCancellation()
            say("\n  SIGTERM failed: \(stop.about)")
            tell(findings, crew, "\(KillFilter.stopping):\(index + 1)")
            await endCrew()
        }
        result.seconds = Double(start.duration(to: .now).milliseconds) / 1_000
        say("stopping: SIGTERM: \(result.kills) ways, \(result.verdict), \(Int(result.seconds)) s")
        return result
    }

    // MARK: One run

    /// Without a kill: what there is to be cut; nil when something is wrong already.
    private func dryRun(_ segment: DrillSegment) async throws -> [KillPoint]? {
        let crew = try await readyCrew()
        do {
            try await segment.prepare(crew)
            await settle(crew, for: .milliseconds(150))
            crew.proxy.countAnew()
            try await segment.play(crew, nil)
            await settle(crew, for: .milliseconds(900))
            let points = KillPoint.points(in: crew.proxy.requests)
            try await segment.finish(crew)
            let findings = await crew.check(after: nil, segment)
            guard findings.isEmpty else { throw PhoneError(findings[0].what) }
            return points
        } catch {
            try Task.checkCancellation()
            say("\n  \(segment.rawValue) does not work without a kill either.")
            tell([Finding(.wrongResult, "\(error)")], crew, "\(segment.rawValue) --list")
            await endCrew()
            return nil
        }
    }

    /// Waits until no request was made for so long.
    private func settle(_ crew: DrillCrew, for span: Duration) async {
        var count = crew.proxy.requests.count
        var since = ContinuousClock.now
        while since.duration(to: .now) < span, !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(20))
            let now = crew.proxy.requests.count
            if now != count { (count, since) = (now, .now) }
        }
    }

    /// - Returns: nil when the request was not made.
    private func play(_ kill: Kill) async throws -> [Finding]? {
        let crew = try await readyCrew()
        let killer = DrillKiller(crew.world, crew.proxy, kill.point, kill.mode)
        var findings: [Finding] = []
        do {
            try await kill.segment.prepare(crew)
            await settle(crew, for: .milliseconds(100))
            let gap = try await killer.whileArmed(kill.segment.restartsItself) {
                try await kill.segment.play(crew, killer)
            }
            guard let gap else {
                try await kill.segment.finish(crew)
                return nil
            }
            try await kill.segment.finish(crew)
            findings = await crew.check(after: gap, kill.segment)
        } catch {
            try Task.checkCancellation()
            findings.append(Finding(.wrongResult, "\(error)"))
            findings += crew.phones()
        }
        guard !findings.isEmpty else { return [] }
        say(
            "\n  \(kill.name) failed: \(kill.point), killed \(kill.mode.meaning)")
        tell(findings, crew, kill.name)
        await endCrew()
        return findings
    }

    private func tell(_ findings: [Finding], _ crew: DrillCrew, _ name: String) {
        for finding in findings { say("    \(finding.what)") }
        say("    The service's log ends with:\n\(logTail(crew))")
        say("    Alone: offhook-demo drill --only \(name)\n")
    }

    /// Without the console's many looks.
    private func logTail(_ crew: DrillCrew) -> String {
        let lines = crew.world.service.logTail(4_000).split(separator: "\n")
            .filter { !$0.contains("method=GET") && !$0.contains("[ServiceLifecycle]") }
        return lines.suffix(25).map { "      \($0)" }.joined(separator: "\n")
    }

    // MARK: Who plays

    private func readyCrew() async throws -> DrillCrew {
        if let crew { return crew }
        let world = try await makeWorld()
        do {
            try await world.service.start()
            let crew = try await DrillCrew(world)
            self.crew = crew
            try await crew.begin()
            return crew
        } catch {
            await endCrew()
            await world.end()
            throw error
        }
    }

    /// After something went wrong, everything is made anew.
    private func endCrew() async {
        guard let crew else { return }
        self.crew = nil
        await crew.end()
        await crew.world.end()
    }
}

func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
