internal import ConnectionMode

/// A way out of Asterisk with limits of its own: which dial strings leave by it, for whom, and what it bears.
package struct TrunkSection: Sendable, Hashable {
    package var name: String
    package var dial: DialSection
    /// Nil is everybody.
    package var tenants: [String]?
    package var channels: Int?
    package var callsPerSecond: Int?
    package var maximumSeconds: Int?
    package var callerID: String?

    private init(name: String, _ section: YAMLSection) throws(ConfigurationError) {
        self.name = name
        guard let dial = try section.section("dial") else {
            throw section.error("dial", "must say what leaves by it")
        }
        self.dial = try DialSection(dial)
        guard !self.dial.kinds.isEmpty else {
            throw section.error("dial", "must have a line for endpoint, phoneNumber or sipUri")
        }
        tenants = try section.strings(
            "tenants", "ids of tenants: \(Names.idRule)", where: Names.isID)
        channels = try section.integer("channels", in: 1...100_000)
        callsPerSecond = try section.integer("callsPerSecond", in: 1...1_000)
        maximumSeconds = try section.integer("maximumSeconds", in: Trunk.allowedMaximumSeconds)
        callerID = try section.string(
            "callerID", "a number, or a name and a number such as Name <100>",
            where: Names.isCallerID)
        try section.refuseOthers()
    }

    static func all(_ section: YAMLSection) throws(ConfigurationError) -> [TrunkSection] {
        var trunks: [TrunkSection] = []
        for name in section.keys {
            guard Names.isPlain(name) else {
                throw section.error(
                    name, "must be a trunk's name: 1 to 64 letters, digits, - and _")
            }
            guard let entry = try section.section(name) else {
                throw section.error(name, "must be a mapping of keys to values")
            }
            let trunk = try TrunkSection(name: name, entry)
            if let other = trunks.first(where: { $0.overlaps(trunk) }) {
                throw section.error(
                    name,
                    "must not reach the same kind of workplace for the same tenant as \(other.name): "
                        + "nobody could tell which of the two is taken")
            }
            trunks.append(trunk)
        }
        return trunks
    }

    private func overlaps(_ other: TrunkSection) -> Bool {
        guard !dial.kinds.isDisjoint(with: other.dial.kinds) else { return false }
        guard let tenants, let others = other.tenants else { return true }
        return !Set(tenants).isDisjoint(with: others)
    }
}
