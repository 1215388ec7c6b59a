import DemoWorld
import Foundation
import JSON
import SimulatedPhones
import Synchronization
import Testing

extension OnTheRealAsterisk {
    @Test(.timeLimit(.minutes(3)))
    func `V2 W1 a PIN that was not asked for before a kill is spoken after the start`() async throws
    {
        try await Self.withWorld(agents: 1, customers: 0, hasProxy: true) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let proxy = try #require(world.proxy)
            proxy.setGate { request, moment in
                guard moment == .arrived, request.target.hasSuffix("/play") else { return .pass }
                world.service.signal(SIGKILL)
                return .drop
            }
            _ = try await desk.logIn()
            let since = RTPProbe.now
            let answer = try await desk.setStatus("available")
            let attempt = try #require(answer.body.optionalString("attemptId"))
            #expect(await world.service.waitForEnd(within: .seconds(10)))
            proxy.setGate(nil)
            try await world.service.start()
            let pin = try #require(await desk.hearPIN(since: since))
            // While it is being spoken, another start does not begin anew.
            await world.service.kill()
            proxy.countAnew()
            try await world.service.start()
            #expect(try await desk.confirm(pin, attempt: attempt).isFine)
            #expect(await desk.waitForStatus("available"))
            #expect(proxy.requests.contains { $0.description == "GET /playbacks/oh-v-pin" })
            #expect(!proxy.requests.contains { $0.target.hasSuffix("/play") })
            #expect(desk.phone.incomingCalls == 1)
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(3)), arguments: [1, 3])
    func `W1 SIGTERM finishes an Accept that is under way, and takes nothing new`(
        _ signals: Int
    ) async throws {
        try await Self.withWorld(agents: 1, customers: 1, hasProxy: true) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let customer = world.customerPhone()
            let proxy = try #require(world.proxy)
            try await desk.openConnection()
            // Not answered yet: Accept needs two requests, and the first one's answer is held.
            let place = desk.events.count
            customer.dial("71001")
            let offer = try await desk.waitForOffer(from: place)
            let (isHeld, isFree) = (Flag(), Flag())
            proxy.setGate { request, moment in
                guard moment == .answered, request.target.hasSuffix("/answer") else { return .pass }
                isHeld.raise()
                isFree.wait(atMost: 10)
                return .pass
            }
            #expect(try await desk.accept(offer).isFine)
            #expect(await eventually(within: .seconds(5)) { isHeld.isUp })
            for _ in 0..<signals {
                world.service.signal(SIGTERM)
                try await Task.sleep(for: .milliseconds(150))
            }
            let refused = try? await desk.setStatus("onBreak")
            #expect(refused == nil || refused?.status == 503)
            #expect(world.service.isRunning)
            isFree.raise()
            #expect(await world.service.waitForEnd(within: .seconds(10)))
            #expect(world.service.exitStatus == 0)
            #expect(await world.hearEachOther(desk.phone, customer))
            try await world.service.start()
            #expect(await desk.waitForStatus("busy"))
            #expect(desk.phone.incomingCalls == 1)
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `W1 SIGTERM during the start ends it with 0, and leaves every leg`() async throws {
        try await Self.withWorld(agents: 1, customers: 0, hasProxy: true) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let proxy = try #require(world.proxy)
            try await desk.openConnection()
            await world.service.stop()
            for number in 1...5 {
                proxy.countAnew()
                let (isHeld, isFree) = (Flag(), Flag())
                proxy.setGate { request, moment in
                    guard moment == .arrived, request.number == number else { return .pass }
                    isHeld.raise()
                    isFree.wait(atMost: 10)
                    return .pass
                }
                let start = Task { try? await world.service.start() }
                #expect(await eventually(within: .seconds(10)) { isHeld.isUp })
                world.service.signal(SIGTERM)
                try await Task.sleep(for: .milliseconds(150))
                isFree.raise()
                await start.value
                #expect(await world.service.waitForEnd(within: .seconds(10)))
                #expect(world.service.exitStatus == 0)
                #expect(desk.phone.isInCall)
            }
            proxy.setGate(nil)
            try await world.service.start()
            #expect(await desk.waitForStatus("available"))
            #expect(desk.phone.incomingCalls == 1)
            await desk.end()
        }
    }
}

/// Raised once, seen by many; waiting blocks the proxy's thread alone.
private final class Flag: Sendable {
    private let state = Mutex(false)

    var isUp: Bool { state.withLock { $0 } }
    func raise() { state.withLock { $0 = true } }

    func wait(atMost seconds: Int) {
        let end = ContinuousClock.now.advanced(by: .seconds(seconds))
        while !isUp, ContinuousClock.now < end { Thread.sleep(forTimeInterval: 0.005) }
    }
}
