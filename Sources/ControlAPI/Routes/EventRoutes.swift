internal import HTTPTypes
internal import Hummingbird
internal import Orchestration

enum EventRoutes {
    static let all = [
        Route(.get, "/v1/tenants/{tenant}/events", .tenant, respond: stream)
    ]

    private static func stream(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let bearer = try inquiry.bearer()
        let query = inquiry.request.uri.queryParameters
        let after =
            inquiry.request.headers.value(of: "Last-Event-ID") ?? query.get("lastEventId")
        let filter = try EventFilter(query)
        let slot = try inquiry.backend.streams.take(for: bearer)
        // Before the answer begins, so that it can still be a problem.
        let feed = EventFeed(
            backend: inquiry.backend, bearer: bearer, filter: filter, slot: slot)
        let opening = try await feed.open(after: after)
        let body = inquiry.request.body
        var headers: HTTPFields = [.contentType: "text/event-stream", .cacheControl: "no-store"]
        // Asks a proxy in between not to hold events back.
        if let name = HTTPField.Name("X-Accel-Buffering") { headers[name] = "no" }
        return Response(
            status: .ok,
            headers: headers,
            body: ResponseBody { writer in
                try await body.consumeWithCancellationOnInboundClose { _ in
                    try await feed.write(opening, to: &writer)
                }
                try await writer.finish(nil)
            })
    }
}

extension HTTPFields {
    fileprivate func value(of name: String) -> String? {
        HTTPField.Name(name).flatMap { self[$0] }
    }
}
