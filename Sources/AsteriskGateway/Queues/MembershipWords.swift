internal import AMI
internal import ConnectionMode

/// What is asked of Asterisk's queues in the words of its manager interface, and what it says of their members.
///
/// *Source*: the actions QueueAdd, QueueRemove, QueuePause, QueuePenalty and QueueStatus and the events QueueMember…,
/// seen with Asterisk 22.10.
extension MembershipAction {
    var words: AMIAction {
        let place = [
            ("Queue", member.queue), ("Interface", QueueMember.interface(of: member.agent)),
        ]
        switch self {
        case .add(let member):
            var fields =
                place + [
                    ("Penalty", "\(member.penalty)"), ("MemberName", member.agent.agent.rawValue),
                    ("StateInterface", DeviceStateQueue.device(of: member.agent) ?? ""),
                    ("Paused", member.pausedBecause == nil ? "false" : "true"),
                ]
            if let reason = member.pausedBecause { fields.append(("Reason", reason)) }
            return AMIAction("QueueAdd", fields)
        case .remove: return AMIAction("QueueRemove", place)
        case .pause(let member):
            let pause = [
                ("Paused", member.pausedBecause == nil ? "false" : "true"),
                ("Reason", member.pausedBecause ?? ""),
            ]
            return AMIAction("QueuePause", place + pause)
        case .setPenalty(let member):
            return AMIAction("QueuePenalty", place + [("Penalty", "\(member.penalty)")])
        }
    }
}

extension QueueMember {
    /// From an entry of QueueStatus's list or one of the events QueueMember…; `nil` of a member who is not ours.
    init?(_ message: AMIMessage) {
        guard let queue = message["Queue"],
            let interface = message["Interface"] ?? message["Location"],
            let agent = Self.agent(of: interface)
        else { return nil }
        self.init(
            queue: queue, agent: agent, isDynamic: message["Membership"] == "dynamic",
            pausedBecause: message["Paused"] == "1" ? message["PausedReason"] ?? "" : nil,
            penalty: message["Penalty"].flatMap { Int($0) } ?? 0)
    }
}
