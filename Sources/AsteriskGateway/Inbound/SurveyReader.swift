package import ARI
package import ConnectionMode

/// Makes a survey of what Asterisk has: the channels with our names, and those in our application.
package struct SurveyReader: Sendable {
    let translator: EventTranslator

    package init(translator: EventTranslator) { self.translator = translator }

    package func survey(
        status: AsteriskStatus, channels: [Channel], bridges: [Bridge], endpoints: [Endpoint] = []
    ) -> Survey {
        var online: [String: Bool] = [:]
        for endpoint in endpoints {
            for channel in endpoint.channels { online[channel] = endpoint.isOnline }
        }
        var places: [String: Bridge] = [:]
        for bridge in bridges {
            for channel in bridge.channels { places[channel] = bridge }
        }
        let legs = channels.compactMap { channel -> Survey.Leg? in
            let isOurs = channel.id.hasPrefix("oh-")
            let arguments = channel.stasisArguments(of: translator.application)
            guard arguments != nil || isOurs && !channel.isInDialplan else { return nil }
            let place = places[channel.id]
            return Survey.Leg(
                id: LegID(channel.id), isUp: channel.state == .up,
                isRinging: channel.state == .ringing, bridge: place.map { BridgeID($0.id) },
                hasCompany: (place?.channels.count ?? 0) > 1,
                arrival: isOurs
                    ? nil : arguments.map { translator.arrival(of: channel, $0) },
                hasContact: isOurs ? online[channel.id] : nil)
        }
        let ours = bridges.filter { $0.id.hasPrefix("oh-") }.map { BridgeID($0.id) }
        return Survey(nodeRun: status.startupTime, legs: legs, bridges: ours)
    }
}

extension Channel {
    /// Whether it has been sent on in the dialplan: what we have dialled is in no application until it is answered,
    /// by Asterisk's name for that. *Source*: fixtures/scenarios, `outbound-answered`.
    fileprivate var isInDialplan: Bool {
        state == .up && dialplanApplication != "AppDial2" && dialplanApplication != "Stasis"
    }
}
