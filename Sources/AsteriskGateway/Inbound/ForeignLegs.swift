package import ARI
package import ConnectionMode

/// What the gateway must know of the store to tell which legs are its own.
package struct StoreKnowledge: Sendable {
    /// What the legs of this service are named with.
    package let epoch: String
    /// The first number that no name of the store had when it was loaded.
    package let firstName: UInt64
    /// The epochs whose legs the operator said to leave; asked at every survey.
    package let leftEpochs: @Sendable () -> Set<String>
    /// The store is older than the legs that Asterisk has of it.
    package let doubt: @Sendable () -> Void

    package init(
        epoch: String, firstName: UInt64 = .max,
        leftEpochs: @escaping @Sendable () -> Set<String> = { [] },
        doubt: @escaping @Sendable () -> Void = {}
    ) {
        self.epoch = epoch
        self.firstName = firstName
        self.leftEpochs = leftEpochs
        self.doubt = doubt
    }
}

/// Legs with a name like ours from another store: an old backup was put in place, a store was lost, or
/// two services are on one Asterisk. They are not ours to touch.
package enum ForeignLegs {
    /// A leg as an operator is shown it.
    package struct Leg: Hashable, Sendable {
        package let id: LegID
        /// Of the store that named it.
        package let epoch: String
        /// Asterisk's own name, which tells the phone: `PJSIP/1001-00000001`.
        package let channel: String
        /// Whose it is, where it came to us by a validation call that was answered.
        package let agent: AgentKey?
        package let isUp: Bool
        /// Whether anybody else is in its bridge.
        package let hasCompany: Bool
    }

    /// Asks Asterisk for them; nothing is changed.
    package static func ask(
        _ client: ARIClient, epoch: String
    ) async throws(ARIError) -> [Leg] {
        let channels = try await client.channels()
        return legs(of: channels, try await client.bridges(), epoch: epoch)
    }

    static func legs(of channels: [Channel], _ bridges: [Bridge], epoch: String) -> [Leg] {
        let crowds = bridges.filter { $0.channels.count > 1 }.flatMap(\.channels)
        let together = Set(crowds)
        return channels.compactMap { channel in
            guard let other = self.epoch(of: channel.id), other != epoch else { return nil }
            return Leg(
                id: LegID(channel.id), epoch: other, channel: channel.name,
                agent: agent(of: channel), isUp: channel.state == .up,
                hasCompany: together.contains(channel.id))
        }.sorted { $0.id < $1.id }
    }

    /// *Source*: fixtures/ari/rest-channels.json.
    private static func agent(of channel: Channel) -> AgentKey? {
        let parts = channel.dialplanArguments.split(
            separator: ",", omittingEmptySubsequences: false)
        guard channel.dialplanApplication == "Stasis", parts.count == 4, parts[1] == "validation"
        else { return nil }
        return AgentKey(tenant: TenantID(String(parts[2])), agent: AgentID(String(parts[3])))
    }

    /// What a name of the form `oh-<epoch>-<kind><counter>` has in its middle; empty for one that
    /// only begins so, `nil` for another name.
    static func epoch(of name: String) -> String? {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count > 1, parts[0] == "oh" else { return nil }
        return parts.count > 2 ? String(parts[1]) : ""
    }

    static func ids(in survey: Survey, epoch: String, leaving: Set<String> = []) -> [LegID] {
        survey.legs.map(\.id).filter { id in
            guard let other = self.epoch(of: id.rawValue) else { return false }
            return other != epoch && !leaving.contains(other)
        }
    }

    /// A leg of this store with a number that it has not given yet.
    static func later(than first: UInt64, in survey: Survey, epoch: String) -> LegID? {
        survey.legs.map(\.id).first { id in
            guard self.epoch(of: id.rawValue) == epoch,
                let counter = id.rawValue.split(separator: "-").last?.dropFirst(),
                let number = UInt64(counter)
            else { return false }
            return number >= first
        }
    }

    /// Those that are in one bridge with a customer of ours.
    static func holdingCustomers(in survey: Survey, epoch: String) -> Set<LegID> {
        let places = Set(survey.legs.filter { $0.arrival != nil }.compactMap(\.bridge))
        return Set(
            survey.legs.filter { leg in
                guard let other = self.epoch(of: leg.id.rawValue) else { return false }
                return other != epoch && leg.bridge.map(places.contains) ?? false
            }.map(\.id))
    }
}
