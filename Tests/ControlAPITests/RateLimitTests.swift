internal import Testing

@testable internal import ControlAPI

/// The arithmetic of a rate, without a clock.
struct RateLimitTests {
    private let start = ContinuousClock.now

    private func after(_ milliseconds: Int) -> ContinuousClock.Instant {
        start + .milliseconds(milliseconds)
    }

    @Test func `after a pause so many at once, then one by one at the rate`() {
        let limit = RateLimit<String>(perSecond: 10, atOnce: 3)
        for _ in 1...3 { #expect(limit.take("a", at: start) == nil) }
        #expect(limit.take("a", at: start) == .milliseconds(100))
        #expect(limit.take("a", at: after(40)) == .milliseconds(60))
        // What was refused took nothing.
        #expect(limit.take("a", at: after(100)) == nil)
        #expect(limit.take("a", at: after(100)) == .milliseconds(100))
        for _ in 1...3 { #expect(limit.take("a", at: after(10_000)) == nil) }
        #expect(limit.take("a", at: after(10_000)) != nil)
    }

    @Test func `one key costs another nothing`() {
        let limit = RateLimit<String>(perSecond: 1, atOnce: 1)
        #expect(limit.take("a", at: start) == nil)
        #expect(limit.take("a", at: start) != nil)
        #expect(limit.take("b", at: start) == nil)
    }

    @Test func `what is charged regardless is owed, a minute of it at most`() {
        let limit = RateLimit<String>(perSecond: 1, atOnce: 10)
        for _ in 1...11 { limit.charge("a", at: start) }
        #expect(limit.wait(for: "a", at: start) == .seconds(2))
        for _ in 1...10_000 { limit.charge("a", at: start) }
        #expect(limit.wait(for: "a", at: start) == .seconds(61))
        #expect(limit.wait(for: "a", at: after(61_000)) == nil)
        #expect(limit.wait(for: "b", at: start) == nil)
    }

    @Test func `any number of keys is borne, and those at work are still told apart`() {
        let limit = RateLimit<Int>(perSecond: 1, atOnce: 1)
        for key in 0..<20_000 { #expect(limit.take(key, at: after(key * 2)) == nil) }
        #expect(limit.take(19_999, at: after(40_000)) != nil)
        #expect(limit.take(0, at: after(40_000)) == nil)
    }
}
