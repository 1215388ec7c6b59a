import Foundation
import Synchronization
import Testing

@testable import Transport

/// Threads that C libraries keep something for.
@Suite(.timeLimit(.minutes(1)))
struct JoinableThreadTests {
    /// libcurl's TLS library frees what it keeps for a thread when the thread ends, and what it keeps for all threads
    /// when the process does: the two at once are a double free.
    @Test func `who joins a thread waits for what is freed at its end`() throws {
        final class Kept {
            let isFreed = Mutex(false)
        }
        let kept = Kept()
        var key = pthread_key_t()
        let error = pthread_key_create(&key) { value in
            usleep(50_000)
            guard let value else { return }
            Unmanaged<Kept>.fromOpaque(value).takeRetainedValue().isFreed.withLock { $0 = true }
        }
        try #require(error == 0)
        let (own, address) = (key, UInt(bitPattern: Unmanaged.passRetained(kept).toOpaque()))
        let thread = JoinableThread(name: "joined") {
            pthread_setspecific(own, UnsafeRawPointer(bitPattern: address))
        }
        try #require(thread).join()
        #expect(kept.isFreed.withLock { $0 })
        thread?.join()
        pthread_key_delete(key)
    }

    @Test func `a thread that nobody joins ends by itself`() async throws {
        let (ends, end) = AsyncStream<String>.makeStream()
        var thread = JoinableThread(name: "left-alone") {
            end.yield(Thread.current.name ?? "")
            end.finish()
        }
        try #require(thread != nil)
        thread = nil
        for await name in ends { #expect(name == "left-alone") }
    }
}
