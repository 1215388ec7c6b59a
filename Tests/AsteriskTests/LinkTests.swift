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

    @Test(.timeLimit(.minutes(3)))
    func `with few descriptors the API refuses politely, and calls go on`() async throws {
        try await Self.withWorld(agents: 1, customers: 1) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            let customer = world.customerPhone()
            try await desk.openConnection()
            await world.service.stop()
            let process = try ChildProcess(
                "offhook-few-files", "/bin/sh",
                [
                    "-c", "ulimit -n 160 && exec \"$0\" \"$@\"",
                    try OffhookService.findProgram("offhook"), "serve", "--config",
                    world.service.folder.appending(path: "offhook.yaml").path,
                ], in: world.service.folder)
            #expect(await desk.waitForStatus("available", within: .seconds(20)))
            #expect(process.logTail(200).contains("Fewer connections than configured"))

            // Far more than it can bear: those that are too many wait to be accepted.
            let crowd = try (0..<400).map { _ in try IdleConnection(port: world.service.port) }
            _ = try await desk.talk(with: customer, dialing: "91001")
            #expect(await world.hearEachOther(desk.phone, customer))
            customer.hangUp()
            #expect(await customer.waitUntilIdle())
            #expect(await desk.waitForStatus("available"))
            // Something is stored, too.
            #expect(try await desk.setStatus("onBreak").isFine)
            #expect(process.isRunning)
            let log = process.logTail(10_000)
            #expect(!log.contains("Too many open files"), "\(log)")
            #expect(!log.contains("cannot be written"), "\(log)")
            for connection in crowd { connection.end() }
            #expect(try await desk.setStatus("available").isFine)
            #expect(desk.phone.incomingCalls == 1)
            await desk.end()
            await process.end()
        }
    }
}

/// A connection to the API that says nothing.
private struct IdleConnection {
    private let descriptor: Int32

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { throw PhoneError("There is no socket left for the test.") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
        withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    func end() { close(descriptor) }
}
