internal import Foundation
internal import Synchronization

/// A thread whose end can be waited for with all it leaves behind: what C libraries keep for a thread is
/// freed by then. Foundation's `Thread` cannot be joined.
///
/// *Source*: pthread_create(3), pthread_join(3).
final class JoinableThread: Sendable {
    private let running: Mutex<pthread_t?>

    private final class Body {
        let run: () -> Void
        init(_ run: @escaping () -> Void) { self.run = run }
    }

    /// Starts it; nil if the system has no room for another thread.
    /// - Parameter name: at most 15 bytes.
    init?(name: String, _ run: @escaping @Sendable () -> Void) {
        let body = Unmanaged.passRetained(
            Body {
                Thread.current.name = name
                run()
            })
        var thread = pthread_t()
        let error = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, body.toOpaque())
        guard error == 0 else {
            body.release()
            return nil
        }
        running = Mutex(thread)
    }

    deinit {
        running.withLock { thread in
            if let thread { pthread_detach(thread) }
        }
    }

    /// Waits until it is gone; to be called when its work is over, so that the wait is short.
    func join() {
        running.withLock { thread in
            if let thread { pthread_join(thread, nil) }
            thread = nil
        }
    }
}
