import Foundation
import Testing

@testable import ARI

/// What a real Asterisk sent, from `fixtures/ari`.
enum Recordings {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "fixtures/ari")

    static let scenarios = folder.deletingLastPathComponent().appending(path: "scenarios")

    static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
            $0.hasSuffix(".json")
        }.map { String($0.dropLast(5)) }.sorted()
    }

    static func text(_ name: String) throws -> String {
        let file = folder.appending(path: "\(name).json")
        return try #require(
            try? String(contentsOf: file, encoding: .utf8), "there is no recording \(name)")
    }

    /// A recorded event, with some of its text replaced.
    static func event(
        _ name: String, replacing changes: KeyValuePairs<String, String> = [:]
    ) throws -> Event {
        var text = try text(name)
        for (old, new) in changes {
            try #require(text.contains(old), "\(name) has no \(old)")
            text = text.replacing(old, with: new)
        }
        guard case .event(let event) = Event.read(Array(text.utf8)) else {
            throw NotRead(text: text)
        }
        return event
    }

    struct NotRead: Error {
        let text: String
    }
}
