import Foundation
import Testing

/// What a real Asterisk sent, from `fixtures/ari`.
enum Fixtures {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "fixtures/ari")

    static func bytes(_ name: String) throws -> [UInt8] {
        let file = folder.appending(path: "\(name).json")
        return try Array(#require(try? Data(contentsOf: file), "there is no fixture \(name)"))
    }

    static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
            $0.hasSuffix(".json")
        }.map { String($0.dropLast(5)) }
    }
}
