import Foundation
import Testing

@testable import PBXInstall

/// Offhook's files beside a living Asterisk configuration, put there and taken away.
@Suite struct `Installing beside Asterisk` {
    private static let layouts = [ConfigurationFolder.plain, ConfigurationFolder.freePBX]

    @Test func `what is in the program is what is shipped`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "asterisk-conf/include")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".conf") }
        #expect(Set(names) == Set(IncludeFiles.texts.keys))
        #expect(Set(names) == Set(Part.allCases.map(\.files.include)))
        for name in names {
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            #expect(
                text == IncludeFiles.texts[name], "run Sources/PBXInstall/embed-include-files.sh")
        }
    }

    // MARK: There and back

    @Test(arguments: layouts)
    func `after an undo every byte and mode is as it was`(_ files: [String: String]) throws {
        let folder = try ConfigurationFolder(files)
        let before = folder.content
        let plan = try folder.install()
        #expect(plan.changes.count == 11, "five files, a line in five more, and what was done")
        #expect(folder.content != before)
        let installed = folder.content
        #expect(try folder.install().isEmpty, "twice is as once")
        #expect(folder.content == installed)
        #expect(try !folder.undo().isEmpty)
        #expect(folder.content == before)
        #expect(try folder.undo().isEmpty)
    }

    @Test func `beside FreePBX only the operator's own files get a line`() throws {
        let folder = try ConfigurationFolder(ConfigurationFolder.freePBX)
        let before = folder.content
        try folder.install()
        for (name, text) in before where !name.contains("_custom") {
            #expect(folder.content[name] == text, "\(name) is FreePBX's")
        }
        #expect(
            folder.read("extensions_custom.conf")?.hasSuffix("#include offhook-extensions.conf\n")
                == true)
        #expect(
            folder.read("pjsip_custom.conf")?.hasSuffix("#include offhook-pjsip.conf\r\n") == true,
            "with its own ends of lines")
    }

    @Test func `what the operator writes after the line stays`() throws {
        let folder = try ConfigurationFolder(ConfigurationFolder.plain)
        try folder.install()
        let with = try #require(folder.read("extensions.conf"))
        try folder.write("extensions.conf", with + "[later]\nexten => 2,1,Hangup()\n")
        try folder.undo()
        #expect(
            folder.read("extensions.conf")
                == "[default]\nexten => 1,1,Hangup()\n[later]\nexten => 2,1,Hangup()\n")
    }

    /// A crash before each step, and when the new file is ready to take its name.
    @Test(arguments: layouts, 0...23)
    func `wherever it is interrupted, it can be undone or done again`(
        _ files: [String: String], _ place: Int
    ) throws {
        struct Crash: Error {}
        for again in [false, true] {
            let folder = try ConfigurationFolder(files)
            let before = folder.content
            let plan = try folder.installation.planInstall(InstallOptions())
            do {
                try folder.installation.carryOut(plan) { step in
                    if step == place { throw Crash() }
                }
            } catch is Crash {}
            if again {
                try folder.install()
                #expect(try folder.install().isEmpty)
            }
            let undo = try folder.installation.planUndo()
            do {
                try folder.installation.carryOut(undo) { step in
                    if step == place { throw Crash() }
                }
            } catch is Crash {}
            try folder.undo()
            #expect(folder.content == before)
        }
    }

    @Test func `a file that is a link is written where it leads to, and stays a link`() throws {
        let folder = try ConfigurationFolder(ConfigurationFolder.plain)
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "real"), withIntermediateDirectories: true)
        try FileManager.default.moveItem(
            atPath: folder.path("extensions.conf"), toPath: folder.path("real/extensions.conf"))
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("extensions.conf"), withDestinationPath: "real/extensions.conf")
        let before = folder.content
        let text = folder.read("real/extensions.conf")
        try folder.install()
        #expect(
            folder.read("real/extensions.conf")?.contains("#include offhook-extensions.conf")
                == true)
        try folder.undo()
        #expect(folder.content == before)
        #expect(folder.read("real/extensions.conf") == text)
    }

    // MARK: Secrets

    @Test func `each user gets a secret of its own, told once and closed to others`() throws {
        let folder = try ConfigurationFolder(ConfigurationFolder.plain)
        let plan = try folder.install()
        #expect(plan.secrets.map(\.part) == [.ari, .manager])
        #expect(Set(plan.secrets.map(\.value)).count == 2)
        for secret in plan.secrets {
            #expect(secret.isNew && secret.value.count == 48)
            let name = secret.part.files.include
            #expect(folder.read(name)?.contains("=\(secret.value)\n") == true)
            #expect(folder.content[name]?.hasPrefix(" 640 ") == true)
        }
        let shown = plan.changes.map(UnifiedDiff.text).joined()
        for secret in plan.secrets { #expect(!shown.contains(secret.value)) }
        // One that stands there is kept.
        #expect(try folder.install().secrets.isEmpty)
        var options = InstallOptions()
        options.secrets = [.ari: "given-by-the-operator"]
        #expect(try folder.install(options).secrets.first?.isReplaced == true)
        options.secrets = [.ari: "a;b"]
        #expect(folder.refusal(options) == .secretUnusable("password for ari.conf"))
    }

    // MARK: What keeps it from being installed

    @Test func `a file of ours that was changed is not overwritten`() throws {
        let folder = try ConfigurationFolder(ConfigurationFolder.plain)
        try folder.install()
        let own = try #require(folder.read("offhook-queues.conf"))
        try folder.write("offhook-queues.conf", own + "; mine\n")
        #expect(folder.refusal() == .fileChanged(folder.path("offhook-queues.conf")))
        var options = InstallOptions()
        options.keepsChanged = true
        try folder.install(options)
        #expect(folder.read("offhook-queues.conf") == own + "; mine\n")
        let plan = try folder.undo()
        #expect(plan.notes.contains { $0.contains("offhook-queues.conf was changed") })
        #expect(folder.read("offhook-queues.conf") == own + "; mine\n")
        #expect(folder.read("queues.conf") == ConfigurationFolder.plain["queues.conf"])
    }

    @Test func `a name that is taken is told with its place, and nothing is written`() throws {
        let folder = try ConfigurationFolder(
            ConfigurationFolder.plain.merging(
                ["manager.conf": "[general]\nenabled=yes\n[offhook]\nsecret=x\n"]) { $1 })
        let before = folder.content
        guard case .nameTaken("offhook", let place)? = folder.refusal() else {
            Issue.record("\(String(describing: folder.refusal()))")
            return
        }
        #expect(place.contains("manager.conf"))
        #expect(folder.content == before)
    }

    @Test func `parts whose file is not there are left out`() throws {
        var files = ConfigurationFolder.plain
        files["queues.conf"] = nil
        files["manager.conf"] = nil
        let folder = try ConfigurationFolder(files)
        let plan = try folder.install()
        #expect(folder.read("offhook-queues.conf") == nil)
        #expect(plan.notes.contains { $0.contains("There is no queues.conf") })
        files["ari.conf"] = nil
        let without = try ConfigurationFolder(files)
        #expect(without.refusal() == .mainFileMissing("ari.conf", directory: without.url.path))
    }

    @Test func `what was changed while it was shown is not overwritten`() throws {
        let folder = try ConfigurationFolder(ConfigurationFolder.plain)
        let plan = try folder.installation.planInstall(InstallOptions())
        try folder.write("queues.conf", "[general]\n; somebody was here\n")
        #expect(throws: PBXInstallError.changedMeanwhile(folder.path("queues.conf"))) {
            try folder.installation.carryOut(plan)
        }
        #expect(folder.read("queues.conf") == "[general]\n; somebody was here\n")
    }

    @Test func `a manifest that is damaged, or names other files, is no leave to touch any`() throws
    {
        let folder = try ConfigurationFolder(ConfigurationFolder.plain)
        let path = folder.path("offhook-install.json")
        for text in [
            "", "{}", "nonsense",
            #"{"version":1,"files":[{"name":"/etc/passwd","versions":[],"before":null}],"hosts":[]}"#,
            #"{"version":2,"files":[],"hosts":[]}"#,
        ] {
            try folder.write("offhook-install.json", text)
            #expect(throws: PBXInstallError.manifestUnreadable(path)) {
                try folder.installation.planUndo()
            }
        }
        let missing = PBXInstallation(directory: folder.path("nowhere"))
        #expect(throws: PBXInstallError.self) { try missing.planInstall(InstallOptions()) }
    }

    @Test func `bytes that are no text are kept as they are`() throws {
        let folder = try ConfigurationFolder(ConfigurationFolder.plain)
        let odd = Data([0xFF, 0x00, 0x0A, 0x5B, 0x61, 0x5D, 0x0D, 0x0A, 0xC3])
        try odd.write(to: folder.url.appending(path: "extensions.conf"))
        try folder.install()
        try folder.undo()
        #expect(try Data(contentsOf: folder.url.appending(path: "extensions.conf")) == odd)
    }

    // MARK: What is shown

    @Test func `the difference is as diff shows it`() throws {
        let folder = try ConfigurationFolder(ConfigurationFolder.plain)
        let plan = try folder.installation.planInstall(InstallOptions())
        let change = try #require(plan.changes.first { $0.name == "extensions.conf" })
        let path = folder.path("extensions.conf")
        #expect(
            UnifiedDiff.text(of: change) == """
                --- \(path)
                +++ \(path)
                @@ -1,2 +1,4 @@
                 [default]
                 exten => 1,1,Hangup()
                +; Added by "offhook pbx install"; "offhook pbx install --undo" takes it away.
                +#include offhook-extensions.conf
                """)
        #expect(plan.reloads.contains("dialplan reload"))
    }

    @Test func `what keeps Offhook from working is told`() throws {
        var files = ConfigurationFolder.plain
        files["http.conf"] = "[general]\nenabled=no\nbindaddr=0.0.0.0\n"
        files["modules.conf"] = "[modules]\nautoload=no\nload=res_ari.so\n"
        files["logger.conf"] = "[logfiles]\nfull=notice,verbose\n"
        let folder = try ConfigurationFolder(files)
        let warnings = try folder.installation.planInstall(InstallOptions()).warnings
            .joined(separator: "\n")
        for words in ["enabled=yes", "bindaddr=0.0.0.0", "sessionlimit", "app_stasis", "verbose"] {
            #expect(warnings.contains(words), "\(words)")
        }
    }
}
