import ConnectionMode
import Foundation
import Logging
import Synchronization
import Testing

@testable import ARI
@testable import AsteriskGateway

/// The queue of states behind a reference, since expectations cannot change a value.
private final class States {
    private var queue: DeviceStateQueue

    init(_ maximumRunning: Int = 2) { queue = DeviceStateQueue(maximumRunning: maximumRunning) }

    func want(_ state: DeviceState, _ device: String) -> [DeviceStateQueue.Job] {
        queue.want(state, of: device)
    }

    func sweep(_ states: [String: DeviceState]) -> [DeviceStateQueue.Job] { queue.sweep(states) }

    func finish(_ job: DeviceStateQueue.Job, isTold: Bool = true) -> [DeviceStateQueue.Job] {
        queue.finish(job, isTold: isTold)
    }

    func forgetAll() { queue.forgetAll() }

    var isSwept: Bool { queue.isSwept }
    var isIdle: Bool { queue.isIdle }
}

@Suite struct `The order of device states` {
    @Test func `of one device the last state wins, and none overtakes another`() throws {
        let states = States()
        let first = try #require(states.want(.notInUse, "a").first)
        #expect(states.want(.ringing, "a").isEmpty)
        #expect(states.want(.inUse, "a").isEmpty)
        let last = states.finish(first)
        #expect(last.map(\.state) == [.inUse])
        #expect(states.finish(try #require(last.first)).isEmpty)
        #expect(states.isIdle)
    }

    @Test func `only so many are under way, and a change goes before the sweep`() throws {
        let states = States(2)
        let all = Dictionary(
            uniqueKeysWithValues: (1...5).map { ("\($0)", DeviceState.unavailable) })
        let begun = states.sweep(all)
        #expect(begun.map(\.device) == ["1", "2"])
        #expect(states.want(.notInUse, "5").isEmpty)
        let next = states.finish(begun[0])
        #expect(next.map(\.device) == ["5"])
        #expect(next.map(\.state) == [.notInUse])
    }

    @Test func `a sweep is done when every device is told, each once`() throws {
        let states = States(2)
        var running = states.sweep(["a": .unavailable, "b": .unavailable, "c": .notInUse])
        var asked = running
        while let job = running.popLast() {
            #expect(!states.isSwept)
            let next = states.finish(job)
            running += next
            asked += next
        }
        #expect(states.isSwept)
        #expect(asked.map(\.device).sorted() == ["a", "b", "c"])
    }

    @Test func `what was not told is tried again, with the state that is wanted by then`() throws {
        let states = States()
        let first = try #require(states.sweep(["a": .unavailable]).first)
        let second = try #require(states.finish(first, isTold: false).first)
        #expect(second.state == .unavailable)
        #expect(!states.isSwept)
        _ = states.want(.notInUse, "a")
        let third = try #require(states.finish(second, isTold: false).first)
        #expect(third.state == .notInUse)
        _ = states.finish(third)
        #expect(states.isSwept)
    }

    @Test func `what is forgotten is not tried again`() throws {
        let states = States(1)
        let first = try #require(states.sweep(["a": .notInUse, "b": .notInUse]).first)
        states.forgetAll()
        #expect(states.finish(first, isTold: false).isEmpty)
        #expect(states.isIdle)
    }

    @Test func `W4 no two agents have one device, and what a queue would cut off has none`() {
        func device(_ tenant: String, _ agent: String) -> String? {
            DeviceStateQueue.device(
                of: AgentKey(tenant: TenantID(tenant), agent: AgentID(agent)))
        }
        #expect(device("acme", "1001") == "Stasis:acme:1001")
        #expect(device("a-b", "c") != device("a", "b-c"))
        #expect(device("a.b", "c") != device("a", "b.c"))
        let longest = String(repeating: "a", count: 64)
        #expect(device(longest, "1234567") != nil)
        #expect(device(longest, "12345678") == nil)
    }

    @Test(arguments: [
        (Availability.free, "NOT_INUSE"), (.ringing, "RINGING"), (.busy, "INUSE"),
        (.unavailable, "UNAVAILABLE"),
    ])
    func `a queue is told in its own words`(_ availability: Availability, _ word: String) {
        #expect(DeviceState(availability).rawValue == word)
    }
}

/// An Asterisk that answers so, and counts how many requests are under way.
private final class CountingAsker: Asker {
    private struct State {
        var asked: [Request] = []
        var running = 0
        var mostRunning = 0
        var outcomes: [Outcome]
    }

    private let state: Mutex<State>

    init(_ outcomes: [Outcome] = []) { state = Mutex(State(outcomes: outcomes)) }

    var asked: [Request] { state.withLock { $0.asked } }
    var mostRunning: Int { state.withLock { $0.mostRunning } }

    func ask(_ request: Request) async -> Outcome {
        let outcome = state.withLock { state -> Outcome in
            state.asked.append(request)
            state.running += 1
            state.mostRunning = max(state.mostRunning, state.running)
            return state.outcomes.isEmpty ? .done : state.outcomes.removeFirst()
        }
        await Task.yield()
        state.withLock { $0.running -= 1 }
        return outcome
    }
}

@Suite struct `Telling Asterisk's queues` {
    private static let acme = TenantID("acme")

    private static func agents(_ count: Int) -> [AgentStanding] {
        let members = (1...count).map { number in
            let workplace = Workplace(kind: .endpoint, address: "\(number)")
            return (
                AgentID("\(number)"),
                AgentProfile(
                    name: "", phone: PhonePolicy(connectionMode: .persistent), workplace: workplace)
            )
        }
        let tenant = Tenant(name: "Acme", agents: Dictionary(uniqueKeysWithValues: members))
        let now = Instant(millisecondsSince1970: 0)
        var model = ConnectionModel(
            epoch: "e", directory: Directory(tenants: [acme: tenant]), at: now)
        model.observe(.surveyed(Survey(nodeRun: "1", legs: [], bridges: [])), at: now)
        for case .standings(let all) in model.takeDecision().effects { return all }
        return []
    }

    /// Sweeps and waits for its end.
    private func sweep(_ states: DeviceStates, _ all: [AgentStanding]) async {
        await withCheckedContinuation { done in states.sweep(all) { done.resume() } }
    }

    @Test func `O12 ten thousand agents are told, a few at a time`() async {
        let asker = CountingAsker()
        let states = DeviceStates(asker: asker, logger: Logger(label: "test"))
        await sweep(states, Self.agents(10_000))
        #expect(Set(asker.asked).count == 10_000)
        #expect(asker.asked.count == 10_000)
        #expect(asker.mostRunning <= 4)
        #expect(asker.asked.contains(.setDeviceState("Stasis:acme:77", .unavailable)))
    }

    @Test func `without agents there is nothing to wait for`() async {
        let asker = CountingAsker()
        await sweep(DeviceStates(asker: asker, logger: Logger(label: "test")), [])
        #expect(asker.asked.isEmpty)
    }

    @Test func `what does not reach Asterisk is repeated, what it refuses is not`() async {
        let asker = CountingAsker([.notSent, .unknown, .refused(status: 404)])
        let states = DeviceStates(
            asker: asker, logger: Logger(label: "test"), pause: .milliseconds(1))
        await sweep(states, Self.agents(1))
        #expect(
            asker.asked
                == Array(repeating: .setDeviceState("Stasis:acme:1", .unavailable), count: 3))
    }
}
