import DemoWorld
import SimulatedPhones
import Testing

/// A queue as its operator sees it: "queue show", and queue_log from here on.
final class QueueWatch {
    private let world: World
    private let queue: String
    private var place = 0

    init(_ world: World, _ queue: String) {
        self.world = world
        self.queue = queue
    }

    /// What "queue show" says of a member; nil of who is none.
    func line(of member: String) throws -> String? {
        let lines = try world.asterisk.console("queue show \(queue)").split(separator: "\n")
        // The terminal's colours are in between.
        return lines.first { $0.contains("      \(member) (") }
            .map { String($0).replacing(/\u{1B}\[[0-9;]*m/, with: "") }
    }

    func state(of member: String) throws -> String? {
        guard let line = try line(of: member) else { return nil }
        let states = ["Not in use", "In use", "Ringing", "Unavailable", "Unknown", "Busy"]
        return states.first { line.contains("(\($0))") }
    }

    /// Waits until "queue show" has all of these words of a member, and none of those.
    func shows(
        _ member: String, _ words: [String], without others: [String] = [],
        within limit: Duration = .seconds(5)
    ) async -> Bool {
        let isSo = await eventually(within: limit) {
            guard let line = try? self.line(of: member) else { return false }
            return words.allSatisfy { line.contains($0) } && !others.contains { line.contains($0) }
        }
        if isSo { Evidence.note("queue \(queue) has \(member) \(words.joined(separator: " "))") }
        if !isSo { Issue.record("queue \(queue) has \((try? line(of: member)) ?? "no \(member)")") }
        return isSo
    }

    func isWithout(_ member: String) async -> Bool {
        await eventually(within: .seconds(5)) { (try? self.line(of: member)) == .some(nil) }
    }

    func waits(for state: String, of member: String) async -> Bool {
        await eventually(within: .seconds(3)) { (try? self.state(of: member)) == state }
    }

    /// Whether queue_log gets these events of one agent, in this order, after those looked for before.
    func logs(_ events: [String], of agent: String) async -> Bool {
        let isThere = await eventually(within: .seconds(3)) {
            var wanted = events[...]
            for (index, line) in world.asterisk.queueLog().enumerated().dropFirst(place)
            where line.count > 3 && line[1] == queue && line[2] == agent && line[3] == wanted.first
            {
                wanted = wanted.dropFirst()
                guard wanted.isEmpty else { continue }
                place = index + 1
                return true
            }
            return false
        }
        if !isThere {
            Issue.record("queue_log has \(world.asterisk.queueLog().dropFirst(place))")
        }
        return isThere
    }
}
