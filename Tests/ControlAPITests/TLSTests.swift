@testable internal import ControlAPI
internal import Foundation
internal import NIOSSL
internal import Orchestration
internal import Synchronization
internal import TestSupport
internal import Testing

/// The API over TLS, and what a renewed certificate does.
@Suite(.timeLimit(.minutes(1)))
struct TLSTests {
    private func withDesk(
        _ log: RecordingLog = RecordingLog(), idleTimeout: Duration = .seconds(60),
        _ body: @escaping @Sendable (Desk, TestCertificates, ClientTLS) async throws -> Void
    ) async throws {
        let certificates = try await TestCertificates()
        defer { certificates.remove() }
        var options = Desk.Options()
        options.logger = log.logger
        let certificate = try RenewingCertificate(certificates.files)
        options.configure = {
            $0.certificate = certificate
            $0.certificateCheck = .milliseconds(30)
            $0.idleTimeout = idleTimeout
        }
        try await Desk.open(options) { desk in
            var desk = desk
            let tls = try ClientTLS(trusting: certificates)
            desk.tls = tls
            try await body(desk, certificates, tls)
        }
    }

    private static func eventually(_ isSo: () async throws -> Bool) async throws {
        for _ in 1...500 {
            if try await isSo() { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        Issue.record("It did not come to be.")
    }

    @Test func `requests and event streams are served, with the whole chain`() async throws {
        try await withDesk { desk, certificates, tls in
            #expect(try await desk.send(.get, "/v1/me").status == 200)
            #expect(tls.last == (try ClientTLS.first(in: certificates.certificateFile)))
            try await desk.openConnection()
            try await desk.listen { events in _ = try await events.next("stream.snapshot") }
            let large = String(repeating: "x", count: 70_000)
            let reply = try await desk.send(.put, Desk.path("/status"), body: large)
            #expect(reply.code == "bodyTooLarge")
        }
    }

    @Test func `neither plain HTTP nor TLS older than 1.2 is spoken`() async throws {
        try await withDesk { desk, certificates, _ in
            let answer = try await RawClient.exchange(
                with: desk.port, Desk.head("GET /healthz"))
            #expect(!answer.contains("HTTP/"))
            var old = desk
            old.tls = try ClientTLS(trusting: certificates, atMost: .tlsv11)
            await #expect(throws: (any Error).self) { try await old.send(.get, "/healthz") }
            old.tls = try ClientTLS(trusting: certificates, atMost: .tlsv12)
            #expect(try await old.send(.get, "/healthz").status == 200)
        }
    }

    @Test func `a handshake that does not go on is ended`() async throws {
        try await withDesk(idleTimeout: .milliseconds(200)) { desk, _, _ in
            #expect(try await RawClient.exchange(with: desk.port, []).isEmpty)
            // The beginning of a ClientHello, byte by byte.
            let hello: [UInt8] =
                [0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3] + Array(repeating: 7, count: 400)
            let start = ContinuousClock.now
            _ = try await RawClient.exchange(
                with: desk.port, hello.map { [$0] }, pause: .milliseconds(20))
            #expect(start.duration(to: .now) < .seconds(6))
        }
    }

    @Test func `after a renewal new connections get the new certificate, and streams go on`()
        async throws
    {
        try await withDesk { desk, certificates, tls in
            let old = try ClientTLS.first(in: certificates.certificateFile)
            try await desk.listen { events in
                _ = try await events.next("stream.snapshot")
                try await certificates.issue("server")
                let new = try ClientTLS.first(in: certificates.certificateFile)
                #expect(new != old)
                try await Self.eventually { () async throws in
                    #expect(try await desk.send(.get, "/healthz").status == 200)
                    return tls.last == new
                }
                #expect(try await desk.send(.post, Desk.path("/session")).status == 201)
                let event = try await events.next("agent.statusChanged")
                #expect(event.data["status"] as? String == "onBreak")
            }
        }
    }

    @Test func `a new pair that cannot be used leaves the old one, and is told once`() async throws
    {
        let log = RecordingLog()
        try await withDesk(log) { desk, certificates, tls in
            let old = try ClientTLS.first(in: certificates.certificateFile)
            func complaints() -> Int { log.lines.count { $0.contains("the old one stays") } }
            let key = try Data(contentsOf: URL(filePath: certificates.keyFile))
            let whole = try Data(contentsOf: URL(filePath: certificates.certificateFile))
            try await certificates.issue("other")
            let other = URL(filePath: certificates.path("other.key"))
            for (count, content) in [try Data(contentsOf: other), Data(key.prefix(50)), nil]
                .enumerated()
            {
                try FileManager.default.removeItem(atPath: certificates.keyFile)
                if let content { try certificates.write(content, certificates.keyFile) }
                try await Self.eventually { complaints() == count + 1 }
                #expect(try await desk.send(.get, "/healthz").status == 200)
                #expect(tls.last == old)
            }
            try await Task.sleep(for: .milliseconds(200))
            #expect(complaints() == 3)
            // The old files again: nothing to renew, nothing to complain of.
            try certificates.write(key, certificates.keyFile)
            try await Task.sleep(for: .milliseconds(200))
            #expect(try await desk.send(.get, "/healthz").status == 200)
            #expect(tls.last == old)
            try certificates.write(whole.prefix(100), certificates.certificateFile)
            try await Self.eventually { complaints() == 4 }
            try await certificates.issue("server")
            let new = try ClientTLS.first(in: certificates.certificateFile)
            try await Self.eventually { () async throws in
                #expect(try await desk.send(.get, "/healthz").status == 200)
                return tls.last == new
            }
        }
    }
}

extension TestCertificates {
    var files: CertificateFiles {
        CertificateFiles(certificateFile: certificateFile, keyFile: keyFile)
    }

    func write(_ content: Data, _ path: String, mode: Int = 0o600) throws {
        try content.write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }
}

/// What is wrong with a certificate's files is said in one sentence.
@Suite(.timeLimit(.minutes(1)))
struct CertificateTests {
    private func expect(
        _ sentence: String, _ certificates: TestCertificates,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        do throws(CertificateFailure) {
            _ = try RenewingCertificate(certificates.files)
            Issue.record("It was taken.", sourceLocation: sourceLocation)
        } catch {
            let said = error.description.replacing(certificates.folder.path, with: "FOLDER")
            #expect(said == sentence, sourceLocation: sourceLocation)
        }
    }

    @Test func `a good pair is taken, of any usual form, and its end is told`() async throws {
        let certificates = try await TestCertificates()
        defer { certificates.remove() }
        let date = try RenewingCertificate(certificates.files).expiryDate
        #expect(date.wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil)
        try await certificates.openssl(
            "req -x509 -newkey rsa:2048 -nodes -keyout rsa.pkcs8 -out server.pem -days 1 -subj /CN=x"
        )
        for form in ["-traditional", ""] {
            try await certificates.openssl("rsa -in rsa.pkcs8 -out server.key \(form)")
            _ = try RenewingCertificate(certificates.files)
        }
    }

    @Test func `that its end comes near is told days before, once a day, and that it has come`()
        async throws
    {
        let certificates = try await TestCertificates()
        defer { certificates.remove() }
        try await certificates.issue("server", days: 90)
        let clock = Mutex(Date())
        let log = RecordingLog()
        let health = ServiceHealth()
        let certificate = try RenewingCertificate(certificates.files) { clock.withLock { $0 } }
        let end = certificate.expiryDate
        let watching = Task {
            await certificate.watch(
                every: .milliseconds(5), health: health, logger: log.logger)
        }
        defer { watching.cancel() }
        func said(daysAfter days: Double) async throws -> String? {
            clock.withLock { $0 = Date().addingTimeInterval(days * 86_400) }
            try await Task.sleep(for: .milliseconds(100))
            return health.report.certificate
        }
        #expect(try await said(daysAfter: 0) == nil)
        #expect(try await said(daysAfter: 75) == nil)
        #expect(
            try await said(daysAfter: 84.5)
                == "The API's certificate expires on \(end), in 5 days: renew it.")
        #expect(health.report.phoneSystem != nil)
        #expect(
            try await said(daysAfter: 89.5)
                == "The API's certificate expires on \(end), within a day: renew it.")
        #expect(
            try await said(daysAfter: 91)
                == "The API's certificate expired on \(end): clients refuse it until it is renewed."
        )
        #expect(log.lines.count { $0.contains("The API's certificate") } == 3)
        clock.withLock { $0 = Date() }
        try await certificates.issue("server", days: 90)
        for _ in 1...500 where health.report.certificate != nil {
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(health.report.certificate == nil)
    }

    @Test func `a file that is not there, no file, or no PEM is named`() async throws {
        let certificates = try await TestCertificates()
        defer { certificates.remove() }
        for (path, name, what) in [
            (certificates.certificateFile, "server.pem", "certificate"),
            (certificates.keyFile, "server.key", "key"),
        ] {
            let good = try Data(contentsOf: URL(filePath: path))
            try FileManager.default.removeItem(atPath: path)
            expect(
                "The \(what) file FOLDER/\(name) is not there: write it, or name the right one.",
                certificates)
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: false)
            expect(
                "The \(what) file FOLDER/\(name) cannot be read: give it to the user that runs "
                    + "Offhook.", certificates)
            try FileManager.default.removeItem(atPath: path)
            for content in [Data(), Data("x".utf8), Data(good.prefix(60)), Data([0xFF, 0])] {
                try certificates.write(content, path)
                expect(
                    what == "key"
                        ? "The key file FOLDER/server.key has no private key in PEM form without a "
                            + "passphrase: write that of the certificate into it."
                        : "The certificate file FOLDER/server.pem has no certificate in PEM form: "
                            + "write the server's into it, then those of its issuers.",
                    certificates)
            }
            try certificates.write(good, path)
        }
    }

    @Test func `a key of another certificate, with a passphrase, or for all to read is refused`()
        async throws
    {
        let certificates = try await TestCertificates()
        defer { certificates.remove() }
        let good = try Data(contentsOf: URL(filePath: certificates.keyFile))
        try await certificates.issue("other")
        try certificates.write(
            Data(contentsOf: URL(filePath: certificates.path("other.key"))), certificates.keyFile)
        expect(
            "The key in FOLDER/server.key does not belong to the first certificate in "
                + "FOLDER/server.pem: name two files that were made together.", certificates)
        try certificates.write(good, certificates.keyFile, mode: 0o644)
        expect(
            "The key file FOLDER/server.key is readable by everybody: chmod 640 FOLDER/server.key.",
            certificates)
        try certificates.write(good, certificates.keyFile)
        try await certificates.openssl(
            "pkcs8 -topk8 -in server.key -out locked.key -passout pass:secret")
        try certificates.write(
            Data(contentsOf: URL(filePath: certificates.path("locked.key"))), certificates.keyFile)
        expect(
            "The key file FOLDER/server.key has no private key in PEM form without a passphrase: "
                + "write that of the certificate into it.", certificates)
    }
}
