internal import ConnectionMode

/// What Asterisk's call records (CDR) are told, by variables of the channels that they are of.
///
/// *Source*: Asterisk's documentation of CDR(), CDR_PROP(), MASTER_CHANNEL() and ARRAY();
/// asterisk-conf/README.md says what comes of it.
enum CallRecords {
    /// Of an agent's leg there is no record (C8): it is in those of the customers.
    static let none = [disable: "1"]

    /// What takes a channel's record away.
    static let disable = "CDR_PROP(disable)"

    /// A customer who is called has a record of their own, though the agent's leg was there before.
    static func own(of agent: AgentKey, call: CallID) -> [String: String] {
        var variables = Dictionary(uniqueKeysWithValues: fields(agent, call))
        variables["CDR_PROP(party_a)"] = "1"
        return variables
    }

    /// Who has the call.
    private static func fields(_ agent: AgentKey, _ call: CallID) -> [(String, String)] {
        [
            ("CDR(offhook_tenant)", agent.tenant.rawValue),
            ("CDR(offhook_agent)", agent.agent.rawValue), ("CDR(offhook_call)", call.rawValue),
        ]
    }

    /// Tells the record of a customer who called, in one request: one waits for it. A half has none, and its
    /// caller's is found by what links the two, which the agent's leg would change.
    static func mark(_ customer: CustomerLeg, _ agent: AgentKey, _ call: CallID) -> Request {
        let fields = fields(agent, call)
        let all = "ARRAY(\(fields.map(\.0).joined(separator: ",")))"
        return .setVariable(
            customer.leg.rawValue, name: customer.isHalf ? "MASTER_CHANNEL(\(all))" : all,
            value: fields.map(\.1).joined(separator: ","))
    }
}
