import ARI
import ConnectionMode

/// Somebody whom an agent calls, from the first ringing to the end.
final class Callee: CustomStringConvertible {
    /// What agents dial; at another address there is nobody.
    static let address = "callee"

    /// A call to one of the two.
    static func order(_ chance: inout Chance) -> CallOrder {
        let address = chance.happens(950) ? Callee.address : "nobody"
        return CallOrder(
            to: Workplace(kind: .endpoint, address: address),
            ringSeconds: chance.pick([nil, 5, 15]))
    }

    unowned let world: World
    let leg: FakeSwitch.Leg

    init(_ leg: FakeSwitch.Leg, _ world: World) {
        self.leg = leg
        self.world = world
    }

    var description: String { "the callee on \(leg.id)" }
    private var pbx: FakeSwitch { world.pbx }
    private var isThere: Bool { pbx.legs[leg.id] === leg }

    private enum Way { case answers, busy, declines, rings, isNotThere, isRefused, isSilent }

    func ring(seconds: Int) {
        world.note("\(self) is called")
        leg.whenContinued = { [self] in
            world.note("\(self) is in the dialplan")
            world.after(world.chance.between(10, 2_000)) { [self] in hangUp() }
        }
        world.after(seconds * 1_000) { [self] in
            guard isThere, !leg.isUp else { return }
            pbx.end(leg, requested: 32, cause: 19, sip: 480)
        }
        let way: Way = world.chance.pick(weighted: [
            (70, .answers), (6, .busy), (6, .declines), (8, .rings), (3, .isNotThere),
            (3, .isRefused), (4, .isSilent),
        ])
        switch way {
        case .isSilent: return
        case .busy: return refuse(17, 486)
        case .isNotThere: return refuse(1, 404)
        case .isRefused: return refuse(34, 503)
        case .declines, .answers, .rings: break
        }
        let rings = world.chance.between(1, 300)
        world.after(rings) { [self] in
            guard isThere, leg.state == .down else { return }
            leg.state = .ringing
            pbx.emit(.channelStateChange(leg.channel), about: leg)
            pbx.lets(leg, beHeardRinging: true)
        }
        if way == .declines { return refuse(21, 603) }
        guard way == .answers else { return }
        world.after(rings + world.chance.span(upTo: 6_000)) { [self] in answer() }
    }

    private func refuse(_ cause: Int, _ sip: Int) {
        world.after(world.chance.span(upTo: 2_000)) { [self] in
            guard isThere, !leg.isUp else { return }
            pbx.end(leg, requested: cause, cause: cause, sip: sip)
        }
    }

    private func answer() {
        guard isThere, !leg.isUp else { return }
        world.note("\(self) answers")
        leg.state = .up
        pbx.emit(.channelStateChange(leg.channel), about: leg)
        pbx.lets(leg, beHeardRinging: false)
        world.judge.answers(leg)
        guard world.chance.happens(700) else { return }
        world.after(world.chance.span(upTo: 20_000)) { [self] in
            if !world.isHealed { hangUp() }
        }
    }

    func hangUp() {
        guard isThere else { return }
        world.note("\(self) hangs up")
        pbx.end(leg, requested: nil, cause: 16)
    }
}
