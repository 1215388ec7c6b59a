@testable import ConnectionMode
import Logging
import Orchestration
import TestSupport
import Testing

/// What happens to connections, offers and calls, in the log.
@Suite(.timeLimit(.minutes(1)))
struct NoticeLogTests {
    private static let agent = AgentKey(tenant: TenantID("acme"), agent: AgentID("alice"))

    private static func notice(_ number: Int) -> Posting.Content {
        .notice(
            Notice(
                subject: .agent(agent), at: Instant(millisecondsSince1970: 0),
                content: .connectionClosed(AttemptID("oh-e-a\(number)"), .phoneHungUp)))
    }

    private static func eventually(_ isSo: () -> Bool) async -> Bool {
        for _ in 1...1_000 {
            if isSo() { return true }
            try? await Task.sleep(for: .milliseconds(5))
        }
        return false
    }

    @Test func `each is one entry, with the ids by which it is found`() async {
        let (board, log) = (NoticeBoard(run: "r"), RecordingLog())
        let running = Task { await NoticeLog(board, logger: log.logger).run() }
        #expect(await Self.eventually { board.listenerCount == 1 })
        board.post(
            [Self.notice(1), .serviceDegraded("gone")], at: Instant(millisecondsSince1970: 0))
        #expect(await Self.eventually { !log.lines.isEmpty })
        let line = log.lines.first ?? ""
        #expect(line.hasPrefix("info: connectionClosed "))
        for part in ["acme/alice", "oh-e-a1", "phoneHungUp"] { #expect(line.contains(part)) }
        #expect(log.lines.count == 1, "what the service says of itself is logged where it is known")
        running.cancel()
        await running.value
    }

    @Test func `whoever reads the log slowly is told what is missing, and keeps nobody waiting`()
        async
    {
        let board = NoticeBoard(run: "r", keeps: 4, listenerBuffer: 2)
        let log = RecordingLog()
        let running = Task { await NoticeLog(board, logger: log.logger).run() }
        #expect(await Self.eventually { board.listenerCount == 1 })
        // Far more at once than there is room for.
        board.post((1...1_000).map(Self.notice), at: Instant(millisecondsSince1970: 0))
        #expect(
            await Self.eventually {
                board.listenerCount == 1 && log.lines.contains { $0.contains("too slowly") }
            })
        board.post([Self.notice(2_000)], at: Instant(millisecondsSince1970: 0))
        #expect(await Self.eventually { log.lines.contains { $0.contains("oh-e-a2000") } })
        running.cancel()
        await running.value
    }
}
