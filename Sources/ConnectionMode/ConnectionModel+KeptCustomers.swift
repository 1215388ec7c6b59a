/// Customers who have lost the agent: a prompt, where the operator has set one, then music, then the dialplan (O10).
extension ConnectionModel {
    mutating func keepCustomer(of call: Call, by policy: Policy, at now: Instant) {
        var ended = call
        // The bridge where the customer waited before is gone, and no name is used twice.
        ended.waitingBridge = BridgeID(name(.waiting))
        let prompt = policy.agentLostPrompt.map {
            Announcement(
                sound: $0, language: directory.profile(of: call.agent)?.language ?? "en")
        }
        ended.keepsCustomerUntil = now.advanced(
            bySeconds: policy.agentLostMusicSeconds
                + (prompt == nil ? 0 : Announcement.longestSeconds))
        set(ended, for: call.id)
        let bridge = ended.waitingBridge
        achieve([
            prompt.map { .announce(ended.kept, $0, in: bridge) }
                ?? .keepWaiting(ended.kept, in: bridge)
        ])
    }

    /// A kept customer has heard the prompt: the time for music begins.
    mutating func promptOver(_ leg: LegID, at now: Instant) {
        guard case .call(let id) = owner(of: leg), var call = calls[id], call.state == .ended,
            let until = call.keepsCustomerUntil
        else { return }
        let seconds = (directory.policy(of: call.agent.tenant) ?? Policy()).agentLostMusicSeconds
        call.keepsCustomerUntil = min(until, now.advanced(bySeconds: seconds))
        set(call, for: id)
    }
}
