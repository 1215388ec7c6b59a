internal import Foundation
package import Storage

/// The hold that one service has on a data directory. The system takes it back when the process ends,
/// however it ends.
package final class ServiceLock: Sendable {
    private let file: String
    private let descriptor: Int32

    /// Makes the directory if it is not there.
    ///
    /// - Parameter tries: so many within 20 ms each: who only looks whether there is a hold (`holder`) has
    ///   it meanwhile.
    /// - Throws: `inUse` with the process id of who has it.
    package init(directory: String, tries: Int = 5) throws(StoreError) {
        try SQLiteStore.makeDirectory(directory)
        file = directory + "/offhook.lock"
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .unavailable(
                "\(file) cannot be opened: give its directory to the user that runs Offhook.")
        }
        guard Self.hold(descriptor, tries), Self.isAt(file, descriptor) else {
            let holder = Self.lines(of: descriptor).first ?? ""
            close(descriptor)
            throw .inUse(
                "Another Offhook (process \(holder)) uses \(directory): end that one, or give this "
                    + "one another dataDirectory.")
        }
        self.descriptor = descriptor
        write("\(getpid())\n")
    }

    private static func hold(_ descriptor: Int32, _ tries: Int) -> Bool {
        for attempt in 1...max(1, tries) {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
            if attempt < tries { usleep(20_000) }
        }
        return false
    }

    /// Whether the hold still is one on the data directory: somebody may have put another file, or another
    /// directory, in its place, and hold that. True while that cannot be told, as with a broken disk.
    package var isOurs: Bool { Self.isAt(file, descriptor) }

    private static func isAt(_ file: String, _ descriptor: Int32) -> Bool {
        var held = stat()
        var there = stat()
        guard fstat(descriptor, &held) == 0 else { return true }
        guard stat(file, &there) == 0 else { return errno != ENOENT && errno != ENOTDIR }
        return held.st_dev == there.st_dev && held.st_ino == there.st_ino
    }

    /// Leaves word of where the service can be asked, such as `http://127.0.0.1:8480`.
    package func note(address: String) { write("\(getpid())\n\(address)\n") }

    private func write(_ text: String) {
        ftruncate(descriptor, 0)
        _ = Array(text.utf8).withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    /// Who has the hold on a data directory, and where they can be asked once they serve.
    package static func holder(of directory: String) -> (process: String, address: String?)? {
        let descriptor = open(directory + "/offhook.lock", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        // A shared hold, so that those who look do not see each other; it is given back at once.
        guard flock(descriptor, LOCK_SH | LOCK_NB) != 0 else { return nil }
        let lines = lines(of: descriptor)
        return lines.first.map { ($0, lines.dropFirst().first) }
    }

    private static func lines(of descriptor: Int32) -> [String] {
        var buffer = [UInt8](repeating: 0, count: 512)
        let count = pread(descriptor, &buffer, buffer.count, 0)
        return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
            .split(separator: "\n").map(String.init)
    }

    /// Gives the hold back. The end of the process does so too.
    package func release() { flock(descriptor, LOCK_UN) }

    deinit { close(descriptor) }
}
