internal import Foundation

/// Lets one thread wait for what others bring.
///
/// Its waits go by the monotonic clock. Those of a `DispatchSemaphore` end at a time of day on Linux
/// (`sem_timedwait`): set the system's clock back by an hour, and a wait of a second takes an hour more.
final class WakeUp: @unchecked Sendable {  // what the pointers lead to is guarded by the mutex
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var isSignaled = false

    init() {
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Wakes who waits, or who waits next.
    func signal() {
        pthread_mutex_lock(mutex)
        isSignaled = true
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
    }

    /// Waits for a signal, for so long at the most, and takes it.
    func wait(milliseconds: Int) {
        var end = timespec()
        clock_gettime(CLOCK_MONOTONIC, &end)
        let nanoseconds = end.tv_nsec + milliseconds % 1_000 * 1_000_000
        end.tv_sec += milliseconds / 1_000 + nanoseconds / 1_000_000_000
        end.tv_nsec = nanoseconds % 1_000_000_000
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while !isSignaled {
            if pthread_cond_timedwait(condition, mutex, &end) != 0 { break }
        }
        isSignaled = false
    }
}
