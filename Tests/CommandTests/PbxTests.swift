import Foundation
import Testing

/// `offhook pbx install`, as an operator runs it.
@Suite struct PbxTests {
    private static func folder(_ desk: Operator) throws -> String {
        let folder = desk.path("asterisk")
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        for (name, text) in [
            ("ari.conf", "[general]\nenabled=yes"), ("extensions.conf", "[default]\n"),
            ("http.conf", "[general]\nenabled=yes\nbindaddr=127.0.0.1\nsessionlimit=1000\n"),
        ] { try desk.write("asterisk/\(name)", text) }
        return folder
    }

    private static func content(_ folder: String) throws -> [String: Data] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        return Dictionary(
            uniqueKeysWithValues: try names.map {
                ($0, try Data(contentsOf: URL(filePath: "\(folder)/\($0)")))
            })
    }

    @Test func `it shows what it does, does it, and takes it back`() async throws {
        let desk = try Operator()
        let folder = try Self.folder(desk)
        let before = try Self.content(folder)
        let place = ["--asterisk-dir", folder]
        let shown = try await desk.run(bare: ["pbx", "install", "--dry-run"] + place)
        #expect(shown.exitCode == 0)
        #expect(shown.output.contains("+#include offhook-ari.conf"))
        #expect(shown.output.hasSuffix("Nothing was written.\n"))
        #expect(try Self.content(folder) == before)

        let done = try await desk.run(bare: ["pbx", "install", "--yes"] + place)
        #expect(done.exitCode == 0)
        #expect(done.output.contains("asterisk -rx 'dialplan reload'"))
        let secret = try #require(done.output.firstMatch(of: /\n([0-9a-f]{48})\n/)).output.1
        let own = try String(contentsOfFile: "\(folder)/offhook-ari.conf", encoding: .utf8)
        #expect(own.contains("password=\(secret)\n"))
        let again = try await desk.run(bare: ["pbx", "install", "--yes"] + place)
        #expect(again.output.hasSuffix("All is installed already.\n"))

        let undone = try await desk.run(bare: ["pbx", "install", "--undo", "--yes"] + place)
        #expect(undone.exitCode == 0)
        #expect(try Self.content(folder) == before)
    }

    @Test func `what is in its way is said in a sentence`() async throws {
        let desk = try Operator()
        let folder = try Self.folder(desk)
        try desk.write("asterisk/ari.conf", "[general]\nenabled=yes\n[offhook]\ntype=user\n")
        let refused = try await desk.run(
            bare: ["pbx", "install", "--yes", "--asterisk-dir", folder])
        #expect(refused.exitCode == 78)
        #expect(refused.error.hasPrefix("offhook: The name [offhook] is taken by "))
        let lost = try await desk.run(
            bare: ["pbx", "install", "--asterisk-dir", desk.path("nowhere")])
        #expect(lost.exitCode == 78)
        #expect(lost.error.contains("name the right one with --asterisk-dir"))
    }
}
