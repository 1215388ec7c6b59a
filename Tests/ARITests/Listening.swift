import TestSupport

@testable import ARI

/// An event stream that runs, with what it tells, one after the other.
final class Listening: Sendable {
    let stream: EventStream
    private let client: ARIClient
    private let told: AsyncStream<EventStream.Happening>
    private let running: Task<Void, Never>

    /// - Parameter working: what whoever listens does with each happening, after it is noted.
    init(
        _ configuration: ARIConfiguration, log: RecordingLog = RecordingLog(),
        watchesContacts: Bool = false,
        working: @escaping @Sendable (EventStream.Happening) async -> Void = { _ in }
    ) {
        let client = ARIClient(configuration)
        let stream = EventStream(
            client: client, logger: log.logger, watchesContacts: watchesContacts)
        let (told, telling) = AsyncStream.makeStream(of: EventStream.Happening.self)
        self.client = client
        self.stream = stream
        self.told = told
        running = Task {
            await stream.run { happening in
                telling.yield(happening)
                await working(happening)
            }
            telling.finish()
        }
    }

    func cancel() { running.cancel() }

    /// Cancels it, and waits for its end and that of its connections.
    func stop() async {
        running.cancel()
        await running.value
        await client.shutdown()
    }

    func next() async throws -> EventStream.Happening {
        let told = told
        return try await within20Seconds {
            for await happening in told { return happening }
            throw Unexpected.end
        }
    }

    /// All that is still told, up to the end of the stream.
    func rest() async throws -> [EventStream.Happening] {
        let told = told
        return try await within20Seconds {
            var rest: [EventStream.Happening] = []
            for await happening in told { rest.append(happening) }
            try Task.checkCancellation()
            return rest
        }
    }

    func connects() async throws {
        let next = try await next()
        guard case .connected = next else { throw Unexpected.happening("\(next)") }
    }

    func event() async throws -> Event {
        let next = try await next()
        guard case .event(let event) = next else { throw Unexpected.happening("\(next)") }
        return event
    }

    /// Why it is disconnected.
    func disconnects() async throws -> String {
        let next = try await next()
        guard case .disconnected(let why) = next else { throw Unexpected.happening("\(next)") }
        return why
    }

    enum Unexpected: Error {
        case happening(String)
        case end
    }
}
