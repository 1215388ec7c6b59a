internal import ArgumentParser
internal import Foundation
internal import PBXInstall

struct PbxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pbx",
        abstract: "Puts Offhook's files beside a living Asterisk, and takes them away.",
        subcommands: [PbxInstallCommand.self])
}

struct PbxInstallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install",
        abstract: "Adds Offhook's include files to Asterisk's configuration, or takes them away.",
        discussion: """
            It shows the difference and asks before it writes: files of its own, and in each of the operator's one line \
            that includes one of them; beside FreePBX that line goes into the files that FreePBX leaves to the \
            operator. Asterisk is not told anything: the commands for that are printed. Every run can be repeated, also \
            one that was interrupted, and --undo leaves every byte as it was. Run it as root.
            """)

    @Option(help: "Asterisk's configuration directory.") var asteriskDir = "/etc/asterisk"
    @Option(help: "Who writes those files: plain or freepbx. Found out where it is not said.")
    var layout: Layout?
    @Option(
        name: .customLong("with"), parsing: .upToNextOption,
        help: ArgumentHelp(
            "What to install besides ari and dialplan: phones, queues, manager. All that Asterisk has, where it is not said.",
            valueName: "part"))
    var parts: [Part] = []
    @Option(help: "The file whose first line is the ARI password; otherwise one is made.")
    var ariPasswordFile: String?
    @Option(help: "The file whose first line is the manager's secret; otherwise one is made.")
    var managerSecretFile: String?
    @Flag(help: "Leaves files of Offhook's alone that somebody changed.") var keepChanged = false
    @Flag(help: "Shows what would be done, and does nothing.") var dryRun = false
    @Flag(help: "Takes everything away again.") var undo = false
    @Flag(name: [.short, .long], help: "Does not ask.") var yes = false

    func run() throws {
        do throws(PBXInstallError) {
            let installation = PBXInstallation(directory: asteriskDir)
            let plan =
                undo ? try installation.planUndo() : try installation.planInstall(try options())
            show(plan)
            guard !plan.isEmpty else {
                print(undo ? "There is nothing to take away." : "All is installed already.")
                // What a run that was killed left behind goes all the same.
                if !dryRun { try installation.carryOut(plan) }
                return
            }
            guard !dryRun else { return print("Nothing was written.") }
            guard mayWrite() else { return print("Nothing was written.") }
            try installation.carryOut(plan)
            tell(plan)
        } catch {
            throw OperatorMistake(error)
        }
    }

    private func options() throws(PBXInstallError) -> InstallOptions {
        var options = InstallOptions()
        options.layout = layout
        options.parts = parts.isEmpty ? nil : Set(parts)
        options.keepsChanged = keepChanged
        for (part, file) in [(Part.ari, ariPasswordFile), (.manager, managerSecretFile)] {
            guard let file else { continue }
            guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
                throw .fileUnusable("\(file) cannot be read: name the file with the secret.")
            }
            options.secrets[part] = text.split(separator: "\n").first.map(String.init) ?? ""
        }
        return options
    }

    private func show(_ plan: Plan) {
        for change in plan.changes { print(UnifiedDiff.text(of: change) + "\n") }
        for note in plan.notes { print(note) }
        for warning in plan.warnings { print("warning: \(warning)") }
    }

    private func mayWrite() -> Bool {
        if yes { return true }
        print("Write this? [y/N] ", terminator: "")
        fflush(nil)
        return ["y", "yes"].contains(readLine()?.lowercased())
    }

    private func tell(_ plan: Plan) {
        for secret in plan.secrets where secret.isNew {
            let key =
                secret.part == .ari ? "asterisk.passwordFile" : "asterisk.manager.passwordFile"
            print(
                """

                A secret was made for \(secret.part == .ari ? "ARI" : "the manager interface"). Put it into the file that \(key) names in \
                offhook.yaml (chmod 640, of Offhook's group):
                \(secret.value)
                """)
        }
        print("\nTell Asterisk, when it suits you:")
        for command in plan.reloads { print("  asterisk -rx '\(command)'") }
        if plan.secrets.contains(where: \.isReplaced) {
            print("A password of ARI's that was replaced is accepted until Asterisk is restarted.")
        }
    }
}

extension Layout: ExpressibleByArgument {}
extension Part: ExpressibleByArgument {}
