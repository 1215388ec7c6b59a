internal import ConnectionMode

/// Reads where a tenant's agents may be reached (V9): `country` and `destinations` of a policy.
enum DestinationsSection {
    static func read(_ policy: YAMLSection) throws(ConfigurationError) -> Destinations {
        var destinations = Destinations()
        if let code = try policy.string(
            "country", "a country's two capital letters such as DE",
            where: { Country($0) != nil })
        {
            destinations.country = Country(code)
        }
        guard let section = try policy.section("destinations") else { return destinations }
        destinations.allowedPrefixes = try prefixes("allowedPrefixes", section, destinations)
        destinations.blockedPrefixes = try prefixes("blockedPrefixes", section, destinations)
        destinations.international = try international(section)
        destinations.premium = try section.bool("premium") ?? destinations.premium
        destinations.allowedDomains =
            try section.strings(
                "allowedDomains", "hosts such as example.com or *.example.com",
                where: Names.isDomain) ?? destinations.allowedDomains
        destinations.emergencyNumbers = Set(
            try section.strings(
                "emergencyNumbers", "numbers of 2 to 6 digits", where: Names.isShortNumber) ?? [])
        try section.refuseOthers()
        return destinations
    }

    private static func prefixes(
        _ key: String, _ section: YAMLSection, _ destinations: Destinations
    ) throws(ConfigurationError) -> [String] {
        let rule =
            destinations.country == nil
            ? "beginnings of numbers such as \"+4930\"; without a country each needs its +"
            : "beginnings of numbers such as \"+4930\" or, as written in the country, \"030\""
        func read(_ text: String) -> String? {
            Destinations.prefix(text, in: destinations.country)
        }
        let texts = try section.strings(key, rule) { read($0) != nil } ?? []
        return texts.compactMap(read)
    }

    /// `true`, `false` or a list.
    private static func international(
        _ section: YAMLSection
    ) throws(ConfigurationError) -> Destinations.International {
        let key = "international"
        guard section.isList(key) else { return try section.bool(key) ?? false ? .all : .none }
        var countries = Set<Country>()
        var callingCodes = Set<String>()
        let words = try section.strings(
            key, "countries such as AT and calling codes such as 44",
            where: { Country($0) != nil || Destinations.isCallingCode(code($0)) })
        for word in words ?? [] {
            if let country = Country(word) {
                countries.insert(country)
            } else {
                callingCodes.insert(code(word))
            }
        }
        return .only(countries: countries, callingCodes: callingCodes)
    }

    private static func code(_ word: String) -> String {
        word.hasPrefix("+") ? String(word.dropFirst()) : word
    }
}
