import ConnectionMode
import Orchestration
import Storage

/// A program that finds agents for customers who wait with us.
struct Router {
    let world: World

    /// Brings somebody who waits to an agent, whoever that is, or gives them back.
    func act() {
        guard let run = world.service.run, run.isListening, let model = run.model else { return }
        // Now and then of somebody who does not wait any more.
        let waiting = model.waitingCustomers.values.sorted { $0.id < $1.id }
        guard !waiting.isEmpty || world.chance.happens(100) else { return }
        let customer = waiting.isEmpty ? nil : world.chance.pick(waiting)
        let id = customer?.id ?? CustomerID("oh-sim-q0")
        let tenant = customer?.tenant ?? world.chance.pick(world.agents).key.tenant
        let own = world.agents.map(\.key).filter { $0.tenant == tenant }
        let key: AgentKey
        let command: Command
        if world.chance.happens(100) {
            key = AgentKey(tenant: tenant, agent: AgentID(""))
            command = .releaseCustomer(id, of: tenant)
        } else {
            // Mostly one of the customer's own tenant.
            key = world.chance.pick(
                own.isEmpty || world.chance.happens(30) ? world.agents.map(\.key) : own)
            command = .offerCustomer(
                id, to: key,
                CustomerOffer(
                    offerSeconds: world.chance.pick([nil, 2, 40]),
                    mustAccept: world.chance.happens(200), attributes: ["intent": "renewal"]))
        }
        world.note("a router asks: \(command)")
        let (world, judge) = (world, world.judge)
        run.take(
            .command(
                command, by: Actor(tenant: tenant, name: "router"),
                mayDo: { model in
                    if run.isAlive { judge.isDone(command, by: key, model) }
                    return true
                },
                { result, _ in
                    guard run.isAlive else { return }
                    world.note("the router is answered: \(result)")
                }))
    }
}
