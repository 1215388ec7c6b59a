internal import Foundation

/// Reads files as they are, and says in a sentence why one cannot be read.
enum FileReader {
    /// Far more than any configuration: what is larger is none.
    static let maximumBytes = 8 * 1_024 * 1_024

    static func find(_ path: String) -> FoundFile {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            return errno == ENOENT || errno == ENOTDIR
                ? .absent : .unusable("\(path) cannot be looked at (\(reason(errno))).")
        }
        var place = path
        let isLink = status.st_mode & S_IFMT == S_IFLNK
        if isLink {
            guard let target = realpath(path, nil) else {
                return .unusable(
                    "\(path) is a symbolic link that leads nowhere (\(reason(errno))): put it "
                        + "right or remove it first.")
            }
            defer { free(target) }
            place = String(cString: target)
        }
        return read(place, named: path, isLink: isLink)
    }

    private static func read(_ path: String, named name: String, isLink: Bool) -> FoundFile {
        // Without waiting: a pipe would keep us until somebody writes.
        let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else {
            return .unusable("\(name) cannot be read (\(reason(errno))): run this as root.")
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return .unusable("\(name) is not a file: move it away first.")
        }
        guard status.st_size <= maximumBytes else {
            return .unusable("\(name) has more than 8 MiB and cannot be a configuration file.")
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = buffer.withUnsafeMutableBytes {
                Foundation.read(file, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                return .unusable("\(name) cannot be read (\(reason(errno))).")
            }
            guard count > 0 else { break }
            bytes += buffer[..<count]
            guard bytes.count <= maximumBytes else {
                return .unusable("\(name) grows while it is read: try again.")
            }
        }
        let attributes = FileAttributes(
            mode: status.st_mode & 0o7777, owner: status.st_uid, group: status.st_gid)
        return .file(
            FileState(path: path, bytes: bytes, attributes: attributes, isLink: isLink))
    }

    static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
