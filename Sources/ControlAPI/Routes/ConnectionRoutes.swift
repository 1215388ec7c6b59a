internal import ConnectionMode
internal import HTTPTypes
internal import Hummingbird
internal import Orchestration

enum ConnectionRoutes {
    private static let path = "/v1/tenants/{tenant}/agents/{agent}/connection"

    static let all = [
        Route(.get, path, .agent(.read), respond: one),
        Route(.post, path, .agent(.act), respond: open),
        Route(.delete, path, .agent(.end), respond: close),
        Route(.post, path + "/confirm", .agent(.act), respond: confirm),
        Route(.delete, path + "/lock", .agent(.oversee), respond: liftLock),
    ]

    private static func one(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (_, key) = try await inquiry.agent()
        return try await connection(of: key, inquiry.backend)
    }

    private static func open(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (bearer, key) = try await inquiry.agent()
        try await inquiry.requireNoBody()
        let answer = try await inquiry.backend.perform(
            .openConnection(key), for: key, as: bearer)
        guard case .dialing(let attempt) = answer else { throw .internalError }
        return .json(AttemptBody(attemptId: attempt.rawValue), status: .accepted)
    }

    private static func close(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (bearer, key) = try await inquiry.agent()
        try await inquiry.requireNoBody()
        _ = try await inquiry.backend.perform(
            .closeConnection(key, by: bearer.closer), for: key, as: bearer)
        return .noContent
    }

    private static func liftLock(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (bearer, key) = try await inquiry.agent()
        try await inquiry.requireNoBody()
        _ = try await inquiry.backend.perform(.liftPINLock(key), for: key, as: bearer)
        return .noContent
    }

    private static func confirm(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (bearer, key) = try await inquiry.agent()
        let body = try await inquiry.body(ConfirmRequestBody.self)
        let backend = inquiry.backend
        let answer = try await backend.confirm(
            body.attemptId, typed: body.pin, for: key, as: bearer)
        if case .wrongPIN(let left) = answer {
            throw await backend.offering(
                actionsOn: key, to: bearer, in: .wrongPIN(attemptsLeft: left))
        }
        return try await connection(of: key, backend)
    }

    private static func connection(
        of key: AgentKey, _ backend: Backend
    ) async throws(Problem) -> Response {
        let connection = try await backend.read { ConnectionBody(of: key, in: $0) }
        return .json(Timed(connection, at: backend.now))
    }
}
