internal import ConnectionMode
internal import HTTPTypes
internal import Hummingbird
internal import Orchestration

/// Calls that prove where an agent wants to be called, and open nothing (P9).
enum ValidationRoutes {
    private static let path = "/v1/tenants/{tenant}/agents/{agent}/workplace-validations"

    static let all = [
        Route(.post, path, .agent(.act), respond: begin),
        Route(.post, path + "/{validation}/confirm", .agent(.act), respond: confirm),
        Route(.delete, path + "/{validation}", .agent(.end), respond: callOff),
    ]

    private static func begin(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (bearer, key) = try await inquiry.agent()
        let body = try await inquiry.body(ValidationRequestBody.self)
        let answer = try await inquiry.backend.perform(
            .validateWorkplace(key, body.workplace), for: key, as: bearer)
        guard case .dialing(let attempt) = answer else { throw .internalError }
        return .json(AttemptBody(attemptId: attempt.rawValue), status: .accepted)
    }

    private static func confirm(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (bearer, key) = try await inquiry.agent()
        let body = try await inquiry.body(PINRequestBody.self)
        let id = try await underWay(inquiry, key, bearer)
        let answer = try await inquiry.backend.confirm(id, typed: body.pin, for: key, as: bearer)
        if case .wrongPIN(let left) = answer {
            throw await inquiry.backend.offering(
                actionsOn: key, to: bearer, in: .wrongPIN(attemptsLeft: left))
        }
        return .json(
            try await PhoneSettingsRoutes.settings(inquiry) { PhoneSettingsBody(of: key, in: $0) })
    }

    private static func callOff(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (bearer, key) = try await inquiry.agent()
        try await inquiry.requireNoBody()
        let id = try await underWay(inquiry, key, bearer)
        do {
            // Not a later one.
            _ = try await inquiry.backend.sequencer.perform(
                .closeConnection(key, by: bearer.closer), by: bearer.actor,
                if: { $0.agents[key]?.connection.attempt?.id == id }, then: { answer, _ in answer })
        } catch {
            let failure = error == .forbidden ? .refused(.attemptIsOver(id)) : error
            throw await inquiry.backend.problem(failure, for: key, as: bearer)
        }
        return .noContent
    }

    /// The validation of the path, if it is under way.
    private static func underWay(
        _ inquiry: Inquiry, _ key: AgentKey, _ bearer: Bearer
    ) async throws(Problem) -> AttemptID {
        let id = AttemptID(try inquiry.name("validation"))
        let attempt = try await inquiry.backend.read { $0.agents[key]?.connection.attempt }
        guard let attempt, attempt.id == id, attempt.provesWorkplace else {
            throw await inquiry.backend.problem(
                .refused(.attemptIsOver(id)), for: key, as: bearer)
        }
        return id
    }
}
