internal import Crypto
internal import Foundation

/// What was done, so that it can be undone. It is written before anything else is, and removed last.
package struct Manifest: Codable, Equatable, Sendable {
    static let fileName = "offhook-install.json"

    /// One of our own files.
    struct Own: Codable, Equatable, Sendable {
        let name: String
        /// SHA-256 of each content, without its secret, that we ever put or want to put there.
        var versions: [String]
        /// What stood there before us; nil if nothing did.
        let before: Saved?
    }

    struct Saved: Codable, Equatable, Sendable {
        let bytes: Data
        let attributes: FileAttributes
    }

    /// One file of somebody else's that got an `#include`.
    struct Host: Codable, Equatable, Sendable {
        let name: String
        /// Where a symbolic link led to.
        let path: String
        let block: IncludeBlock
        let isMade: Bool
    }

    var version = 1
    var files: [Own] = []
    var hosts: [Host] = []

    func own(_ name: String) -> Own? { files.first { $0.name == name } }

    func host(of include: String) -> Host? { hosts.first { $0.block.include == include } }

    mutating func note(_ own: Own) {
        files.removeAll { $0.name == own.name }
        files.append(own)
    }

    mutating func note(_ host: Host) {
        hosts.removeAll { $0.block.include == host.block.include }
        hosts.append(host)
    }

    /// What two contents of the same part have in common that differ in the secret alone.
    static func digest(_ bytes: [UInt8], of part: Part) -> String {
        let bare = part.files.secret?.set(nil, in: bytes) ?? bytes
        return SHA256.hash(data: bare).map {
            ($0 < 16 ? "0" : "") + String($0, radix: 16)
        }.joined()
    }

    static func read(from snapshot: Snapshot) throws(PBXInstallError) -> Manifest? {
        let state: FileState
        switch snapshot[fileName] {
        case .absent: return nil
        case .unusable(let sentence): throw .fileUnusable(sentence)
        case .file(let found): state = found
        }
        guard !state.isLink,
            let manifest = try? JSONDecoder().decode(Manifest.self, from: Data(state.bytes)),
            manifest.version == 1, manifest.isOfKnownNames
        else { throw .manifestUnreadable(snapshot.path(of: fileName)) }
        return manifest
    }

    /// Only these are ever touched, whatever the file says.
    private var isOfKnownNames: Bool {
        let parts = Part.allCases.map(\.files)
        return files.allSatisfy { own in parts.contains { $0.include == own.name } }
            && hosts.allSatisfy { host in
                parts.contains {
                    $0.include == host.block.include && ([$0.main] + $0.custom).contains(host.name)
                }
            }
    }

    func bytes() throws(PBXInstallError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(self)) + [newline]
        } catch {
            throw .writeFailed(Self.fileName, reason: "\(error)")
        }
    }
}
