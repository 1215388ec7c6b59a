import ARI
import ConnectionMode

/// An agent's phone, and whoever is near it.
final class Phone: CustomStringConvertible {
    unowned let world: World
    let key: AgentKey
    let address: String
    var isRegistered = true
    /// The call that it is in, or that it rings for.
    private(set) var leg: FakeSwitch.Leg?
    /// What was heard on the present call.
    private(set) var pin: String?

    init(_ key: AgentKey, address: String, _ world: World) {
        self.key = key
        self.address = address
        self.world = world
    }

    // MARK: Signs of life

    /// Whether Asterisk asks it whether it is there.
    private(set) lazy var isQualified = world.chance.happens(500)
    /// Whether it sends all the time, now and then, or nothing.
    private lazy var manner = world.chance.pick(weighted: [
        (6, Manner.steady), (2, .suppressesSilence), (2, .silent),
    ])
    /// Since when it is gone from the network; it comes back, or does not.
    private(set) var goneSince: Int64?
    /// When it was last back.
    private(set) var backSince: Int64?
    private var packets = 0
    private var countedAt: Int64 = 0

    private enum Manner { case steady, suppressesSilence, silent }

    /// What has come from it in the present call, as Asterisk counts.
    var packetsSent: Int {
        count()
        return packets
    }

    private func count() {
        let passed = Int(world.now - countedAt)
        countedAt = world.now
        guard goneSince == nil else { return }
        switch manner {
        case .steady: packets += passed / 20
        case .suppressesSilence:
            if world.chance.happens(500) { packets += passed / world.chance.between(20, 200) }
        case .silent: break
        }
    }

    /// No power, no network: nobody is told, but by Asterisk's asking.
    func vanish() {
        guard goneSince == nil, let leg, leg.isUp, !world.isHealed else { return }
        count()
        goneSince = world.now
        world.note("\(self) is gone from the network")
        askedAfter(world.chance.between(1_000, 6_000), isThere: false)
        guard world.chance.happens(600) else { return }
        world.after(world.chance.span(upTo: 60_000)) { [self] in comeBack() }
    }

    func comeBack() {
        guard goneSince != nil else { return }
        count()
        (goneSince, backSince) = (nil, world.now)
        world.note("\(self) is back")
        askedAfter(world.chance.between(1, 6_000), isThere: true)
    }

    /// Whether Asterisk can reach it, by its own asking.
    private(set) var isReached = true

    private func askedAfter(_ milliseconds: Int, isThere: Bool) {
        guard isQualified else { return }
        world.after(milliseconds) { [self] in
            guard (goneSince == nil) == isThere, isReached != isThere else { return }
            isReached = isThere
            world.pbx.tell(contactOf: self)
        }
    }

    var endpoint: Endpoint {
        Endpoint(
            name: address, isOnline: isReached,
            channels: leg.flatMap { world.pbx.legs[$0.id] }.map { [$0.id] } ?? [])
    }

    var description: String { "phone of \(key)" }

    private enum Way { case answers, busy, declines, rings, isNotThere, isRefused, isSilent }

    func ring(_ leg: FakeSwitch.Leg, seconds: Int, sent: Int64) {
        if let old = self.leg, world.pbx.legs[old.id] != nil {
            world.judge.rings(again: self, old, sent: sent)
        }
        self.leg = leg
        pin = nil
        (packets, countedAt) = (0, world.now)
        let pbx = world.pbx
        leg.whenGone = { [self] _ in
            world.note("\(self): the call \(leg.id) is over")
            if self.leg === leg { self.leg = nil }
        }
        world.note("\(self) is called (\(leg.id))")
        world.after(seconds * 1_000) {
            guard pbx.legs[leg.id] === leg, case .called = leg.place else { return }
            pbx.finish(leg, cause: 19, sip: 480)
        }
        let way: Way =
            world.isHealed
            ? .answers
            : goneSince != nil
                ? .isSilent
                : world.chance.pick(weighted: [
                    (82, .answers), (4, .busy), (4, .declines), (4, .rings), (2, .isNotThere),
                    (2, .isRefused), (2, .isSilent),
                ])
        follow(way, leg)
    }

    private func follow(_ way: Way, _ leg: FakeSwitch.Leg) {
        let pbx = world.pbx
        func refuse(_ cause: Int, _ sip: Int) {
            world.after(world.chance.span(upTo: 1_000)) {
                guard pbx.legs[leg.id] === leg else { return }
                pbx.end(leg, requested: cause, cause: cause, sip: sip)
            }
        }
        let rings = world.chance.between(1, 200)
        switch way {
        case .isSilent: return
        case .busy: return refuse(17, 486)
        case .isNotThere: return refuse(1, 404)
        case .isRefused: return refuse(34, 503)
        case .declines, .answers, .rings:
            world.after(rings) {
                guard pbx.legs[leg.id] === leg, leg.state == .down else { return }
                leg.state = .ringing
                pbx.emit(.channelStateChange(leg.channel), about: leg)
            }
        }
        if way == .declines { return refuse(21, 603) }
        guard way == .answers else { return }
        world.after(rings + world.chance.span(upTo: 4_000)) { [self] in
            guard pbx.legs[leg.id] === leg, !leg.isUp, goneSince == nil else { return }
            world.note("\(self) answers")
            pbx.pickUp(leg)
            endByCarrier(leg)
            guard !world.isHealed, world.chance.happens(250) else { return }
            world.after(world.chance.span(upTo: 60_000)) { [self] in hangUp(leg) }
        }
    }

    /// The trunk lets no call last longer.
    private func endByCarrier(_ leg: FakeSwitch.Leg) {
        guard let longest = world.weather.maximumSeconds else { return }
        world.after(longest * 1_000) { [self] in
            guard world.pbx.legs[leg.id] === leg else { return }
            world.note("the carrier ends \(leg.id)")
            world.pbx.end(leg, requested: nil, cause: 16)
        }
    }

    /// The key of a desk phone: on hold, and off again.
    func pressHold() {
        guard goneSince == nil, let leg, world.pbx.legs[leg.id] === leg, leg.isUp else { return }
        leg.isOnHold.toggle()
        world.note("\(self) is \(leg.isOnHold ? "put on" : "taken off") hold")
        world.pbx.emit(
            leg.isOnHold ? .channelHold(leg.channel) : .channelUnhold(leg.channel), about: leg)
    }

    func hangUp(_ leg: FakeSwitch.Leg) {
        guard !world.isHealed, goneSince == nil, world.pbx.legs[leg.id] === leg else { return }
        world.note("\(self) hangs up")
        world.pbx.end(leg, requested: nil, cause: 16)
    }

    func hear(_ digits: String, afterMilliseconds milliseconds: Int) {
        let leg = leg
        world.after(milliseconds) { [self] in
            guard let leg, self.leg === leg else { return }
            pin = digits
        }
    }
}
