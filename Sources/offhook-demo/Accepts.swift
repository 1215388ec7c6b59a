internal import DemoWorld
internal import JSON
internal import SimulatedPhones
internal import Transport

/// The floor: a parked leg and a waiting customer of our own, brought together by one request.
final class RawAccept: Sendable {
    private let raw: RawARI
    private let world: World
    private let agent: SimulatedPhone
    private let customer: SimulatedPhone

    init(_ raw: RawARI, _ world: World) async throws {
        self.raw = raw
        self.world = world
        agent = world.agentPhone(1)
        customer = world.customerPhone(1)
        for (phone, bridge) in [(agent, "bench-home"), (customer, "bench-waiting")] {
            try await raw.ask(.post, "/bridges/\(bridge)", ["type": "holding"])
            try await raw.ask(
                .post, "/channels",
                [
                    "endpoint": .string("PJSIP/\(phone.name)"), "app": "bench",
                    "channelId": .string("bench-\(phone.name)"),
                ])
            if phone.name == customer.name, await phone.waitUntilRinging() { phone.answer() }
            _ = try await raw.waitForStart(of: "bench-\(phone.name)")
        }
        try await goBack()
    }

    private func goBack() async throws {
        try await raw.ask(.post, "/bridges/bench-waiting/moh", ["mohClass": "default"])
        for (phone, bridge) in [(agent, "bench-home"), (customer, "bench-waiting")] {
            let path = "/bridges/\(bridge)/addChannel"
            try await raw.ask(.post, path, ["channel": .string("bench-\(phone.name)")])
        }
    }

    func measure() async throws -> Sample {
        let bridge = "bench-talk-\(raw.count)"
        try await raw.ask(.post, "/bridges/\(bridge)", ["type": "mixing"])
        try await Watch.pause()
        let watch = Watch(raw, world, agent, customer)
        try await raw.ask(
            .post, "/bridges/\(bridge)/addChannel",
            [
                "channel": [
                    .string("bench-\(agent.name)"), .string("bench-\(customer.name)"),
                ]
            ])
        let sample = try await watch.sample { $0.bridge == bridge }
        try await goBack()
        try await raw.ask(.delete, "/bridges/\(bridge)")
        return sample
    }
}

/// Ours: an agent's open connection, a customer who calls, and Accept over the HTTP API.
final class ServiceAccept: Sendable {
    private let raw: RawARI
    private let world: World
    private let desk: AgentDesk
    private let customer: SimulatedPhone

    init(_ raw: RawARI, _ world: World) async throws {
        self.raw = raw
        self.world = world
        desk = try AgentDesk(world, phone: world.agentPhone(0))
        customer = world.customerPhone(0)
        try await desk.openConnection()
    }

    func measure() async throws -> Sample {
        let place = desk.events.count
        customer.dial("91001")
        let offer = try await desk.waitForOffer(from: place)
        try await Watch.pause()
        let watch = Watch(raw, world, desk.phone, customer)
        let accepted = try await desk.accept(offer)
        guard accepted.isFine, let call = accepted.body.optionalString("callId") else {
            throw PhoneError("Accept was refused: \(accepted.status) \(accepted.code ?? "")")
        }
        let sample = try await watch.sample {
            $0.bridge.hasPrefix("oh-")
                && $0.json["bridge"]?.optionalString("bridge_type") == "mixing"
        }
        _ = try await desk.hangUp(call)
        guard await customer.waitUntilIdle(), await desk.waitForStatus("available") else {
            throw PhoneError("The call did not end.")
        }
        return sample
    }

    func end() async { await desk.end() }
}

/// Begins when it is made, and sees when two legs are together.
struct Watch {
    private let raw: RawARI
    private let probe: RTPProbe
    private let agent: SimulatedPhone
    private let customer: SimulatedPhone
    private let place: Int
    private let start: Int64

    init(_ raw: RawARI, _ world: World, _ agent: SimulatedPhone, _ customer: SimulatedPhone) {
        self.raw = raw
        probe = world.probe
        self.agent = agent
        self.customer = customer
        place = raw.count
        start = RTPProbe.now
    }

    /// Long enough for the former call to fade, and at no fixed point of the packets' 20 ms.
    static func pause() async throws {
        try await Task.sleep(for: .microseconds(Int.random(in: 150_000...170_000)))
    }

    func sample(in isBridge: (RawARI.Message) -> Bool) async throws -> Sample {
        let first = try await entered(from: place, besides: nil, isBridge)
        let second = try await entered(from: place, besides: first.channel, isBridge)
        var heard: (agent: Int64?, customer: Int64?)
        let both = await eventually(within: .seconds(2), every: .milliseconds(10)) {
            heard.agent = probe.firstPacket(with: customer.tone, to: agent.ear, since: start)
            heard.customer = probe.firstPacket(with: agent.tone, to: customer.ear, since: start)
            return heard.agent != nil && heard.customer != nil
        }
        guard both, let left = heard.agent, let right = heard.customer else {
            throw PhoneError("The two did not hear each other.")
        }
        return Sample(
            bothMilliseconds: Double(max(first.at, second.at) - start) / 1e6,
            heardMilliseconds: Double(max(left, right) - start) / 1e6)
    }

    private func entered(
        from place: Int, besides other: String?, _ isBridge: (RawARI.Message) -> Bool
    ) async throws -> RawARI.Message {
        try await raw.wait(from: place) {
            $0.type == "ChannelEnteredBridge" && $0.channel != other && isBridge($0)
        }
    }
}
