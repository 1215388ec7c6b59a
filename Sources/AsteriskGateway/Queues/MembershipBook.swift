internal import ConnectionMode

/// What agents' places in Asterisk's queues should be and what they are, and what is to be asked so that the two
/// agree: one thing at a time, whatever was lost, doubled or done by others in between.
///
/// Agents are put into queues and taken out of them only in those of their tenant's queues that the operator gave to
/// Offhook; wherever else they are members (of queues.conf, of a database), they are paused and resumed. A pure value.
struct MembershipBook {
    /// How an action ended.
    enum Outcome: Hashable, Sendable {
        case done
        case refused
        /// Nobody knows; Asterisk's members are to be listed again.
        case unknown
    }

    /// In lower case, as queues are the same whatever their case is.
    private let granted: [TenantID: Set<String>]
    /// `nil` while what Asterisk has in general is out of sight.
    private var wanted: [AgentKey: QueueStanding]?
    /// Whether queues are to be told something else first.
    private var isHeld = false
    /// Of each agent by the queue's name in lower case; `nil` while members cannot be listed.
    private var present: [AgentKey: [String: QueueMember]]?
    /// What was seen while members are being listed, for the list may be older.
    private var seenMeanwhile: [(member: QueueMember, isGone: Bool)]?
    /// Whose places may differ, in order, each once.
    private var open: [AgentKey] = []
    private var isOpen = Set<AgentKey>()
    private var running: MembershipAction?
    /// What Asterisk does not take, until the next list.
    private var refused = Set<MembershipAction>()
    /// How often others changed an agent's places since the last list.
    private var foreignChanges: [AgentKey: Int] = [:]

    /// So often what others change is put right at once; then it is left until the next list, so that two programs
    /// which want different things do not keep Asterisk busy.
    static let mostForeignChanges = 20

    /// - Parameter queues: by tenant, those of which Offhook keeps the members.
    init(queues: [TenantID: [String]]) {
        granted = queues.mapValues { Set($0.map { $0.lowercased() }) }
    }

    /// Whether all that is wanted is so, as far as Asterisk takes it.
    var isSettled: Bool {
        wanted != nil && !isHeld && present != nil && open.isEmpty && running == nil
    }

    // MARK: What should be

    mutating func want(_ standing: QueueStanding, of key: AgentKey) {
        guard wanted?.updateValue(standing, forKey: key) != standing else { return }
        refused = refused.filter { $0.member.agent != key }
        look(at: key)
    }

    /// All that is wanted, and nothing else is.
    ///
    /// - Parameter isHeld: whether nothing is to be asked before `release`.
    mutating func sweep(_ all: [AgentStanding], isHeld: Bool = false) {
        self.isHeld = isHeld
        wanted = Dictionary(all.map { ($0.agent, $0.standing) }) { _, last in last }
        lookAtAll()
    }

    /// What is wanted may be asked for.
    mutating func release() { isHeld = false }

    /// Another one may be telling Asterisk by now: nothing is wanted until the next sweep.
    mutating func forgetWanted() { wanted = nil }

    // MARK: What is

    /// Members are about to be listed.
    mutating func beginList() { seenMeanwhile = [] }

    mutating func list(_ members: [QueueMember]) {
        var present: [AgentKey: [String: QueueMember]] = [:]
        for member in members {
            present[member.agent, default: [:]][member.queue.lowercased()] = member
        }
        for (member, isGone) in seenMeanwhile ?? [] {
            present[member.agent, default: [:]][member.queue.lowercased()] = isGone ? nil : member
        }
        seenMeanwhile = nil
        self.present = present
        refused = []
        foreignChanges = [:]
        lookAtAll()
    }

    /// Asterisk tells that a member is so now, or is gone.
    mutating func see(_ member: QueueMember, isGone: Bool = false) {
        seenMeanwhile?.append((member, isGone))
        guard present != nil else { return }
        let queue = member.queue.lowercased()
        let before = present?[member.agent]?[queue]
        let now = isGone ? nil : member
        guard before != now else { return }
        present?[member.agent, default: [:]][queue] = now
        // What we asked for is told before or after it is answered.
        if let running, running.member.agent == member.agent { return }
        let changes = foreignChanges[member.agent, default: 0] + 1
        foreignChanges[member.agent] = changes
        if changes <= Self.mostForeignChanges { look(at: member.agent) }
    }

    /// Members cannot be listed; what is under way has an unknown outcome.
    mutating func forgetPresent() {
        present = nil
        seenMeanwhile = nil
        running = nil
    }

    // MARK: What is to be done

    /// The next thing to ask for, if nothing is under way; to be finished.
    mutating func next() -> MembershipAction? {
        guard running == nil, !isHeld, wanted != nil, present != nil else { return nil }
        while let key = open.first {
            if let action = differences(of: key).first(where: { !refused.contains($0) }) {
                running = action
                return action
            }
            open.removeFirst()
            isOpen.remove(key)
        }
        return nil
    }

    /// - Returns: whether Asterisk's members should be listed again.
    mutating func finish(_ action: MembershipAction, _ outcome: Outcome) -> Bool {
        guard running == action else { return false }
        running = nil
        switch outcome {
        case .done:
            let member = action.member
            let isGone = if case .remove = action { true } else { false }
            present?[member.agent, default: [:]][member.queue.lowercased()] =
                isGone ? nil : member
            return false
        case .refused:
            refused.insert(action)
            return false
        case .unknown:
            return true
        }
    }

    private mutating func look(at key: AgentKey) {
        if isOpen.insert(key).inserted { open.append(key) }
    }

    private mutating func lookAtAll() {
        guard let wanted, let present else { return }
        for key in Set(wanted.keys).union(present.keys).sorted() { look(at: key) }
    }

    /// What is to be asked, in order: nobody is offered anything in a queue before all else about them is right.
    private func differences(of key: AgentKey) -> [MembershipAction] {
        let members = (present?[key] ?? [:]).sorted { $0.key < $1.key }
        guard let standing = wanted?[key] else {
            // Nobody in the directory: whoever they were, they are no member of ours.
            return members.filter { $0.value.isDynamic && isGranted($0.key, to: key) }
                .map { .remove($0.value) }
        }
        let should = places(of: key, standing)
        let pausedBecause: String? =
            switch standing.attendance {
            case .away: "loggedOut"
            case .paused(let reason): QueueMember.keptReason(reason)
            case .working: nil
            }
        var actions: [MembershipAction] = []
        for (queue, member) in members {
            if member.isDynamic, should[queue] == nil, isGranted(queue, to: key) {
                actions.append(.remove(member))
                continue
            }
            if let penalty = should[queue]?.penalty, penalty != member.penalty {
                var other = member
                other.penalty = penalty
                actions.append(.setPenalty(other))
            }
            if member.pausedBecause != pausedBecause {
                var other = member
                other.pausedBecause = pausedBecause
                actions.append(.pause(other))
            }
        }
        for (queue, place) in should.sorted(by: { $0.key < $1.key })
        where present?[key]?[queue] == nil {
            let member = QueueMember(
                queue: place.name, agent: key, pausedBecause: pausedBecause, penalty: place.penalty)
            actions.append(.add(member))
        }
        return actions
    }

    /// Where the agent should be a member, by the queue's name in lower case.
    private func places(
        of key: AgentKey, _ standing: QueueStanding
    ) -> [String: (name: String, penalty: Int)] {
        var places: [String: (name: String, penalty: Int)] = [:]
        guard DeviceStateQueue.device(of: key) != nil else { return places }
        for (name, penalty) in standing.queues where isGranted(name.lowercased(), to: key) {
            // Also of queues.conf and of a database they are members while they are logged out.
            if standing.attendance != .away || isLasting(name.lowercased(), key) {
                places[name.lowercased()] = (name, penalty)
            }
        }
        return places
    }

    private func isLasting(_ queue: String, _ key: AgentKey) -> Bool {
        present?[key]?[queue]?.isDynamic == false
    }

    private func isGranted(_ queue: String, to key: AgentKey) -> Bool {
        granted[key.tenant]?.contains(queue) ?? false
    }
}
