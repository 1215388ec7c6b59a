internal import HTTPTypes
internal import Hummingbird
internal import Orchestration

/// One thing that the API serves, and what it asks of a token.
struct Route: Sendable {
    let method: HTTPRequest.Method
    /// As in `openapi.yaml`: `/v1/tenants/{tenant}/agents`.
    let path: String
    let access: Access
    private let respond: Respond

    private enum Respond: Sendable {
        case toInquiry(@Sendable (Inquiry) async throws(Problem) -> Response)
        case always(@Sendable (ServiceHealth) -> Response)
        case toAll(@Sendable (Request) async -> Response)
    }

    /// - Parameter access: without a default, so that no route comes to be without a word on it.
    init(
        _ method: HTTPRequest.Method, _ path: String, _ access: Access,
        respond: @escaping @Sendable (Inquiry) async throws(Problem) -> Response
    ) {
        self.method = method
        self.path = path
        self.access = access
        self.respond = .toInquiry(respond)
    }

    /// What anybody may ask at any time, of the service itself.
    init(
        _ method: HTTPRequest.Method, _ path: String,
        always respond: @escaping @Sendable (ServiceHealth) -> Response
    ) {
        self.method = method
        self.path = path
        access = .open
        self.respond = .always(respond)
    }

    private init(
        _ method: HTTPRequest.Method, _ path: String, _ access: Access, _ respond: Respond
    ) {
        self.method = method
        self.path = path
        self.access = access
        self.respond = respond
    }

    /// What anybody may read at any time, and is the same for all.
    static func page(
        _ path: String, respond: @escaping @Sendable (Request) async -> Response
    ) -> Route {
        Route(.get, path, .open, .toAll(respond))
    }

    /// Answers a request, once it is known who sends it.
    func answer(
        _ request: Request, _ context: ControlContext, _ stage: Stage
    ) async throws(Problem) -> Response {
        switch respond {
        case .always(let respond): return respond(stage.health)
        case .toAll(let respond): return await respond(request)
        case .toInquiry(let respond):
            guard let backend = stage.backend else { throw .standby }
            let inquiry = try await Inquiry(request, context, of: self, backend)
            guard let key = Idempotency.key(of: request) else { return try await respond(inquiry) }
            return try await backend.idempotency.answer(key, inquiry, by: respond)
        }
    }

    /// Whether a request's path is one of this route's.
    func matches(_ requested: String) -> Bool {
        let own = path.split(separator: "/")
        let other = requested.split(separator: "/")
        return own.count == other.count
            && zip(own, other).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}
