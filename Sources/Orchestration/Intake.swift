internal import Synchronization
internal import ConnectionMode

/// What waits for the sequencer, in order. Commands are refused when too many wait; observations have
/// a bound of their own, far above.
final class Intake: Sendable {
    private struct State {
        var waiting: [SequencerInput] = []
        var commands = 0
        var observations = 0
        var news = 0
        var isStopping = false
        /// Another instance has the PBX: what people ask for is not done.
        var isFenced = false
    }

    private static let maximumNews = 1_000

    let maximumCommands: Int
    let maximumObservations: Int
    private let state = Mutex(State())
    private let wakeUp = WakeUp()

    init(maximumCommands: Int, maximumObservations: Int) {
        self.maximumCommands = maximumCommands
        self.maximumObservations = maximumObservations
    }

    /// Takes a command or a read in, or says why not.
    func add(request input: SequencerInput) -> CommandFailure? {
        let (failure, wasEmpty) = state.withLock { state -> (CommandFailure?, Bool) in
            if state.isStopping { return (.stopping, false) }
            if state.isFenced, !input.isRead { return (.refused(.phoneSystemAway), false) }
            if state.commands >= maximumCommands { return (.overloaded, false) }
            state.commands += 1
            state.waiting.append(input)
            return (nil, state.waiting.count == 1)
        }
        if wasEmpty { wakeUp.signal() }
        return failure
    }

    /// Takes all of them in, with nothing in between, or none.
    func add(_ observations: [Observation]) -> Bool {
        let (isTaken, wasEmpty) = state.withLock { state -> (Bool, Bool) in
            let count = state.observations + observations.count
            guard !state.isStopping, count <= maximumObservations else { return (false, false) }
            let wasEmpty = state.waiting.isEmpty
            state.observations = count
            state.waiting += observations.map { .observation($0) }
            return (true, wasEmpty)
        }
        if wasEmpty { wakeUp.signal() }
        return isTaken
    }

    /// Takes in what is only for the journal; when far too much of it waits, it is not there.
    func add(note: SequencerInput) {
        state.withLock { state in
            guard !state.isStopping, state.news < Self.maximumNews else { return }
            state.news += 1
            state.waiting.append(note)
        }
        wakeUp.signal()
    }

    /// Of requests only reads are taken from now on.
    func fence() { state.withLock { $0.isFenced = true } }

    /// No more requests are taken; what waits is still done.
    func stop() {
        state.withLock { $0.isStopping = true }
        wakeUp.signal()
    }

    /// Waits for inputs until `milliseconds` from now at the most, and takes all that wait.
    func take(withinMilliseconds milliseconds: Int) -> (inputs: [SequencerInput], isStopping: Bool)
    {
        if milliseconds > 0, state.withLock({ $0.waiting.isEmpty && !$0.isStopping }) {
            wakeUp.wait(milliseconds: milliseconds)
        }
        return state.withLock { state in
            defer {
                state.waiting = []
                state.commands = 0
                state.observations = 0
                state.news = 0
            }
            return (state.waiting, state.isStopping)
        }
    }
}

extension SequencerInput {
    fileprivate var isRead: Bool {
        switch self {
        case .read: true
        case .command, .confirm, .observation, .told, .done: false
        }
    }
}
