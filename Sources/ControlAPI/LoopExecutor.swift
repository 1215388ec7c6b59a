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
        // Held until the job has returned: its task may end, and let go of this, on another thread.
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
