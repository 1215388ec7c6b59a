internal import ArgumentParser
internal import DemoWorld
internal import Foundation
internal import SimulatedPhones

struct QueueDayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue-day",
        abstract: "Lets agents serve a busy queue, and compares all that was written down of it.",
        discussion: """
            Every end that a call can have is mixed in. At the end Asterisk's queue_log, the events of its manager interface, what the \
            API told and the ledger must agree call by call.
            """)

    @Option(help: "How long, in seconds.") var seconds = 600
    @Option(help: "How many agents, at the most 20.") var agents = 20
    @Option(help: "How many customers at once, at the most.") var callers = 60

    func validate() throws {
        guard (20...86_400).contains(seconds) else {
            throw ValidationError("--seconds is from 20 to 86400.")
        }
        guard (2...20).contains(agents) else { throw ValidationError("--agents is from 2 to 20.") }
        guard (1...500).contains(callers) else {
            throw ValidationError("--callers is from 1 to 500.")
        }
    }

    func run() async throws {
        let (seconds, count, callers) = (seconds, agents, callers)
        let folder = Project.folder.appending(path: ".run/queue-day")
        let teller = Teller()
        teller.head("Starting Asterisk, Offhook and \(count) agents")
        let phones = Project.folder.appending(path: ".run/queue-day-phones")
        let steady = try await ManyPhones(in: phones, .answer())
        let restless = try await ManyPhones(in: phones, .answer(hangingUpAfter: 20))
        // Even names, each with ports of its own; the phones of every tenth agent hang up at times.
        let names = (1...count).map { "\(5_000 + 2 * $0)" }
        let shaky = Set(names.enumerated().filter { $0.offset % 10 == 1 }.map(\.element))
        var more: [String: String] = [:]
        for name in names {
            let port = shaky.contains(name) ? restless.port : steady.port
            more[name] =
                "queues: {day: 0}, workplace: {kind: sipUri, address: \"sip:\(name)@127.0.0.1:\(port)\"}"
        }
        let result = await Result {
            try await Stage.play(
                in: folder, agents: 0, customers: 0,
                policy: ["destinations: {allowedDomains: [127.0.0.1]}", "dialsInTenMinutes: 1000"],
                more: more, others: names, logLevel: "info"
            ) { world in
                try await world.service.start()
                let day = try QueueDay(world, names, teller)
                try await day.run(seconds: seconds, callers: callers)
            }
        }
        await steady.end()
        await restless.end()
        try result.get()
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
