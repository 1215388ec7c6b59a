internal import ArgumentParser
internal import DemoWorld
internal import Foundation
internal import SimulatedPhones

struct RecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Records what a real Asterisk sends, for the tests.")

    @Argument(help: "The folder with the folders ari and scenarios, whose recordings are replaced.")
    var folder: String

    func run() async throws {
        let folder = URL(filePath: folder)
        try await Stage.play(
            in: Project.folder.appending(path: ".run/record"), agents: 1, customers: 1
        ) { world in
            let scenarios = try await ScenarioRecorder(world).record()
            try write(scenarios, to: folder.appending(path: "scenarios"), as: ".jsonl")
            // Last: it ends with the application taken over.
            let recordings = try await Recorder(world).record()
            try write(recordings, to: folder.appending(path: "ari"), as: ".json")
        }
    }

    private func write(
        _ recordings: [String: [UInt8]], to folder: URL, as ending: String
    ) throws {
        let files = FileManager.default
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        for old in try files.contentsOfDirectory(atPath: folder.path) where old.hasSuffix(ending) {
            try files.removeItem(at: folder.appending(path: old))
        }
        for (name, bytes) in recordings.sorted(by: { $0.key < $1.key }) {
            try Data(bytes + [UInt8(ascii: "\n")]).write(
                to: folder.appending(path: name + ending))
            print("\(folder.lastPathComponent)/\(name)")
        }
    }
}
