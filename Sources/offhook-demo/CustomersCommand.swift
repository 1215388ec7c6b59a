internal import ArgumentParser
internal import DemoWorld
internal import Foundation
internal import SimulatedPhones

struct CustomersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "customers",
        abstract: "Serves a page on which the customers of run call at a click, until SIGTERM.")

    @Option(help: "The port on 127.0.0.1.")
    var port: Int

    @Option(help: "The folder of the call center.")
    var folder: String

    func run() async throws {
        do {
            let page = CustomersPage(
                phones: try CustomerPhones(pbxPort: try LiveFolder.sipPort()),
                host: "127.0.0.1", port: port)
            let task = Task { try await page.serve() }
            let signals = InterruptSignals { task.cancel() }
            defer { withExtendedLifetime(signals) {} }
            try await task.value
        } catch is CancellationError {
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            throw ExitCode(1)
        }
    }

    /// Leaves it running beside what `run` has started, which ends it by its folder.
    ///
    /// - Returns: its address.
    static func start() async throws -> String {
        let port = try FreePort.find()
        let program = try ChildProcess(
            "customers", try OffhookService.findProgram("offhook-demo"),
            ["customers", "--port", "\(port)", "--folder", LiveFolder.folder.path],
            in: LiveFolder.folder)
        let address = "http://127.0.0.1:\(port)"
        let client = ControlClient(base: address, token: nil)
        let isThere = await eventually(within: .seconds(10), every: .milliseconds(50)) {
            (try? await client.get("/").status) == 200
        }
        guard isThere else {
            await program.end()
            throw PhoneError("The page of the customers did not start:\n\(program.logTail())")
        }
        return address
    }
}
