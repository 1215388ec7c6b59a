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
        let watch = Watch(world, agent, customer)
        try await raw.ask(
            .post, "/bridges/\(bridge)/addChannel",
            [
                "channel": [
                    .string("bench-\(agent.name)"), .string("bench-\(customer.name)"),
                ]
            ])
        let sample = try await watch.sample { $0.optionalString("id") == bridge }
        try await goBack()
        try await raw.ask(.delete, "/bridges/\(bridge)")
        return sample
    }
}

/// Ours: an agent's open connection, a customer who calls, and Accept over the HTTP API.
final class ServiceAccept: Sendable {
    private let world: World
    private let desk: AgentDesk
    private let customer: SimulatedPhone

    init(_ world: World) async throws {
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
        let watch = Watch(world, desk.phone, customer)
        let accepted = try await desk.accept(offer)
        guard accepted.isFine, let call = accepted.body.optionalString("callId") else {
            throw PhoneError("Accept was refused: \(accepted.status) \(accepted.code ?? "")")
        }
        let sample = try await watch.sample {
            $0.optionalString("bridge_type") == "mixing"
        }
        _ = try await desk.hangUp(call)
        guard await customer.waitUntilIdle(), await desk.waitForStatus("available") else {
            throw PhoneError("The call did not end.")
        }
        return sample
    }

    func end() async { await desk.end() }
}

/// Begins when it is made, and sees when two legs are together: on the wire, with the kernel's time, so
/// that who measures needs no processor time while it is measured.
struct Watch {
    private let probe: RTPProbe
    private let agent: SimulatedPhone
    private let customer: SimulatedPhone
    private let start: Int64

    init(_ world: World, _ agent: SimulatedPhone, _ customer: SimulatedPhone) {
        probe = world.probe
        self.agent = agent
        self.customer = customer
        probe.watchServer(at: world.asterisk.httpPort)
        start = RTPProbe.now
    }

    /// Long enough for the former call to fade, and at no fixed point of the packets' 20 ms.
    static func pause() async throws {
        try await Task.sleep(for: .microseconds(Int.random(in: 150_000...170_000)))
    }

    /// - Parameter isBridge: whether this is the bridge, as events have it, that the two meet in.
    func sample(in isBridge: (JSONValue) -> Bool) async throws -> Sample {
        var heard: (agent: Int64?, customer: Int64?)
        var entered: [String: Int64] = [:]
        // Whoever looks takes processor time from what is measured.
        try await Task.sleep(for: .milliseconds(30))
        let isSeen = await eventually(within: .seconds(2), every: .milliseconds(30)) {
            entered = entries(isBridge)
            heard.agent = probe.firstPacket(with: customer.tone, to: agent.ear, since: start)
            heard.customer = probe.firstPacket(with: agent.tone, to: customer.ear, since: start)
            return entered.count >= 2 && heard.agent != nil && heard.customer != nil
        }
        probe.watchServer(at: nil)
        guard isSeen, let last = entered.values.max(), let left = heard.agent,
            let right = heard.customer
        else { throw PhoneError("The two were not seen together, or did not hear each other.") }
        return Sample(
            bothMilliseconds: Double(last - start) / 1e6,
            heardMilliseconds: Double(max(left, right) - start) / 1e6)
    }

    /// When Asterisk first said of each channel that it entered the bridge.
    private func entries(_ isBridge: (JSONValue) -> Bool) -> [String: Int64] {
        var entered: [String: Int64] = [:]
        for packet in probe.said {
            // A WebSocket frame: a head of at most ten bytes, then the event.
            guard let brace = packet.bytes.prefix(11).firstIndex(of: UInt8(ascii: "{")),
                let event = try? JSONValue(parsing: Array(packet.bytes[brace...])),
                event.optionalString("type") == "ChannelEnteredBridge",
                let bridge = event["bridge"], isBridge(bridge),
                let channel = event["channel"]?.optionalString("id")
            else { continue }
            entered[channel] = min(entered[channel] ?? .max, packet.at)
        }
        return entered
    }
}
