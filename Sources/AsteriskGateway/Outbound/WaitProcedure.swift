internal import ConnectionMode

/// Lets a customer wait: one who was answered hears music in a holding bridge of their own, another one
/// hears ringing.
///
/// The music is the bridge's: a channel's own would go on under the talk. *Source*: ASTERISK accept,
/// leftover generators.
struct WaitProcedure {
    static func steps(_ customer: CustomerLeg, in bridge: BridgeID) -> FixedSteps {
        guard customer.isAnswered else { return FixedSteps([.ring(customer.leg.rawValue)]) }
        return FixedSteps([
            .createBridge(bridge.rawValue, .holding),
            .startMusic(bridge: bridge.rawValue),
            .addChannels([customer.leg.rawValue], bridge: bridge.rawValue),
        ])
    }
}
