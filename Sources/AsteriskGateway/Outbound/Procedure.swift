internal import ConnectionMode

/// A small way to one goal: which request is next, given what became of the last. It does no I/O, and
/// can be started again whatever was done before.
///
/// Each goal's way is in a file of its own.
protocol Procedure: Sendable {
    mutating func start() -> Move
    mutating func next(after outcome: Outcome) -> Move
}

/// What a procedure does next.
enum Move: Sendable {
    case ask(Request)
    /// Asks after a pause.
    case later(milliseconds: Int, Request)
    /// Lets others go first and comes back after a pause.
    case giveWay(milliseconds: Int, Goal)
    /// The way is at its end, with what it showed.
    case finish([Observation])

    static var finish: Move { .finish([]) }
}

/// A way whose requests are known beforehand, where one that fails does not change the next. Most goals
/// are such: what matters is seen as an event.
struct FixedSteps: Procedure {
    private var remaining: ArraySlice<Request>

    init(_ requests: [Request]) { remaining = requests[...] }

    mutating func start() -> Move { step() }

    mutating func next(after outcome: Outcome) -> Move { step() }

    private mutating func step() -> Move {
        guard let request = remaining.popFirst() else { return .finish }
        return .ask(request)
    }
}
