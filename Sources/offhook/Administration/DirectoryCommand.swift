internal import ArgumentParser
internal import ConnectionMode
internal import Foundation
internal import OffhookConfiguration
internal import Storage
internal import StorageSQLite

struct DirectoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "directory",
        abstract: "Writes out, or takes in, who there is: tenants, policies, groups and agents.",
        subcommands: [ExportCommand.self, ImportCommand.self])
}

extension DirectoryCommand {
    struct ExportCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Prints the directory in the form of directory.yaml.",
            discussion: "What is printed can be imported again, and changes nothing then.")

        @OptionGroup var options: ConfigurationOptions

        func run() throws {
            let directory = try options.load().currentDirectory()
            print(try DirectoryDocuments.whole(directory).yaml(), terminator: "")
        }
    }

    struct ImportCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Makes the directory in the store what a file says.",
            discussion: """
                The file has the form of directory.yaml. What differs is changed, one entry after the \
                other, while everybody works; it can be run again. What the file does not have stays, \
                unless --remove-others is given. Exit code 1 when something was refused.

                Without a running service it is written into the store, all of it or nothing: so an installation \
                that had its directory in a file moves it, while every leg stands.
                """)

        @OptionGroup var options: ConfigurationOptions
        @Argument(help: "The file.") var file: String
        @Flag(help: "Says what would be changed, and changes nothing.") var dryRun = false
        @Flag(help: "Removes tenants, groups and agents that the file does not have.")
        var removeOthers = false
        @Flag(
            help: ArgumentHelp(
                "Puts mode and auto answer into force at once.",
                discussion: "Otherwise they hold from each agent's next connection."))
        var applyNow = false

        func run() async throws {
            let configuration = try options.load()
            let wanted: Directory
            do {
                wanted = try DirectoryFile.load(file)
            } catch {
                throw OperatorMistake(error)
            }
            let present = try configuration.currentDirectory()
            var changes = DirectoryDifference.changes(from: present, to: wanted)
            if removeOthers {
                changes += DirectoryDifference.removals(from: present, to: wanted)
            }
            guard !dryRun else {
                for change in changes {
                    let isNew = present.present(change).isRemoval
                    let verb = change.isRemoval ? "remove" : isNew ? "make" : "change"
                    print("would \(verb) \(change.name)")
                }
                print("\(changes.count) changes.")
                return
            }
            guard !changes.isEmpty else {
                print("Nothing differs.")
                return
            }
            if ServiceLock.holder(of: configuration.dataDirectory) == nil {
                try write(changes, to: configuration)
            } else {
                try await Administration.run(configuration) { administration in
                    try await AdministrationReport.make(changes, administration, applyNow: applyNow)
                }
            }
        }

        /// Nobody serves: the next start finds it so.
        private func write(
            _ changes: [DirectoryChange], to configuration: ServiceConfiguration
        ) throws {
            try configuration.requireStoredDirectory()
            guard !removeOthers else {
                throw OperatorMistake("Start Offhook first: it ends what those removed are doing.")
            }
            do throws(StoreError) {
                let lock = try ServiceLock(directory: configuration.dataDirectory)
                defer { lock.release() }
                let store = try SQLiteStore(directory: configuration.dataDirectory)
                try store.commit(changes.map(Change.directory))
            } catch {
                throw OperatorMistake(error)
            }
            print("\(changes.count) changes are in the store; Offhook does not run.")
        }
    }
}

/// Makes changes one after the other, and says of each what came of it.
enum AdministrationReport {
    static func make(
        _ changes: [DirectoryChange], _ administration: Administration, applyNow: Bool
    ) async throws {
        var refused = 0
        for change in changes {
            do {
                let outcome = try await administration.put(change, applyNow: applyNow)
                print(line(change, outcome))
            } catch let refusal as Administration.Refused {
                refused += 1
                FileHandle.standardError.write(
                    Data("offhook: \(change.name): \(refusal.sentence)\n".utf8))
            }
        }
        if changes.count > 1 {
            print("\(changes.count - refused) of \(changes.count) changes are made.")
        }
        if refused > 0 { throw ExitCode(1) }
    }

    private static func line(
        _ change: DirectoryChange, _ outcome: Administration.Outcome
    ) -> String {
        let what = change.isRemoval ? "removed" : outcome.isNew ? "made" : "changed"
        var line = "\(what) \(change.name)"
        if let applied = outcome.appliedTo, !applied.isEmpty {
            line += "; in force now for \(listed(applied))"
        }
        if let waiting = outcome.waitingFor, !waiting.isEmpty {
            line += "; from their next connection for \(listed(waiting))"
        }
        return line
    }

    private static func listed(_ agents: [String]) -> String {
        let shown = agents.prefix(10).joined(separator: ", ")
        return agents.count > 10 ? "\(shown) and \(agents.count - 10) more" : shown
    }
}
