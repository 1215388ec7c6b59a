internal import ArgumentParser
internal import DemoWorld
internal import Foundation
internal import SimulatedPhones

struct PhoneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "phone", abstract: "Uses a phone of a call center that run started.")

    enum Action: String, ExpressibleByArgument, CaseIterable {
        case dial, answer, hangup, pin, hear
    }

    @Argument(help: "1001 or 1002 (agents), 2001 or 2002 (customers).")
    var name: String

    @Argument(help: "pin listens for a spoken PIN; hear tells who or what is heard.")
    var action: Action

    @Argument(help: "The number to dial: 91001 reaches agent 1001.")
    var number: String?

    func validate() throws {
        guard action != .dial || number?.allSatisfy(\.isNumber) == true else {
            throw ValidationError("dial needs a number, such as 91001.")
        }
    }

    func run() async throws {
        do {
            switch action {
            case .dial:
                try await RemotePhone(name).tell(
                    .dial(number ?? "", pbxPort: try LiveFolder.sipPort()))
            case .answer: try await RemotePhone(name).tell(.answer)
            case .hangup: try await RemotePhone(name).tell(.hangUp)
            case .pin: print(try await hearPIN())
            case .hear: print(try await hear())
            }
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            throw ExitCode(1)
        }
    }

    /// Joins in at any time: the PIN is spoken three times.
    private func hearPIN() async throws -> String {
        let listener = try PINListener(sounds: try AsteriskInstance.soundsFolder())
        let probe = try RTPProbe()
        defer { probe.end() }
        let pin = await listener.listen(
            probe, at: EarID(phone: name), since: RTPProbe.now, within: .seconds(30))
        guard let pin else { throw PhoneError("\(name) heard no PIN within 30 s.") }
        return pin
    }

    private func hear() async throws -> String {
        let probe = try RTPProbe()
        defer { probe.end() }
        try await Task.sleep(for: .seconds(1))
        return Hearing.words(at: name, probe)
    }
}
