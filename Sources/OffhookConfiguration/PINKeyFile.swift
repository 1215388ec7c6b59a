internal import Foundation

/// The secret that PINs are derived with: 32 random bytes in the data directory, made at the first
/// start.
package enum PINKeyFile {
    package static func load(directory: String) throws(ConfigurationError) -> [UInt8] {
        let path = directory + "/pin.key"
        if !FileManager.default.fileExists(atPath: path) { try make(path, in: directory) }
        return try read(path)
    }

    /// Whether the key can be used, where there is one.
    package static func check(directory: String) throws(ConfigurationError) {
        let path = directory + "/pin.key"
        if FileManager.default.fileExists(atPath: path) { _ = try read(path) }
    }

    private static func read(_ path: String) throws(ConfigurationError) -> [UInt8] {
        let manager = FileManager.default
        guard let data = manager.contents(atPath: path) else {
            throw ConfigurationError(
                "\(path) cannot be read: give it to the user that runs Offhook.")
        }
        guard data.count == 32 else {
            throw ConfigurationError(
                "\(path) must have 32 bytes: put a backup in its place, or remove it while no agent is "
                    + "being verified.")
        }
        let mode = try? manager.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        if let mode, mode & 0o077 != 0 {
            throw ConfigurationError("\(path) is readable by others: chmod 600 \(path).")
        }
        return Array(data)
    }

    /// Under another name first, so that a kill in between leaves no half a key. Several that start at
    /// once wait for each other, and have one key.
    private static func make(
        _ path: String, in directory: String
    ) throws(ConfigurationError) {
        let folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(folder) }
        flock(folder, LOCK_EX)
        guard !FileManager.default.fileExists(atPath: path) else { return }
        var generator = SystemRandomNumberGenerator()
        let key = Data((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
        let fresh = path + ".new"
        let isMade = FileManager.default.createFile(
            atPath: fresh, contents: key, attributes: [.posixPermissions: 0o600])
        guard isMade, rename(fresh, path) == 0 else {
            throw ConfigurationError(
                "\(path) cannot be written: make room, or give its directory to the user that runs "
                    + "Offhook.")
        }
    }
}
