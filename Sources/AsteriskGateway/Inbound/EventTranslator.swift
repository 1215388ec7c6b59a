internal import ARI
internal import ConnectionMode

/// Turns Asterisk's events into observations. It remembers nothing: what an event means does not depend
/// on what came before it.
struct EventTranslator: Sendable {
    let application: String

    func observations(from event: Event) -> [Observation] {
        switch event {
        case .stasisStart(let channel, let arguments):
            if isOurs(channel) { return [.legAnswered(LegID(channel.id))] }
            let arrival = arrival(of: channel, arguments)
            return [.customerArrived(arrival.customer, arrival.agent, arrival.details)]
        case .stasisEnd(let channel):
            // For customers this is the last event. For a leg that was up it comes right before
            // ChannelDestroyed, and says the same: it is out of our hands.
            return [.legGone(LegID(channel.id), .hungUp)]
        case .channelStateChange(let channel):
            guard isOurs(channel), channel.state == .ringing else { return [] }
            return [.legRinging(LegID(channel.id))]
        case .channelDestroyed(let channel, let cause, let sipStatus):
            return [.legGone(LegID(channel.id), .init(cause: cause, sipStatus: sipStatus))]
        case .channelEnteredBridge(let channel, let bridge):
            return [.legEntered(LegID(channel.id), BridgeID(bridge))]
        case .dial(let caller?, let peer, .noAnswer):
            guard let agent = agent(dialedAs: peer) else { return [] }
            return [.ringTimeOver(agent, caller: LegID(caller.id))]
        case .dial: return []
        case .channelHangupRequest, .channelLeftBridge, .applicationReplaced: return []
        }
    }

    /// Whose customer waits behind the outer half of `Local/<agent>@offhook-<tenant>/n`.
    ///
    /// The half in our hands tells nothing of why it goes: whether the caller hung up, the queue's ring
    /// time was over, or the caller's own time in the queue, it has a hang-up request of cause 0 and then
    /// its end. But in the latter two the caller's channel, which we subscribed to, has a `Dial` of
    /// NOANSWER right before; in the first only one of CANCEL, as when another agent was quicker.
    /// That one's dial string is empty, its peer's name is not.
    /// *Source*: fixtures/ari, `Dial-…` and `ChannelHangupRequest-queue-…`.
    private func agent(dialedAs peer: Channel) -> AgentKey? {
        guard peer.name.hasPrefix("Local/"), peer.name.hasSuffix(";1"),
            let end = peer.name.lastIndex(of: "-")
        else { return nil }
        let place = peer.name[..<end].dropFirst(6)
        let parts = place.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].hasPrefix("offhook-") else { return nil }
        return AgentKey(
            tenant: TenantID(String(parts[1].dropFirst(8))), agent: AgentID(String(parts[0])))
    }

    /// A name that the model chose, in whichever store's epoch.
    private func isOurs(_ channel: Channel) -> Bool { channel.id.hasPrefix("oh-") }

    /// What a channel came to us for: `Stasis(offhook,offer,<tenant>,<agent>)`. With other arguments it
    /// is for nobody, and the model sends it back.
    func arrival(of channel: Channel, _ arguments: [String]) -> Survey.Arrival {
        let isOffer = arguments.count == 3 && arguments.first == "offer"
        let key = AgentKey(
            tenant: TenantID(isOffer ? arguments[1] : ""),
            agent: AgentID(isOffer ? arguments[2] : ""))
        func variable(_ name: String) -> String? {
            guard let value = channel.variables[name], !value.isEmpty else { return nil }
            return value
        }
        let isHalf = channel.name.hasPrefix("Local/") && channel.name.hasSuffix(";2")
        let caller = variable("OFFHOOK_CALLER").map { LegID($0) }
        let customer = CustomerLeg(
            leg: LegID(channel.id), kind: isHalf ? .half(caller: caller) : .own,
            isAnswered: channel.state == .up)
        let details = OfferDetails(
            caller: Caller(number: channel.caller.number, name: channel.caller.name),
            dialedNumber: variable("OFFHOOK_DIALED_NUMBER"), queue: variable("OFFHOOK_QUEUE"),
            ringSeconds: variable("OFFHOOK_RING_SECONDS").flatMap { Int($0) })
        return Survey.Arrival(customer: customer, agent: key, details: details)
    }
}
