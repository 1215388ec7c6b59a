import AsteriskGateway

/// The way of requests to Asterisk and of answers back, and what can go wrong on it.
final class Wire {
    /// How long a request may take before its outcome counts as unknown.
    private static let deadline = 5_000

    unowned let world: World
    private var count = 0
    /// When the last request about each channel arrives.
    private var arrivals: [String: Int64] = [:]

    init(_ world: World) { self.world = world }

    private enum Fate {
        case arrives, doesNotLeave, isLost, answerIsLost
        /// So long on its way.
        case isLate(Int)
    }

    /// - Parameter answer: called once, at the deadline at the latest.
    func send(_ request: Request, _ answer: @escaping (Outcome) -> Void) {
        count += 1
        let number = count
        world.note("  > [\(number)] \(request)")
        var isAnswered = false
        func hear(_ outcome: Outcome) {
            guard !isAnswered else { return }
            isAnswered = true
            world.note("  < [\(number)] \(outcome)")
            answer(outcome)
        }
        switch fate() {
        case .arrives:
            arrive(request, in: world.chance.below(3)) { [self] outcome in
                world.after(world.chance.below(3)) { hear(outcome) }
            }
        case .doesNotLeave: world.after(world.chance.between(0, 20)) { hear(.notSent) }
        case .isLost: break
        case .answerIsLost: arrive(request, in: world.chance.below(3)) { _ in }
        case .isLate(let milliseconds):
            arrive(request, in: milliseconds) { [self] outcome in
                world.after(world.chance.below(3)) { hear(outcome) }
            }
        }
        world.after(Self.deadline) { hear(.unknown) }
    }

    private func fate() -> Fate {
        guard !world.isHealed, world.chance.happens(world.weather.requestFaults) else {
            return .arrives
        }
        return world.chance.pick(weighted: [
            (3, .doesNotLeave), (2, .isLost), (3, .answerIsLost),
            (2, .isLate(world.chance.span(upTo: 4_000))),
            (2, .isLate(world.chance.between(4_000, 12_000))),
        ])
    }

    private func arrive(
        _ request: Request, in milliseconds: Int, _ answer: @escaping (Outcome) -> Void
    ) {
        var arrival = world.now + Int64(milliseconds)
        for leg in request.legsInOrder {
            arrival = max(arrival, arrivals[leg] ?? 0)
            arrivals[leg] = arrival
        }
        let sent = world.now
        let run = world.service.run
        world.after(Int(arrival - sent)) { [self] in
            // What a killed process had not got rid of dies with it.
            if milliseconds > 20, run?.isAlive == false { return }
            // Nobody listens there: the connection is refused.
            guard world.pbx.isUp else { return answer(.notSent) }
            world.pbx.take(request, sent: sent, answer)
        }
    }
}

extension Request {
    /// The channels and devices whose commands Asterisk works off one after the other.
    fileprivate var legsInOrder: [String] {
        switch self {
        case .answer(let id), .ring(let id), .stopRinging(let id), .dial(let id, _),
            .mute(let id, _), .sendDigits(let id, _), .setVariable(let id, _, _),
            .play(let id, _, _, _):
            [id]
        case .listen(let id, let ear, _): [id, ear]
        case .setDeviceState(let name, _): [name]
        case .record(let name, _), .pauseRecording(let name, _), .stopRecording(let name): [name]
        case .addChannels(let ids, _), .addCallee(let ids, _): ids
        case .originate, .create, .findRecording, .findChannel, .findHold, .hangUp,
            .continueInDialplan, .findContact, .countPackets, .announce,
            .findPlayback,
            .stopPlayback,
            .createBridge,
            .startMusic, .findBridge, .deleteBridge, .subscribe:
            []
        }
    }
}
