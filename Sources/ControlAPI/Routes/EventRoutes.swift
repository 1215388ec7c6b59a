internal import Hummingbird
internal import Orchestration

enum EventRoutes {
    static let all = [
        Route(.get, "/v1/tenants/{tenant}/events", respond: stream)
    ]

    private static func stream(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let bearer = try await inquiry.bearer()
        let query = inquiry.request.uri.queryParameters.get("lastEventId")
        let after = inquiry.request.headers[.lastEventID] ?? query
        guard let slot = inquiry.backend.streams.take(for: bearer) else {
            var problem = Problem(
                .tooManyRequests, .tooManyStreams,
                "Close one of this token's event streams before opening another.")
            problem.retryAfterSeconds = 5
            throw problem
        }
        // Before the answer begins, so that it can still be a problem.
        let feed = EventFeed(backend: inquiry.backend, bearer: bearer, slot: slot)
        let opening = try await feed.open(after: after)
        let body = inquiry.request.body
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/event-stream", .cacheControl: "no-store",
                .accelBuffering: "no",
            ],
            body: ResponseBody { writer in
                try await body.consumeWithCancellationOnInboundClose { _ in
                    try await feed.write(opening, to: &writer)
                }
                try await writer.finish(nil)
            })
    }
}

extension HTTPField.Name {
    static var lastEventID: Self { .init("Last-Event-ID") ?? .eTag }
    /// Asks a proxy in between not to hold events back.
    static var accelBuffering: Self { .init("X-Accel-Buffering") ?? .server }
}
