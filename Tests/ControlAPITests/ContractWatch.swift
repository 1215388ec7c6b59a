internal import Foundation
internal import Synchronization
internal import Testing

/// Which answers were seen, as `POST /v1/… 201`.
final class SeenAnswers: Sendable {
    private let seen = Mutex<Set<String>>([])

    func note(_ answer: String) { seen.withLock { _ = $0.insert(answer) } }

    var all: Set<String> { seen.withLock { $0 } }
}

/// Holds every answer that any test of the API receives against `openapi.yaml`.
extension Contract {
    // Read once, and never changed.
    nonisolated(unsafe) private static let loaded = Result { try Contract() }

    static var shared: Contract { get throws { try loaded.get() } }

    /// Headers that an answer may have only where they are described.
    private static let describedHeaders = [
        "Retry-After", "WWW-Authenticate", "Idempotency-Replayed",
    ]

    /// Records an issue for everything in which an answer is not as it is described.
    func watch(_ method: Method, _ target: String, _ reply: Reply, _ seen: SeenAnswers) throws {
        let path = String(target.prefix { $0 != "?" })
        guard let (template, item) = try item(for: path) else {
            // The console's files and the reference are no part of it.
            let isPage = path.hasPrefix("/console") || path.hasPrefix("/docs")
            if isPage, [200, 308, 405].contains(reply.status) { return }
            try expectProblem(reply, [404, 414], method)
            return
        }
        guard let operation = item[method.rawValue.lowercased()] as? [String: Any] else {
            // A browser's question before it sends is no business of the contract's.
            if method == .options, reply.status == 204 { return }
            try expectProblem(reply, [404, 405], method)
            return
        }
        let place = "\(method.rawValue) \(template) \(reply.status)"
        seen.note(place)
        let responses = try #require(operation["responses"] as? [String: [String: Any]])
        guard let described = responses["\(reply.status)"] else {
            Issue.record("\(place) is not described: \(reply.text.prefix(300))")
            return
        }
        for fault in try faults(in: reply, resolved(described), at: place) {
            Issue.record("\(fault)")
        }
    }

    private func expectProblem(_ reply: Reply, _ statuses: [Int], _ method: Method) throws {
        #expect(statuses.contains(reply.status))
        if method != .head { try check(reply, "Problem") }
    }

    private func faults(
        in reply: Reply, _ described: [String: Any], at place: String
    ) throws -> [String] {
        let headers = described["headers"] as? [String: Any] ?? [:]
        let strange = Self.describedHeaders.filter {
            reply.header($0) != nil && headers[$0] == nil
        }
        var faults = strange.map { "\(place): the header \($0) is not described" }
        guard let content = described["content"] as? [String: [String: Any]] else {
            if !reply.text.isEmpty { faults.append("\(place): a body is not described") }
            return faults
        }
        let type = (reply.header("Content-Type") ?? "none").prefix { $0 != ";" }
        guard let media = content[String(type)] else {
            return faults + ["\(place): \(type) is not described"]
        }
        if type.hasSuffix("json") {
            faults += try self.faults(
                reply.json, media["schema"] as? [String: Any] ?? [:], at: place)
        }
        return faults
    }

    /// The described path that a request's path is one of: the one with the fewest parameters.
    private func item(for path: String) throws -> (template: String, item: [String: Any])? {
        let segments = path.split(separator: "/")
        let fitting = try part("paths").keys.filter { template in
            let own = template.split(separator: "/")
            return own.count == segments.count
                && zip(own, segments).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
        let best = fitting.min { $0.count { $0 == "{" } < $1.count { $0 == "{" } }
        return try best.map { ($0, try part("paths", $0)) }
    }

    /// All that is described, as `SeenAnswers` has it.
    func describedAnswers() throws -> Set<String> {
        var answers: Set<String> = []
        for (path, item) in try part("paths") {
            for (method, operation) in item as? [String: Any] ?? [:] {
                let responses = (operation as? [String: Any])?["responses"] as? [String: Any]
                for status in responses?.keys.sorted() ?? [] {
                    answers.insert("\(method.uppercased()) \(path) \(status)")
                }
            }
        }
        return answers
    }
}
