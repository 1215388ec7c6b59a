package import ConnectionMode

/// Dial strings, one for each kind of workplace that can be called.
package struct DialSection: Sendable, Hashable {
    package let endpoint: String?
    package let phoneNumber: String?
    package let sipURI: String?

    init(_ section: YAMLSection) throws(ConfigurationError) {
        let rule = "a dial string with {address} in it, such as PJSIP/{address}@trunk"
        endpoint = try section.string("endpoint", rule) { Names.isDialTemplate($0) }
        phoneNumber = try section.string("phoneNumber", rule) {
            Names.isDialTemplate($0, places: ["{address}", "{digits}"])
        }
        sipURI = try section.string("sipUri", rule) { Names.isDialTemplate($0) }
        try section.refuseOthers()
    }

    /// What can be called.
    package var kinds: Set<Workplace.Kind> {
        let lines: [(Workplace.Kind, String?)] = [
            (.endpoint, endpoint), (.phoneNumber, phoneNumber), (.sipUri, sipURI),
        ]
        return Set(lines.compactMap { $1 == nil ? nil : $0 })
    }
}
