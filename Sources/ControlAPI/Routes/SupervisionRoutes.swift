internal import ConnectionMode
internal import HTTPTypes
internal import Hummingbird
internal import Orchestration

/// Supervisors who listen to calls, help their agents, or talk with both (O13g).
enum SupervisionRoutes {
    private static let path = "/v1/tenants/{tenant}/calls/{call}/supervisions"

    static let all = [
        Route(.get, path, .agent(.oversee), respond: list),
        Route(.post, path, .agent(.oversee), respond: supervise),
        Route(.get, path + "/{supervision}", .agent(.oversee), respond: one),
        Route(.patch, path + "/{supervision}", .agent(.oversee), respond: change),
        Route(.delete, path + "/{supervision}", .agent(.oversee), respond: end),
    ]

    private static func list(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (bearer, call) = try await inquiry.call()
        let items = SupervisionBody(of: call, for: bearer).map { [$0] } ?? []
        return .json(Timed(ListBody(items: items, nextCursor: nil), at: inquiry.backend.now))
    }

    private static func supervise(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (bearer, call) = try await inquiry.call()
        let body = try await inquiry.body(NewSupervisionBody.self)
        return try await perform(
            .supervise(call.id, body.mode, from: body.phone, by: bearer.supervisor), on: call,
            as: bearer, inquiry,
            status: .accepted)
    }

    private static func one(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (bearer, call) = try await inquiry.call()
        let id = SupervisionID(try inquiry.name("supervision"))
        guard let supervision = call.supervision, supervision.id == id else {
            throw Problem(Refusal.supervisionUnknown)
        }
        return .json(
            Timed(SupervisionBody(supervision, of: call, for: bearer), at: inquiry.backend.now))
    }

    private static func change(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (bearer, call) = try await inquiry.call()
        let id = SupervisionID(try inquiry.name("supervision"))
        let body = try await inquiry.body(SupervisionChangeBody.self)
        // Who listens in a room with others is put among those who talk by nobody else.
        if let supervision = call.supervision, supervision.id == id,
            supervision.supervisor != bearer.supervisor
        {
            throw .forbidden("Use the token that began it, or end it and begin your own.")
        }
        return try await perform(
            .changeSupervision(call.id, id, body.mode), on: call, as: bearer, inquiry)
    }

    private static func end(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (bearer, call) = try await inquiry.call()
        try await inquiry.requireNoBody()
        let id = SupervisionID(try inquiry.name("supervision"))
        _ = try await inquiry.backend.perform(
            .stopSupervision(call.id, id), for: call.agent, as: bearer)
        return .noContent
    }

    /// Answers with the supervision as it is then.
    private static func perform(
        _ command: Command, on call: Call, as bearer: Bearer, _ inquiry: Inquiry,
        status: HTTPResponse.Status = .ok
    ) async throws(Problem) -> Response {
        let id = call.id
        let body = try await inquiry.backend.perform(
            command, for: call.agent, as: bearer
        ) { _, model in
            model.calls[id].flatMap { SupervisionBody(of: $0, for: bearer) }
        }
        guard let body else { throw Problem(Refusal.supervisionUnknown) }
        return .json(Timed(body, at: inquiry.backend.now), status: status)
    }
}
