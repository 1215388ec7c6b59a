internal import ArgumentParser
internal import DemoWorld
internal import Foundation
internal import SimulatedPhones

/// The call center that `run` leaves behind.
enum LiveFolder {
    static let folder = Project.folder.appending(path: ".run/live")
    /// What to do by hand, as it was printed; there as long as everything runs.
    static let guide = folder.appending(path: "commands.txt")
    static let sipPortFile = folder.appending(path: "sip-port")

    /// Asterisk's, of the call center that is there.
    static func sipPort() throws -> Int {
        if let place = Surroundings.current { return place.sipPort }
        guard let text = try? String(contentsOf: sipPortFile, encoding: .utf8),
            let port = Int(text.trimmingCharacters(in: .whitespacesAndNewlines))
        else { throw PhoneError("Nothing is running: make run starts it.") }
        return port
    }
}

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Starts Asterisk, phones and Offhook, and leaves them running.")

    /// Customers can be called at their addresses, and the console has something to choose.
    private static let policy = [
        "destinations: {allowedDomains: [\(PhoneNetwork.customerAddress(2_001)), "
            + "\(PhoneNetwork.customerAddress(2_002))]}",
        "outbound: {callerIDs: [Acme <+4930555>]}",
        "breakReasons: [Lunch, Training]", "offerSeconds: 40",
    ]

    /// One of the two agents may change how the phone takes part in calls.
    private static let more = ["1002": "mayChangeConnectionMode: true, mayChangeAutoAnswer: true"]

    /// Numbers leave by a trunk, so that there is one to look at.
    private static let trunks =
        #"{carrier: {dial: {phoneNumber: "PJSIP/{address}@2002"}, channels: 30, callsPerSecond: 5}}"#

    @Option(help: "Seconds after a call in which an agent is offered no other one.")
    var wrapUpSeconds = 0

    @Flag(help: "Let the store keep the directory, so that administrators can change it.")
    var storesDirectory = false

    func run() async throws {
        if let guide = try? String(contentsOf: LiveFolder.guide, encoding: .utf8) {
            print("It is running already.\n\n\(guide)")
            return
        }
        print("Starting Asterisk, four SIP phones and Offhook ...")
        do {
            let world = try await World(
                in: LiveFolder.folder, agents: 2, customers: 2, agentsManner: .answerByItself,
                policy: Self.policy + ["wrapUpSeconds: \(wrapUpSeconds)"], more: Self.more,
                trunks: Self.trunks, storesDirectory: storesDirectory, waitingAtMost: .seconds(5))
            do {
                try await world.service.start()
                if storesDirectory { try world.service.importDirectory() }
                try Data("\(world.asterisk.sipPort)\n".utf8).write(to: LiveFolder.sipPortFile)
                let guide = try Guide(world, customers: try await CustomersCommand.start()).text
                try Data(guide.utf8).write(to: LiveFolder.guide)
                print("\n\(guide)")
            } catch {
                await world.end()
                throw error
            }
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            throw ExitCode(1)
        }
    }
}

struct StopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop", abstract: "Ends what run, or a demo that was cut off, left running.")

    func run() async throws {
        try? FileManager.default.removeItem(at: LiveFolder.guide)
        let count = await ChildProcess.endLeftovers(in: Project.folder.appending(path: ".run"))
        print(count == 0 ? "Nothing is running." : "Ended: \(count) processes.")
    }
}
