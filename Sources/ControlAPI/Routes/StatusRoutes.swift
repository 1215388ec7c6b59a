internal import ConnectionMode
internal import HTTPTypes
internal import Hummingbird
internal import Orchestration

enum StatusRoutes {
    static let all = [
        Route(
            .put, "/v1/tenants/{tenant}/agents/{agent}/status", .agent(.act), respond: set),
        Route(
            .post, "/v1/tenants/{tenant}/agents/{agent}/wrap-up/complete", .agent(.act),
            respond: completeWrapUp),
    ]

    private static func set(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (bearer, key) = try await inquiry.agent()
        let body = try await inquiry.body(StatusRequestBody.self)
        let backend = inquiry.backend
        let answer = try await backend.perform(
            .setStatus(key, body.status, reason: body.reason), for: key, as: bearer)
        let attempt: AttemptID? = if case .dialing(let id) = answer { id } else { nil }
        let status = try await backend.read { StatusBody(of: $0.agents[key]) }
        return .json(
            Timed(
                StatusAnswerBody(status: status, attemptId: attempt?.rawValue), at: backend.now),
            status: attempt == nil ? .ok : .accepted)
    }

    private static func completeWrapUp(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (bearer, key) = try await inquiry.agent()
        try await inquiry.requireNoBody()
        let backend = inquiry.backend
        _ = try await backend.perform(.completeWrapUp(key), for: key, as: bearer)
        let status = try await backend.read { StatusBody(of: $0.agents[key]) }
        return .json(Timed(StatusAnswerBody(status: status, attemptId: nil), at: backend.now))
    }
}
