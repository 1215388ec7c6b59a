import Foundation
import Testing

@testable import PBXInstall

/// An Asterisk configuration directory of one test.
final class ConfigurationFolder {
    let url: URL

    init(_ files: [String: String]) throws {
        url = FileManager.default.temporaryDirectory.appending(
            path: "offhook-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        for (name, text) in files { try write(name, text) }
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    static let plain = [
        "ari.conf": "[general]\nenabled=yes\n",
        "extensions.conf": "[default]\nexten => 1,1,Hangup()\n",
        "pjsip.conf": "[transport]\ntype=transport\n",
        "queues.conf": "[general]\nlog_membername_as_agent=yes\n",
        "manager.conf": "[general]\nenabled=yes\n",
        "http.conf": "[general]\nenabled=yes\nbindaddr=127.0.0.1\nsessionlimit=1000\n",
    ]

    /// As FreePBX lays them out: its own files include those that are the operator's.
    static let freePBX = [
        "ari.conf":
            "[general]\nenabled=yes\n#include ari_general_custom.conf\n#include ari_additional_custom.conf\n",
        "ari_additional_custom.conf": "",
        "extensions.conf":
            "#include extensions_additional.conf\n#include extensions_custom.conf\n",
        "extensions_additional.conf": "[from-internal]\n",
        "extensions_custom.conf": "[mine]\nexten => 1,1,Hangup()",
        "pjsip.conf": "#include pjsip_custom.conf\n", "pjsip_custom.conf": "; mine\r\n",
        "queues.conf": "[general]\n#include queues_custom.conf\n", "queues_custom.conf": "",
        "manager.conf": "[general]\nenabled=yes\n#include manager_custom.conf\n",
        "manager_custom.conf": "",
        "http.conf": "[general]\nenabled=yes\n",
    ]

    var installation: PBXInstallation { PBXInstallation(directory: url.path) }

    func path(_ name: String) -> String { url.appending(path: name).path }

    func write(_ name: String, _ text: String, mode: Int = 0o640) throws {
        try Data(text.utf8).write(to: url.appending(path: name))
        try FileManager.default.setAttributes(
            [.posixPermissions: mode], ofItemAtPath: path(name))
    }

    func read(_ name: String) -> String? {
        try? String(contentsOfFile: path(name), encoding: .utf8)
    }

    /// Each file with its bytes and mode.
    var content: [String: String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
        return Dictionary(
            uniqueKeysWithValues: names.map { name in
                let attributes = try? FileManager.default.attributesOfItem(atPath: path(name))
                let link = try? FileManager.default.destinationOfSymbolicLink(atPath: path(name))
                let mode = attributes?[.posixPermissions] as? Int ?? 0
                return (name, "\(link ?? "") \(String(mode, radix: 8)) \(read(name) ?? "?")")
            })
    }

    @discardableResult
    func install(_ options: InstallOptions = InstallOptions()) throws -> Plan {
        let plan = try installation.planInstall(options)
        try installation.carryOut(plan)
        return plan
    }

    @discardableResult
    func undo() throws -> Plan {
        let plan = try installation.planUndo()
        try installation.carryOut(plan)
        return plan
    }

    func refusal(_ options: InstallOptions = InstallOptions()) -> PBXInstallError? {
        do throws(PBXInstallError) {
            _ = try installation.planInstall(options)
            return nil
        } catch {
            return error
        }
    }
}
