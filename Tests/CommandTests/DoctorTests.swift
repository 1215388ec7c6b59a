import DemoWorld
import Foundation
import JSON
import NIOCore
import NIOPosix
import Testing

/// `offhook doctor` where Asterisk cannot be asked; what it finds in one is seen by `make doctor-traps`.
struct DoctorTests {
    @Test func `an Asterisk that is not there is a finding`() async throws {
        let desk = try Operator()
        let run = try await desk.run("doctor", "--asterisk-dir", desk.path("nowhere"))
        #expect(run.exitCode == 1)
        #expect(run.error == "")
        #expect(run.output.contains("  FAILURE  ARI at http://127.0.0.1:1 does not serve us\n"))
        #expect(run.output.contains("  ?        its files were not read: "))
        #expect(run.output.contains("  ok       1 agent of 2 tenants\n"))
        #expect(run.output.contains("\n1 failure, "))
    }

    @Test func `a refused password is told, and is not shown`() async throws {
        let desk = try Operator()
        let asterisk = try await RefusingAsterisk.start()
        try desk.write(
            "offhook.yaml", Operator.configuration(asterisk: "http://127.0.0.1:\(asterisk.port)"))
        let run = try await desk.run("doctor", "--quiet", "--asterisk-dir", desk.path("nowhere"))
        await asterisk.stop()
        #expect(run.exitCode == 1)
        #expect(run.output.contains("Asterisk refused the ARI user or password"))
        #expect(!run.output.contains(Operator.password))
        #expect(!run.output.contains("  ok  "))
        // One request was enough to know.
        #expect(asterisk.requestCount == 1)
    }

    @Test func `one who never answers is not waited for`() async throws {
        let desk = try Operator()
        let silent = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = silent.localAddress?.port ?? 0
        try desk.write(
            "offhook.yaml",
            """
            listen: {host: 127.0.0.1, port: 0}
            dataDirectory: data
            asterisk:
              url: http://127.0.0.1:\(port)
              passwordFile: ari-password
              manager: {port: \(port), passwordFile: ari-password}
            """)
        let began = ContinuousClock.now
        let run = try await desk.run("doctor", "--json", "--asterisk-dir", desk.path("nowhere"))
        #expect(began.duration(to: .now) < .seconds(15))
        try await silent.close()
        #expect(run.exitCode == 1)
        let said = try JSONValue(parsing: Array(run.output.utf8))
        #expect(said.optionalInteger("failures") == 2)
        let failures = try said.member("findings").items().filter {
            $0.optionalString("severity") == "failure"
        }
        #expect(failures.map { $0.optionalString("check") } == ["reachable", "reachable"])
    }

    @Test func `files are read without an Asterisk, and nothing is made or changed`() async throws {
        let desk = try Operator()
        try FileManager.default.createDirectory(
            atPath: desk.path("etc"), withIntermediateDirectories: false)
        try desk.write(
            "etc/http.conf", "[general]\nenabled=yes\nbindaddr=127.0.0.1\nsessionlimit=50\n")
        let before = try FileManager.default.subpathsOfDirectory(atPath: desk.folder.path)
        let run = try await desk.run("doctor", "--asterisk-dir", desk.path("etc"))
        #expect(run.exitCode == 1)
        #expect(
            run.output.contains(
                """
                  FAILURE  sessionlimit is 50
                           Past it Asterisk closes connections without an answer: at a busy moment Accept fails.
                           → http.conf line 4 in [general]: sessionlimit=1000

                """))
        let after = try FileManager.default.subpathsOfDirectory(atPath: desk.folder.path)
        #expect(
            Set(after).subtracting(before).allSatisfy {
                $0.hasSuffix(".output") || $0.hasSuffix(".error")
            })
    }

    @Test func `a configuration that is wrong ends as with every command`() async throws {
        let desk = try Operator()
        try desk.write("offhook.yaml", "nonsense: 1\n")
        let run = try await desk.run("doctor")
        #expect(run.exitCode == 78)
        #expect(run.output == "")
        #expect(run.error.hasPrefix("offhook: "))
    }
}
