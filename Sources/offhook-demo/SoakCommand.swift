internal import ArgumentParser
internal import DemoWorld
internal import Foundation
internal import SimulatedPhones

struct SoakCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "soak",
        abstract: "Puts thousands of calls over the same legs, and counts what grows.")

    @Option(help: "How many calls.")
    var calls = 10_000

    @Option(help: "How many agents, each with a customer of their own; at the most five.")
    var agents = 4

    func validate() throws {
        guard (50...10_000_000).contains(calls) else {
            throw ValidationError("--calls is from 50 to 10000000.")
        }
        guard (1...5).contains(agents) else { throw ValidationError("--agents is from 1 to 5.") }
    }

    func run() async throws {
        let (calls, agents) = (calls, agents)
        let teller = Teller()
        teller.head("Starting Asterisk, Offhook, \(agents) agents and \(agents) customers")
        try await Stage.play(
            in: Project.folder.appending(path: ".run/soak"), agents: agents, customers: agents,
            logLevel: "info"
        ) { world in
            try await world.service.start()
            try await Soak(world, teller: teller, pairs: agents).run(calls: calls)
        }
    }
}

/// Call after call over legs that were opened once, with a count of everything that could grow each
/// time that all is quiet.
struct Soak {
    private let world: World
    private let teller: Teller
    private let pairs: [SoakPair]
    /// Between so many calls of a pair, what is there is counted.
    private static let rounds = 10

    init(_ world: World, teller: Teller, pairs count: Int) throws {
        self.world = world
        self.teller = teller
        pairs = try (0..<count).map { index in
            try SoakPair(
                world, agent: world.agentPhone(index), customer: world.customerPhone(index))
        }
    }

    func run(calls: Int) async throws {
        for pair in pairs { try await pair.desk.openConnection() }
        teller.tell("\(pairs.count) connections are open")
        let share = max(1, calls / Self.rounds / pairs.count)
        teller.tell(FootprintTable.head)
        var counts: [SoakCount] = []
        for _ in 0..<Self.rounds {
            try await all(share)
            counts.append(try await count())
            teller.tell(FootprintTable.line(counts[counts.count - 1]))
        }
        try judge(counts)
        for pair in pairs {
            try teller.check(try await pair.desk.logOut().isFine, "\(pair.name) logs out")
            await pair.desk.end()
        }
        let isEmpty = await eventually(within: .seconds(20)) {
            (try? world.channelCount()) == 0 && (try? world.bridgeCount()) == 0
        }
        try teller.check(isEmpty, "no channel and no bridge is left in Asterisk")
    }

    private func all(_ share: Int) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for pair in pairs { group.addTask { try await pair.play(share) } }
            try await group.waitForAll()
        }
    }

    /// Waits until nothing is under way any more, and counts.
    private func count() async throws -> SoakCount {
        let legs = pairs.count
        // A bridge is deleted once it is seen to be empty, which is looked at each half second.
        let isQuiet = await eventually(within: .seconds(30), every: .milliseconds(250)) {
            (try? world.channelCount()) == legs && (try? world.bridgeCount()) == legs
        }
        guard isQuiet, let service = world.service.processID.flatMap(Footprint.init),
            let asterisk = world.asterisk.processID.flatMap(Footprint.init)
        else {
            let (channels, bridges) = (try world.channelCount(), try world.bridgeCount())
            throw PhoneError(
                "Asterisk has \(channels) channels and \(bridges) bridges where there should be "
                    + "\(legs) of each.")
        }
        return SoakCount(
            calls: pairs.map(\.calls).reduce(0, +), channels: try world.channelCount(),
            bridges: try world.bridgeCount(), service: service, asterisk: asterisk,
            storeKilobytes: world.service.storeKilobytes)
    }

    /// What was there when half of the calls were made is compared with what is there at the end: before it,
    /// histories and allocators have filled.
    private func judge(_ counts: [SoakCount]) throws {
        let outcomes = pairs.map(\.outcomes).reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
        for (outcome, count) in outcomes.sorted(by: { $0.key < $1.key }) {
            teller.tell("\(count) \(outcome)")
        }
        for pair in pairs {
            try teller.check(
                pair.desk.phone.isInCall && pair.desk.phone.incomingCalls == 1,
                "\(pair.name) was called once, and the leg still stands")
        }
        guard let last = counts.last else { return }
        for growth in SoakCount.growths(from: counts[counts.count / 2 - 1], to: last) {
            try teller.check(growth.isTolerable, growth.description)
        }
    }
}
