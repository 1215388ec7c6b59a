package import ARI
package import ConnectionMode

/// Turns Asterisk's events into observations. It remembers nothing: what an event means does not depend
/// on what came before it.
package struct EventTranslator: Sendable {
    let application: String
    /// Variables of a customer's channel that the console is told.
    private let offerVariables: [String]

    package init(application: String, offerVariables: [String] = []) {
        self.application = application
        self.offerVariables = offerVariables
    }

    /// Why Asterisk ends a channel when it is stopped. The channel's end comes right after, with a cause
    /// that does not tell it from a phone that was hung up.
    /// *Source*: seen on 22.10.1 with `core stop now` and `core restart now`.
    private static let shutdown = 4

    package func observations(from event: Event) -> [Observation] {
        switch event {
        case .stasisStart(let channel, let arguments):
            if isOurs(channel) {
                // One that is made without being dialled comes at once.
                let leg = LegID(channel.id)
                return [channel.state == .up ? .legAnswered(leg) : .legMade(leg)]
            }
            return [arrival(of: channel, arguments).observation]
        case .stasisEnd(let channel):
            // For customers this is the last event. For a leg that was up it comes right before
            // ChannelDestroyed, and says the same: it is out of our hands. For one that nobody has answered
            // only ChannelDestroyed says why.
            if isOurs(channel), channel.state != .up { return [] }
            return [.legGone(LegID(channel.id), .hungUp)]
        case .channelStateChange(let channel):
            guard isOurs(channel) else { return [] }
            switch channel.state {
            case .ringing: return [.legRinging(LegID(channel.id))]
            case .up: return [.legUp(LegID(channel.id))]
            case .down, .ring, .other: return []
            }
        case .channelDestroyed(let channel, let cause, let sipStatus):
            return [.legGone(LegID(channel.id), .init(cause: cause, sipStatus: sipStatus))]
        case .channelHold(let channel):
            return isOurs(channel) ? [.legHeld(LegID(channel.id), true)] : []
        case .channelUnhold(let channel):
            return isOurs(channel) ? [.legHeld(LegID(channel.id), false)] : []
        case .channelEnteredBridge(let channel, let bridge):
            return [.legEntered(LegID(channel.id), BridgeID(bridge))]
        case .dial(let caller?, let peer, .noAnswer):
            guard let agent = agent(dialedAs: peer) else { return [] }
            return [.ringTimeOver(agent, caller: LegID(caller.id))]
        case .dial: return []
        case .channelHangupRequest(let channel, cause: Self.shutdown?, isSoft: true):
            return [.legGone(LegID(channel.id), .nodeRestarted)]
        case .recordingStarted(let recording):
            return isOurs(recording) ? [.recordingBegan(RecordingID(recording.name))] : []
        case .recordingFinished(let recording):
            guard isOurs(recording) else { return [] }
            return [.recordingOver(RecordingID(recording.name), seconds: recording.durationSeconds)]
        case .recordingFailed(let recording):
            return isOurs(recording) ? [.recordingFailed(RecordingID(recording.name))] : []
        case .contactStatusChange(let endpoint, let state):
            return contact(of: endpoint, state)
        case .channelHangupRequest, .channelLeftBridge, .userEvent, .applicationReplaced:
            return []
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

    /// Of the phone of each leg of ours that the endpoint has. A contact that is removed while another one is there says
    /// nothing.
    private func contact(of endpoint: Endpoint, _ word: String) -> [Observation] {
        let state: ContactState
        switch (endpoint.isOnline, word) {
        case (false?, _): state = .unreachable
        case (_, "Reachable"): state = .reachable
        case (_, "NonQualified"): state = .unqualified
        default: return []
        }
        return endpoint.channels.filter { $0.hasPrefix("oh-") }.map {
            .contactSeen(LegID($0), state)
        }
    }

    /// A name that the model chose, in whichever store's epoch.
    private func isOurs(_ channel: Channel) -> Bool { channel.id.hasPrefix("oh-") }
    private func isOurs(_ recording: LiveRecording) -> Bool { recording.name.hasPrefix("oh-") }

    /// What a channel came to us for: `Stasis(offhook,offer,<tenant>,<agent>)`, or
    /// `Stasis(offhook,wait,<tenant>,<seconds>)`. With other arguments it is for nobody, and the model sends it back.
    private static func purpose(_ arguments: [String]) -> Survey.Arrival.Purpose {
        let nobody = AgentKey(tenant: TenantID(""), agent: AgentID(""))
        guard arguments.count == 3 else { return .agent(nobody) }
        let tenant = TenantID(arguments[1])
        switch arguments[0] {
        case "offer": return .agent(AgentKey(tenant: tenant, agent: AgentID(arguments[2])))
        case "wait":
            // As long as can be, where that is too long; what is no number is not said.
            let seconds = Int(arguments[2]).map { min(max($0, 1), 86_400) }
            return .wait(tenant, seconds: seconds)
        default: return .agent(nobody)
        }
    }

    func arrival(of channel: Channel, _ arguments: [String]) -> Survey.Arrival {
        func variable(_ name: String) -> String? {
            guard let value = channel.variables[name], !value.isEmpty else { return nil }
            return value
        }
        func text(_ name: String) -> String? {
            variable(name).map { PlainText.oneLine($0, atMost: Self.longestNumber) }
        }
        let isHalf = channel.name.hasPrefix("Local/") && channel.name.hasSuffix(";2")
        let caller = variable("OFFHOOK_CALLER").flatMap { Self.isChannelID($0) ? LegID($0) : nil }
        let customer = CustomerLeg(
            leg: LegID(channel.id), kind: isHalf ? .half(caller: caller) : .own,
            isAnswered: channel.state == .up)
        let details = OfferDetails(
            caller: Caller(
                number: PlainText.oneLine(channel.caller.number, atMost: Self.longestNumber),
                name: PlainText.oneLine(channel.caller.name, atMost: Self.longestName)),
            dialedNumber: text("OFFHOOK_DIALED_NUMBER"), queue: text("OFFHOOK_QUEUE"),
            waitedSeconds: waitedSeconds(channel, since: variable("OFFHOOK_WAITING_SINCE")),
            ringSeconds: variable("OFFHOOK_RING_SECONDS").flatMap { Self.seconds($0) },
            isOutbound: variable("OFFHOOK_DIRECTION") == "outbound",
            mustAccept: variable("OFFHOOK_MUST_ACCEPT") == "yes",
            attributes: attributes(channel))
        return Survey.Arrival(customer: customer, Self.purpose(arguments), details: details)
    }

    /// From the queue's beginning to the making of the half that is offered, both by Asterisk's clock.
    private func waitedSeconds(_ channel: Channel, since: String?) -> Int? {
        guard let since = since.flatMap({ Int64($0) }), (0...1 << 40).contains(since),
            let createdAt = channel.createdAt
        else { return nil }
        let seconds = createdAt / 1_000 - since
        return (0...604_800).contains(seconds) ? Int(seconds) : nil
    }

    /// What the operator listed and the dialplan has set.
    private func attributes(_ channel: Channel) -> [String: String] {
        var attributes: [String: String] = [:]
        for name in offerVariables {
            guard let value = channel.variables[name], !value.isEmpty else { continue }
            attributes[name] = PlainText.oneLine(value, atMost: Self.longestAttribute)
        }
        return attributes
    }

    private static let longestAttribute = 199

    /// Customers name and number themselves; a number may be the user of any SIP URI.
    private static let longestNumber = 80
    private static let longestName = 200

    private static func seconds(_ text: String) -> Int? {
        Int(text).flatMap { (1...86_400).contains($0) ? $0 : nil }
    }

    /// A channel's id goes into addresses of requests.
    private static func isChannelID(_ text: String) -> Bool {
        text.utf8.count <= 150 && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
            && text.contains { $0 != "." }
    }
}
