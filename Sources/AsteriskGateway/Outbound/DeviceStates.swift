internal import ARI
internal import ConnectionMode
internal import Logging
internal import Synchronization

/// Keeps the device states that Asterisk's queues go by in step with the agents' availability (O12).
final class DeviceStates: Sendable {
    private struct State {
        var queue = DeviceStateQueue()
        var whenSwept: (@Sendable () -> Void)?
        var isRefused = false
    }

    private let asker: any Asker
    private let logger: Logger
    private let pause: Duration
    private let state = Mutex(State())

    /// - Parameter pause: before what did not reach Asterisk is tried again.
    init(asker: any Asker, logger: Logger, pause: Duration = .milliseconds(500)) {
        self.asker = asker
        self.logger = logger
        self.pause = pause
    }

    func want(_ availability: Availability, of key: AgentKey) {
        guard let device = DeviceStateQueue.device(of: key) else { return }
        let jobs = state.withLock { $0.queue.want(DeviceState(availability), of: device) }
        for job in jobs { start(job) }
    }

    /// Sets the states of all agents, then calls `done` once, unless all is forgotten before.
    func sweep(_ all: [AgentStanding], then done: @escaping @Sendable () -> Void) {
        var states: [String: DeviceState] = [:]
        for entry in all {
            guard let device = DeviceStateQueue.device(of: entry.agent) else { continue }
            states[device] = DeviceState(entry.standing.availability)
        }
        let (jobs, done) = state.withLock { state in
            state.isRefused = false
            state.whenSwept = done
            let jobs = state.queue.sweep(states)
            return (jobs, Self.swept(&state))
        }
        for job in jobs { start(job) }
        done?()
    }

    /// The link to Asterisk is lost; the next survey brings a sweep.
    func forgetAll() {
        state.withLock { state in
            state.queue.forgetAll()
            state.whenSwept = nil
        }
    }

    var isIdle: Bool { state.withLock { $0.queue.isIdle } }

    /// Not on the caller's thread: a customer who is being connected must not wait for it.
    private func start(_ job: DeviceStateQueue.Job) {
        Task {
            let isTold = await tell(job)
            if !isTold { try? await Task.sleep(for: pause) }
            let (jobs, done) = state.withLock { state in
                let jobs = state.queue.finish(job, isTold: isTold)
                return (jobs, Self.swept(&state))
            }
            for next in jobs { start(next) }
            done?()
        }
    }

    private func tell(_ job: DeviceStateQueue.Job) async -> Bool {
        let outcome = await asker.ask(.setDeviceState(job.device, job.state))
        if case .refused(let status) = outcome { complain(of: job.device, status) }
        return outcome.isAnswer
    }

    private func complain(of device: String, _ status: Int) {
        let isNews = state.withLock { state in
            defer { state.isRefused = true }
            return !state.isRefused
        }
        guard isNews else { return }
        logger.error(
            """
            Asterisk does not take device states, by which its queues choose agents: \
            load res_stasis_device_state and res_ari_device_states.
            """,
            metadata: ["device": "\(device)", "status": "\(status)"])
    }

    private static func swept(_ state: inout State) -> (@Sendable () -> Void)? {
        guard state.queue.isSwept else { return nil }
        defer { state.whenSwept = nil }
        return state.whenSwept
    }
}
