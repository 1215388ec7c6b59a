import ARI
import ConnectionMode

/// Somebody who calls, from the first to the last try.
final class Customer: CustomStringConvertible {
    enum Way { case own, dial, queue, wait }

    unowned let dialplan: Dialplan
    let number: Int
    let tenant: TenantID
    /// Whom they are for; not everybody exists.
    private(set) var agent: AgentID
    private(set) var way: Way
    let channel: FakeSwitch.Leg
    /// The half of theirs that is with us.
    private(set) var half: FakeSwitch.Leg?
    private var triesLeft = 4
    private(set) var isGone = false
    /// Whether a queue may try the next member now.
    private(set) var isWaitingInQueue = false
    private var waits = 0

    init(_ number: Int, tenant: TenantID, agent: AgentID, way: Way, _ dialplan: Dialplan) {
        self.number = number
        self.tenant = tenant
        self.agent = agent
        self.way = way
        self.dialplan = dialplan
        let pbx = dialplan.world.pbx
        let name = pbx.newName()
        channel = FakeSwitch.Leg(
            "1800.\(name)", name: "PJSIP/2001-\(name)",
            state: dialplan.world.chance.happens(500) ? .up : .ring, place: .dialplan,
            isOriginated: false, tenant: tenant)
        pbx.add(channel)
    }

    var description: String { "customer \(number)" }
    private var world: World { dialplan.world }
    private var pbx: FakeSwitch { world.pbx }

    /// The leg that is with us, if any.
    var legWithUs: FakeSwitch.Leg? { half ?? (channel.isInStasis ? channel : nil) }

    // MARK: Calling

    func call() {
        channel.whenGone = { [self] _ in gone() }
        world.note("\(self) calls \(tenant)/\(agent) by \(way)")
        tryOnce()
        guard world.chance.happens(800) else { return }
        world.after(world.chance.span(upTo: 60_000)) { [self] in hangUp() }
    }

    private func tryOnce() {
        guard !isGone, pbx.isUp else { return }
        triesLeft -= 1
        switch way {
        case .own:
            enterStasis(["offer", tenant.rawValue, agent.rawValue])
        case .wait:
            let seconds = world.chance.pick(["1", "10", "60"])
            enterStasis(["wait", tenant.rawValue, seconds])
        case .dial: offer(to: agent, ringSeconds: world.chance.pick([2, 6, 20]))
        case .queue:
            isWaitingInQueue = true
            waits += 1
            let wait = waits
            world.after(world.chance.between(8_000, 40_000)) { [self] in
                guard wait == waits, !isGone, isWaitingInQueue || half?.isUp == false else {
                    return
                }
                ringingEnds()
                isWaitingInQueue = false
                back(with: "timedOut")
            }
            dialplan.serve()
        }
    }

    private func enterStasis(_ arguments: [String]) {
        channel.whenContinued = { [self] in
            back(with: channel.variables.removeValue(forKey: "OFFHOOK_RESULT") ?? "nothing")
        }
        if !pbx.enterStasis(channel, arguments) { back(with: "serviceAway") }
    }

    /// `Local/<agent>@offhook-<tenant>/n` is dialled for them.
    func offer(to agent: AgentID, ringSeconds: Int) {
        isWaitingInQueue = false
        let name = pbx.newName()
        let half = FakeSwitch.Leg(
            "1800.\(name)", name: "Local/\(agent)@offhook-\(tenant)-\(name);2", state: .ring,
            place: .dialplan, isOriginated: false, tenant: tenant)
        half.variables["OFFHOOK_CALLER"] = channel.id
        if world.chance.happens(800) { half.variables["OFFHOOK_RING_SECONDS"] = "\(ringSeconds)" }
        pbx.add(half)
        self.half = half
        half.whenGone = { [self] cause in halfGone(half, cause) }
        half.whenAnswered = { [self] in channel.state = .up }
        world.note("\(self) is offered to \(tenant)/\(agent) as \(half.id)")
        guard pbx.enterStasis(half, ["offer", tenant.rawValue, agent.rawValue]) else {
            return pbx.finish(half, cause: 27, sip: nil)
        }
        world.after(ringSeconds * 1_000) { [self] in
            guard self.half === half, !half.isUp else { return }
            ringingEnds()
        }
    }

    /// The time for which the agent is rung is over.
    private func ringingEnds() {
        guard let half, !half.isUp else { return }
        let peer = FakeSwitch.Leg(
            "\(half.id)-1", name: half.name.replacing(";2", with: ";1"), state: .down,
            place: .dialplan, isOriginated: false, tenant: tenant)
        pbx.emit(.dial(caller: channel.channel, peer: peer.channel, .noAnswer), about: channel)
        pbx.emit(.dial(caller: channel.channel, peer: peer.channel, .canceled), about: channel)
        pbx.end(half, requested: 0, cause: 0)
    }

    private func halfGone(_ half: FakeSwitch.Leg, _ cause: Int) {
        guard self.half === half else { return }
        self.half = nil
        guard !isGone, pbx.isUp else { return }
        if half.isUp {
            guard cause == 42 else {
                // The dialplan hangs them up.
                world.after(world.chance.between(1, 100)) { [self] in hangUp() }
                return
            }
            return back(with: "agentLost")
        }
        guard way == .queue else { return back(with: "cause \(cause)") }
        world.after(1_000) { [self] in
            guard !isGone, self.half == nil, way == .queue, pbx.legs[channel.id] === channel
            else { return }
            isWaitingInQueue = true
            dialplan.serve()
        }
    }

    // MARK: Afterwards

    /// Back in the dialplan, which tries something else or ends it.
    private func back(with result: String) {
        guard !isGone, pbx.isUp else { return }
        waits += 1
        world.note("\(self) is back in the dialplan: \(result)")
        guard triesLeft > 0, !world.isHealed, world.chance.happens(600) else { return hangUp() }
        if world.chance.happens(500) {
            way = world.chance.pick([.own, .dial, .queue])
            if way == .own, world.weather.routing > 0, world.chance.happens(500) { way = .wait }
            agent = dialplan.anyAgent(of: tenant)
        }
        // Asterisk numbers no visits: who is back before their leaving was told is taken for one who stayed.
        let told = world.weather.slowestEvent
        world.after(told + world.chance.between(5, 400)) { [self] in tryOnce() }
    }

    /// The two can talk.
    func talks() {
        guard world.chance.happens(700) else { return }
        world.after(world.chance.span(upTo: 20_000)) { [self] in
            if !world.isHealed { hangUp() }
        }
    }

    func hangUp() {
        guard !isGone, pbx.legs[channel.id] === channel else { return }
        world.note("\(self) hangs up")
        pbx.end(channel, requested: nil, cause: 16)
    }

    private func gone() {
        guard !isGone else { return }
        isGone = true
        isWaitingInQueue = false
        world.note("\(self) is gone")
        if let half, pbx.isUp { pbx.end(half, requested: half.isUp ? 16 : 0, cause: 0) }
    }
}
