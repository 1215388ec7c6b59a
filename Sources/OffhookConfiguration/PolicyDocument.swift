internal import ConnectionMode

/// A tenant's policy in the words of directory.yaml.
struct PolicyDocument {
    private let settings: TenantSettings
    /// Whether what is as if nothing were said is told too.
    private let isWhole: Bool
    private static let usual = TenantSettings(name: "")

    init(_ settings: TenantSettings, isWhole: Bool) {
        self.settings = settings
        self.isWhole = isWhole
    }

    var value: DocumentValue {
        var phone = settings.phone
        phone.persistentEnabled = settings.policy.persistentEnabled ? true : isWhole ? false : nil
        return .keys(
            [
                ("country", settings.destinations.country.map { .text($0.code) }),
                ("destinations", DirectoryDocuments.unlessEmpty(destinations)),
                ("outbound", DirectoryDocuments.unlessEmpty(outbound)),
            ] + DirectoryDocuments.entries(of: phone) + texts + numbers)
    }

    private var destinations: DocumentValue {
        .keys([
            ("international", told(\.destinations.international) { Self.international($0) }),
            ("premium", told(\.destinations.premium) { .truth($0) }),
            ("allowedPrefixes", told(\.destinations.allowedPrefixes) { Self.list($0) }),
            ("blockedPrefixes", told(\.destinations.blockedPrefixes) { Self.list($0) }),
            ("allowedDomains", told(\.destinations.allowedDomains) { Self.list($0) }),
            (
                "emergencyNumbers",
                told(\.destinations.emergencyNumbers) { Self.list($0.sorted()) }
            ),
        ])
    }

    private static func international(
        _ international: Destinations.International
    ) -> DocumentValue {
        switch international {
        case .none: .truth(false)
        case .all: .truth(true)
        case .only(let countries, let callingCodes):
            list(countries.map(\.code).sorted() + callingCodes.sorted())
        }
    }

    private var outbound: DocumentValue {
        .keys([
            ("callerIDs", told(\.callingOut.callerIDs) { Self.list($0) }),
            ("ringSeconds", told(\.callingOut.ringSeconds) { .number($0) }),
            ("agentLostContext", settings.callingOut.agentLostContext.map { .text($0) }),
        ])
    }

    private var texts: [(String, DocumentValue?)] {
        [
            ("breakReasons", told(\.breakReasons) { Self.list($0) }),
            (
                "autoAnswerHeaders",
                told(\.policy.autoAnswerHeaders) { Self.list($0.map(\.rawValue)) }
            ),
            (
                "afterMissedOffers",
                told(\.policy.afterMissedOffers) { .text($0.rawValue) }
            ),
            (
                "customerAfterHangUp",
                told(\.policy.customerAfterHangUp) { .text($0.rawValue) }
            ),
            ("agentLostPrompt", settings.policy.agentLostPrompt.map { .text($0) }),
            ("proofOfLife", told(\.policy.proofOfLife) { .text($0.rawValue) }),
            ("reopenAfterRestart", told(\.policy.reopenAfterRestart) { .truth($0) }),
            ("pinPrompt", settings.policy.pinPrompt.map { .text($0) }),
            ("callerID", settings.policy.callerID.map { .text($0) }),
        ]
    }

    private var numbers: [(String, DocumentValue?)] {
        let all: [(String, KeyPath<TenantSettings, Int>)] = [
            ("validationRingSeconds", \.policy.validationRingSeconds),
            ("pinSeconds", \.policy.pinSeconds),
            ("pinTries", \.policy.pinTries),
            ("dialsInTenMinutes", \.policy.dialsInTenMinutes),
            ("offerSeconds", \.policy.offerSeconds),
            ("wrapUpSeconds", \.policy.wrapUpSeconds),
            ("missedOffersBeforeBreak", \.policy.missedOffersBeforeBreak),
            ("agentLostMusicSeconds", \.policy.agentLostMusicSeconds),
            ("proofOfLifeSeconds", \.policy.proofOfLifeSeconds),
            ("mediaLostSeconds", \.policy.mediaLostSeconds),
            ("forgottenAfterMinutes", \.policy.forgottenAfterMinutes),
            ("ledgerDays", \.ledgerDays),
            ("recordingDays", \.recordingDays),
        ]
        return all.map { key, path in (key, told(path) { .number($0) }) }
    }

    private func told<Value: Equatable>(
        _ path: KeyPath<TenantSettings, Value>, as document: (Value) -> DocumentValue
    ) -> DocumentValue? {
        let value = settings[keyPath: path]
        return isWhole || value != Self.usual[keyPath: path] ? document(value) : nil
    }

    private static func list(_ texts: [String]) -> DocumentValue { .list(texts.map { .text($0) }) }
}
