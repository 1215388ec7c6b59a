import DemoWorld
import Foundation
import NIOCore
import NIOPosix
import SimulatedPhones
import TestSupport
import Testing

/// How `offhook serve` is reached: by TLS, from other machines, with few files to open.
@Suite(.timeLimit(.minutes(2)))
struct ConnectionTests {
    private func port(of process: OffhookProcess) async throws -> Int {
        var port: Int?
        _ = await eventually(within: .seconds(30)) {
            port = process.error.firstMatch(of: #/address=[0-9.]+:(\d+) /#).flatMap { Int($0.1) }
            return port != nil || !process.isRunning
        }
        return try #require(port, "\(process.error)")
    }

    /// Runs the service for as long as `body` does.
    private func withService(
        _ desk: Operator, openFiles: Int? = nil,
        _ body: (OffhookProcess, Int) async throws -> Void
    ) async throws {
        let process = try desk.start(["serve"], openFiles: openFiles)
        do {
            try await body(process, port(of: process))
        } catch {
            await process.destroy()
            throw error
        }
        await process.destroy()
    }

    private func listening(_ listen: String, on desk: Operator) throws {
        let text = Operator.configuration().replacing(
            "listen: {host: 127.0.0.1, port: 0}", with: "listen: {\(listen), port: 0}")
        try desk.write("offhook.yaml", text)
    }

    // MARK: TLS

    private func listeningByTLS(_ certificates: TestCertificates, on desk: Operator) throws {
        let (certificate, key) = (certificates.certificateFile, certificates.keyFile)
        try listening(
            "host: 127.0.0.1, tls: {certificateFile: \(certificate), keyFile: \(key)}", on: desk)
    }

    @Test func `with a certificate it speaks TLS, and takes a renewed one while it runs`()
        async throws
    {
        let certificates = try await TestCertificates()
        defer { certificates.remove() }
        let desk = try Operator()
        try listeningByTLS(certificates, on: desk)
        let checked = try await desk.run("check-config")
        #expect(checked.exitCode == 0)
        #expect(checked.output.contains("\(certificates.certificateFile), valid until 20"))
        try await withService(desk) { process, port in
            let client = ControlClient(
                base: "https://localhost:\(port)", token: nil, caFile: certificates.caFile)
            #expect(try await client.get("/healthz").status == 200)
            try await certificates.issue("server")
            let status = try await desk.run("status")
            #expect(status.output.contains("at https://127.0.0.1:\(port), not ready:"))
            let isTold = await eventually(within: .seconds(40)) {
                process.error.contains("The certificate was renewed")
            }
            #expect(isTold, "\(process.error)")
            #expect(try await client.get("/healthz").status == 200)
            #expect(!process.error.contains("plain HTTP"))
            await client.close()
        }
    }

    @Test(arguments: ["check-config", "serve"])
    func `a certificate that cannot be used is named`(_ command: String) async throws {
        let certificates = try await TestCertificates()
        defer { certificates.remove() }
        let desk = try Operator()
        try listeningByTLS(certificates, on: desk)
        let key = certificates.keyFile
        try FileManager.default.removeItem(atPath: key)
        try await desk.expectRefusal(
            command,
            sentence: "The key file \(key) is not there: write it, or name the right one.")
        try await desk.expectRefusal(
            command, environment: ["OFFHOOK_LISTEN_TLS_KEY_FILE": certificates.path("ca.key")],
            sentence: "The key in \(certificates.path("ca.key")) does not belong to the first "
                + "certificate in \(certificates.certificateFile): name two files that were made "
                + "together.")
    }

    @Test(arguments: [("0.0.0.0", true), ("127.0.0.1", false)])
    func `plain HTTP where other machines reach it is warned of`(
        _ host: String, _ isWarned: Bool
    ) async throws {
        let desk = try Operator()
        try listening("host: \(host)", on: desk)
        try await withService(desk) { process, _ in
            #expect(process.error.contains("speaks plain HTTP") == isWarned)
        }
    }

    // MARK: Files

    private func connect(_ port: Int) async throws -> any Channel {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port).get()
    }

    @Test func `with few files to open there are fewer connections, and none is lost`() async throws
    {
        let desk = try Operator()
        try await withService(desk, openFiles: 160) { process, port in
            #expect(process.error.contains("Fewer connections than configured are possible"))
            var kept: [any Channel] = []
            for _ in 1...100 { kept.append(try await connect(port)) }
            let client = ControlClient(base: "http://127.0.0.1:\(port)", token: nil)
            async let answer = client.get("/healthz")
            try await Task.sleep(for: .milliseconds(200))
            for channel in kept { try await channel.close() }
            #expect(try await answer.status == 200)
            await client.close()
        }
    }

    @Test func `without a file to open it goes on listening`() async throws {
        let desk = try Operator()
        try await withService(desk) { process, port in
            // Once it is at work: a start needs files.
            _ = await eventually(within: .seconds(20)) {
                process.error.contains("Asterisk cannot be seen")
            }
            try await Task.sleep(for: .seconds(2))
            try await setOpenFiles(of: process, "5:")
            let waiting: any Channel
            do {
                waiting = try await connect(port)
            } catch {
                Issue.record("It does not listen (\(error)): \(process.error)")
                return
            }
            // It is not taken, and so not answered.
            try await waiting.writeAndFlush(
                ByteBuffer(string: "GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n"))
            try await Task.sleep(for: .milliseconds(500))
            #expect(waiting.isActive)
            #expect(process.isRunning)
            try await setOpenFiles(of: process, "1000:")
            let client = ControlClient(base: "http://127.0.0.1:\(port)", token: nil)
            #expect(try await client.get("/healthz").status == 200)
            try await waiting.closeFuture.get()
            await client.close()
        }
    }

    private func setOpenFiles(of process: OffhookProcess, _ limit: String) async throws {
        let command = Process()
        command.executableURL = URL(filePath: "/usr/bin/prlimit")
        command.arguments = ["--pid", "\(process.processID)", "--nofile=\(limit)"]
        try command.run()
        _ = await eventually(within: .seconds(10)) { !command.isRunning }
        try #require(command.terminationStatus == 0)
    }
}
