internal import Foundation

/// The Asterisk configuration directory at one moment: what the plan is made from, and nothing else.
package struct Snapshot: Sendable {
    package let directory: String
    private var findings: [String: FoundFile] = [:]
    private var matches: [String: [String]] = [:]

    /// All of which something is asked, with what they include.
    package static let names =
        Part.allCases.flatMap { [$0.files.main, $0.files.include] + $0.files.custom }
        + ["http.conf", "modules.conf", "logger.conf", Manifest.fileName]

    /// - Parameter names: the files to read, with all that they include.
    package static func take(
        of directory: String, names: [String] = names
    ) throws(PBXInstallError) -> Snapshot {
        let directory = plain(directory)
        guard let handle = opendir(directory) else {
            throw .directoryUnreadable(directory, reason: FileReader.reason(errno))
        }
        closedir(handle)
        var snapshot = Snapshot(directory: directory)
        var waiting = names
        // The first bound is against `#include *.conf` in a folder of something else.
        while let name = waiting.popLast(), snapshot.findings.count < 4_000 {
            guard snapshot.findings[name] == nil else { continue }
            let finding = FileReader.find(snapshot.path(of: name))
            snapshot.findings[name] = finding
            guard let state = finding.state, name != Manifest.fileName else { continue }
            for case .include(let pattern) in ConfigurationText(state.bytes).lines.map(\.content) {
                waiting += snapshot.match(pattern)
            }
        }
        return snapshot
    }

    /// Without a slash at the end.
    static func plain(_ directory: String) -> String {
        var directory = directory
        while directory.count > 1, directory.hasSuffix("/") { directory.removeLast() }
        return directory
    }

    /// A name is relative to the directory, or absolute.
    package func path(of name: String) -> String {
        name.hasPrefix("/") ? name : "\(directory)/\(name)"
    }

    package subscript(name: String) -> FoundFile {
        get { findings[name] ?? .absent }
        set { findings[name] = newValue }
    }

    /// The names that an `#include` of this pattern reads, whether or not they are there.
    func names(for pattern: String) -> [String] { matches[pattern] ?? [relative(pattern)] }

    private mutating func match(_ pattern: String) -> [String] {
        if let known = matches[pattern] { return known }
        var found: [String] = []
        if pattern.contains(where: { "*?[{".contains($0) }) {
            var result = glob_t()
            if glob(path(of: pattern), GLOB_BRACE, nil, &result) == 0 {
                for index in 0..<Int(result.gl_pathc) {
                    if let path = result.gl_pathv[index] { found.append(String(cString: path)) }
                }
            }
            globfree(&result)
        } else {
            found = [pattern]
        }
        matches[pattern] = found.map(relative)
        return matches[pattern] ?? []
    }

    private func relative(_ path: String) -> String {
        var path = path
        while path.hasPrefix("./") { path.removeFirst(2) }
        return path.hasPrefix(directory + "/") ? String(path.dropFirst(directory.count + 1)) : path
    }
}
