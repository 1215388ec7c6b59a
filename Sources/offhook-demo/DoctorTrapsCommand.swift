internal import ArgumentParser
internal import Foundation
internal import SimulatedPhones

struct DoctorTrapsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor-traps",
        abstract:
            "Breaks a right configuration in one way after the other, and sees that offhook doctor finds it."
    )

    /// What came of one trap.
    private struct Row {
        let trap: Trap
        let line: Int?
        let said: TrapGround.Said
        /// Without Asterisk's files, where that is to be enough.
        let saidLive: TrapGround.Said?

        private var problem: TrapGround.Said.Problem? {
            said.problems.first { $0.check == trap.expected }
        }

        /// The line to change is the one that was broken.
        private var isRightLine: Bool {
            guard let line, let problem, trap.file.hasPrefix("etc/"), !trap.isAbsence else {
                return true
            }
            return problem.line == line && trap.file == "etc/\(problem.file)"
        }

        private var others: [String] {
            said.problems.map(\.check).filter { $0 != trap.expected && !trap.also.contains($0) }
        }

        private var isFoundLive: Bool {
            saidLive?.problems.contains { $0.check == trap.expected } == true
        }

        var fault: String? {
            if problem == nil { return "not found" }
            let isFailure = said.problems.contains(where: \.isFailure)
            guard said.exitCode == (isFailure ? 1 : 0) else { return "exit code \(said.exitCode)" }
            if let saidLive, saidLive.exitCode != (saidLive.problems.isEmpty ? 0 : 1) {
                return "with --strict exit code \(saidLive.exitCode)"
            }
            if !isRightLine { return "not at line \(line ?? 0) but \(problem?.line ?? 0)" }
            if !others.isEmpty { return "also " + others.joined(separator: ", ") }
            return trap.isSeenLive && !isFoundLive ? "not found without files" : nil
        }

        var cells: [String] {
            [
                trap.name, trap.expected, fault ?? "found", isFoundLive ? "yes" : "no",
                String((problem?.what ?? "").prefix(80)),
            ]
        }
    }

    func run() async throws {
        let began = ContinuousClock.now
        let folder = Project.folder.appending(path: ".run/doctor-traps")
        let ground = try await TrapGround(in: folder)
        let rows: [Row]
        let alarms: [TrapGround.Said.Problem]
        do {
            (rows, alarms) = try await Self.walk(ground)
        } catch {
            await ground.end()
            throw error
        }
        await ground.end()
        Self.show(rows, alarms, seconds: began.duration(to: .now).components.seconds)
        if !alarms.isEmpty || rows.contains(where: { $0.fault != nil }) { throw ExitCode(1) }
    }

    private static func walk(
        _ ground: TrapGround
    ) async throws -> ([Row], [TrapGround.Said.Problem]) {
        // What is right must be seen to be so before, and again when all was put right.
        var alarms = try ground.examine(hasFiles: true).problems
        guard alarms.isEmpty else { return ([], alarms) }
        var rows: [Row] = []
        for trap in Trap.all {
            try await ground.with(trap) { line in
                rows.append(
                    Row(
                        trap: trap, line: line, said: try ground.examine(hasFiles: true),
                        saidLive: trap.isSeenLive ? try ground.examine(hasFiles: false) : nil))
            }
        }
        alarms = try ground.examine(hasFiles: true).problems
        return (rows, alarms)
    }

    private static func show(
        _ rows: [Row], _ alarms: [TrapGround.Said.Problem], seconds: Int64
    ) {
        let table =
            [["TRAP", "CHECK", "RESULT", "BY ARI AND AMI ALONE", "WHAT THE DOCTOR SAYS"]]
            + rows.map(\.cells)
        let widths = (0..<5).map { column in table.map { $0[column].count }.max() ?? 0 }
        for row in table {
            let cells = zip(row, widths).map {
                $0.padding(toLength: $1, withPad: " ", startingAt: 0)
            }
            print(String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed()))
        }
        for alarm in alarms { print("false alarm: \(alarm.check): \(alarm.what)") }
        let found = rows.count { $0.fault == nil }
        print(
            "\n\(rows.count) configurations broken on purpose, \(found) found, "
                + "\(alarms.count) false alarms on the right one, in \(seconds) s.")
    }
}
