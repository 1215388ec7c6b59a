/// Where an agent sends a customer.
public enum TransferTarget: Hashable, Sendable {
    /// As an agent would call them.
    case destination(Workplace)
    /// Another agent of the tenant.
    case agent(AgentID)
}

/// Where a customer goes on in the PBX's dialplan, which brings them there.
public struct Transfer: Hashable, Sendable, Codable {
    /// A number in E.164 form, or a SIP URI; empty where an agent is meant.
    public let destination: String
    /// Empty where it is no agent.
    public let agent: String
}

/// Agents send customers on, who outlive the agents' part in the call.
extension ConnectionModel {
    /// O13d: the customer leaves us for the dialplan, which is told where they want to; the agent is free.
    mutating func transfer(
        _ id: CallID, to target: TransferTarget, at now: Instant
    ) throws(Refusal) -> Answer {
        let call = try connectedCall(id)
        let transfer = try transfer(to: target, of: call.agent)
        guard call.third == nil else { throw .consultUnderWay }
        guard call.customerCanBeSent else { throw .transferNotPossible }
        end(call, as: .transferred, at: now)
        depart(call.customer.leg, .transfer(call.customer, transfer), at: now)
        return .done
    }

    /// What the dialplan is told, as the tenant's policy lets it.
    private func transfer(
        to target: TransferTarget, of key: AgentKey
    ) throws(Refusal) -> Transfer {
        switch target {
        case .agent(key.agent): throw .ownPhone
        case .agent(let agent):
            let other = AgentKey(tenant: key.tenant, agent: agent)
            guard directory.profile(of: other) != nil else { throw .agentUnknown }
            return Transfer(destination: "", agent: agent.rawValue)
        case .destination(let place):
            let resolved = try callable(place, by: key.tenant)
            return Transfer(destination: resolved.address, agent: "")
        }
    }
}

extension Call {
    /// Whether there is a way into the dialplan for the customer.
    fileprivate var customerCanBeSent: Bool {
        switch customer.kind {
        case .own, .half(caller: _?), .dialed(lostContext: _?): true
        case .half(caller: nil), .dialed(lostContext: nil): false
        }
    }
}
