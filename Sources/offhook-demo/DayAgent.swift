internal import DemoWorld
internal import JSON
internal import SimulatedPhones
internal import Synchronization

/// One of many who serve a queue, each offer and each call in another way. Acts through the API alone, and hears
/// the PIN at a phone of `ManyPhones`.
final class DayAgent: Sendable {
    let name: String
    let events: EventListener
    private let world: World
    private let client: ControlClient
    private let path: String
    private let ear: EarID
    private let gate: Gate
    private let deeds = Mutex<[Task<Void, Never>]>([])
    private let isFinishing = Mutex(false)

    /// So many listen for PINs at once: that takes a core.
    actor Gate {
        private var free = 3
        private var waiting: [CheckedContinuation<Void, Never>] = []

        func enter() async {
            if free > 0 {
                free -= 1
            } else {
                await withCheckedContinuation { waiting.append($0) }
            }
        }

        func leave() {
            if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
        }
    }

    init(_ name: String, _ world: World, _ gate: Gate) throws {
        guard let ear = ManyPhones.Manner.ear(of: name) else {
            throw PhoneError("\(name) has no ear.")
        }
        (self.name, self.world, self.ear, self.gate) = (name, world, ear, gate)
        client = ControlClient(base: world.base, token: try world.token(agent: name))
        path = "/v1/tenants/acme/agents/\(name)"
        events = EventListener(client, path: "/v1/tenants/acme/events")
    }

    /// Logs in and opens the connection.
    func begin() async throws {
        guard try await client.post("\(path)/session").isFine else {
            throw PhoneError("\(name) is not logged in.")
        }
        try await open { try await self.client.put("\(self.path)/status", ["status": "available"]) }
    }

    private func open(_ ask: () async throws -> ControlClient.Answer) async throws {
        await gate.enter()
        let since = RTPProbe.now
        do {
            let answer = try await ask()
            if let attempt = answer.body.optionalString("attemptId"),
                let pin = await world.listener.listen(world.probe, at: ear, since: since)
            {
                _ = try await client.post(
                    "\(path)/connection/confirm",
                    ["attemptId": .string(attempt), "pin": .string(pin)])
            }
        } catch {
            await gate.leave()
            throw error
        }
        await gate.leave()
    }

    /// Works until told to finish.
    func work() async throws {
        var place = 0
        while !isFinishing.withLock({ $0 }) {
            let told = events.told(from: place)
            place += told.count
            for event in told { take(event) }
            try await lookAfterMyself()
            try await Task.sleep(for: .milliseconds(100))
        }
        let left = deeds.withLock { $0 }
        for deed in left { await deed.value }
    }

    func finish() { isFinishing.withLock { $0 = true } }

    func leave() async throws {
        _ = try await client.delete("\(path)/session?when=now")
        events.end()
        await client.close()
    }

    private func later(_ milliseconds: Int, _ deed: @escaping @Sendable () async -> Void) {
        let task = Task {
            try? await Task.sleep(for: .milliseconds(milliseconds))
            await deed()
        }
        deeds.withLock { $0.append(task) }
    }

    private func take(_ event: EventListener.Told) {
        guard let id = event.data.optionalString("id") else { return }
        let client = client
        switch event.type {
        case "offer.created":
            let offer = "/v1/tenants/acme/offers/\(id)"
            switch Int.random(in: 0..<100) {
            case 0..<68:
                later(.random(in: 50...2_000)) { _ = try? await client.post(offer + "/accept") }
            case 68..<80:
                later(.random(in: 50...3_000)) { _ = try? await client.post(offer + "/reject") }
            // Just when its time is over.
            case 80..<90:
                later(.random(in: 4_900...5_100)) { _ = try? await client.post(offer + "/accept") }
            default: break
            }
        case "call.connected":
            let path = path
            switch Int.random(in: 0..<100) {
            case 0..<46:
                later(.random(in: 1_000...12_000)) {
                    _ = try? await client.post("/v1/tenants/acme/calls/\(id)/hangup")
                }
            // The customer loses the agent.
            case 46..<50:
                later(.random(in: 1_000...8_000)) {
                    _ = try? await client.delete(path + "/session?when=now")
                }
            default: break
            }
        default: break
        }
    }

    /// Comes back from a break for a missed offer, and opens a connection that was lost.
    private func lookAfterMyself() async throws {
        guard let view = try? await client.get(path).body, let status = view["status"] else {
            return
        }
        switch status.optionalString("status") {
        case "onBreak":
            _ = try? await client.put("\(path)/status", ["status": "available"])
        case "loggedOut": try? await begin()
        case "notReachable":
            try? await open { try await self.client.post("\(self.path)/connection") }
        default: break
        }
    }
}
