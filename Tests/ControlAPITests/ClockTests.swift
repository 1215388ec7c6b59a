internal import ConnectionMode
internal import ControlAPI
internal import Foundation
internal import Storage
internal import Synchronization
internal import Testing

/// A token's expiry is a date: it goes by the system's clock, also when that is set meanwhile.
@Suite(.timeLimit(.minutes(1)))
struct ClockTests {
    private final class Wall: Sendable {
        let milliseconds = Mutex(Int64(Date().timeIntervalSince1970 * 1_000))

        var now: Instant { milliseconds.withLock { Instant(millisecondsSince1970: $0) } }

        func pass(days: Int64) { milliseconds.withLock { $0 += days * 86_400_000 } }
    }

    @Test func `a token expires by the system's clock, and so does its event stream`() async throws
    {
        let wall = Wall()
        var options = Desk.Options()
        options.wall = { wall.now }
        options.configure = { $0.tokenRecheck = .milliseconds(50) }
        try await Desk.open(options) { desk in
            let record = Desk.Token.bob.record
            _ = try await desk.tokens.remove(id: record.id)
            try await desk.tokens.add(
                TokenRecord(
                    id: record.id, tenant: record.tenant, role: record.role, agent: record.agent,
                    hash: record.hash, createdAt: wall.now,
                    expiresAt: wall.now.advanced(bySeconds: 43_200), note: ""))
            #expect(try await desk.send(.get, "/v1/me", as: .bob).status == 200)
            try await desk.listen(as: .bob) { reader in
                _ = try await reader.next("stream.snapshot")
                wall.pass(days: 1)
                #expect(try await reader.next() == nil)
            }
            #expect(try await desk.send(.get, "/v1/me", as: .bob).code == "tokenExpired")
            // The clock was set by mistake, and is set right.
            wall.pass(days: -1)
            #expect(try await desk.send(.get, "/v1/me", as: .bob).status == 200)
        }
    }
}
