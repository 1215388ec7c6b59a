import Foundation
import Testing

/// What the commands say to a data directory that cannot be used.
@Suite(.timeLimit(.minutes(2)))
struct DataDirectoryTests {
    /// Those that make a store where there is none.
    private static let makers = [
        ["serve"], ["token", "revoke", "x"],
        ["token", "create", "--tenant", "acme", "--agent", "1001"],
    ]
    private static let readers = [["check-config"], ["token", "list"], ["status"], ["audit"]]

    private func expectRefusals(
        _ desk: Operator, _ directory: String, _ sentence: String, of commands: [[String]]
    ) async throws {
        for command in commands {
            let run = try await desk.run(
                bare: command + [
                    "--config", desk.path("offhook.yaml"), "--data-directory", directory,
                ])
            #expect(run.exitCode == 78, "\(command)")
            // The service takes its hold before it opens the store.
            let error = run.error.replacing("offhook.lock", with: "offhook.sqlite")
            #expect(error == "offhook: \(sentence)\n", "\(command)")
            #expect(run.output == "", "\(command)")
        }
    }

    @Test func `one that is below a file cannot be made`() async throws {
        let desk = try Operator()
        let directory = desk.path("ari-password/data")
        try await expectRefusals(
            desk, directory,
            "The data directory \(directory) cannot be made: create it and give it to the user "
                + "that runs Offhook.", of: Self.makers + [["check-config"]])
    }

    // Nobody can write there, not even the superuser.
    @Test func `one that cannot be written is named`() async throws {
        try await expectRefusals(
            Operator(), "/proc/self",
            "/proc/self/offhook.sqlite cannot be opened: give its directory to the user that runs "
                + "Offhook.", of: Self.makers)
    }

    @Test func `one with a damaged database is named`() async throws {
        let desk = try Operator()
        try desk.replaceByFolder("data")
        try desk.write("data/offhook.sqlite", String(repeating: "no database ", count: 100))
        try await expectRefusals(
            desk, desk.path("data"),
            "\(desk.path("data"))/offhook.sqlite is damaged: put a backup in its place (offhook "
                + "restore).", of: Self.makers + Self.readers)
    }

    @Test(arguments: ["serve", "check-config"])
    func `one whose PIN key cannot be used is named`(_ command: String) async throws {
        let desk = try Operator()
        try desk.replaceByFolder("data")
        try desk.write("data/pin.key", "short")
        try await desk.expectRefusal(
            command,
            sentence:
                "FOLDER/data/pin.key must have 32 bytes: put a backup in its place, or remove "
                + "it while no agent is being verified.")
    }

    @Test func `one that is not there yet is made, for its owner alone`() async throws {
        let desk = try Operator()
        let run = try await desk.run(
            "token", "create", "--tenant", "acme", "--agent", "1001", "--data-directory",
            desk.path("a/b/c"))
        #expect(run.exitCode == 0)
        let mode = try FileManager.default.attributesOfItem(atPath: desk.path("a/b/c"))[
            .posixPermissions]
        #expect(mode as? Int == 0o700)
    }
}
