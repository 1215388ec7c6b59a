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
        let answering = try await ManyPhones(in: phones, .answer)
        // Even names, each with ports of its own.
        let names = (1...count).map { "\(5_000 + 2 * $0)" }
        let place = "127.0.0.1:\(answering.port)"
        let more = Dictionary(
            uniqueKeysWithValues: names.map { name in
                let workplace = "{kind: sipUri, address: \"sip:\(name)@\(place)\"}"
                return (name, "queues: {day: 0}, workplace: \(workplace)")
            })
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
        await answering.end()
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
