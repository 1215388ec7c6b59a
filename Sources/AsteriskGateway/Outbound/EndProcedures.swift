internal import ConnectionMode

/// Q.850 causes that the shipped dialplan turns into `OFFHOOK_RESULT`.
enum ReleaseCause {
    static let normal = 16
    /// The agent rejected.
    static let busy = 17
    /// The agent left it unanswered.
    static let noAnswer = 19
    /// The agent cannot be offered anything now.
    static let unavailable = 20
    /// Something went wrong.
    static let outOfOrder = 38
    /// The agent's leg was lost.
    static let agentLost = 42

    static func of(_ release: Release) -> Int {
        switch release {
        case .rejected: busy
        case .timedOut: noAnswer
        case .failed: outOfOrder
        case .unavailable, .released: unavailable
        case .agentLost: agentLost
        case .agentHungUp: normal
        }
    }
}

/// Ends a leg. Asked for again by the model until the leg is seen to be gone.
struct HangUpProcedure: Procedure {
    let leg: LegID

    mutating func start() -> Move { .ask(.hangUp(leg.rawValue, cause: ReleaseCause.normal)) }

    mutating func next(after outcome: Outcome) -> Move {
        outcome == .refused(status: 404) ? .finish([.legGone(leg, .unknown)]) : .finish
    }
}

/// Lets a customer go: back to the dialplan with `OFFHOOK_RESULT`, or hung up.
struct ReleaseProcedure: Procedure {
    let customer: CustomerLeg
    let release: Release
    private var hasBegun = false

    init(customer: CustomerLeg, release: Release) {
        self.customer = customer
        self.release = release
    }

    private var name: String { customer.leg.rawValue }

    mutating func start() -> Move {
        wayOn == nil
            ? .ask(.hangUp(name, cause: ReleaseCause.of(release)))
            : .ask(.setVariable(name, name: "OFFHOOK_RESULT", value: release.rawValue))
    }

    /// Where in the dialplan the customer goes on; nil where the call ends.
    private var wayOn: DialplanPlace? {
        switch customer.kind {
        case .own: release == .agentHungUp ? nil : .next
        case .dialed(let context): release == .agentLost ? context.map { .start(of: $0) } : nil
        case .half: nil
        }
    }

    mutating func next(after outcome: Outcome) -> Move {
        // Gone, or in the dialplan again: either way out of our hands.
        let isGone = outcome == .refused(status: 404) || outcome == .refused(status: 409)
        if hasBegun { return finish(isGone) }
        hasBegun = true
        if let wayOn { return isGone ? finish(true) : .ask(.continueInDialplan(name, wayOn)) }
        switch customer.kind {
        case .half(let caller?) where release == .agentHungUp:
            // Wherever the customer waits in the dialplan: with the half gone, their own channel
            // could still be offered to somebody else. Not at once, because a queue that sees both go
            // together may log the caller as who ended the call (2 of 29 times with Asterisk 22.10);
            // the shipped dialplan has hung the caller up by then.
            return .later(
                milliseconds: 200, .hangUp(caller.rawValue, cause: ReleaseCause.normal))
        case .own, .dialed, .half: return finish(isGone)
        }
    }

    private func finish(_ isGone: Bool) -> Move {
        isGone ? .finish([.legGone(customer.leg, .unknown)]) : .finish
    }
}

/// Deletes a bridge once nobody is in it: whoever leaves does so first.
///
/// That takes a moment after a call. Where a request was lost it takes longer: then it is looked seldom,
/// for some minutes.
struct DissolveProcedure: Procedure {
    static let looks = 80
    private static let seldomLooks = 60

    let bridge: BridgeID
    let looksLeft: Int

    mutating func start() -> Move { .ask(.findBridge(bridge.rawValue)) }

    mutating func next(after outcome: Outcome) -> Move {
        switch outcome {
        case .saw(.bridge(let channels)) where channels.isEmpty:
            .ask(.deleteBridge(bridge.rawValue))
        // What is still used then is found by the next survey.
        case .saw(.bridge), .notSent, .unknown:
            looksLeft > 0
                ? .giveWay(milliseconds: pause, .dissolve(bridge, looksLeft: looksLeft - 1))
                : .finish
        case .done, .saw, .refused: .finish
        }
    }

    private var pause: Int { looksLeft > Self.seldomLooks ? 500 : 5_000 }
}
