import DemoWorld
import Foundation
import JSON
import SimulatedPhones
import Testing

/// The system's clock is set, as far as the service can tell: libfaketime tells it another time of day, and
/// leaves the monotonic clock alone. A time that is wrong is never reason to log somebody out.
@Suite(.timeLimit(.minutes(2)))
struct SystemClockTests {
    private let desk: Operator
    private let environment: [String: String]

    init() throws {
        desk = try Operator()
        let folders = ["x86_64-linux-gnu", "aarch64-linux-gnu", "arm-linux-gnueabihf"]
        let libraries = folders.map { "/usr/lib/\($0)/faketime/libfaketimeMT.so.1" }
        let library = libraries.first { FileManager.default.fileExists(atPath: $0) }
        environment = [
            "LD_PRELOAD": try #require(library, "Run scripts/install-packages for faketime."),
            "FAKETIME_TIMESTAMP_FILE": desk.path("clock"), "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        ]
        try set(0)
    }

    private func set(_ seconds: Int) throws {
        try desk.write("clock", seconds < 0 ? "\(seconds)\n" : "+\(seconds)\n")
    }

    private func token(_ arguments: String...) async throws -> String {
        let made = try await desk.run(
            bare: [
                "token", "create", "--config", desk.path("offhook.yaml"), "--tenant", "acme",
            ] + arguments)
        return made.output.trimmingCharacters(in: .newlines)
    }

    private func serve() async throws -> (process: OffhookProcess, base: String) {
        // By way of a shell: libfaketime changes the environment of the first program it is loaded into before
        // that begins, and Swift finds its arguments no more.
        let process = try desk.start(["serve"], environment: environment, openFiles: 1_024)
        var port: Substring?
        _ = await eventually(within: .seconds(30)) {
            port = process.error.firstMatch(of: #/address=127\.0\.0\.1:(\d+) /#)?.1
            return port != nil || !process.isRunning
        }
        guard let port else {
            throw PhoneError(
                "It does not serve (\(process.isRunning), \(process.exitCode ?? -1)):\n\(process.error)"
            )
        }
        return (process, "http://127.0.0.1:\(port)")
    }

    private static let agent = "/v1/tenants/acme/agents/1001"

    @Test func `a clock that is set while it runs, or between two runs, logs nobody out`()
        async throws
    {
        let forDay = try await token("--agent", "1001", "--expires-in-days", "1")
        let forGood = try await token("--role", "supervisor")
        var (process, base) = try await serve()
        let console = ControlClient(base: base, token: forDay)
        #expect(try await console.post("\(Self.agent)/session").status == 201)
        let (hour, day) = (3_600, 86_400)
        for (seconds, status) in [
            (hour, 200), (-hour, 200), (day + hour, 401), (-day - hour, 200), (0, 200),
        ] {
            try set(seconds)
            // Longer than any wait of the sequencer's for its next look.
            try await Task.sleep(for: .seconds(2))
            #expect(try await console.get("/v1/me").status == status, "\(seconds)")
            let supervisor = ControlClient(base: base, token: forGood)
            let body = try await supervisor.get(Self.agent).body
            #expect(body["status"]?.optionalString("status") == "onBreak", "\(seconds) \(body)")
            await supervisor.close()
        }
        await console.close()
        process.signal(SIGTERM)
        try await process.waitForEnd()

        for seconds in [-day, day, 0] {
            try set(seconds)
            (process, base) = try await serve()
            let supervisor = ControlClient(base: base, token: forGood)
            let body = try await supervisor.get(Self.agent).body
            #expect(body["status"]?.optionalString("status") == "onBreak", "\(seconds) \(body)")
            await supervisor.close()
            await process.destroy()
        }
        let audit = try await desk.run("audit")
        #expect(audit.output.contains("logIn"))
        #expect(!audit.output.contains("forgotten"))
        #expect(!audit.output.contains("loggedOut"))
    }
}
