import Foundation
import NIOSSL

/// A certificate authority and a server certificate for loopback, made for one test.
struct TestCertificates {
    let folder: URL
    var caFile: String { folder.appending(path: "ca.pem").path }

    private static let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try await openssl(
            "req -x509 \(Self.key) -keyout ca.key -out ca.pem -days 2 -subj /CN=TestCA")
        try await openssl(
            "req \(Self.key) -keyout server.key -out server.csr -subj /CN=localhost")
        try "subjectAltName=DNS:localhost,IP:127.0.0.1\n"
            .write(to: folder.appending(path: "names"), atomically: true, encoding: .utf8)
        try await openssl(
            "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out server.pem"
                + " -days 2 -extfile names")
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    func serverContext() throws -> NIOSSLContext {
        let chain = try NIOSSLCertificate.fromPEMFile(folder.appending(path: "server.pem").path)
        let key = try NIOSSLPrivateKey(
            file: folder.appending(path: "server.key").path, format: .pem)
        return try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key)))
    }

    private func openssl(_ arguments: String) async throws {
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
