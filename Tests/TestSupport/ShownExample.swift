internal import Foundation

/// The example that a library's documentation shows, held against the source that is compiled.
package enum ShownExample {
    /// The example of an article, without its imports.
    ///
    /// - Parameter module: whose article it is, in `Sources`.
    package static func text(of module: String) throws -> String {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let article = try String(
            contentsOf: folder.appending(path: "Sources/\(module)/\(module).docc/\(module).md"),
            encoding: .utf8)
        let parts = article.split(separator: "```", omittingEmptySubsequences: false)
        let example = parts.first { $0.hasPrefix("swift\n") } ?? ""
        return example.dropFirst("swift\n".count).split(
            separator: "\n", omittingEmptySubsequences: false
        ).drop { $0.hasPrefix("import ") || $0.isEmpty }.joined(separator: "\n")
    }

    /// Whether a source has it, word for word.
    package static func isCompiled(_ module: String, in file: String) throws -> Bool {
        let example = try text(of: module)
        return try !example.isEmpty
            && String(contentsOf: URL(filePath: file), encoding: .utf8).contains(example)
    }
}
