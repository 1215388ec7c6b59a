internal import HTTPTypes
internal import Hummingbird

/// One thing that the API serves, and what it asks of a token.
struct Route: Sendable {
    let method: HTTPRequest.Method
    /// As in `openapi.yaml`: `/v1/tenants/{tenant}/agents`.
    let path: String
    let access: Access
    private let respond: @Sendable (Inquiry) async throws(Problem) -> Response

    /// - Parameter access: without a default, so that no route comes to be without a word on it.
    init(
        _ method: HTTPRequest.Method, _ path: String, _ access: Access,
        respond: @escaping @Sendable (Inquiry) async throws(Problem) -> Response
    ) {
        self.method = method
        self.path = path
        self.access = access
        self.respond = respond
    }

    /// Answers a request, once it is known who sends it.
    func answer(
        _ request: Request, _ context: ControlContext, _ backend: Backend
    ) async throws(Problem) -> Response {
        let inquiry = try await Inquiry(request, context, of: self, backend)
        guard let key = Idempotency.key(of: request) else { return try await respond(inquiry) }
        return try await backend.idempotency.answer(key, inquiry, by: respond)
    }

    /// Whether a request's path is one of this route's.
    func matches(_ requested: String) -> Bool {
        let own = path.split(separator: "/")
        let other = requested.split(separator: "/")
        return own.count == other.count
            && zip(own, other).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}
