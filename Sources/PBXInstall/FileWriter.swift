internal import Foundation

/// Puts one file in another's place at once: whoever reads it sees the old or the new, whole.
struct FileWriter {
    /// Called before the new file takes its name; what it throws is as if the machine had stopped there.
    let beforeRename: @Sendable () throws -> Void

    /// Not ending in `.conf`, so that no `#include *.conf` reads it.
    static func temporary(for path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return "\(folder(of: path))/.\(name).offhook-new"
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    func write(_ state: FileState) throws {
        let path = state.path
        let temporary = Self.temporary(for: path)
        unlink(temporary)
        let file = open(
            temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure(path) }
        defer { close(file) }
        do {
            try fill(file, with: state)
        } catch {
            unlink(temporary)
            throw error
        }
        try beforeRename()
        guard rename(temporary, path) == 0 else {
            let failure = failure(path)
            unlink(temporary)
            throw failure
        }
        flush(Self.folder(of: path))
    }

    func delete(_ path: String) throws {
        unlink(Self.temporary(for: path))
        try beforeRename()
        guard unlink(path) == 0 || errno == ENOENT else { throw failure(path) }
        flush(Self.folder(of: path))
    }

    private func fill(_ file: Int32, with state: FileState) throws {
        var rest = state.bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(state.path) }
            rest = rest.dropFirst(count)
        }
        let attributes = state.attributes
        var status = stat()
        guard fstat(file, &status) == 0 else { throw failure(state.path) }
        if status.st_uid != attributes.owner || status.st_gid != attributes.group {
            guard fchown(file, attributes.owner, attributes.group) == 0 else {
                throw failure(state.path)
            }
        }
        guard fchmod(file, attributes.mode) == 0, fsync(file) == 0 else {
            throw failure(state.path)
        }
    }

    private func flush(_ folder: String) {
        let handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { return }
        fsync(handle)
        close(handle)
    }

    private func failure(_ path: String) -> PBXInstallError {
        .writeFailed(path, reason: FileReader.reason(errno))
    }
}
