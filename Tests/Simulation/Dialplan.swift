import ARI
import AsteriskGateway
import ConnectionMode

/// Who calls, and what Asterisk's dialplan and queues do with them.
final class Dialplan {
    unowned let world: World
    private(set) var customers: [Customer] = []
    private let members: [AgentKey]
    private var isServing = false

    init(_ world: World) {
        self.world = world
        members = world.directory.agentKeys
    }

    func open() {
        for number in 1...max(1, world.weather.customers) {
            world.after(world.chance.below(world.weather.seconds * 800)) { [self] in
                arrive(number)
            }
        }
    }

    /// Everybody hangs up.
    func close() {
        for customer in customers where !customer.isGone {
            world.after(world.chance.below(5_000)) { customer.hangUp() }
        }
        for callee in world.pbx.callees {
            world.after(world.chance.below(5_000)) { callee.hangUp() }
        }
    }

    /// Nobody waits any longer in a queue; whoever is with us stays.
    func heal() {
        for customer in customers where customer.legWithUs == nil { customer.hangUp() }
    }

    private func arrive(_ number: Int) {
        guard world.pbx.isUp, !world.isHealed else { return }
        let tenant = world.chance.pick(members).tenant
        var way: Customer.Way = world.chance.pick(weighted: [(45, .own), (20, .dial), (35, .queue)])
        if way == .own, world.weather.routing > 0, world.chance.happens(600) { way = .wait }
        let customer = Customer(number, tenant: tenant, agent: anyAgent(of: tenant), way: way, self)
        customers.append(customer)
        customer.call()
    }

    /// Nearly always one that exists.
    func anyAgent(of tenant: TenantID) -> AgentID {
        if world.chance.happens(30) { return AgentID("1099") }
        if world.chance.happens(30) { return world.chance.pick(members).agent }
        return world.chance.pick(members.filter { $0.tenant == tenant }).agent
    }

    func customer(with leg: String) -> Customer? {
        customers.first { $0.channel.id == leg || $0.half?.id == leg }
    }

    // MARK: Queues

    func deviceStateChanged() {
        world.after(world.chance.between(1, 15)) { [self] in serve() }
    }

    /// Each waiting customer is offered to the first member who is free.
    func serve() {
        guard !world.isHealed, !isServing, world.pbx.isUp else { return }
        isServing = true
        defer { isServing = false }
        for customer in customers where customer.isWaitingInQueue && !customer.isGone {
            guard let member = members.first(where: { isFree($0, for: customer) }) else { continue }
            customer.offer(to: member.agent, ringSeconds: world.chance.pick([4, 16]))
        }
    }

    private func isFree(_ key: AgentKey, for customer: Customer) -> Bool {
        guard key.tenant == customer.tenant, let device = DeviceStateQueue.device(of: key),
            world.pbx.deviceStates[device] == .notInUse
        else { return false }
        // One that rings already is passed over, but a change of state may be behind.
        let isRung = customers.contains {
            $0.half?.name.hasPrefix("Local/\(key.agent)@offhook-\(key.tenant)-") == true
        }
        return !isRung || world.chance.happens(30)
    }
}
