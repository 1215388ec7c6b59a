package import Foundation

/// A certificate authority and a server certificate for loopback, made by openssl for one test.
package struct TestCertificates: Sendable {
    package let folder: URL
    package var caFile: String { path("ca.pem") }
    /// The server's certificate, with that of the authority after it.
    package var certificateFile: String { path("server.pem") }
    package var keyFile: String { path("server.key") }

    private static let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"

    package init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try await openssl(
            "req -x509 \(Self.key) -keyout ca.key -out ca.pem -days 2 -subj /CN=TestCA")
        try "subjectAltName=DNS:localhost,IP:127.0.0.1\n"
            .write(to: folder.appending(path: "names"), atomically: true, encoding: .utf8)
        try await issue("server")
    }

    package func path(_ name: String) -> String { folder.appending(path: name).path }

    package func remove() { try? FileManager.default.removeItem(at: folder) }

    /// Makes `<name>.pem` and `<name>.key`, also over ones that are there: each of them at once, and one after the
    /// other.
    package func issue(_ name: String, days: Int = 2) async throws {
        try await openssl("req \(Self.key) -keyout new.key -out new.csr -subj /CN=localhost")
        try await openssl(
            "x509 -req -in new.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out new.pem"
                + " -days \(days) -extfile names")
        let authority = try Data(contentsOf: URL(filePath: caFile))
        let file = URL(filePath: path("new.pem"))
        try (Data(contentsOf: file) + authority).write(to: file)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: path("new.key"))
        for end in ["pem", "key"] {
            guard rename(path("new.\(end)"), path("\(name).\(end)")) == 0 else {
                throw CocoaError(.fileWriteUnknown)
            }
        }
    }

    package func openssl(_ arguments: String) async throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments.split(separator: " ").map(String.init)
        process.currentDirectoryURL = folder
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let status = try await withCheckedThrowingContinuation { waiter in
            process.terminationHandler = { waiter.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { waiter.resume(throwing: error) }
        }
        guard status == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}
