internal import ConnectionMode
internal import HTTPTypes
internal import Hummingbird

enum PhoneSettingsRoutes {
    private static let path = "/v1/tenants/{tenant}/agents/{agent}/phone-settings"

    static let all = [
        Route(.get, path, .agent(.read), respond: one),
        Route(.patch, path, .agent(.act), respond: change),
    ]

    private static func one(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (_, key) = try await inquiry.agent()
        return .json(try await settings(of: key, inquiry))
    }

    private static func change(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (bearer, key) = try await inquiry.agent()
        let body = try await inquiry.body(PhoneSettingsRequestBody.self)
        _ = try await inquiry.backend.perform(
            .changeSettings(key, body.change), for: key, as: bearer)
        var answer = try await settings(of: key, inquiry)
        answer.status = try await inquiry.backend.read { StatusBody(of: $0.agents[key]) }
        return .json(answer)
    }

    private static func settings(
        of key: AgentKey, _ inquiry: Inquiry
    ) async throws(Problem) -> PhoneSettingsBody {
        let settings = try await inquiry.backend.read { PhoneSettingsBody(of: key, in: $0) }
        guard let settings else { throw Problem(Refusal.agentUnknown) }
        return settings
    }
}
