internal import AMI
internal import ConnectionMode
internal import Logging
internal import Orchestration
internal import Synchronization

/// Keeps agents' membership of Asterisk's queues in step with their status, by the manager interface.
///
/// While that is away, calls go on: queues see agents by their device states, which ARI sets. When it is back, members
/// are listed and what differs is put right; so it is every minute, for what nobody told of.
final class QueueMembership: Sendable {
    private enum Job {
        case list
        case act(MembershipAction)
    }

    private struct State {
        var book: MembershipBook
        var isConnected = false
        var needsList = false
        /// Queues of which it was said that they do not take an agent.
        var complainedOf = Set<String>()
    }

    private let client: AMIClient
    private let health: ServiceHealth
    private let logger: Logger
    private let state: Mutex<State>
    private let (wakeUps, wakeUp) = AsyncStream<Void>.makeStream(
        bufferingPolicy: .bufferingNewest(1))

    /// How often members are listed where nothing asks for it.
    private static let listInterval = Duration.seconds(60)
    /// Before members that could not be listed are listed again.
    private static let pause = Duration.seconds(2)

    init(
        _ manager: AMIConfiguration, queues: [TenantID: [String]], health: ServiceHealth,
        logger: Logger
    ) {
        client = AMIClient(manager)
        self.health = health
        self.logger = logger
        state = Mutex(State(book: MembershipBook(queues: queues)))
        health.update { $0.queues = "Asterisk's manager interface has not been reached yet." }
    }

    func want(_ standing: QueueStanding, of key: AgentKey) {
        change { $0.book.want(standing, of: key) }
    }

    /// All agents there are; nothing is asked before `release`.
    func sweep(_ all: [AgentStanding]) { change { $0.book.sweep(all, isHeld: true) } }

    /// To be called once Asterisk knows the device states of all that were swept.
    func release() { change { $0.book.release() } }

    /// Another one may be telling Asterisk by now: nothing is asked before the next sweep.
    func forgetWanted() { change { $0.book.forgetWanted() } }

    /// Works until it is cancelled.
    func run() async {
        await withTaskGroup { group in
            group.addTask { [client] in await client.run() }
            group.addTask { await self.follow() }
            group.addTask { await self.remind() }
            await work()
            group.cancelAll()
        }
    }

    private func change(_ change: (inout State) -> Void) {
        state.withLock { change(&$0) }
        wakeUp.yield()
    }

    // MARK: What Asterisk says

    private func follow() async {
        for await update in client.updates {
            switch update {
            case .connected:
                change { state in
                    state.isConnected = true
                    state.needsList = true
                }
            case .disconnected(let why):
                change { state in
                    state.isConnected = false
                    state.book.forgetPresent()
                }
                isAway(why)
            case .lost: change { $0.needsList = true }
            case .event(let message):
                guard let member = QueueMember(message) else { continue }
                switch message.event {
                case "QueueMemberAdded", "QueueMemberPause", "QueueMemberPenalty":
                    change { $0.book.see(member) }
                case "QueueMemberRemoved": change { $0.book.see(member, isGone: true) }
                default: continue
                }
            }
        }
    }

    private func remind() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: Self.listInterval)
            change { $0.needsList = true }
        }
    }

    // MARK: What is asked

    private func work() async {
        for await _ in wakeUps {
            while !Task.isCancelled, let job = nextJob() {
                switch job {
                case .list: await list()
                case .act(let action): await act(action)
                }
            }
            if Task.isCancelled { return }
        }
    }

    private func nextJob() -> Job? {
        state.withLock { state in
            guard state.isConnected else { return nil }
            if state.needsList {
                state.needsList = false
                return .list
            }
            return state.book.next().map(Job.act)
        }
    }

    private func list() async {
        state.withLock { $0.book.beginList() }
        do {
            let entries = try await client.list(AMIAction("QueueStatus"))
            let members = entries.filter { $0.event == "QueueMember" }.compactMap(QueueMember.init)
            change { state in
                state.book.list(members)
                state.complainedOf = []
            }
            isThere()
        } catch {
            isAway("the queues' members cannot be listed: \(error)")
            try? await Task.sleep(for: Self.pause)
            // If the link is down, its return asks for a list too.
            change { $0.needsList = true }
        }
    }

    private func act(_ action: MembershipAction) async {
        let outcome: MembershipBook.Outcome
        do {
            _ = try await client.send(action.words)
            outcome = .done
        } catch .refused(let why) {
            outcome = .refused
            complain(of: action, why)
        } catch {
            outcome = .unknown
        }
        let needsList = state.withLock { $0.book.finish(action, outcome) }
        guard needsList else { return }
        try? await Task.sleep(for: Self.pause)
        change { $0.needsList = true }
    }

    // MARK: What operators are told

    private func isThere() {
        let isNews = health.change { report in
            defer { report.queues = nil }
            return report.queues != nil
        }
        if isNews { logger.notice("The members of Asterisk's queues are kept in step.") }
    }

    private func isAway(_ why: String) {
        let sentence =
            "The members of Asterisk's queues are not kept in step: \(PlainText.oneLine(why, atMost: 300))"
        let isNews = health.change { report in
            defer { report.queues = sentence }
            return report.queues != sentence
        }
        if isNews { logger.error("\(sentence)") }
    }

    /// Once a minute for a queue at most.
    private func complain(of action: MembershipAction, _ why: String) {
        let queue = action.member.queue
        guard state.withLock({ $0.complainedOf.insert(queue).inserted }) else { return }
        logger.error(
            "An Asterisk queue does not take what it is told of an agent: is it in queues.conf?",
            metadata: [
                "queue": "\(queue)", "agent": "\(action.member.agent)",
                "why": "\(PlainText.oneLine(why, atMost: 200))",
            ])
    }
}
