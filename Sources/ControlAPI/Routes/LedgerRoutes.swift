internal import ConnectionMode
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Orchestration
internal import Storage

/// What agents did, for reports and bills: as JSON, page by page, or whole as a table.
enum LedgerRoutes {
    private static let path = "/v1/tenants/{tenant}/ledger"

    static let all = [
        Route(.get, path + "/agents", .tenant, respond: agents),
        Route(.get, path + "/activities", .tenant, respond: activities),
        Route(.get, path + "/calls", .tenant, respond: calls),
        Route(.post, path + "/erasures", .administrator, respond: erase),
    ]

    private static func agents(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let query = try await query(inquiry)
        let page = try Page(inquiry.request.uri.queryParameters)
        let now = inquiry.backend.now
        if wantsTable(inquiry) { return table(.agents, query, inquiry) }
        let totals: [AgentTotals]
        do {
            totals = try await inquiry.backend.ledger.totals(query, at: now)
        } catch {
            throw .storeUnavailable
        }
        let list = page.cut(totals, by: \.agent.rawValue, as: AgentTotalsBody.init)
        return .json(Timed(list, at: now))
    }

    private static func activities(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let ledger = inquiry.backend.ledger
        return try await list(inquiry, .activities, as: ActivityBody.init, ledger.periods)
    }

    private static func calls(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let ledger = inquiry.backend.ledger
        return try await list(inquiry, .calls, as: CallRecordBody.init, ledger.calls)
    }

    /// What is asked for, as far as the token may see it.
    private static func query(_ inquiry: Inquiry) async throws(Problem) -> LedgerQuery {
        let bearer = try inquiry.bearer()
        let parameters = inquiry.request.uri.queryParameters
        let range = try LedgerRange(parameters, at: inquiry.backend.now)
        var agents = try await inquiry.members()
        func narrow(to agent: AgentID) {
            agents = agents?.contains(agent) ?? true ? [agent] : []
        }
        if let agent = parameters.get("agent") { narrow(to: AgentID(agent)) }
        if let own = bearer.agentKey { narrow(to: own.agent) }
        return LedgerQuery(
            tenant: bearer.tenant, agents: agents, from: range.from, until: range.until)
    }

    private static func list<Entry, Body: Tabled>(
        _ inquiry: Inquiry, _ kind: LedgerTable, as body: @escaping @Sendable (Entry) -> Body,
        _ read:
            @escaping @Sendable (LedgerQuery, LedgerPage) async throws(StoreError)
            -> [Placed<Entry>]
    ) async throws(Problem) -> Response {
        let query = try await query(inquiry)
        if wantsTable(inquiry) { return table(kind, query, inquiry) }
        let page = try Page(inquiry.request.uri.queryParameters)
        let found: [Placed<Entry>]
        do {
            found = try await read(query, LedgerPage(page))
        } catch let problem as Problem {
            throw problem
        } catch {
            throw .storeUnavailable
        }
        let list = page.list(found, by: \.place.cursor) { body($0.entry) }
        return .json(Timed(list, at: inquiry.backend.now))
    }

    // MARK: Tables

    private static func wantsTable(_ inquiry: Inquiry) -> Bool {
        let accepted = inquiry.request.headers[.accept]?.lowercased() ?? ""
        return accepted.split(separator: ",").contains { type in
            type.split(separator: ";").first.map { $0.filter { $0 != " " } } == "text/csv"
        }
    }

    /// All of it. Should the store fail in the middle, the answer breaks off, so that nobody takes a part for the
    /// whole.
    private static func table(
        _ table: LedgerTable, _ query: LedgerQuery, _ inquiry: Inquiry
    ) -> Response {
        let (ledger, now) = (inquiry.backend.ledger, inquiry.backend.now)
        let body = ResponseBody { writer in
            try await table.write(query, of: ledger, at: now) { text in
                try await writer.write(ByteBuffer(string: text))
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [.contentType: LedgerTable.mediaType, .cacheControl: "no-store"], body: body)
    }

    // MARK: Erasing

    private static func erase(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let bearer = try inquiry.administrator()
        let body = try await inquiry.body(ErasureBody.self)
        let ledger = inquiry.backend.ledger
        let destinations = try await inquiry.backend.read {
            $0.directory.destinations(of: bearer.tenant)
        }
        let (erased, what): (Erased, String)
        do throws(StoreError) {
            switch body.whom {
            case .customer(let number):
                what = "eraseCustomer"
                erased = try await ledger.eraseCustomer(
                    of: bearer.tenant, where: destinations.sameness(with: number))
            case .agent(let agent):
                what = "eraseAgent"
                erased = try await ledger.eraseAgent(
                    AgentKey(tenant: bearer.tenant, agent: agent))
            }
        } catch {
            throw .storeUnavailable
        }
        // Not whom: that would undo it.
        inquiry.backend.sequencer.note(
            what,
            "calls \(erased.calls), periods \(erased.periods), entries \(erased.auditEntries)",
            by: bearer.actor)
        return .json(Timed(ErasedBody(erased), at: inquiry.backend.now))
    }
}
