/// How a goal takes its turn.
enum Pace: Sendable {
    /// Starts at once and drops what waits for its legs.
    case overtaking
    case quick
    /// May hang.
    case slow
    /// In a lane of their own, one at a time.
    case tidying
}

/// Which goals may be worked on now: for each leg and bridge one after the other, in the order in which
/// they were asked for; ending a leg overtakes, and what waited for that leg is dropped.
///
/// Goals that may hang in Asterisk hold at most `maximumSlow` places at once, so that there is always
/// one for a hang-up. A pure value.
struct Lanes<Goal: Sendable>: Sendable {
    struct Job: Sendable {
        let number: Int
        let goal: Goal
        /// The legs and bridges that it is about.
        let names: [String]
        let pace: Pace
    }

    let maximumWaiting: Int
    let maximumSlow: Int
    private var waiting: [Job] = []
    private var busy: [String: Int] = [:]
    private var slowRunning = 0
    private var isTidying = false
    private var nextNumber = 0

    init(maximumWaiting: Int = 10_000, maximumSlow: Int = 8) {
        self.maximumWaiting = maximumWaiting
        self.maximumSlow = maximumSlow
    }

    /// Returns the jobs that can start now; nil when too many wait already.
    mutating func add(_ goal: Goal, about names: [String], _ pace: Pace) -> [Job]? {
        let job = Job(number: nextNumber, goal: goal, names: names, pace: pace)
        nextNumber &+= 1
        if case .overtaking = pace {
            waiting.removeAll { other in
                if case .tidying = other.pace { return false }
                return other.names.contains { names.contains($0) }
            }
            begin(job)
            return [job]
        }
        guard waiting.count < maximumWaiting else { return nil }
        waiting.append(job)
        return startable()
    }

    /// Returns the jobs that can start now that this one is done.
    mutating func finish(_ job: Job) -> [Job] {
        for name in job.names {
            let left = (busy[name] ?? 1) - 1
            busy[name] = left > 0 ? left : nil
        }
        switch job.pace {
        case .slow: slowRunning -= 1
        case .tidying: isTidying = false
        case .overtaking, .quick: break
        }
        return startable()
    }

    var isIdle: Bool { waiting.isEmpty && busy.isEmpty && !isTidying }

    /// What has not been started.
    var waitingGoals: [Goal] { waiting.map(\.goal) }

    /// Whether a job about it is under way or waits.
    func isBusy(_ name: String) -> Bool {
        busy[name] != nil || waiting.contains { $0.names.contains(name) }
    }

    private mutating func begin(_ job: Job) {
        for name in job.names { busy[name, default: 0] += 1 }
        switch job.pace {
        case .slow: slowRunning += 1
        case .tidying: isTidying = true
        case .overtaking, .quick: break
        }
    }

    private mutating func startable() -> [Job] {
        var started: [Job] = []
        var claimed = Set<String>()
        var left: [Job] = []
        for job in waiting {
            let isFree = job.names.allSatisfy { busy[$0] == nil && !claimed.contains($0) }
            if isFree, hasPlace(for: job.pace) {
                begin(job)
                started.append(job)
            } else {
                claimed.formUnion(job.names)
                left.append(job)
            }
        }
        waiting = left
        return started
    }

    private func hasPlace(for pace: Pace) -> Bool {
        switch pace {
        case .overtaking, .quick: true
        case .slow: slowRunning < maximumSlow
        case .tidying: !isTidying
        }
    }
}
