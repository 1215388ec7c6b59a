import DemoWorld
import Foundation
import JSON
import SimulatedPhones
import Testing

/// A file system of a megabyte in a folder's place.
private struct SmallDisk {
    private let folder: String
    private var filler: String { folder + "/filler" }

    /// Only root may mount.
    static var isPossible: Bool { geteuid() == 0 }

    init(at folder: String) throws {
        self.folder = folder
        _ = try Project.run(
            "/bin/mount", ["-t", "tmpfs", "-o", "size=1m,mode=0700", "tmpfs", folder])
    }

    /// Leaves no room at all.
    func fill() {
        _ = FileManager.default.createFile(atPath: filler, contents: nil)
        guard let file = FileHandle(forWritingAtPath: filler) else { return }
        for size in [4_096, 1] {
            while (try? file.write(contentsOf: Data(count: size))) != nil {}
        }
        try? file.close()
    }

    func empty() throws { try FileManager.default.removeItem(atPath: filler) }

    func end() { _ = try? Project.run("/bin/umount", ["-l", folder]) }
}

extension OnTheRealAsterisk {
    @Test(.enabled(if: SmallDisk.isPossible, "Only root may mount."), .timeLimit(.minutes(4)))
    func `W2 with a full disk nothing new begins, what must end ends, and no name is used twice`()
        async throws
    {
        try await Self.withWorld(agents: 2, customers: 1) { world in
            await world.service.stop()
            let data = world.service.folder.appending(path: "data").path
            try FileManager.default.removeItem(atPath: data)
            try FileManager.default.createDirectory(
                atPath: data, withIntermediateDirectories: true)
            let disk = try SmallDisk(at: data)
            defer { disk.end() }
            try await world.service.start()
            let desk = try AgentDesk(world, phone: world.agentPhone(0))
            let other = try AgentDesk(world, phone: world.agentPhone(1))
            let customer = world.customerPhone()
            try await desk.openConnection()
            try await other.openConnection()
            let before = try Self.names(world)

            let place = desk.events.count
            disk.fill()
            let refused = try await other.setStatus("onBreak")
            #expect(refused.status == 503)
            #expect(refused.code == "storeUnavailable")
            #expect(await desk.events.wait(for: "service.degraded", from: place) != nil)
            #expect(try await desk.client.get("/readyz").status == 503)
            // Customers are looked after, and what people end is ended.
            let call = try await desk.talk(with: customer, dialing: "91001")
            #expect(await world.hearEachOther(desk.phone, customer))
            let during = try Self.names(world)
            #expect(try await desk.hangUp(call).isFine)
            #expect(await customer.waitUntilIdle())
            #expect(try await other.logOut().isFine)
            #expect(await other.phone.waitUntilIdle())

            // Killed while the disk is full: nothing of it is remembered.
            await world.service.kill()
            try disk.empty()
            try await world.service.start()
            #expect(await desk.waitForStatus("available"))
            #expect(desk.phone.incomingCalls == 1)
            _ = try await desk.talk(with: customer, dialing: "91001")
            let after = try Self.names(world)
            #expect(after.subtracting(before).isDisjoint(with: during.subtracting(before)))
            customer.hangUp()
            #expect(await customer.waitUntilIdle())

            // Full again, and room again, while it runs.
            let second = desk.events.count
            disk.fill()
            #expect(try await desk.setStatus("onBreak").code == "storeUnavailable")
            #expect(await desk.events.wait(for: "service.degraded", from: second) != nil)
            try disk.empty()
            let restored = await desk.events.wait(for: "service.restored", from: second)
            #expect(try #require(restored?.data.optionalInteger("gapMilliseconds")) > 0)
            #expect(try await desk.setStatus("onBreak").isFine)
            #expect(try await desk.client.get("/readyz").status == 200)
            await desk.end()
            await other.end()
        }
    }

    /// All names of ours that Asterisk knows now.
    private static func names(_ world: World) throws -> Set<String> {
        let said =
            try world.asterisk.console("core show channels concise")
            + world.asterisk.console("bridge show all")
        return Set(said.matches(of: /oh-[a-z0-9]+-[a-z]\d+/).map { String($0.0) })
    }
}
