import Testing

@testable import AsteriskGateway

/// Lanes behind a reference, since expectations cannot change a value.
final class Board<Goal: Sendable> {
    private var lanes: Lanes<Goal>

    init(maximumWaiting: Int = 100, maximumSlow: Int = 8) {
        lanes = Lanes(maximumWaiting: maximumWaiting, maximumSlow: maximumSlow)
    }

    func add(_ goal: Goal, about names: [String], _ pace: Pace) -> [Lanes<Goal>.Job]? {
        lanes.add(goal, about: names, pace)
    }

    func finish(_ job: Lanes<Goal>.Job) -> [Lanes<Goal>.Job] { lanes.finish(job) }

    var isIdle: Bool { lanes.isIdle }
}

@Suite struct `The lanes of goals` {
    @Test func `goals about one leg go one after the other, about others beside each other`() throws
    {
        let lanes = Board<String>()
        let first = try #require(lanes.add("park a", about: ["a"], .quick)?.first)
        #expect(lanes.add("connect a b", about: ["a", "b"], .slow)?.isEmpty == true)
        #expect(lanes.add("park c", about: ["c"], .slow)?.map(\.goal) == ["park c"])
        #expect(lanes.finish(first).map(\.goal) == ["connect a b"])
    }

    @Test func `a later goal does not pass one that waits for the same leg`() throws {
        let lanes = Board<String>()
        let first = try #require(lanes.add("1", about: ["a"], .quick)?.first)
        _ = lanes.add("2", about: ["a", "b"], .quick)
        #expect(lanes.add("3", about: ["b"], .quick)?.isEmpty == true)
        let second = try #require(lanes.finish(first).first)
        #expect(second.goal == "2")
        #expect(lanes.finish(second).map(\.goal) == ["3"])
    }

    @Test func `ending a leg overtakes and drops what waited for it`() throws {
        let lanes = Board<String>()
        let first = try #require(lanes.add("connect", about: ["a", "b"], .slow)?.first)
        _ = lanes.add("park", about: ["a"], .slow)
        let end = try #require(lanes.add("hang up", about: ["a"], .overtaking)?.first)
        #expect(end.goal == "hang up")
        #expect(lanes.finish(first).isEmpty)
        #expect(lanes.finish(end).isEmpty)
        #expect(lanes.isIdle)
    }

    @Test func `goals that may hang leave places for others`() throws {
        let lanes = Board<Int>(maximumSlow: 2)
        let slow = (0..<3).map { lanes.add($0, about: ["\($0)"], .slow) ?? [] }
        #expect(slow.map(\.count) == [1, 1, 0])
        #expect(lanes.add(9, about: ["9"], .quick)?.count == 1)
        #expect(lanes.finish(slow[0][0]).map(\.goal) == [2])
    }

    @Test func `bridges are deleted one after the other`() throws {
        let lanes = Board<Int>()
        let first = try #require(lanes.add(1, about: [], .tidying)?.first)
        #expect(lanes.add(2, about: [], .tidying)?.isEmpty == true)
        #expect(lanes.finish(first).map(\.goal) == [2])
    }

    @Test func `what waits is bounded`() {
        let lanes = Board<Int>(maximumWaiting: 1)
        _ = lanes.add(1, about: ["a"], .quick)
        #expect(lanes.add(2, about: ["a"], .quick)?.isEmpty == true)
        #expect(lanes.add(3, about: ["a"], .quick) == nil)
        #expect(lanes.add(4, about: ["a"], .overtaking)?.count == 1)
    }
}
