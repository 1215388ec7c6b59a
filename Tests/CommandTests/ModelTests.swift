import Foundation
import Testing

/// The table of a connection, and the transcripts, as the command prints them and as they are kept
/// for readers.
@Suite(.serialized) struct ModelTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "fixtures/model")

    /// With `OFFHOOK_WRITE_FIXTURES=1` the files are written anew.
    @Test(arguments: [
        ("markdown", "connection.md"), ("json", "connection.json"),
        ("transcripts", "transcripts.json"),
    ])
    func `what is kept is what the code does`(_ format: String, _ name: String) async throws {
        let desk = try Operator()
        let printed = try await desk.run(bare: ["model", "--format", format])
        #expect(printed.exitCode == 0)
        #expect(printed.error == "")
        let file = Self.folder.appending(path: name)
        if ProcessInfo.processInfo.environment["OFFHOOK_WRITE_FIXTURES"] != nil {
            try FileManager.default.createDirectory(
                at: Self.folder, withIntermediateDirectories: true)
            try Data(printed.output.utf8).write(to: file)
        }
        let kept = try String(contentsOf: file, encoding: .utf8)
        #expect(
            printed.output == kept,
            "The model does something else now: if that is meant, write the files anew with OFFHOOK_WRITE_FIXTURES=1."
        )
    }
}
