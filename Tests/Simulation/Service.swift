import ConnectionMode
import Orchestration
import Storage

/// The service from outside: it is started, stopped and killed; its disk stays.
final class Service {
    unowned let world: World
    let disk = InMemoryStore(epoch: "sim")
    private(set) var run: ServiceRun?
    private(set) lazy var link = Link(world)
    private(set) lazy var wire = Wire(world)
    /// Whether the network between the two is down.
    var isLinkBlocked = false
    private var runs = 0
    /// By how much the clock is wrong.
    private var clockError: Int64 = 0

    init(_ world: World) { self.world = world }

    func start() {
        guard run == nil else { return }
        runs += 1
        world.note("*** the service starts")
        let begun = ServiceRun(world, number: runs, clockError: clockError)
        run = begun
        begun.begin()
        if run === begun { link.begin() }
    }

    /// The run is gone, at once and with all that it had not stored.
    func ended(_ ended: ServiceRun) {
        guard run === ended else { return }
        run = nil
        link.end()
        if world.weather.clockJumps, !world.isHealed {
            clockError = world.chance.pick([
                0, -3_600_000, 3_600_000, 86_400_000, -20_000, 20_000, -400 * 86_400_000,
            ])
        }
        let pause =
            world.isHealed
            ? 500 : world.chance.pick([50, 300, 2_000, world.chance.span(upTo: 40_000)])
        world.after(pause) { [self] in
            if world.weather.directoryChanges, world.weather.administration == 0, !world.isHealed,
                world.chance.happens(500)
            {
                world.changeDirectory()
                world.note("*** the directory is another one now")
            }
            start()
        }
    }

    /// The store keeps the directory from here on.
    func keep(_ directory: Directory) {
        var entries: [DirectoryChange] = []
        for (id, tenant) in directory.tenants.sorted(by: { $0.key < $1.key }) {
            entries.append(.tenant(id, tenant.settings))
            for (agent, profile) in tenant.agents {
                entries.append(.agent(AgentKey(tenant: id, agent: agent), profile))
            }
        }
        try? disk.commit(entries.map { .directory($0) })
    }

    func heal() {
        isLinkBlocked = false
        disk.failure = nil
        run?.heal()
    }
}

/// The store as one run of the service sees it: after a kill nothing more is written.
final class RunStore: ConnectionStore, @unchecked Sendable {  // one thread has it
    private unowned let run: ServiceRun

    init(_ run: ServiceRun) { self.run = run }

    var epoch: String { run.world.service.disk.epoch }

    func load() throws(StoreError) -> Remembered { try run.world.service.disk.load() }

    func commit(
        _ changes: [Change], journal: [AuditEntry], ledger: [LedgerEntry]
    ) throws(StoreError) {
        guard run.passes("storing") else { return }
        try run.world.service.disk.commit(changes, journal: journal, ledger: ledger)
        run.world.judge.stored(journal)
        run.world.judge.stored(ledger)
        _ = run.passes("stored")
    }
}
