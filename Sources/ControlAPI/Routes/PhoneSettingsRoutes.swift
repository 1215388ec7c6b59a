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
        return .json(
            try await settings(inquiry) { PhoneSettingsBody(of: key, in: $0) })
    }

    private static func change(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (bearer, key) = try await inquiry.agent()
        let body = try await inquiry.body(PhoneSettingsRequestBody.self)
        let answer = try await inquiry.backend.perform(
            .changeSettings(key, body.change), for: key, as: bearer)
        let attempt: AttemptID? = if case .dialing(let id) = answer { id } else { nil }
        return .json(
            try await settings(inquiry) { model in
                var body = PhoneSettingsBody(of: key, in: model)
                body?.status = StatusBody(of: model.agents[key])
                body?.attemptId = attempt?.rawValue
                return body
            })
    }

    /// As they are, with a look at more.
    static func settings(
        _ inquiry: Inquiry,
        _ look: @escaping @Sendable (ConnectionModel) -> PhoneSettingsBody?
    ) async throws(Problem) -> PhoneSettingsBody {
        guard let settings = try await inquiry.backend.read(look) else {
            throw Problem(Refusal.agentUnknown)
        }
        return settings
    }
}
