import ConnectionMode
import Orchestration
import Storage

/// Changes who there is and what holds for them, while everybody works.
struct Administrator {
    let world: World

    func changeSomething() {
        guard let run = world.service.run, run.isListening,
            let change = Organisation.change(
                world.directory, world.agents.map(\.key), &world.chance)
        else { return }
        let command = Command.administer(change, applyNow: world.chance.happens(500))
        world.note("an administrator asks: \(command)")
        let (world, judge) = (world, world.judge)
        run.take(
            .command(
                command, by: Actor(tenant: change.tenant, name: "administrator"),
                mayDo: { model in
                    if run.isAlive, case .agent(let key, _) = change {
                        judge.isDone(command, by: key, model)
                    } else if run.isAlive {
                        judge.isDone(command, by: world.agents[0].key, model)
                    }
                    return true
                },
                { result, _ in
                    guard run.isAlive else { return }
                    world.note("the administrator is answered: \(result)")
                    if case .success = result { world.take(change) }
                }))
    }
}
