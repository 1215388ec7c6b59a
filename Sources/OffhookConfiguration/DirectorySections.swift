internal import ConnectionMode

/// Reads the entries of the directory: a tenant, a group, an agent.
enum DirectorySections {
    /// The caller looks whether there is anything else in the section.
    static func settings(
        _ section: YAMLSection, _ id: String
    ) throws(ConfigurationError) -> TenantSettings {
        var settings = TenantSettings(name: try name(section) ?? id)
        if let policy = try section.section("policy") {
            settings.destinations = try DestinationsSection.read(policy)
            settings.callingOut = try callingOut(policy)
            settings.phone = try phonePolicy(policy)
            settings.breakReasons = try breakReasons(policy)
            settings.ledgerDays =
                try policy.integer("ledgerDays", in: TenantSettings.allowedLedgerDays)
                ?? settings.ledgerDays
            settings.recordingDays =
                try policy.integer("recordingDays", in: TenantSettings.allowedLedgerDays)
                ?? settings.recordingDays
            settings.policy = try self.policy(policy)
        }
        return settings
    }

    private static func breakReasons(
        _ policy: YAMLSection
    ) throws(ConfigurationError) -> [String] {
        let reasons =
            try policy.strings(
                "breakReasons", "lines of at most 100 characters, all of them seen",
                where: Names.isDisplayName) ?? []
        guard reasons.count <= 100, Set(reasons).count == reasons.count else {
            throw policy.error("breakReasons", "must be at most 100 lines, none of them twice")
        }
        return reasons
    }

    static func group(_ section: YAMLSection, _ id: String) throws(ConfigurationError) -> Group {
        let group = Group(
            name: try name(section) ?? id, phone: try phonePolicy(section, isWhole: true))
        try section.refuseOthers()
        return group
    }

    static func name(_ section: YAMLSection) throws(ConfigurationError) -> String? {
        try section.string(
            "name", "one line of at most 100 characters, all of them seen",
            where: Names.isDisplayName)
    }

    /// What a level says of its agents' phones (P3).
    ///
    /// - Parameter isWhole: whether it also says if persistent mode is enabled; a tenant's policy does so.
    private static func phonePolicy(
        _ section: YAMLSection, isWhole: Bool = false
    ) throws(ConfigurationError) -> PhonePolicy {
        PhonePolicy(
            persistentEnabled: isWhole ? try section.bool("persistentEnabled") : nil,
            connectionMode: try section.choice("connectionMode", ConnectionMode.self),
            autoAnswer: try section.bool("autoAnswer"),
            mayChangeConnectionMode: try section.bool("mayChangeConnectionMode"),
            mayChangeAutoAnswer: try section.bool("mayChangeAutoAnswer"),
            mayEnterWorkplace: try section.bool("mayEnterWorkplace"),
            recording: try section.choice("recording", RecordingMode.self))
    }

    /// How agents call customers (O7).
    private static func callingOut(
        _ policy: YAMLSection
    ) throws(ConfigurationError) -> CallingOut {
        var callingOut = CallingOut()
        guard let section = try policy.section("outbound") else { return callingOut }
        callingOut.callerIDs =
            try section.strings(
                "callerIDs", "names with numbers such as Contact Center <8000>, or numbers alone",
                where: Names.isCallerID) ?? callingOut.callerIDs
        callingOut.ringSeconds =
            try section.integer("ringSeconds", in: CallingOut.allowedRingSeconds)
            ?? callingOut.ringSeconds
        callingOut.agentLostContext = try section.string(
            "agentLostContext", "a context of Asterisk's dialplan such as acme-agent-lost",
            where: Names.isPlain)
        try section.refuseOthers()
        return callingOut
    }

    private static func policy(_ section: YAMLSection) throws(ConfigurationError) -> Policy {
        var policy = Policy()
        func take(
            _ key: String, _ range: ClosedRange<Int>, _ path: WritableKeyPath<Policy, Int>
        ) throws(ConfigurationError) {
            policy[keyPath: path] = try section.integer(key, in: range) ?? policy[keyPath: path]
        }
        policy.persistentEnabled =
            try section.bool("persistentEnabled") ?? policy.persistentEnabled
        try take("validationRingSeconds", 5...120, \.validationRingSeconds)
        try take("pinSeconds", 10...600, \.pinSeconds)
        try take("pinTries", 1...10, \.pinTries)
        try take("dialsInTenMinutes", 1...1_000, \.dialsInTenMinutes)
        try take("offerSeconds", 3...300, \.offerSeconds)
        try take(
            "wrapUpSeconds", WrapUp.allowedSeconds, \.wrapUpSeconds)
        try take("missedOffersBeforeBreak", 1...100, \.missedOffersBeforeBreak)
        try take("agentLostMusicSeconds", 0...60, \.agentLostMusicSeconds)
        policy.agentLostPrompt = try section.string(
            "agentLostPrompt", "a sound of Asterisk such as sound:custom/one-moment",
            where: Names.isSound)
        policy.proofOfLife =
            try section.choice("proofOfLife", ProofOfLife.self) ?? policy.proofOfLife
        try take("proofOfLifeSeconds", 15...300, \.proofOfLifeSeconds)
        try take("mediaLostSeconds", 15...600, \.mediaLostSeconds)
        try take("forgottenAfterMinutes", 10...1_440, \.forgottenAfterMinutes)
        policy.reopenAfterRestart =
            try section.bool("reopenAfterRestart") ?? policy.reopenAfterRestart
        policy.afterMissedOffers =
            try section.choice("afterMissedOffers", AfterMissedOffers.self)
            ?? policy.afterMissedOffers
        policy.customerAfterHangUp =
            try section.choice("customerAfterHangUp", CustomerAfterHangUp.self)
            ?? policy.customerAfterHangUp
        policy.autoAnswerHeaders =
            try section.choices("autoAnswerHeaders", AutoAnswerHeader.self)
            ?? policy.autoAnswerHeaders
        policy.pinPrompt = try section.string(
            "pinPrompt", "a sound of Asterisk such as sound:agent-loginok", where: Names.isSound)
        policy.callerID = try section.string(
            "callerID", "a name and a number such as Contact Center <8000>", where: Names.isCallerID
        )
        try section.refuseOthers()
        return policy
    }

    static func profile(
        _ section: YAMLSection, _ id: String, in tenant: Tenant
    ) throws(ConfigurationError) -> AgentProfile {
        let destinations = tenant.destinations
        guard let place = try section.section("workplace") else {
            throw section.error("workplace", "must say where the agent is reached")
        }
        var others: [Workplace] = []
        for other in try section.sections("otherWorkplaces") ?? [] {
            others.append(try workplace(other, destinations))
        }
        let profile = AgentProfile(
            name: try name(section) ?? id,
            phone: try phonePolicy(section, isWhole: true),
            workplace: try workplace(place, destinations), otherWorkplaces: others,
            language: try section.string(
                "language", "a language of Asterisk's sounds such as en", where: Names.isPlain)
                ?? "en",
            group: try section.string("group", "one of the tenant's groups") {
                tenant.groups[GroupID($0)] != nil
            }.map { GroupID($0) },
            queues: try queues(section))
        try section.refuseOthers()
        return profile
    }

    /// Asterisk's queues, each with the agent's penalty in it.
    private static func queues(
        _ section: YAMLSection
    ) throws(ConfigurationError) -> [String: Int] {
        guard let queues = try section.section("queues") else { return [:] }
        guard queues.keys.count <= AgentProfile.mostQueues else {
            throw section.error("queues", "must be at most \(AgentProfile.mostQueues) queues")
        }
        var penalties: [String: Int] = [:]
        for name in queues.keys {
            guard Names.isPlain(name) else {
                throw section.error(
                    "queues",
                    "must be names of queues.conf, of letters, digits, - and _, with a penalty each"
                )
            }
            guard !penalties.keys.contains(where: { $0.lowercased() == name.lowercased() }) else {
                throw section.error(
                    "queues", "must not have a queue twice; case makes no difference")
            }
            penalties[name] = try queues.integer(name, in: AgentProfile.allowedPenalties) ?? 0
        }
        return penalties
    }

    private static func workplace(
        _ section: YAMLSection, _ destinations: Destinations
    ) throws(ConfigurationError) -> Workplace {
        guard let kind = try section.choice("kind", Workplace.Kind.self) else {
            throw section.error("kind", "must be one of phoneNumber, sipUri, endpoint")
        }
        let (rule, isRight): (String, (String) -> Bool) =
            switch kind {
            case .phoneNumber: ("digits, with a + before them or not", Names.isPhoneNumber)
            case .sipUri: ("a SIP URI such as sip:alice@example.com", Names.isSIPURI)
            case .endpoint: ("the name of an endpoint of Asterisk's", Names.isID)
            }
        guard let address = try section.string("address", rule, where: isRight) else {
            throw section.error("address", "must be \(rule)")
        }
        let workplace = Workplace(kind: kind, address: address)
        // What a policy can make right is for `offhook check-config` to tell.
        if let fault = destinations.fault(of: workplace), fault.isForGood {
            throw section.error(
                "address",
                fault == .emergencyNumber ? "must not be an emergency number" : "must be \(rule)")
        }
        try section.refuseOthers()
        return workplace
    }
}
