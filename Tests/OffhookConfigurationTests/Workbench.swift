import Foundation
import OffhookConfiguration

/// A folder with an operator's files in it, and what Offhook makes of them.
final class Workbench {
    let folder: String
    static let password = "s3cret-of-ari"

    init() throws {
        let place = FileManager.default.temporaryDirectory.appending(
            path: "offhook-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
        folder = place.path
        try write("ari-password", Self.password + "\n", mode: 0o600)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    @discardableResult
    func write(_ name: String, _ text: String, mode: Int = 0o644) throws -> String {
        try write(name, Data(text.utf8), mode: mode)
    }

    @discardableResult
    func write(_ name: String, _ data: Data, mode: Int = 0o644) throws -> String {
        try data.write(to: URL(filePath: path(name)))
        try FileManager.default.setAttributes(
            [.posixPermissions: mode], ofItemAtPath: path(name))
        return path(name)
    }

    func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(
            atPath: path(name), withIntermediateDirectories: false)
    }

    // MARK: Loading

    static let passwordSet = ["OFFHOOK_ARI_PASSWORD": password]

    /// Writes `offhook.yaml` and loads it.
    func load(
        _ text: String, environment: [String: String] = passwordSet,
        overrides: ServiceConfiguration.Overrides = .init()
    ) throws -> ServiceConfiguration {
        try write("offhook.yaml", text)
        return try ServiceConfiguration.load(
            file: path("offhook.yaml"), environment: environment, overrides: overrides)
    }

    /// Why `offhook.yaml` is refused; the file's own path stands as `FILE`, the folder's as `FOLDER`.
    func refusal(
        of text: String, environment: [String: String] = passwordSet,
        overrides: ServiceConfiguration.Overrides = .init()
    ) throws -> String? {
        try sentence { _ = try load(text, environment: environment, overrides: overrides) }
    }

    /// Why `directory.yaml` is refused.
    func refusal(ofDirectory text: String) throws -> String? {
        try write("directory.yaml", text)
        return try sentence { _ = try DirectoryFile.load(path("directory.yaml")) }
    }

    func sentence(_ body: () throws -> Void) throws -> String? {
        do {
            try body()
            return nil
        } catch let error as ConfigurationError {
            return error.description.replacing(path("offhook.yaml"), with: "FILE")
                .replacing(path("directory.yaml"), with: "FILE").replacing(folder, with: "FOLDER")
        }
    }
}
