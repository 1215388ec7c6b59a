internal import ControlAPI
internal import Testing

/// What browsers are told.
@Suite(.timeLimit(.minutes(1)))
struct BrowserTests {
    private static let console = "https://console.example"

    private func options(_ origins: Set<String>) -> Desk.Options {
        var options = Desk.Options()
        options.configure = { $0.allowedOrigins = origins }
        return options
    }

    private static func preflight(from origin: String) -> [(String, String)] {
        [
            ("Origin", origin), ("Access-Control-Request-Method", "PUT"),
            ("Access-Control-Request-Headers", "authorization, content-type"),
        ]
    }

    @Test(arguments: [
        ("/healthz", Desk.Token?.none), ("/v1/me", .alice), ("/v1/me", nil), ("/nothing", .alice),
        ("/openapi.yaml", nil),
    ])
    func `every answer says that it is no page and no secret of a cache`(
        _ path: String, _ token: Desk.Token?
    ) async throws {
        try await Desk.open { desk in
            let reply = try await desk.send(.get, path, as: token)
            #expect(reply.header("x-content-type-options") == "nosniff")
            #expect(reply.header("referrer-policy") == "no-referrer")
            #expect(reply.header("cache-control") == "no-store")
            #expect(
                reply.header("content-security-policy")
                    == "default-src 'none'; frame-ancestors 'none'")
        }
    }

    @Test func `without configuration no page of another origin may read anything`() async throws {
        try await Desk.open { desk in
            let asked = try await desk.send(
                .options, "/v1/me", as: nil, headers: Self.preflight(from: Self.console))
            #expect(asked.status == 405)
            let reply = try await desk.send(.get, "/v1/me", headers: [("Origin", Self.console)])
            #expect(reply.status == 200)
            for answer in [asked, reply] {
                #expect(answer.header("access-control-allow-origin") == nil)
                #expect(answer.header("access-control-allow-methods") == nil)
            }
        }
    }

    @Test func `a configured origin may ask before and read after, without a cookie`() async throws
    {
        try await Desk.open(options([Self.console])) { desk in
            let asked = try await desk.send(
                .options, "/v1/me", as: nil, headers: Self.preflight(from: Self.console))
            #expect(asked.status == 204)
            #expect(asked.header("access-control-allow-origin") == Self.console)
            let methods = asked.header("access-control-allow-methods") ?? ""
            #expect(methods.split(separator: ", ").contains("PUT"))
            let allowed = (asked.header("access-control-allow-headers") ?? "")
                .lowercased().split(separator: ", ")
            #expect(
                Set(allowed) == [
                    "authorization", "content-type", "idempotency-key", "last-event-id",
                ])
            let reply = try await desk.send(
                .get, "/v1/me", as: nil, headers: [("Origin", Self.console)])
            #expect(reply.status == 401)
            #expect(reply.header("access-control-allow-origin") == Self.console)
            #expect(reply.header("access-control-allow-credentials") == nil)
            #expect(reply.header("vary") == "Origin")
        }
    }

    @Test(arguments: [
        "https://console.example.evil", "http://console.example", "https://CONSOLE.example", "null",
        "https://console.example:443", "",
    ])
    func `an origin that is only alike may not`(_ origin: String) async throws {
        try await Desk.open(options([Self.console])) { desk in
            let asked = try await desk.send(
                .options, "/v1/me", as: nil, headers: Self.preflight(from: origin))
            #expect(asked.status == 405)
            #expect(asked.header("access-control-allow-origin") == nil)
            #expect(asked.header("vary") == "Origin")
        }
    }
}
