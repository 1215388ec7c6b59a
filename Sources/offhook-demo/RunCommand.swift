internal import ArgumentParser
internal import DemoWorld
internal import Foundation
internal import SimulatedPhones

/// The call center that `run` leaves behind.
enum LiveFolder {
    static let folder = Project.folder.appending(path: ".run/live")
    /// What to do by hand, as it was printed; there as long as everything runs.
    static let guide = folder.appending(path: "commands.txt")
    static let sipPort = folder.appending(path: "sip-port")
}

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Starts Asterisk, phones and Offhook, and leaves them running.")

    func run() async throws {
        if let guide = try? String(contentsOf: LiveFolder.guide, encoding: .utf8) {
            print("It is running already.\n\n\(guide)")
            return
        }
        print("Starting Asterisk, four SIP phones and Offhook ...")
        do {
            let world = try await World(
                in: LiveFolder.folder, agents: 2, customers: 2, agentsManner: .answerByItself,
                waitingAtMost: .seconds(5))
            do {
                try await world.service.start()
                let guide = try Guide(world).text
                try Data("\(world.asterisk.sipPort)\n".utf8).write(to: LiveFolder.sipPort)
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

/// What to do by hand with a running call center.
private struct Guide {
    let text: String

    init(_ world: World) throws {
        let service = world.service
        let token = try service.token(agent: "1001")
        let supervisor = try service.token(["--role", "supervisor"])
        let phone = "\(try OffhookService.findProgram("offhook-demo")) phone"
        let asterisk = Project.path("scripts/asterisk-command")
        let configuration = world.asterisk.folder.appending(path: "etc/asterisk.conf").path
        text = """
            Offhook is at \(service.base), its contract at \(service.base)/openapi.yaml.
            Agents 1001 and 1002 have phones that answer by themselves; 2001 and 2002 are customers.
            Copy these into a shell:

            api=\(service.base)/v1/tenants/acme
            agent='Authorization: Bearer \(token)'
            supervisor='Authorization: Bearer \(supervisor)'
            phone='\(phone)'
            json='Content-Type: application/json'

            # what happens, as a console hears it (leave it open in a second shell)
            curl -sN -H "$agent" $api/events

            # agent 1001 logs in and becomes available: the phone is called, the PIN is spoken three times
            curl -s -H "$agent" -X POST $api/agents/1001/session
            curl -s -H "$agent" -X PUT $api/agents/1001/status -H "$json" -d '{"status":"available"}'
            $phone 1001 pin                  # listens to what the phone gets, and prints the PIN

            # with the attemptId of the answer above and that PIN
            curl -s -H "$agent" -X POST $api/agents/1001/connection/confirm -H "$json" \\
                 -d '{"attemptId":"...","pin":"...."}'
            $phone 1001 hear                 # silence

            # a customer calls; accept with the offer's id
            $phone 2001 dial 91001
            curl -s -H "$agent" $api/offers
            curl -s -H "$agent" -X POST $api/offers/.../accept
            $phone 1001 hear                 # the customer
            $phone 2001 hear                 # the agent
            $phone 2001 hangup               # 1001 is in silence again, and was never rung anew

            # or in the queue "support", whose member 1001 is
            $phone 2001 dial 6000

            # everybody, as a supervisor sees them
            curl -s -H "$supervisor" $api/agents

            # Asterisk's console, and the service's log
            \(asterisk) -C \(configuration) -r
            tail -f \(service.folder.appending(path: "offhook.log").path)

            make stop ends everything.

            """
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
