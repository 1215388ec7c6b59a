internal import ConnectionMode

/// The sounds that a PIN is spoken with, in each language that agents have.
enum SoundChecks {
    static func findings(_ facts: Facts) -> [Finding] {
        guard let ari = facts.ari.value, facts.service.directory.agentCount > 0 else { return [] }
        switch ari.sounds {
        case .unknown(let reason): return [.unknown(.sounds, "digits", reason)]
        case .known(let sounds):
            return digits(facts, sounds) + prompts(facts, sounds) + lostPrompts(facts, sounds)
        }
    }

    private static let digits = (0...9).map { "digits/\($0)" }
    /// What comes before a PIN where the policy names nothing.
    private static let silence = "silence/1"

    private static func prompt(of tenant: Tenant) -> String? {
        guard let prompt = tenant.policy.pinPrompt, prompt.hasPrefix("sound:") else { return nil }
        return String(prompt.dropFirst("sound:".count))
    }

    private static func digits(_ facts: Facts, _ sounds: [String: Set<String>]) -> [Finding] {
        let languages = Set(
            facts.service.directory.tenants.values.flatMap { $0.agents.values.map(\.language) })
        return languages.sorted().map { language in
            let missing = digits.filter { !isThere($0, in: language, sounds) }
            guard !missing.isEmpty else {
                return .fine(.sounds, "digits", "digits are there in \(language)")
            }
            let isEnglish = missing.allSatisfy { isThere($0, in: "en", sounds) }
            return Finding(
                .sounds, "digits", isEnglish ? .warning : .failure,
                (missing.count == digits.count ? "digits" : missing.joined(separator: ", "))
                    + " are not there in \(language)",
                why: isEnglish
                    ? "Agents of that language hear their PIN in English."
                    : "Agents of that language cannot hear their PIN.",
                change: Change(
                    "sounds/\(language)/digits",
                    "install them on Asterisk's machine, such as Debian's package "
                        + "asterisk-core-sounds-\(language.prefix { $0 != "_" })-wav"))
        }
    }

    private static func prompts(_ facts: Facts, _ sounds: [String: Set<String>]) -> [Finding] {
        var wanted = Set(facts.service.directory.tenants.values.compactMap { prompt(of: $0) })
        let isSilent = facts.service.directory.tenants.values.contains {
            $0.policy.pinPrompt == nil && !$0.agents.isEmpty
        }
        if isSilent { wanted.insert(silence) }
        return wanted.sorted().filter { sounds[$0]?.isEmpty ?? true }.map { name in
            Finding(
                .sounds, "prompt", .warning, "\(name), which comes before the PIN, is not there",
                why:
                    "The first digit of the PIN comes at once, before the agent has the phone at the ear.",
                change: Change(
                    "sounds/\(name)", "put it there, or name another one in policy.pinPrompt"))
        }
    }

    private static func lostPrompts(
        _ facts: Facts, _ sounds: [String: Set<String>]
    ) -> [Finding] {
        // A sound by its whole path stands in no list of Asterisk's.
        let wanted = Set(
            facts.service.directory.tenants.values.compactMap { tenant in
                tenant.policy.agentLostPrompt.map { String($0.dropFirst("sound:".count)) }
            }.filter { !$0.hasPrefix("/") })
        return wanted.sorted().filter { sounds[$0]?.isEmpty ?? true }.map { name in
            Finding(
                .sounds, "agentLostPrompt", .warning,
                "\(name), which a customer who lost the agent hears, is not there",
                why: "They hear music at once.",
                change: Change(
                    "sounds/\(name)", "put it there, or name another one in policy.agentLostPrompt")
            )
        }
    }

    /// Asterisk takes `en` where `en_GB` has nothing.
    private static func isThere(
        _ name: String, in language: String, _ sounds: [String: Set<String>]
    ) -> Bool {
        var language = Substring(language)
        while true {
            if sounds[name]?.contains(String(language)) == true { return true }
            guard let end = language.lastIndex(of: "_") else { return false }
            language = language[..<end]
        }
    }
}
