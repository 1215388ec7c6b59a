internal import NIOCore
internal import NIOPosix

/// Runs tasks on an event loop's own thread: a request is then read, decided upon and answered without
/// being handed from thread to thread.
final class LoopExecutor: TaskExecutor {
    let loop: any EventLoop

    /// One loop of the process's own.
    init() { loop = MultiThreadedEventLoopGroup.singleton.any() }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedTaskExecutor()
        loop.execute { job.runSynchronously(on: executor) }
    }
}
