import ARI
import ConnectionMode
import Orchestration
import Storage

/// Somebody who supervises calls, and their phone.
final class Supervisor: @unchecked Sendable {  // one thread has it
    static let address = "supervisor"

    unowned let world: World

    init(_ world: World) { self.world = world }

    /// Asks for a supervision of some call, for another mode, or for its end.
    func act() {
        guard let run = world.service.run, run.isListening, let model = run.model else { return }
        let calls = model.calls.values.filter { $0.state == .connected }.sorted { $0.id < $1.id }
        guard !calls.isEmpty else { return }
        let call = world.chance.pick(calls)
        guard let supervision = call.supervision, world.chance.happens(950) else {
            let address = world.chance.happens(950) ? Self.address : "nobody"
            return ask(
                .supervise(
                    call.id, mode, from: Workplace(kind: .endpoint, address: address),
                    by: SupervisorID("supervisor")),
                call, run)
        }
        if world.chance.happens(250) {
            return ask(.stopSupervision(call.id, supervision.id), call, run)
        }
        ask(.changeSupervision(call.id, supervision.id, mode), call, run)
        if world.chance.happens(200) {
            ask(.changeSupervision(call.id, supervision.id, mode), call, run)
        }
    }

    private var mode: SupervisionMode { world.chance.pick(SupervisionMode.allCases) }

    private func ask(_ command: Command, _ call: Call, _ run: ServiceRun) {
        world.note("a supervisor asks: \(command)")
        let (world, judge, key) = (world, world.judge, call.agent)
        run.take(
            .command(
                command, by: Actor(tenant: key.tenant, name: "supervisor"),
                mayDo: { model in
                    if run.isAlive { judge.isDone(command, by: key, model) }
                    return true
                },
                { result, _ in
                    guard run.isAlive else { return }
                    world.note("the supervisor is answered: \(result)")
                }))
    }

    // MARK: The phone

    private enum Way { case answers, busy, declines, rings, isSilent }

    func ring(_ leg: FakeSwitch.Leg, seconds: Int) {
        let (world, pbx) = (world, world.pbx)
        world.note("the supervisor's phone is called (\(leg.id))")
        world.after(seconds * 1_000) {
            guard pbx.legs[leg.id] === leg, case .called = leg.place else { return }
            pbx.finish(leg, cause: 19, sip: 480)
        }
        let way: Way = world.chance.pick(weighted: [
            (80, .answers), (5, .busy), (5, .declines), (5, .rings), (5, .isSilent),
        ])
        func refuse(_ cause: Int, _ sip: Int) {
            world.after(world.chance.span(upTo: 1_000)) {
                guard pbx.legs[leg.id] === leg else { return }
                pbx.end(leg, requested: cause, cause: cause, sip: sip)
            }
        }
        switch way {
        case .isSilent: return
        case .busy: return refuse(17, 486)
        case .declines: return refuse(21, 603)
        case .answers, .rings: break
        }
        let rings = world.chance.between(1, 200)
        world.after(rings) {
            guard pbx.legs[leg.id] === leg, leg.state == .down else { return }
            leg.state = .ringing
            pbx.emit(.channelStateChange(leg.channel), about: leg)
        }
        guard way == .answers else { return }
        world.after(rings + world.chance.span(upTo: 3_000)) {
            guard pbx.legs[leg.id] === leg, !leg.isUp else { return }
            pbx.pickUp(leg)
            guard world.chance.happens(300) else { return }
            world.after(world.chance.span(upTo: 30_000)) {
                guard !world.isHealed, pbx.legs[leg.id] === leg else { return }
                world.note("the supervisor hangs up")
                pbx.end(leg, requested: nil, cause: 16)
            }
        }
    }
}
