import ConnectionMode
import OffhookConfiguration
import Testing

/// What a good `directory.yaml` leads to.
@Suite struct DirectoryFileTests {
    private func load(_ text: String) throws -> Directory {
        let bench = try Workbench()
        return try DirectoryFile.load(bench.write("directory.yaml", text))
    }

    @Test func `a tenant with nothing but its id has the defaults`() throws {
        for text in ["tenants: {acme: {}}", "tenants: {acme: {policy: {}, agents: {}}}"] {
            #expect(
                try load(text)
                    == Directory(tenants: [TenantID("acme"): Tenant(name: "acme")]))
        }
    }

    @Test func `an agent with nothing but a workplace has the defaults`() throws {
        let directory = try load(
            "tenants: {acme: {agents: {1001: {workplace: {kind: endpoint, address: desk-1}}}}}")
        let key = AgentKey(tenant: TenantID("acme"), agent: AgentID("1001"))
        #expect(
            directory.profile(of: key)
                == AgentProfile(
                    name: "1001",
                    workplace: Workplace(kind: .endpoint, address: "desk-1"), language: "en"))
    }

    @Test func `each key is heeded`() throws {
        let directory = try load(
            """
            tenants:
              acme:
                name: Acmé GmbH
                policy:
                  persistentEnabled: true
                  connectionMode: persistent
                  autoAnswer: true
                  mayChangeConnectionMode: true
                  mayChangeAutoAnswer: false
                  recording: off
                  recordingDays: 7
                  autoAnswerHeaders: [alertInfo]
                  validationRingSeconds: 5
                  pinSeconds: 10
                  pinTries: 1
                  offerSeconds: 3
                  wrapUpSeconds: 3600
                  missedOffersBeforeBreak: 100
                  agentLostMusicSeconds: 0
                  agentLostPrompt: sound:custom/one-moment
                  proofOfLife: contact
                  proofOfLifeSeconds: 30
                  mediaLostSeconds: 120
                  forgottenAfterMinutes: 1440
                  ledgerDays: 3650
                  reopenAfterRestart: true
                  afterMissedOffers: workingOffline
                  customerAfterHangUp: end
                  pinPrompt: sound:custom/hello
                  callerID: Zoë <+49 30 1.2-3>
                  outbound:
                    callerIDs: [Zoë <+4930555>, "+4930777"]
                    ringSeconds: 45
                    agentLostContext: acme-lost
                groups:
                  north: {name: The North, persistentEnabled: false, autoAnswer: false}
                  "2": {}
                agents:
                  a.b-c_D:
                    name: Alice
                    group: north
                    connectionMode: onDemand
                    workplace: {kind: phoneNumber, address: +4930123456}
                    otherWorkplaces:
                      - {kind: endpoint, address: desk-2}
                      - {kind: sipUri, address: "sip:alice@example.com"}
                    language: de_AT
            """)
        var policy = Policy()
        policy.persistentEnabled = true
        policy.validationRingSeconds = 5
        policy.pinSeconds = 10
        policy.pinTries = 1
        policy.offerSeconds = 3
        policy.wrapUpSeconds = 3_600
        policy.missedOffersBeforeBreak = 100
        policy.agentLostMusicSeconds = 0
        policy.agentLostPrompt = "sound:custom/one-moment"
        policy.proofOfLife = .contact
        (policy.proofOfLifeSeconds, policy.mediaLostSeconds) = (30, 120)
        policy.forgottenAfterMinutes = 1_440
        policy.reopenAfterRestart = true
        policy.afterMissedOffers = .workingOffline
        policy.customerAfterHangUp = .end
        policy.pinPrompt = "sound:custom/hello"
        policy.callerID = "Zoë <+49 30 1.2-3>"
        policy.autoAnswerHeaders = [.alertInfo]
        let phone = PhonePolicy(
            connectionMode: .persistent, autoAnswer: true, mayChangeConnectionMode: true,
            mayChangeAutoAnswer: false, recording: .off)
        let north = PhonePolicy(persistentEnabled: false, autoAnswer: false)
        let alice = AgentProfile(
            name: "Alice", phone: PhonePolicy(connectionMode: .onDemand),
            workplace: Workplace(kind: .phoneNumber, address: "+4930123456"),
            otherWorkplaces: [
                Workplace(kind: .endpoint, address: "desk-2"),
                Workplace(kind: .sipUri, address: "sip:alice@example.com"),
            ], language: "de_AT",
            group: GroupID("north"))
        var callingOut = CallingOut()
        callingOut.callerIDs = ["Zoë <+4930555>", "+4930777"]
        callingOut.ringSeconds = 45
        callingOut.agentLostContext = "acme-lost"
        var acme = Tenant(
            name: "Acmé GmbH", policy: policy, phone: phone, callingOut: callingOut,
            groups: [
                GroupID("north"): Group(name: "The North", phone: north),
                GroupID("2"): Group(name: "2"),
            ],
            agents: [AgentID("a.b-c_D"): alice])
        acme.ledgerDays = 3_650
        acme.recordingDays = 7
        #expect(directory == Directory(tenants: [TenantID("acme"): acme]))
    }

    @Test func `two tenants may have agents of the same id`() throws {
        let agents = "{agents: {\"1\": {workplace: {kind: endpoint, address: \"1\"}}}}"
        let directory = try load("tenants: {one: \(agents), two: \(agents)}")
        #expect(directory.tenants.keys.sorted() == [TenantID("one"), TenantID("two")])
        #expect(directory.tenants.values.allSatisfy { $0.agents.count == 1 })
    }

    @Test(arguments: [
        ("phoneNumber", "12"), ("phoneNumber", "+4930123456"),
        ("phoneNumber", "01234567890123456789"), ("phoneNumber", "1120"),
        ("sipUri", "sip:alice@example.com"), ("sipUri", "sips:a.b-c_d!e~f*g+h@10.0.0.1:5061"),
        ("sipUri", "sip:+4930123@host-1"), ("endpoint", "1001"), ("endpoint", "desk-1.x_y"),
    ])
    func `a workplace may be`(_ kind: String, _ address: String) throws {
        let directory = try load(
            "tenants: {a: {agents: {b: {workplace: {kind: \(kind), address: \"\(address)\"}}}}}")
        let key = AgentKey(tenant: TenantID("a"), agent: AgentID("b"))
        #expect(directory.profile(of: key)?.workplace.address == address)
        #expect(directory.profile(of: key)?.workplace.kind.rawValue == kind)
    }
}
