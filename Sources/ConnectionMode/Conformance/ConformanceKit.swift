/// Whole pieces of agents' work, played on the model itself and written down, so that an adapter
/// for another PBX, or a model in another language, can be tested by them: input by input, with the
/// goals and notices that must follow.
public enum ConformanceKit {
    /// A piece of work, and who there is in it.
    public struct Scenario: Sendable {
        /// Letters and digits only; it never changes.
        public let name: String
        /// What is shown, with the numbers of the rules.
        public let title: String
        private let tenant: Tenant
        private let trunk: Trunk?
        private let work: @Sendable (inout Player) -> Void

        init(
            _ name: String, _ title: String,
            given change: (inout Tenant) -> Void = { _ in }, over trunk: Trunk? = nil,
            _ work: @escaping @Sendable (inout Player) -> Void
        ) {
            var tenant = ConformanceKit.tenant
            change(&tenant)
            (self.name, self.title, self.tenant, self.work) = (name, title, tenant, work)
            self.trunk = trunk
        }

        /// Plays it on a model of its own. It is the same each time.
        public func play() -> Transcript {
            var player = Player(tenant, trunk)
            player.see(.surveyed(Survey(nodeRun: "run 1", legs: [], bridges: [])))
            work(&player)
            let given = trunk.map { tenant.transcribed.with("trunk", $0.transcribed) }
            return Transcript(
                name: name, title: title, given: given ?? tenant.transcribed, steps: player.steps)
        }
    }

    /// In the order in which they are best read.
    public static let scenarios: [Scenario] =
        openings + parked + settings + offers + inCall + thirdParties + supervisions + recordings
        + callsThatEnd + recoveries
        + onDemand
        + outbound + routing

    /// All of them, played.
    public static var transcripts: Transcripts {
        Transcripts(epoch: epoch, scenarios: scenarios.map { $0.play() })
    }

    // MARK: What there is

    static let epoch = "kit"
    /// Only what lies between two times is told.
    static let start = Instant(millisecondsSince1970: 1_800_000_000_000)
    /// The model's share of chance. PINs come from it, so it is in no transcript.
    package static let chance = Nonce(
        high: 0x0123_4567_89AB_CDEF, low: 0xFEDC_BA98_7654_3210)

    static let agent = AgentKey(tenant: TenantID("acme"), agent: AgentID("1001"))
    static let colleague = AgentKey(tenant: TenantID("acme"), agent: AgentID("1002"))
    /// Somewhere else where the first agent may be called.
    static let homeOffice = Workplace(kind: .phoneNumber, address: "+4930123499")

    /// Two agents with persistent connections; each scenario says what is otherwise.
    private static let tenant: Tenant = {
        var policy = Policy()
        policy.persistentEnabled = true
        var tenant = Tenant(
            name: "Acme", policy: policy, phone: PhonePolicy(connectionMode: .persistent))
        tenant.destinations.country = Country("DE")
        tenant.callingOut.callerIDs = ["Acme <+4930555>"]
        tenant.callingOut.ringSeconds = 40
        tenant.callingOut.agentLostContext = "lost"
        tenant.agents = [
            agent.agent: AgentProfile(
                name: "Ada", workplace: Workplace(kind: .endpoint, address: "1001"),
                otherWorkplaces: [homeOffice]),
            colleague.agent: AgentProfile(
                name: "Bob", workplace: Workplace(kind: .endpoint, address: "1002")),
        ]
        return tenant
    }()
}
