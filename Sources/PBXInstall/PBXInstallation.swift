internal import Foundation

/// Offhook's files beside a living Asterisk configuration: planned first, then carried out, or undone.
///
/// Every step can be repeated: an interrupted installation can be installed again or undone, an
/// interrupted undo undone again.
package struct PBXInstallation: Sendable {
    package let directory: String

    package init(directory: String) {
        self.directory = Snapshot.plain(directory)
    }

    package func planInstall(_ options: InstallOptions) throws(PBXInstallError) -> Plan {
        var planner = try InstallPlanner(Snapshot.take(of: directory), options)
        return try planner.make()
    }

    package func planUndo() throws(PBXInstallError) -> Plan {
        var planner = UndoPlanner(try Snapshot.take(of: directory))
        return try planner.make()
    }

    /// Carries a plan out, if all is still as it was when the plan was made. One without changes removes
    /// what a run that was killed left behind.
    package func carryOut(_ plan: Plan) throws(PBXInstallError) {
        do {
            try carryOut(plan, before: { _ in })
        } catch let error as PBXInstallError {
            throw error
        } catch {
            throw .writeFailed(directory, reason: "\(error)")
        }
    }

    /// - Parameter before: told the number of each step, twice: before it, and when all is ready for the
    ///   new file to take its name. What it throws ends everything there, as a crash would.
    func carryOut(_ plan: Plan, before: @escaping @Sendable (Int) throws -> Void) throws {
        let handle = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else {
            throw PBXInstallError.directoryUnreadable(
                directory, reason: FileReader.reason(errno))
        }
        defer { close(handle) }
        guard flock(handle, LOCK_EX | LOCK_NB) == 0 else {
            throw PBXInstallError.anotherRuns(directory)
        }
        for change in plan.changes { try requireUnchanged(change) }
        removeUnfinished()
        for (step, change) in plan.changes.enumerated() {
            try before(step * 2)
            try requireUnchanged(change)
            let writer = FileWriter(beforeRename: { try before(step * 2 + 1) })
            if let after = change.after {
                try writer.write(after)
            } else {
                try writer.delete(change.path)
            }
        }
    }

    /// What a run that was killed left behind.
    private func removeUnfinished() {
        for name in Snapshot.names {
            let path = "\(directory)/\(name)"
            unlink(FileWriter.temporary(for: path))
            if let state = FileReader.find(path).state, state.isLink {
                unlink(FileWriter.temporary(for: state.path))
            }
        }
    }

    private func requireUnchanged(_ change: Change) throws {
        let name = change.name.hasPrefix("/") ? change.name : "\(directory)/\(change.name)"
        let found = FileReader.find(name)
        guard found == (change.before.map { .file($0) } ?? .absent) else {
            throw PBXInstallError.changedMeanwhile(name)
        }
    }
}
