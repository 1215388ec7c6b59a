internal import DemoWorld

/// At which moment of a request the service is killed.
enum KillMode: String, CaseIterable {
    /// Asterisk has not got the request.
    case before
    /// Asterisk has done it; neither the answer nor any event of it came back.
    case after
    /// Asterisk has done it; the answer lies unread in the service's socket.
    case unread

    var meaning: String {
        switch self {
        case .before: "before it left"
        case .after: "after it took effect, with nothing of that told"
        case .unread: "before its answer was read"
        }
    }
}

/// One request of a segment, known again in each run by what it asks for.
struct KillPoint: Hashable, CustomStringConvertible {
    let request: String
    /// Which one of those that ask for the same, from 1.
    let occurrence: Int

    var description: String {
        occurrence == 1 ? request : "\(request), number \(occurrence) of its kind"
    }

    /// The points of a run, in order. What runs beside everything else comes last, so that the numbers are
    /// the same in each run.
    static func points(in requests: [ProxiedRequest]) -> [KillPoint] {
        var seen: [String: Int] = [:]
        let points = requests.map { request in
            seen[request.description, default: 0] += 1
            return KillPoint(
                request: request.description, occurrence: seen[request.description] ?? 1)
        }
        let isBeside = { (point: KillPoint) in point.request.hasPrefix("PUT /deviceStates/") }
        return points.filter { !isBeside($0) } + points.filter(isBeside)
    }
}

/// One kill: where, and how.
struct Kill: Hashable {
    let segment: DrillSegment
    /// From 1, in the order of the segment's points.
    let number: Int
    let point: KillPoint
    let mode: KillMode

    /// What `--only` takes.
    var name: String { "\(segment.rawValue):\(number):\(mode.rawValue)" }
}

/// What `--only` names: a segment, or one of its points, or that in one mode; or a stop by its number.
struct KillFilter {
    static let stopping = "stopping"

    /// Nil for the stops.
    let segment: DrillSegment?
    var number: Int?
    var mode: KillMode?

    /// Nil where it cannot be read.
    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard (1...3).contains(parts.count) else { return nil }
        segment = DrillSegment(rawValue: parts[0])
        guard segment != nil || parts[0] == Self.stopping else { return nil }
        if parts.count > 1 {
            guard let number = Int(parts[1]), number > 0 else { return nil }
            self.number = number
        }
        if parts.count > 2 {
            guard segment != nil, let mode = KillMode(rawValue: parts[2]) else { return nil }
            self.mode = mode
        }
    }

    func wants(_ kill: Kill) -> Bool {
        kill.segment == segment && (number ?? kill.number) == kill.number
            && (mode ?? kill.mode) == kill.mode
    }
}
