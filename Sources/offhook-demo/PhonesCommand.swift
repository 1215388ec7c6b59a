internal import ArgumentParser
internal import DemoWorld
internal import Foundation
internal import SimulatedPhones

/// The four phones of `run` beside an Asterisk and an Offhook that somebody else runs.
///
/// It ends when a phone or Asterisk is lost: whoever runs it starts it again, and it comes back beside the
/// Asterisk that is there then.
struct PhonesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "phones",
        abstract: "Runs the phones of a call center in containers until SIGTERM.",
        discussion: """
            OFFHOOK_DEMO_SERVICE names the service's HTTP API. Asterisk has to be on the same loopback network.
            """)

    /// How often it looks whether all is well.
    private static let pause = Duration.seconds(5)

    func run() async throws {
        guard let place = Surroundings.current else {
            throw ValidationError("Set OFFHOOK_DEMO_SERVICE to the address of the service.")
        }
        let task = Task { try await Self.run(at: place) }
        let signals = InterruptSignals { task.cancel() }
        do {
            try await task.value
        } catch {
            guard !signals.happened else { return }
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            throw ExitCode(1)
        }
    }

    private static func run(at place: Surroundings) async throws {
        let well = place.folder.appending(path: "well")
        try? FileManager.default.removeItem(at: well)
        say("Waiting for Asterisk ...")
        guard await eventually(within: .seconds(120), every: .seconds(1), { place.hasAsterisk })
        else { throw PhoneError("There is no Asterisk at UDP port \(place.sipPort) here.") }
        let phones = makePhones(at: place)
        do {
            for phone in phones { try await phone.start() }
            let page = CustomersPage(
                phones: try CustomerPhones(pbxPort: place.sipPort), host: "0.0.0.0",
                port: place.customersPort)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await page.serve() }
                group.addTask { try await serve(phones, at: place, well: well) }
                // Whichever ends first ends the other.
                defer { group.cancelAll() }
                try await group.next()
                throw PhoneError("The page of the customers has ended.")
            }
        } catch {
            // Not within this task: it may be the one that was interrupted.
            await Task.detached {
                // All at once: each takes its time.
                await withTaskGroup(of: Void.self) { group in
                    for phone in phones { group.addTask { await phone.stop() } }
                }
            }.value
            throw error
        }
    }

    private static func makePhones(at place: Surroundings) -> [SimulatedPhone] {
        let agents = [1_001, 1_002].map { number in
            SimulatedPhone(
                "\(number)", address: PhoneNetwork.agentAddress(number),
                tone: World.agentTones["\(number)"] ?? 450, manner: .answerByItself,
                pbxPort: place.sipPort, in: place.folder)
        }
        let customers = [2_001, 2_002].map { number in
            SimulatedPhone(
                "\(number)", address: PhoneNetwork.customerAddress(number),
                tone: World.customerTones["\(number)"] ?? 1_000, pbxPort: place.sipPort,
                in: place.folder)
        }
        return agents + customers
    }

    /// Returns never; throws when something is lost, or the task is cancelled.
    private static func serve(
        _ phones: [SimulatedPhone], at place: Surroundings, well: URL
    ) async throws {
        let client = ControlClient(base: place.service, token: nil)
        var isGreeted = false
        while true {
            if let lost = phones.first(where: { !$0.isRunning }) {
                throw PhoneError("The phone \(lost.name) has ended.")
            }
            guard place.hasAsterisk else { throw PhoneError("Asterisk is gone.") }
            if (try? await client.get("/readyz").status) == 200, !isGreeted {
                isGreeted = true
                say("\n\(Guide(place).text)")
            }
            if isGreeted { try Data("well\n".utf8).write(to: well) }
            try await Task.sleep(for: isGreeted ? pause : .milliseconds(500))
        }
    }

    /// At once, also into a pipe.
    private static func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}
