internal import ConnectionMode
internal import HTTPTypes
internal import Hummingbird
internal import Orchestration

enum SessionRoutes {
    private static let path = "/v1/tenants/{tenant}/agents/{agent}/session"

    static let all = [
        Route(.post, path, .agent(.act), respond: logIn),
        Route(.delete, path, .agent(.end), respond: logOut),
    ]

    private static func logIn(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (bearer, key) = try await inquiry.agent()
        let body = try await inquiry.body(LogInRequestBody.self, orIfAbsent: LogInRequestBody())
        let backend = inquiry.backend
        let answer = try await backend.perform(
            .logIn(
                key, resuming: body.sessionId.map(SessionID.init(rawValue:)),
                takingOver: body.takeOver ?? false), for: key, as: bearer)
        let session = try await backend.read { $0.agents[key].map(SessionBody.init) }
        guard case .loggedIn(_, let isNew) = answer, let session else {
            throw Problem(Refusal.notLoggedIn)
        }
        return .json(Timed(session, at: backend.now), status: isNew ? .created : .ok)
    }

    private static func logOut(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (bearer, key) = try await inquiry.agent()
        try await inquiry.requireNoBody()
        let time = try logOutTime(inquiry)
        _ = try await inquiry.backend.perform(.logOut(key, time), for: key, as: bearer)
        return .noContent
    }

    /// `?when=now|afterCall`
    private static func logOutTime(_ inquiry: Inquiry) throws(Problem) -> LogOutTime {
        switch inquiry.request.uri.queryParameters.get("when") {
        case nil: .ifFree
        case "now": .now
        case "afterCall": .afterCall
        default: throw Page.invalid("Let \"when\" be now or afterCall, or leave it out.")
        }
    }
}
