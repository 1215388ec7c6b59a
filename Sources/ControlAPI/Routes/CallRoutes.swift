internal import ConnectionMode
internal import HTTPTypes
internal import Hummingbird
internal import Orchestration

enum CallRoutes {
    private static let path = "/v1/tenants/{tenant}/calls"

    static let all = [
        Route(
            .get, "/v1/tenants/{tenant}/agents/{agent}/calls", .agent(.read), respond: ofAgent),
        Route(
            .post, "/v1/tenants/{tenant}/agents/{agent}/calls", .agent(.act), respond: place),
        Route(.get, path, .tenant, respond: list),
        Route(.get, path + "/{call}", .agent(.read), respond: one),
        Route(.post, path + "/{call}/hangup", .agent(.end), respond: change { .hangUp($0) }),
        Route(.post, path + "/{call}/hold", .agent(.act), respond: change { .hold($0) }),
        Route(.post, path + "/{call}/resume", .agent(.act), respond: change { .resume($0) }),
        Route(.post, path + "/{call}/mute", .agent(.act), respond: change { .mute($0, true) }),
        Route(.post, path + "/{call}/unmute", .agent(.act), respond: change { .mute($0, false) }),
        Route(.post, path + "/{call}/dtmf", .agent(.act), respond: sendDigits),
        Route(.post, path + "/{call}/transfers", .agent(.act), respond: transfer),
        wish(.swap, .post, "/transfers/{participant}/swap"),
        wish(.join, .post, "/transfers/{participant}/join"),
        wish(.complete, .post, "/transfers/{participant}/complete"),
        wish(.dismiss, .post, "/transfers/{participant}/cancel"),
        Route(
            .post, path + "/{call}/participants", .agent(.act), respond: addParticipant),
        wish(.dismiss, .delete, "/participants/{participant}"),
    ]

    private static func wish(
        _ wish: ThirdPartyWish, _ method: HTTPRequest.Method, _ tail: String
    ) -> Route {
        Route(method, path + "/{call}" + tail, .agent(wish == .dismiss ? .end : .act)) {
            (inquiry: Inquiry) async throws(Problem) -> Response in
            let (bearer, call) = try await inquiry.call()
            try await inquiry.requireNoBody()
            let participant = ParticipantID(try inquiry.name("participant"))
            return try await perform(
                .direct(call.id, participant, wish), on: call, as: bearer, inquiry)
        }
    }

    private static func ofAgent(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (_, key) = try await inquiry.agent()
        return try await list(inquiry) { $0.agent == key }
    }

    private static func list(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let bearer = try inquiry.bearer()
        return try await list(inquiry) { bearer.may(.read, on: $0.agent) }
    }

    private static func list(
        _ inquiry: Inquiry, where isShown: @escaping @Sendable (Call) -> Bool
    ) async throws(Problem) -> Response {
        let query = inquiry.request.uri.queryParameters
        let page = try PageByTime(query, .newestFirst)
        let filter = try await ListFilter<CallState>(query, members: inquiry.members())
        let calls = try await inquiry.backend.read { model in
            model.calls.values.filter { isShown($0) && filter.wants($0.agent.agent, $0.state) }
        }
        let list = page.cut(calls, at: \.createdAt, by: \.id.rawValue, as: CallBody.init)
        return .json(Timed(list, at: inquiry.backend.now))
    }

    private static func one(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (_, call) = try await inquiry.call()
        return .json(Timed(CallBody(call), at: inquiry.backend.now))
    }

    private static func place(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (bearer, key) = try await inquiry.agent()
        let body = try await inquiry.body(CallOrderBody.self)
        let call = try await inquiry.backend.perform(
            .placeCall(key, body.order), for: key, as: bearer
        ) { answer, model -> Call? in
            if case .calling(let id) = answer { model.calls[id] } else { nil }
        }
        guard let call else { throw .internalError }
        return .json(Timed(CallBody(call), at: inquiry.backend.now), status: .created)
    }

    /// What takes nothing but the call.
    private static func change(
        _ command: @escaping @Sendable (CallID) -> Command
    ) -> @Sendable (Inquiry) async throws(Problem) -> Response {
        { (inquiry: Inquiry) async throws(Problem) -> Response in
            let (bearer, call) = try await inquiry.call()
            try await inquiry.requireNoBody()
            return try await perform(command(call.id), on: call, as: bearer, inquiry)
        }
    }

    private static func sendDigits(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (bearer, call) = try await inquiry.call()
        let body = try await inquiry.body(DigitsBody.self)
        return try await perform(.sendDigits(call.id, body.digits), on: call, as: bearer, inquiry)
    }

    private static func transfer(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (bearer, call) = try await inquiry.call()
        let body = try await inquiry.body(TransferBody.self)
        switch body.kind {
        case .blind:
            return try await perform(
                .transfer(call.id, to: body.target), on: call, as: bearer, inquiry)
        case .consult:
            return try await perform(
                .consult(call.id, body.target, joins: false), on: call, as: bearer, inquiry,
                status: .accepted)
        }
    }

    private static func addParticipant(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let (bearer, call) = try await inquiry.call()
        let body = try await inquiry.body(NewParticipantBody.self)
        return try await perform(
            .consult(call.id, body.target, joins: true), on: call, as: bearer, inquiry,
            status: .accepted)
    }

    /// Answers with the call as it is then.
    private static func perform(
        _ command: Command, on call: Call, as bearer: Bearer, _ inquiry: Inquiry,
        status: HTTPResponse.Status = .ok
    ) async throws(Problem) -> Response {
        _ = try await inquiry.backend.perform(command, for: call.agent, as: bearer)
        guard let call = try await inquiry.backend.read({ $0.calls[call.id] }) else {
            throw Problem(Refusal.callUnknown)
        }
        return .json(Timed(CallBody(call), at: inquiry.backend.now), status: status)
    }
}
