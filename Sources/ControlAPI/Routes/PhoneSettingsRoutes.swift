internal import ConnectionMode
internal import HTTPTypes
internal import Hummingbird

enum PhoneSettingsRoutes {
    static let all = [
        Route(
            .get, "/v1/tenants/{tenant}/agents/{agent}/phone-settings", .agent(.read), respond: one)
    ]

    private static func one(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (_, key) = try await inquiry.agent()
        let settings = try await inquiry.backend.read { model -> PhoneSettingsBody? in
            guard let profile = model.directory.profile(of: key),
                let policy = model.directory.policy(of: key.tenant)
            else { return nil }
            return PhoneSettingsBody(profile, policy)
        }
        guard let settings else { throw Problem(Refusal.agentUnknown) }
        return .json(settings)
    }
}
