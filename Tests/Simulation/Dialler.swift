import ConnectionMode
import Orchestration
import Storage

/// A program that hands out whom agents are to call.
struct Dialler {
    let world: World

    func offerSomebody() {
        guard let run = world.service.run, run.isListening else { return }
        let key = world.chance.pick(world.agents.map(\.key))
        let offer = OutboundOffer(
            Callee.order(&world.chance), offerSeconds: world.chance.pick([nil, 2, 40]),
            mustAccept: world.chance.happens(300), attributes: ["customer": "Carol"])
        let command = Command.offerCall(key, offer)
        world.note("a dialler asks: \(command)")
        let (world, judge) = (world, world.judge)
        run.take(
            .command(
                command, by: Actor(tenant: key.tenant, name: "dialler"),
                mayDo: { model in
                    if run.isAlive { judge.isDone(command, by: key, model) }
                    return true
                },
                { result, _ in
                    guard run.isAlive else { return }
                    world.note("the dialler is answered: \(result)")
                }))
    }
}
