internal import Foundation

/// Reads files of the operator's.
enum TextFile {
    static func read(_ path: String, _ what: String) throws(ConfigurationError) -> String {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            let exists = FileManager.default.fileExists(atPath: path)
            throw ConfigurationError(
                exists
                    ? "\(what) \(path) cannot be read: give it to the user that runs Offhook."
                    : "\(what) \(path) is not there: write it, or name the right one.")
        }
        guard data.count <= 16 << 20, let text = String(data: data, encoding: .utf8) else {
            throw ConfigurationError("\(what) \(path) must be UTF-8 text of at most 16 MiB.")
        }
        return text
    }

    /// A secret is the file's first line. A file that everybody can read holds no secret.
    static func secret(_ path: String, _ what: String) throws(ConfigurationError) -> String {
        let text = try read(path, what)
        let mode = try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        if let mode = mode as? Int, mode & 0o004 != 0 {
            throw ConfigurationError("\(what) \(path) is readable by everybody: chmod 600 \(path).")
        }
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        guard !line.isEmpty else {
            throw ConfigurationError(
                "\(what) \(path) is empty: write the secret into its first line.")
        }
        return line
    }
}
