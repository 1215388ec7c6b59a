internal import Foundation
package import Storage

/// The hold that one service has on a data directory. The system takes it back when the process ends,
/// however it ends.
package final class ServiceLock: Sendable {
    private let descriptor: Int32

    /// Makes the directory if it is not there.
    ///
    /// - Throws: `inUse` with the process id of who has it.
    package init(directory: String) throws(StoreError) {
        try SQLiteStore.makeDirectory(directory)
        let file = directory + "/offhook.lock"
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .unavailable(
                "\(file) cannot be opened: give its directory to the user that runs Offhook.")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            var buffer = [UInt8](repeating: 0, count: 32)
            let count = read(descriptor, &buffer, buffer.count)
            close(descriptor)
            let holder = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
                .trimmingCharacters(in: .whitespacesAndNewlines)
            throw .inUse(
                "Another Offhook (process \(holder)) uses \(directory): end that one, or give this "
                    + "one another dataDirectory.")
        }
        self.descriptor = descriptor
        let own = Array("\(getpid())\n".utf8)
        ftruncate(descriptor, 0)
        _ = own.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    /// Gives the hold back. The end of the process does so too.
    package func release() { flock(descriptor, LOCK_UN) }

    deinit { close(descriptor) }
}
