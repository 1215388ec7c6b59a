internal import ArgumentParser
internal import DemoWorld
internal import Foundation
internal import SimulatedPhones

struct DrillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drill",
        abstract: "Kills the service at each of its requests to Asterisk, and sees what is lost.",
        discussion: """
            It starts an Asterisk, phones and a service of its own. Each part of an agent's day is played
            once as it is, and then once for each request and each way to be killed at it: before it leaves,
            after it took effect, before its answer is read. The exit code is 0 only if no leg was lost, no
            phone rung twice, and every next Accept right.
            """)

    @Option(help: "Which share, such as 1/3: the others can run side by side elsewhere.")
    var part = "1/1"

    @Option(help: "How often everything is done.")
    var rounds = 1

    @Flag(help: "Each request once, in one way after the other.")
    var short = false

    @Flag(help: "Only tells which requests there are, without a kill.")
    var list = false

    @Option(help: "A segment, one of its requests, or that in one way: rejecting:2:after.")
    var only: String?

    func validate() throws {
        guard (1...1_000).contains(rounds) else {
            throw ValidationError("--rounds is from 1 to 1000.")
        }
        guard share != nil else {
            throw ValidationError("--part is a share and their number, such as 1/3.")
        }
        guard let only else { return }
        guard KillFilter(only) != nil else {
            let names = (DrillSegment.allCases.map(\.rawValue) + [KillFilter.stopping])
                .joined(separator: ", ")
            throw ValidationError(
                "--only is segment, segment:request or segment:request:way, with one of \(names) "
                    + "and one of before, after, unread.")
        }
    }

    private var share: (part: Int, of: Int)? {
        let numbers = part.split(separator: "/").map { Int($0) }
        guard numbers.count == 2, let part = numbers[0], let all = numbers[1], part > 0,
            part <= all, all <= 100
        else { return nil }
        return (part, all)
    }

    func run() async throws {
        let share = share ?? (1, 1)
        var plan = DrillRound.Plan(
            only: only.flatMap(KillFilter.init), share: DrillShare(share.part, of: share.of),
            isShort: short,
            isList: list)
        let start = ContinuousClock.now
        var results: [SegmentResult] = []
        for round in 0..<rounds {
            plan.round = round
            say("Round \(round + 1) of \(rounds): starting Asterisk, eight phones and Offhook ...")
            results += try await play(plan, in: "drill-\(share.part)-\(share.of)")
        }
        if list { return }
        let seconds = start.duration(to: .now).components.seconds
        say("\n\(DrillTable.text(results))\n\nIt took \(seconds) s.")
        guard share.of > 1 || results.contains(where: { $0.kills > 0 }) else {
            throw ValidationError("Nothing was killed: --only names a request that there is not.")
        }
        guard results.allSatisfy(\.isClean) else { throw ExitCode(1) }
        say("No leg was lost, no phone rung twice, and every next Accept right.")
    }

    /// One round, ended in order also when it is interrupted.
    private func play(_ plan: DrillRound.Plan, in name: String) async throws -> [SegmentResult] {
        // Those of other shares may run at the same time.
        let folder = Project.folder.appending(path: ".run/\(name)")
        let task = Task {
            try await DrillRound(plan) {
                try await World(
                    in: folder, agents: 4, customers: 4, agentsManner: .ring,
                    policy: DrillCrew.policy,
                    hasProxy: true, waitingAtMost: .seconds(5))
            }.play()
        }
        let signals = InterruptSignals { task.cancel() }
        do {
            return try await task.value
        } catch {
            guard !signals.happened else { throw ExitCode(130) }
            FileHandle.standardError.write(Data("\nThis failed. \(error)\n".utf8))
            throw ExitCode(1)
        }
    }
}
