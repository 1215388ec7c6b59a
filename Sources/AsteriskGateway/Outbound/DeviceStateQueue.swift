package import ARI
package import ConnectionMode

/// Which device states are to be set, and in which order: the last one wanted of each device wins, and
/// no request overtakes another about the same device.
///
/// A change of one agent goes before the sweep over all of them. At most `maximumRunning` requests are
/// under way, so that calls always find a connection. A pure value.
package struct DeviceStateQueue {
    package struct Job: Hashable, Sendable {
        package let device: String
        package let state: DeviceState
        fileprivate let round: Int
    }

    let maximumRunning: Int
    private var wanted: [String: DeviceState] = [:]
    /// Devices to look at first, each once.
    private var changed: [String] = []
    private var isChanged = Set<String>()
    /// The rest of the sweep, taken from the end.
    private var sweep: [String] = []
    private var running = Set<String>()
    /// Devices of the sweep that are not known to be set yet.
    private var unset = Set<String>()
    private var round = 0

    package init(maximumRunning: Int = 4) { self.maximumRunning = maximumRunning }

    /// Whether every device of the sweep has been told.
    package var isSwept: Bool { unset.isEmpty }
    package var isIdle: Bool { wanted.isEmpty && running.isEmpty }

    /// Returns the jobs that can start now.
    package mutating func want(_ state: DeviceState, of device: String) -> [Job] {
        wanted[device] = state
        look(at: device)
        return startable()
    }

    /// Begins a sweep over all devices; one that was under way is forgotten.
    package mutating func sweep(_ states: [String: DeviceState]) -> [Job] {
        wanted.merge(states) { _, new in new }
        sweep = states.keys.sorted(by: >)
        unset = Set(states.keys)
        return startable()
    }

    /// - Parameter isTold: whether Asterisk has taken it, or refused it for good; else it is tried again,
    ///   unless another state is wanted by now.
    package mutating func finish(_ job: Job, isTold: Bool) -> [Job] {
        running.remove(job.device)
        if wanted[job.device] == nil {
            if isTold {
                unset.remove(job.device)
            } else if job.round == round {
                wanted[job.device] = job.state
            }
        }
        if wanted[job.device] != nil { look(at: job.device) }
        return startable()
    }

    /// Nothing is wanted any more; what is under way is not tried again.
    package mutating func forgetAll() {
        (wanted, changed, isChanged, sweep, unset) = ([:], [], [], [], [])
        round &+= 1
    }

    private mutating func look(at device: String) {
        if isChanged.insert(device).inserted { changed.append(device) }
    }

    private mutating func startable() -> [Job] {
        var jobs: [Job] = []
        while running.count < maximumRunning, let device = next() {
            // One that is running is looked at again when it is done.
            guard !running.contains(device), let state = wanted.removeValue(forKey: device) else {
                continue
            }
            running.insert(device)
            jobs.append(Job(device: device, state: state, round: round))
        }
        return jobs
    }

    private mutating func next() -> String? {
        guard !changed.isEmpty else { return sweep.popLast() }
        let device = changed.removeFirst()
        isChanged.remove(device)
        return device
    }
}

extension DeviceStateQueue {
    /// The device that stands for an agent in queues and hints.
    ///
    /// The colon cannot occur in an id, so no two agents share a name. Not every character will do: after
    /// a restart Asterisk takes what follows the last `/` for the whole name, and `,` and `;` end the
    /// value in queues.conf. Queues cut names off after 79 bytes: longer ones are left alone, because
    /// what remains could be another's. *Seen with* Asterisk 22.10.
    package static func device(of key: AgentKey) -> String? {
        let name = "Stasis:\(key.tenant):\(key.agent)"
        return name.utf8.count < 80 ? name : nil
    }
}

extension DeviceState {
    /// Queues offer to `NOT_INUSE` alone: with `ringinuse=no` not to `INUSE` and `RINGING`, and never,
    /// whatever is set, to `UNAVAILABLE`, which also counts as absent for `joinempty` and
    /// `leavewhenempty`. `BUSY` would be another word for `INUSE`. *Seen with* Asterisk 22.10.
    package init(_ availability: Availability) {
        switch availability {
        case .free: self = .notInUse
        case .ringing: self = .ringing
        case .busy: self = .inUse
        case .unavailable: self = .unavailable
        }
    }
}
