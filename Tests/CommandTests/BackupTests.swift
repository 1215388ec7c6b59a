import DemoWorld
import Foundation
import Testing

/// `offhook backup` and `offhook restore` beside a service that runs; with calls they are seen on the real
/// Asterisk.
extension ServeTests {
    private func console(_ desk: Operator, _ client: ControlClient) async throws -> ControlClient {
        let made = try await desk.run("token", "create", "--tenant", "acme", "--agent", "1001")
        return ControlClient(
            base: client.base, token: made.output.trimmingCharacters(in: .newlines))
    }

    @Test func `a backup that is made while it runs is restored, and goes on from there`()
        async throws
    {
        let desk = try Operator()
        var before = ""
        try await withService(desk) { process, client in
            let console = try await console(desk, client)
            #expect(try await console.post("/v1/tenants/acme/agents/1001/session").status == 201)
            let backup = try await desk.run("backup", desk.path("mine.sqlite"))
            #expect(backup.exitCode == 0)
            #expect(backup.error == "")
            let pattern = #/(\S+)/mine\.sqlite: store (\w+), \d+ bytes\n/#
            before = String(try #require(backup.output.wholeMatch(of: pattern)).2)
            // The key that PINs come from stays where it is.
            let key = try #require(FileManager.default.contents(atPath: desk.path("data/pin.key")))
            let copy = try #require(FileManager.default.contents(atPath: desk.path("mine.sqlite")))
            #expect(copy.range(of: key) == nil)
            #expect(try await console.delete("/v1/tenants/acme/agents/1001/session").status < 300)
            try await desk.expectRefusal(
                "restore", desk.path("mine.sqlite"),
                sentence: "Offhook (process \(process.processID)) runs with FOLDER/data: stop it "
                    + "before a restore.")
            await console.close()
        }
        #expect(try await desk.run("status").output.contains("acme (acme): 1 agents, 1 loggedOut"))
        let restored = try await desk.run("restore", desk.path("mine.sqlite"))
        #expect(restored.exitCode == 0)
        #expect(restored.output.contains(#/The store that was there is \S+\.replaced-\w+ now\./#))
        let checked = try await desk.run("check-config")
        #expect(checked.output.contains("store \(before), a backup that the next start takes over"))
        try await withService(desk) { _, client in
            let status = try await desk.run("status")
            #expect(status.output.contains("acme (acme): 1 agents, 1 onBreak"))
            // Its names are new ones.
            #expect(!status.output.contains("Store \(before),"))
            let console = try await console(desk, client)
            #expect(try await console.get("/v1/tenants/acme/agents/1001").status == 200)
            #expect(try await console.delete("/v1/tenants/acme/agents/1001/session").status < 300)
            await console.close()
            #expect(try await desk.run("audit").output.contains("backupTakenOver"))
        }
    }

    @Test func `nothing is overwritten by a backup, and none is made of nothing`() async throws {
        let desk = try Operator()
        try await desk.expectRefusal(
            "backup", desk.path("mine.sqlite"),
            sentence: "There is no store in FOLDER/data yet: name the dataDirectory that Offhook "
                + "uses.")
        #expect(!FileManager.default.fileExists(atPath: desk.path("data")))
        _ = try await desk.run("token", "create", "--tenant", "acme", "--agent", "1001")
        #expect(try await desk.run("backup", desk.folder.path).exitCode == 0)
        try await desk.expectRefusal(
            "backup", desk.path("offhook.yaml"),
            sentence: "FOLDER/offhook.yaml is there already: choose another name; nothing is "
                + "overwritten.")
        try await desk.expectRefusal(
            "restore", desk.path("none"),
            sentence: "FOLDER/none is not there: name a file that 'offhook backup' made.")
        try await desk.expectRefusal(
            "restore", desk.path("offhook.yaml"),
            sentence:
                "FOLDER/offhook.yaml is no whole backup of Offhook: take another one; nothing "
                + "was changed.")
        try await desk.expectRefusal(
            "adopt", "--leave", "--end", sentence: "Choose --leave or --end.")
    }

    @Test func `a command that only reads makes no store`() async throws {
        let desk = try Operator()
        for command in [["status"], ["audit"], ["token", "list"], ["adopt"]] {
            let run = try await desk.run(bare: command + ["--config", desk.path("offhook.yaml")])
            #expect(run.exitCode == 78)
            #expect(
                run.error.replacing(desk.folder.path, with: "FOLDER")
                    == "offhook: There is no store in FOLDER/data yet: start Offhook, or name the "
                    + "dataDirectory that it uses.\n")
        }
        let checked = try await desk.run("check-config")
        #expect(checked.exitCode == 0)
        #expect(checked.output.contains("\(desk.path("data")), no store yet: the service makes it"))
        #expect(!FileManager.default.fileExists(atPath: desk.path("data")))
    }

    @Test(arguments: ["empty", "cut", "torn"])
    func `a store that is damaged is named, and left as it is`(_ damage: String) async throws {
        let desk = try Operator()
        _ = try await desk.run("token", "create", "--tenant", "acme", "--agent", "1001")
        let path = desk.path("data/offhook.sqlite")
        var bytes = try #require(FileManager.default.contents(atPath: path))
        switch damage {
        case "empty": bytes = Data()
        case "cut": bytes = bytes.prefix(bytes.count / 2)
        default: for index in 4_096..<bytes.count { bytes[index] = 0xA5 }
        }
        try bytes.write(to: URL(filePath: path))
        let run = try await desk.run("serve")
        #expect(run.exitCode == 78)
        #expect(run.error.split(separator: "\n").count == 1)
        let fault = damage == "empty" ? " is empty, and so not" : " is damaged: put a backup"
        #expect(run.error.contains(fault))
        #expect(FileManager.default.contents(atPath: path) == bytes)
    }
}
