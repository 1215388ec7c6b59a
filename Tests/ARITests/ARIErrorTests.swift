import NIOHTTP1
import Testing

@testable import ARI

/// What whoever asks learns when there is no answer, told by what Asterisk can have done.
@Suite(.timeLimit(.minutes(1)))
struct `What a request comes to` {
    private func error(
        _ client: ARIClient, _ ask: (ARIClient) async throws -> Void
    ) async -> ARIError? {
        do {
            try await ask(client)
            return nil
        } catch {
            return error as? ARIError
        }
    }

    private func isNotSent(_ error: ARIError?) -> Bool {
        if case .notSent = error { true } else { false }
    }

    private func isUnknown(_ error: ARIError?) -> Bool {
        if case .outcomeUnknown = error { true } else { false }
    }

    /// One that dials, one that ends, one that reads.
    private static let asks: [@Sendable (ARIClient) async throws -> Void] = [
        {
            _ = try await $0.originate(
                Origination(endpoint: "PJSIP/1", applicationArguments: "", channelID: "c"))
        },
        { try await $0.hangUp("c", cause: 16) }, { _ = try await $0.channels() },
    ]

    // MARK: Not sent

    @Test func `where nothing listens, nothing was sent`() async throws {
        let port = try ReservedPort()
        let client = ARIClient(
            ARIConfiguration(
                baseURL: "http://127.0.0.1:\(port.number)", username: "offhook",
                password: "secret", application: "offhook"))
        for ask in Self.asks {
            let error = await error(client, ask)
            #expect(isNotSent(error), "\(String(describing: error))")
            #expect(error?.description.hasPrefix("Asterisk was not asked: ") == true)
        }
        await client.shutdown()
    }

    @Test func `an address that is none is not asked`() async throws {
        let client = ARIClient(
            ARIConfiguration(
                baseURL: "http://pbx example", username: "offhook", password: "secret",
                application: "offhook"))
        #expect(isNotSent(await error(client) { try await $0.deleteBridge("b") }))
        await client.shutdown()
    }

    @Test func `after the shutdown nothing is sent`() async throws {
        let asterisk = try await FakeAsterisk()
        let client = ARIClient(asterisk.configuration())
        await client.shutdown()
        for ask in Self.asks { #expect(isNotSent(await error(client, ask))) }
        #expect(asterisk.asked.isEmpty)
        await asterisk.stop()
    }

    // MARK: Outcome unknown

    @Test func `taken and cut off is an unknown outcome, and not asked again`() async throws {
        let asterisk = try await FakeAsterisk { _ in .close }
        let client = ARIClient(asterisk.configuration())
        for (index, ask) in Self.asks.enumerated() {
            let error = await error(client, ask)
            #expect(isUnknown(error), "\(String(describing: error))")
            #expect(asterisk.asked.count == index + 1)
        }
        await client.shutdown()
        await asterisk.stop()
    }

    @Test func `so it is over a connection that had served before`() async throws {
        let asterisk = try await FakeAsterisk { $0.uri == "/ari/channels" ? .close : .answer(204) }
        let client = ARIClient(asterisk.configuration())
        try await client.deleteBridge("b")
        #expect(isUnknown(await error(client, Self.asks[0])))
        // A later request shows that nothing followed.
        try await client.deleteBridge("c")
        #expect(asterisk.asked.map(\.method) == ["DELETE", "POST", "DELETE"])
        await client.shutdown()
        await asterisk.stop()
    }

    @Test func `no answer in time is an unknown outcome`() async throws {
        let asterisk = try await FakeAsterisk { _ in .silence }
        let client = ARIClient(asterisk.configuration(requestTimeout: .seconds(2)))
        let error = await error(client, Self.asks[0])
        #expect(error == .outcomeUnknown("timed out"))
        #expect(error?.description.contains("may or may not have done it") == true)
        #expect(asterisk.asked.count == 1)
        await client.shutdown()
        await asterisk.stop()
    }

    @Test func `cancelled under way is an unknown outcome`() async throws {
        let isAsked = Occasion()
        let asterisk = try await FakeAsterisk { _ in
            isAsked.happen()
            return .silence
        }
        let client = ARIClient(asterisk.configuration(requestTimeout: .seconds(3_600)))
        let asking = Task { await error(client, Self.asks[0]) }
        try await isAsked.wait()
        asking.cancel()
        #expect(await asking.value == .outcomeUnknown("cancelled"))
        await client.shutdown()
        await asterisk.stop()
    }

    // MARK: Refused

    @Test(arguments: [
        (400, "{\"message\":\"Channel not found\"}", "Channel not found"),
        (404, "{\"message\":\"Bridge not found\"}", "Bridge not found"),
        (409, "{\"message\":\"Channel not in Stasis application\"}", "Channel not in Stasis"),
        (422, "{\"message\":\"Straße \\u00fc\"}", "Straße ü"),
        (500, "{\"message\":\"Could not stop playback\"}", "Could not stop playback"),
        (500, "{\"error\":\"Allocation failed\"}", "Allocation failed"),
        (500, "{\"message\":7}", "no reason given"), (500, "[]", "no reason given"),
        (404, "<html>Not Found</html>", "no reason given"), (503, "", "no reason given"),
        (302, "", "no reason given"),
    ])
    func `a refusal is told with its status and reason`(
        _ status: Int, _ body: String, _ reason: String
    ) async throws {
        let asterisk = try await FakeAsterisk { _ in .answer(status, body) }
        let client = ARIClient(asterisk.configuration())
        for (index, ask) in Self.asks.enumerated() {
            let error = await error(client, ask)
            guard case .refused(status, let message) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(message.hasPrefix(reason))
            #expect(error?.description.contains("\(status): \(reason)") == true)
            #expect(asterisk.asked.count == index + 1)
        }
        await client.shutdown()
        await asterisk.stop()
    }

    @Test func `a phone that is not registered is a refusal, as recorded`() async throws {
        let body = String(decoding: try Fixtures.bytes("rest-originate-500"), as: UTF8.self)
        let asterisk = try await FakeAsterisk { _ in .answer(500, body) }
        let client = ARIClient(asterisk.configuration())
        #expect(
            await error(client, Self.asks[0])
                == .refused(status: 500, message: "Allocation failed"))
        await client.shutdown()
        await asterisk.stop()
    }

    @Test(arguments: [(401, "compare them with ari.conf"), (403, "remove read_only")])
    func `a user that is not let in is told what to do`(
        _ status: Int, _ told: String
    ) async throws {
        let asterisk = try await FakeAsterisk { _ in .answer(status, "{\"message\":\"No\"}") }
        let client = ARIClient(asterisk.configuration())
        let error = await error(client, Self.asks[1])
        #expect(error == .refused(status: status, message: "No"))
        #expect(error?.description.contains(told) == true)
        await client.shutdown()
        await asterisk.stop()
    }

    // MARK: Done, with an answer that cannot be read

    @Test(arguments: [
        "", "nonsense", "<html>", "{\"id\":", "7", "{\"id\":\"c\"}", "[{\"id\":\"c\"}]", "[7]",
    ])
    func `an answer that is not what was asked for cannot be read`(_ body: String) async throws {
        let asterisk = try await FakeAsterisk { _ in .answer(200, body) }
        let client = ARIClient(asterisk.configuration())
        for (index, name) in [(0, "POST /channels"), (2, "GET /channels")] {
            guard case .undecodable(let why) = await error(client, Self.asks[index]) else {
                Issue.record("\(name) was read")
                return
            }
            #expect(why.hasPrefix("\(name): "))
        }
        await client.shutdown()
        await asterisk.stop()
    }

    @Test(arguments: [(200, "nonsense"), (201, "{}"), (204, "")])
    func `where no answer is needed none is read`(_ status: Int, _ body: String) async throws {
        let asterisk = try await FakeAsterisk { _ in .answer(status, body) }
        let client = ARIClient(asterisk.configuration())
        try await client.createBridge("b", .mixing)
        try await client.hangUp("c", cause: 16)
        await client.shutdown()
        await asterisk.stop()
    }

    @Test func `an answer without bounds cannot be read`() async throws {
        let limit = 16 << 20
        let asterisk = try await FakeAsterisk { _ in
            .answer(200, String(repeating: " ", count: limit + 1))
        }
        let client = ARIClient(asterisk.configuration())
        #expect(
            await error(client, Self.asks[2])
                == .undecodable("the answer is over \(limit) bytes"))
        await client.shutdown()
        await asterisk.stop()
    }
}
