import TestSupport
import Testing

@testable import Transport

@Suite(.timeLimit(.minutes(1)))
struct HTTPTLSTests {
    @Test(arguments: ["localhost", "127.0.0.1"])
    func `a server vouched for by the given authority is spoken to`(_ host: String) async throws {
        let certificates = try await TestCertificates()
        defer { certificates.remove() }
        let server = try await TestServer(tls: certificates.serverContext()) { _ in .ok("safe") }
        let client = HTTPClient(.init(caFile: certificates.caFile))
        let response = try await client.send(HTTPRequest(.post, server.url(host: host)))
        #expect(response.body == Array("safe".utf8))
        await client.shutdown()
        await server.stop()
    }

    @Test func `a server of another authority gets no byte of the request`() async throws {
        let certificates = try await TestCertificates()
        let others = try await TestCertificates()
        defer {
            certificates.remove()
            others.remove()
        }
        let server = try await TestServer(tls: certificates.serverContext()) { _ in .ok("safe") }
        for caFile in [others.caFile, nil] {
            let client = HTTPClient(.init(caFile: caFile))
            let error = await #expect(throws: TransportError.self) {
                try await client.send(HTTPRequest(.post, server.url()))
            }
            guard case .notSent = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            await client.shutdown()
        }
        #expect(server.requests.isEmpty)
        await server.stop()
    }
}
