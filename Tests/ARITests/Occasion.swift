import NIOCore
import NIOPosix

/// Something that happens once; whoever waits for it is held, 30 seconds at most.
struct Occasion: Sendable {
    private let promise: EventLoopPromise<Void>

    init() {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let promise = loop.makePromise(of: Void.self)
        let deadline = loop.scheduleTask(in: .seconds(30)) { promise.fail(TooLate()) }
        promise.futureResult.whenComplete { _ in deadline.cancel() }
        self.promise = promise
    }

    /// Lets go whoever waits, now and later.
    func happen() { promise.succeed() }

    func wait() async throws { try await promise.futureResult.get() }
}

/// What was waited for did not come.
struct TooLate: Error {}

/// What `work` comes to, if it comes in 20 seconds; it is cancelled then.
func within20Seconds<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
        group.addTask { try await work() }
        group.addTask {
            try await Task.sleep(for: .seconds(20))
            throw TooLate()
        }
        defer { group.cancelAll() }
        guard let first = try await group.next() else { throw TooLate() }
        return first
    }
}
