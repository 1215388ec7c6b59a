internal import ConnectionMode
internal import FoundationEssentials
internal import Hummingbird
internal import OffhookConfiguration
internal import Orchestration

/// A request on its way to a route, and what routes ask of it.
struct Inquiry: Sendable {
    let request: Request
    let context: ControlContext
    let backend: Backend
    /// The body, where it was read already.
    var collectedBody: Data?
    private let access: Access
    /// Nil where no token is asked for.
    private let sender: Bearer?

    /// Finds out who sends it, where that matters, and counts it for them. A path of another tenant leads
    /// nowhere, whoever asks.
    init(
        _ request: Request, _ context: ControlContext, of route: Route, _ backend: Backend
    ) async throws(Problem) {
        self.request = request
        self.context = context
        self.backend = backend
        access = route.access
        guard access != .open else {
            sender = nil
            return
        }
        let sender = try await backend.authentication.bearer(of: request, from: context)
        self.sender = sender
        if let refusal = backend.limits.count(route.allowance, for: sender) {
            throw await RequestLimits.heldBack(refusal)
        }
        if access != .token {
            guard try name("tenant") == sender.tenant.rawValue else { throw .tenantUnknown }
        }
        backend.presence.heard(sender)
    }

    var parameters: Parameters { context.parameters }

    /// Who sends it.
    func bearer() throws(Problem) -> Bearer {
        guard let sender else { throw .tokenMissing }
        return sender
    }

    /// What the route asks for on an agent. A route that acts on one and asks for nothing is never
    /// answered.
    private func need() throws(Problem) -> Bearer.Need {
        switch access {
        case .agent(let need): return need
        case .open, .token, .tenant, .wholeTenant, .supervisor, .administrator, .router:
            throw .internalError
        }
    }

    /// Who sends it, if they may administer the tenant of the path.
    func administrator() throws(Problem) -> Bearer {
        guard access == .administrator else { throw .internalError }
        let bearer = try bearer()
        guard bearer.mayAdminister else {
            throw .forbidden("Use an administrator's token.")
        }
        return bearer
    }

    /// Who sends it, if they may hear what was said in the tenant of the path.
    func supervisor() throws(Problem) -> Bearer {
        guard access == .supervisor else { throw .internalError }
        let bearer = try bearer()
        guard bearer.supervises else {
            throw .forbidden("Use a token of a supervisor or an administrator.")
        }
        return bearer
    }

    /// Who sends it, if they may see what is about no agent in particular.
    func overseer() throws(Problem) -> Bearer {
        guard access == .wholeTenant else { throw .internalError }
        let bearer = try bearer()
        guard bearer.seesTenant else {
            throw .forbidden("Use a token of a supervisor, an administrator or a router.")
        }
        return bearer
    }

    /// Who sends it, if they may offer customers to agents of the tenant of the path.
    func router() throws(Problem) -> Bearer {
        guard access == .router else { throw .internalError }
        let bearer = try bearer()
        guard bearer.mayOffer else { throw .forbidden("Use a router's token.") }
        return bearer
    }

    /// The agent of the path, if the token may do with them what the route is for.
    func agent() async throws(Problem) -> (bearer: Bearer, key: AgentKey) {
        let bearer = try bearer()
        let key = AgentKey(tenant: bearer.tenant, agent: AgentID(try name("agent")))
        let isKnown = try await backend.read { $0.directory.profile(of: key) != nil }
        guard isKnown else { throw Problem(Refusal.agentUnknown) }
        try await require(need(), of: bearer, on: key)
        return (bearer, key)
    }

    /// The offer of the path, if the token may do with its agent what the route is for.
    func offer() async throws(Problem) -> (bearer: Bearer, offer: Offer) {
        let bearer = try bearer()
        let id = OfferID(try name("offer"))
        guard let offer = try await backend.read({ $0.offers[id] }),
            offer.agent.tenant == bearer.tenant
        else { throw Problem(Refusal.offerUnknown) }
        try await require(need(), of: bearer, on: offer.agent)
        return (bearer, offer)
    }

    /// Does something with the offer of the path and returns it as it is then. What stands against it
    /// is looked up only when something does.
    func perform(_ command: (OfferID) -> Command) async throws(Problem) -> Offer {
        let (bearer, need) = (try bearer(), try need())
        let id = OfferID(try name("offer"))
        try await requireNoBody()
        let failure: CommandFailure
        do {
            if let offer = try await backend.perform(
                command(id), on: id, needing: need, as: bearer)
            {
                return offer
            }
            failure = .refused(.offerUnknown)
        } catch {
            failure = error
        }
        let (_, offer) = try await offer()
        throw await backend.problem(failure, for: offer.agent, as: bearer)
    }

    /// The call of the path, if the token may do with its agent what the route is for.
    func call() async throws(Problem) -> (bearer: Bearer, call: Call) {
        let bearer = try bearer()
        let id = CallID(try name("call"))
        guard let call = try await backend.read({ $0.calls[id] }),
            call.agent.tenant == bearer.tenant
        else { throw Problem(Refusal.callUnknown) }
        try await require(need(), of: bearer, on: call.agent)
        return (bearer, call)
    }

    private func require(
        _ need: Bearer.Need, of bearer: Bearer, on key: AgentKey
    ) async throws(Problem) {
        if bearer.may(need, on: key) { return }
        guard bearer.may(.read, on: key) else {
            throw .forbidden("Use a token of that agent, or of a supervisor.")
        }
        throw await backend.offering(
            actionsOn: key, to: bearer,
            in: .forbidden(
                need == .oversee
                    ? "Only a supervisor's token may do this."
                    : "Only the agent's own token may do this."))
    }

    /// A name out of the path, with its percent escapes resolved.
    func name(_ parameter: String) throws(Problem) -> String {
        guard let raw = parameters.get(parameter), let name = PercentEscapes.resolved(in: raw)
        else {
            throw .notFound
        }
        return name
    }

    /// Sees to it that a request which takes no body has none.
    func requireNoBody() async throws(Problem) {
        _ = try await body(NoKeys.self, orIfAbsent: NoKeys())
    }

    func body<Body: StrictBody>(_ type: Body.Type) async throws(Problem) -> Body {
        guard let body = try await BodyReader(inquiry: self).read(type) else {
            throw .malformedBody("Send a JSON object.")
        }
        return body
    }

    func body<Body: StrictBody>(
        _ type: Body.Type, orIfAbsent absent: Body
    ) async throws(Problem) -> Body {
        try await BodyReader(inquiry: self).read(type) ?? absent
    }
}

extension Inquiry {
    /// A body in the words of directory.yaml. What may stand there is looked at by whoever reads it.
    func document() async throws(Problem) -> DocumentValue {
        guard let document = try await BodyReader(inquiry: self).readDocument(),
            case .map = document
        else { throw .malformedBody("Send a JSON object.") }
        return document
    }
}

enum PercentEscapes {
    /// Nil where an escape is broken or what comes out is not UTF-8.
    static func resolved(in text: String) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(digit),
                let low = rest.popFirst().flatMap(digit)
            else { return nil }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt8(truncatingIfNeeded: $0) }
    }
}
