/// Where a tenant's agents may be reached and may call (V9). Each setting narrows what the others leave;
/// what is not opened is shut.
public struct Destinations: Hashable, Sendable, Codable {
    /// Numbers abroad.
    public enum International: Hashable, Sendable, Codable {
        case none
        /// Wherever; what is no country's counts as costly, too.
        case all
        case only(countries: Set<Country>, callingCodes: Set<String>)
    }

    /// Where numbers are read; without it all countries are abroad, and only numbers with a `+` are read.
    public var country: Country?
    /// The beginnings, such as `+4930`, of which a number must have one; empty: no such need.
    public var allowedPrefixes: [String] = []
    /// The beginnings that no number may have.
    public var blockedPrefixes: [String] = []
    public var international = International.none
    /// Numbers that cost more: premium rate, shared cost, personal numbers, satellites.
    public var premium = false
    /// The hosts of SIP URIs, such as `example.com`; `*.example.com` are all below it.
    public var allowedDomains: [String] = []
    /// Digits, on top of those of the country.
    public var emergencyNumbers: Set<String> = []
    /// Whether emergency numbers may be called; they never are a workplace.
    public var emergencyCalls = true

    public init() {}

    /// What a destination is for.
    public enum Purpose: Hashable, Sendable {
        /// The agent is reached there.
        case workplace
        /// The agent wants to talk with somebody there.
        case call
    }

    /// Where it really leads, as it is to be dialled: numbers in E.164 form, the rest as it was written.
    public func resolve(
        _ place: Workplace, for purpose: Purpose
    ) throws(DestinationFault) -> Workplace {
        switch place.kind {
        // The operator wrote it into the PBX's own configuration.
        case .endpoint: return place
        case .phoneNumber:
            guard let number = try number(place.address, for: purpose) else {
                let digits = place.address.unicodeScalars.filter { ("0"..."9").contains($0) }
                return Workplace(
                    kind: .phoneNumber, address: String(String.UnicodeScalarView(digits)))
            }
            return Workplace(kind: .phoneNumber, address: number.description)
        case .sipUri:
            try require(uri: place.address, for: purpose)
            return place
        }
    }

    /// Why a workplace is not allowed; nil when it is.
    public func fault(of workplace: Workplace) -> DestinationFault? {
        do {
            _ = try resolve(workplace, for: .workplace)
            return nil
        } catch {
            return error
        }
    }

    /// What is the same for one phone, however it is written (P9).
    func identity(of place: Workplace) -> Workplace {
        switch place.kind {
        case .endpoint: return place
        case .phoneNumber:
            let written = WrittenNumber(
                place.address, in: country, emergencyNumbers: emergencyNumbers)
            guard case .number(let number) = written else { return place }
            return Workplace(kind: .phoneNumber, address: number.description)
        case .sipUri:
            guard let address = SIPAddress(place.address) else { return place }
            return Workplace(kind: .sipUri, address: address.canonical)
        }
    }

    /// Tells of texts whether they are the same number or SIP URI as this one, however each is written.
    public func sameness(with text: String) -> @Sendable (String) -> Bool {
        let wanted = identity(of: CallOrder(to: text).destination)
        return { identity(of: CallOrder(to: $0).destination) == wanted }
    }

    // MARK: Deciding

    /// Nil for an emergency number that may be called.
    private func number(
        _ text: String, for purpose: Purpose
    ) throws(DestinationFault) -> PhoneNumber? {
        switch WrittenNumber(text, in: country, emergencyNumbers: emergencyNumbers) {
        case .number(let number):
            try require(number)
            return number
        case .emergency:
            guard purpose == .call, emergencyCalls else { throw .emergencyNumber }
            return nil
        case .short: throw .shortNumber
        case .withoutCountry: throw .countryNotSet
        case .callingCodeUnknown: throw .callingCodeUnknown
        case .malformed: throw .malformed
        }
    }

    private func require(_ number: PhoneNumber) throws(DestinationFault) {
        let text = number.description
        if blockedPrefixes.contains(where: { text.hasPrefix($0) }) { throw .blockedPrefix }
        if !allowedPrefixes.isEmpty, !allowedPrefixes.contains(where: { text.hasPrefix($0) }) {
            throw .notAllowedPrefix
        }
        let plans = NumberingPlan.ofCodes[number.callingCode] ?? []
        if !premium, plans.contains(where: { $0.isCostly(number.national) }) { throw .premium }
        let owners = plans.filter { $0.owns(number.national) }
        if let country, owners.contains(where: { $0.country == country.code }) { return }
        switch international {
        case .none: throw .international
        case .all: return
        case .only(let countries, let codes):
            if codes.contains(number.callingCode) { return }
            let names = Set(countries.map(\.code))
            guard owners.contains(where: { $0.country.map(names.contains) ?? false }) else {
                throw .international
            }
        }
    }

    /// A number in a SIP URI is held to the rules of numbers where it can be told: with a `+` and a digit, or
    /// when it is an emergency number. One that is too long or odd is none: a gateway may cut it to size.
    private func require(uri text: String, for purpose: Purpose) throws(DestinationFault) {
        guard let address = SIPAddress(text) else { throw .malformed }
        let written = WrittenNumber(
            address.user, in: country, emergencyNumbers: emergencyNumbers)
        let isNumber =
            address.user.hasPrefix("+") && address.user.dropFirst().first?.isNumber == true
        if isNumber || written == .emergency { _ = try number(address.user, for: purpose) }
        let isAllowed = allowedDomains.contains { domain in
            guard domain.hasPrefix("*.") else { return domain.lowercased() == address.host }
            return address.host.hasSuffix(domain.dropFirst(1).lowercased())
        }
        guard isAllowed else { throw .notAllowedDomain }
    }
}

extension Destinations {
    /// A beginning of numbers, as it is written in the country, in E.164 form; nil for what is none.
    public static func prefix(_ text: String, in country: Country?) -> String? {
        guard let (digits, hasPlus) = WrittenDigits.read(text, isBeginning: true) else {
            return nil
        }
        if hasPlus { return "+" + PhoneNumber.text(digits) }
        guard let plan = NumberingPlan.of(country) else { return nil }
        if let rest = plan.abroad(digits) { return "+" + PhoneNumber.text(rest) }
        let written = PhoneNumber.text(digits)
        let trunk = written.hasPrefix(plan.trunkPrefix) ? plan.trunkPrefix.count : 0
        return "+" + plan.callingCode + written.dropFirst(trunk)
    }

    /// Whether it is `sip:user@host`, with a port or without; parameters and headers are not taken.
    public static func isSIPURI(_ text: String) -> Bool { SIPAddress(text) != nil }

    /// Whether there is such a calling code.
    public static func isCallingCode(_ digits: String) -> Bool {
        NumberingPlan.ofCodes[digits] != nil
    }
}

/// Why a destination is not allowed.
public enum DestinationFault: String, Error, Hashable, Sendable, CaseIterable {
    /// It can be no number, or no SIP URI, anywhere.
    case malformed
    case emergencyNumber
    case shortNumber
    case countryNotSet
    case callingCodeUnknown
    case international
    case premium
    case blockedPrefix
    case notAllowedPrefix
    case notAllowedDomain

    /// Whether no policy makes it right.
    public var isForGood: Bool {
        switch self {
        case .malformed, .emergencyNumber: true
        case .shortNumber, .countryNotSet, .callingCodeUnknown, .international, .premium,
            .blockedPrefix, .notAllowedPrefix, .notAllowedDomain:
            false
        }
    }

    /// What is wrong with it, to go on after "it": in the words of directory.yaml.
    public var explanation: String {
        switch self {
        case .malformed: "is no telephone number and no SIP URI"
        case .emergencyNumber: "is an emergency number"
        case .shortNumber: "is a short number of a network's own, which no phone has"
        case .countryNotSet:
            "is written without a country: set policy.country, or write it with a + and its calling code"
        case .callingCodeUnknown: "begins with a calling code that no country has"
        case .international: "is abroad, and policy.destinations.international does not open it"
        case .premium: "costs more than others, and policy.destinations.premium is not true"
        case .blockedPrefix: "begins with one of policy.destinations.blockedPrefixes"
        case .notAllowedPrefix: "begins with none of policy.destinations.allowedPrefixes"
        case .notAllowedDomain: "is at none of policy.destinations.allowedDomains"
        }
    }
}
