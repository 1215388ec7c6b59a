/// A name that one kind of thing goes by. The kinds cannot be mixed up.
///
/// Names that the model chooses have the form `oh-<epoch>-<kind><counter>` and are never used twice.
public protocol Identifier: RawRepresentable<String>, Hashable, Sendable, Codable, Comparable,
    CustomStringConvertible
{
    init(rawValue: String)
}

extension Identifier {
    public init(_ rawValue: String) { self.init(rawValue: rawValue) }

    public var description: String { rawValue }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// An organisation with its own agents, policy and numbers.
public struct TenantID: Identifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A person who takes calls, within one tenant.
public struct AgentID: Identifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// Agents of one tenant who belong together.
public struct GroupID: Identifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// One log-in of an agent, from log-in to log-out.
public struct SessionID: Identifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// One try at opening a connection: one validation call with one PIN.
public struct AttemptID: Identifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A call leg at the PBX; in Asterisk a channel's id.
public struct LegID: Identifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A place at the PBX where legs meet or wait; in Asterisk a bridge's id.
public struct BridgeID: Identifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A customer presented to one agent.
public struct OfferID: Identifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// An agent and a customer brought together.
public struct CallID: Identifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// Somebody whom an agent brought into a call.
public struct ParticipantID: Identifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// Who takes part in calls as their supervisor, by the name that they are let in by.
public struct SupervisorID: Identifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// That somebody supervises a call.
public struct SupervisionID: Identifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A recording of a call; at the PBX the name of its file.
public struct RecordingID: Identifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A customer who waits for an agent.
public struct CustomerID: Identifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// An agent among all tenants.
public struct AgentKey: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    public let tenant: TenantID
    public let agent: AgentID

    public init(tenant: TenantID, agent: AgentID) {
        self.tenant = tenant
        self.agent = agent
    }

    public var description: String { "\(tenant)/\(agent)" }

    public static func < (left: Self, right: Self) -> Bool {
        (left.tenant, left.agent) < (right.tenant, right.agent)
    }
}
