/// Who may do what with a file.
package struct FileAttributes: Equatable, Sendable, Codable {
    package var mode: UInt32
    package var owner: UInt32
    package var group: UInt32

    package init(mode: UInt32, owner: UInt32, group: UInt32) {
        self.mode = mode
        self.owner = owner
        self.group = group
    }
}

/// A file as it stands, or as it shall stand.
package struct FileState: Equatable, Sendable {
    /// Where its bytes are: symbolic links followed.
    package var path: String
    package var bytes: [UInt8]
    package var attributes: FileAttributes
    /// The name in the directory is a symbolic link to `path`.
    package var isLink = false

    package init(path: String, bytes: [UInt8], attributes: FileAttributes, isLink: Bool = false) {
        self.path = path
        self.bytes = bytes
        self.attributes = attributes
        self.isLink = isLink
    }
}

/// What is found under a name.
package enum FoundFile: Equatable, Sendable {
    case absent
    case file(FileState)
    /// With a sentence that says what is wrong and what to do.
    case unusable(String)

    package var state: FileState? {
        if case .file(let state) = self { state } else { nil }
    }
}
