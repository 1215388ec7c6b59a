import DemoWorld
import Foundation
import JSON
import SimulatedPhones
import Testing

/// What a network does to the link between the service and Asterisk.
extension OnTheRealAsterisk {
    /// What became of a link that was disturbed.
    private struct Outage {
        /// How long until people were told.
        let noticed: Duration
        /// How long until all was well again.
        let lasted: Duration
        /// The same as the service says it.
        let gap: Duration
    }

    private static func outage(
        _ desk: AgentDesk, _ disturb: () async throws -> Void
    ) async throws -> Outage {
        let place = desk.events.count
        let start = ContinuousClock.now
        try await disturb()
        let degraded = try #require(
            await desk.events.wait(for: "service.degraded", from: place))
        let restored = try #require(
            await desk.events.wait(for: "service.restored", from: place, within: .seconds(20)))
        #expect(degraded.at <= restored.at)
        let milliseconds = try #require(restored.data.optionalInteger("gapMilliseconds"))
        let outage = Outage(
            noticed: start.duration(to: degraded.at), lasted: start.duration(to: restored.at),
            gap: .milliseconds(milliseconds))
        // It counts from when Asterisk was last heard, a ping's time earlier at the most.
        #expect(outage.gap > outage.lasted - .milliseconds(300), "\(outage)")
        #expect(outage.gap < outage.lasted + .milliseconds(1_200), "\(outage)")
        #expect(try await desk.client.get("/readyz").status == 200)
        return outage
    }

    @Test(.timeLimit(.minutes(4)))
    func `W1 a link that is cut, half-open, slow, or of a service that was stopped is soon back`()
        async throws
    {
        try await Self.withWorld(agents: 1, customers: 1, hasProxy: true) { world in
            let proxy = try #require(world.proxy)
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let customer = world.customerPhone()
            try await desk.openConnection()
            _ = try await desk.talk(with: customer, dialing: "91001")

            let cut = try await Self.outage(desk) { proxy.cutEvents() }
            #expect(cut.noticed < .seconds(1), "\(cut)")
            let halfOpen = try await Self.outage(desk) { proxy.freezeEvents() }
            #expect(halfOpen.noticed < .seconds(3), "\(halfOpen)")
            #expect(await world.hearEachOther(desk.phone, customer))

            // What happens in the dark is made up for.
            let dark = try await Self.outage(desk) {
                proxy.freezeEvents()
                customer.hangUp()
            }
            #expect(dark.noticed < .seconds(3), "\(dark)")
            #expect(await desk.waitForStatus("available"))

            // Slower than the events come: late, or with a new survey, but never lost.
            proxy.setFlow(.slow(bytesPerSecond: 2_000), .towardService)
            let place = desk.events.count
            customer.dial("91001")
            let told = await desk.events.wait(
                for: "offer.created", from: place, within: .seconds(30))
            let offer = try #require(told?.data.optionalString("id"))
            let isAccepted = await eventually(within: .seconds(10)) {
                (try? await desk.accept(offer).isFine) == true
            }
            #expect(isAccepted)
            #expect(
                await desk.events.wait(for: "call.connected", from: place, within: .seconds(30))
                    != nil)
            proxy.setFlow(.free, .towardService)
            #expect(await world.hearEachOther(desk.phone, customer))
            #expect(
                await eventually(within: .seconds(10)) {
                    (try? await desk.client.get("/readyz").status) == 200
                })

            // The process is stopped, as by a machine that sleeps. What happened meanwhile waits in the
            // socket, or comes with a survey if Asterisk gave the socket up.
            world.service.signal(SIGSTOP)
            #expect(await world.hearEachOther(desk.phone, customer))
            customer.hangUp()
            #expect(await customer.waitUntilIdle())
            try await Task.sleep(for: .seconds(4))
            world.service.signal(SIGCONT)
            #expect(await desk.waitForStatus("available"))
            #expect(desk.phone.isInCall)
            #expect(desk.phone.incomingCalls == 1)
            #expect(await world.probe.isSilent(desk.phone.ear, for: .seconds(1)))
            print("Noticed after: cut \(cut.noticed), half-open \(halfOpen.noticed)")
            print("Away: cut \(cut.lasted), half-open \(halfOpen.lasted), dark \(dark.lasted)")

            let journal = try world.service.run(["audit", "--limit", "1000"])
            let gaps = journal.matches(of: /serviceRestored\tgapMilliseconds (\d+)/)
            #expect(gaps.count >= 3)
            #expect(journal.contains("serviceDegraded\tAsterisk at"))
            await desk.end()
        }
    }
}
