import Logging
import Orchestration
import Synchronization
import Testing

@testable import AsteriskGateway

@Suite struct `The link to Asterisk` {
    private final class Town: Sendable {
        let health = ServiceHealth()
        let news = Mutex<[ServiceNews]>([])

        var link: LinkState {
            LinkState(
                health: health, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            ) { [self] said in news.withLock { $0.append(said) } }
        }

        var told: [ServiceNews] { news.withLock { $0 } }
        var isReady: Bool { health.report.isReady }
    }

    @Test func `it is ready once all was seen, and nobody is told of a gap that was none`() {
        let town = Town()
        let link = town.link
        #expect(!town.isReady)
        link.restored(link.began(), version: "22")
        #expect(town.isReady)
        #expect(town.told.isEmpty)
    }

    @Test func `one that is lost before the last of a survey is done is not ready`() {
        let town = Town()
        let link = town.link
        let attempt = link.began()
        link.lost("It broke.")
        link.restored(attempt, version: "22")
        #expect(town.health.report.phoneSystem == "It broke.")
        #expect(town.told == [.degraded("It broke.")])
        // Closed from this side, after it was said why.
        let second = link.began()
        link.ended()
        link.restored(second, version: "22")
        #expect(!town.isReady)
        // The end of an earlier attempt is not that of the present one.
        let third = link.began()
        link.restored(second, version: "22")
        #expect(!town.isReady)
        link.restored(third, version: "22")
        #expect(town.isReady)
    }

    @Test func `each reason is told once, then the gap from when Asterisk was last heard`() throws {
        let town = Town()
        let link = town.link
        link.restored(link.began(), version: "22")
        link.lost("It broke.", since: .now - .milliseconds(2_500))
        link.lost("Nobody answers.")
        link.lost("Nobody answers.")
        link.restored(link.began(), version: "22")
        #expect(town.told.count == 3)
        #expect(town.told.prefix(2) == [.degraded("It broke."), .degraded("Nobody answers.")])
        guard case .restored(let gap) = town.told.last else {
            Issue.record("not told")
            return
        }
        #expect((2_500..<12_500).contains(gap))
        link.restored(link.began(), version: "22")
        #expect(town.told.count == 3)
    }
}
