internal import Synchronization
internal import SimulatedPhones
internal import Transport
package import JSON

/// Listens to the event stream as a console does, and comes back with `Last-Event-ID` when it breaks.
package final class EventListener: Sendable {
    package struct Told: Sendable {
        package let type: String
        package let body: JSONValue
        package let at: ContinuousClock.Instant

        package var data: JSONValue { body["data"] ?? .null }
    }

    private struct State {
        var told: [Told] = []
        var task: Task<Void, Never>?
        /// Where to go on.
        var lastID: String?
        var heardAt = ContinuousClock.now
    }

    /// The service sends a heartbeat each 15 s; a stream without any is dead, though nobody ended it.
    private static let longestSilence = Duration.seconds(40)

    private let state = Mutex(State())

    package init(_ client: ControlClient, path: String) {
        let task = Task { [weak self] in
            while !Task.isCancelled {
                let last = self?.state.withLock { $0.lastID }
                if let stream = await client.events(path, after: last) {
                    // Broken or silent: it is opened again below, and goes on where it was.
                    await self?.read(stream)
                }
                try? await Task.sleep(for: .milliseconds(100))
            }
        }
        state.withLock { $0.task = task }
    }

    deinit { end() }

    package func end() { state.withLock { $0.task }?.cancel() }

    /// Reads until the stream ends or dies.
    private func read(_ stream: HTTPStream) async {
        noteSign()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                var lines = ServerSentEvents()
                do {
                    for try await chunk in stream.chunks {
                        self.noteSign()
                        for event in lines.take(chunk) { self.add(event) }
                    }
                } catch {}
            }
            group.addTask {
                while !Task.isCancelled, self.silence < Self.longestSilence {
                    try? await Task.sleep(for: .seconds(1))
                }
            }
            await group.next()
            group.cancelAll()
        }
    }

    private func noteSign() { state.withLock { $0.heardAt = .now } }

    private var silence: Duration { state.withLock { $0.heardAt }.duration(to: .now) }

    private func add(_ event: ServerSentEvents.Event) {
        let body = (try? JSONValue(parsing: Array(event.data.utf8))) ?? .null
        state.withLock { state in
            state.told.append(Told(type: event.type, body: body, at: .now))
            state.lastID = event.id ?? state.lastID
        }
    }

    /// How much was told so far: a place to look on from.
    package var count: Int { state.withLock { $0.told.count } }

    package func told(from place: Int = 0) -> [Told] {
        state.withLock { Array($0.told.dropFirst(place)) }
    }

    /// Waits for an event of this type, told after `place`.
    package func wait(
        for type: String, from place: Int, within limit: Duration = .seconds(10),
        where isRight: (JSONValue) -> Bool = { _ in true }
    ) async -> Told? {
        let end = ContinuousClock.now.advanced(by: limit)
        while true {
            if let found = told(from: place).first(where: { $0.type == type && isRight($0.data) }) {
                let reason = found.data.optionalString("endReason").map { " \($0)" } ?? ""
                Evidence.note("\(type)\(reason) is told")
                return found
            }
            guard ContinuousClock.now < end, !Task.isCancelled else { return nil }
            try? await Task.sleep(for: .milliseconds(5))
        }
    }
}

/// Takes a stream of server-sent events apart. *Source*: the HTML standard, "Server-sent events".
struct ServerSentEvents {
    struct Event {
        var id: String?
        var type = "message"
        var data = ""
    }

    private var line: [UInt8] = []
    private var current = Event()

    mutating func take(_ bytes: [UInt8]) -> [Event] {
        var events: [Event] = []
        for byte in bytes {
            guard byte == UInt8(ascii: "\n") else {
                if byte != UInt8(ascii: "\r") { line.append(byte) }
                continue
            }
            let text = String(decoding: line, as: UTF8.self)
            line = []
            if text.isEmpty {
                if !current.data.isEmpty { events.append(current) }
                current = Event()
                continue
            }
            let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
            switch parts[0] {
            case "id": current.id = value
            case "event": current.type = value
            case "data": current.data += value
            default: continue
            }
        }
        return events
    }
}
