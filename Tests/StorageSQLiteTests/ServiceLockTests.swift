import Foundation
import Storage
import StorageSQLite
import Testing

/// One service at a time uses a data directory.
@Suite struct ServiceLockTests {
    @Test func `a second service on one folder is refused, and told who has it`() throws {
        let folder = try TemporaryFolder()
        let lock = try ServiceLock(directory: folder.path)
        let refusal = #expect(throws: StoreError.self) {
            try ServiceLock(directory: folder.path)
        }
        #expect(
            refusal
                == .inUse(
                    "Another Offhook (process \(getpid())) uses \(folder.path): end that one, or "
                        + "give this one another dataDirectory."))
        lock.release()
    }

    @Test func `the hold is given back, and can be taken again`() throws {
        let folder = try TemporaryFolder()
        for _ in 1...3 {
            let lock = try ServiceLock(directory: folder.path)
            lock.release()
        }
        do { _ = try ServiceLock(directory: folder.path) }
        try ServiceLock(directory: folder.path).release()
    }

    @Test func `another file, or another directory, in its place takes the hold away`() throws {
        let folder = try TemporaryFolder()
        let file = folder.path + "/offhook.lock"
        let lock = try ServiceLock(directory: folder.path)
        #expect(lock.isOurs)
        lock.note(address: "http://127.0.0.1:8480")
        #expect(lock.isOurs)
        try FileManager.default.removeItem(atPath: file)
        #expect(!lock.isOurs)
        let other = try ServiceLock(directory: folder.path)
        #expect(other.isOurs)
        #expect(!lock.isOurs)

        let moved = folder.path + "-moved"
        try FileManager.default.moveItem(atPath: folder.path, toPath: moved)
        defer { try? FileManager.default.removeItem(atPath: moved) }
        #expect(!other.isOurs)
        try FileManager.default.copyItem(atPath: moved, toPath: folder.path)
        #expect(!other.isOurs)
    }

    @Test func `two folders have two holds`() throws {
        let (one, other) = (try TemporaryFolder(), try TemporaryFolder())
        let lock = try ServiceLock(directory: one.path)
        try ServiceLock(directory: other.path).release()
        lock.release()
    }

    @Test func `a hold that cannot be had is explained`() throws {
        // Nobody can make a file there, not even the superuser.
        #expect(
            throws: StoreError.unavailable(
                "/proc/self/offhook.lock cannot be opened: give its directory to the user that runs "
                    + "Offhook.")
        ) { try ServiceLock(directory: "/proc/self") }
    }

    @Test func `a directory that is not there is made`() throws {
        let folder = try TemporaryFolder()
        let away = folder.path + "/away"
        try ServiceLock(directory: away).release()
        #expect(FileManager.default.fileExists(atPath: away + "/offhook.lock"))
    }
}
