import Foundation
@testable import OffhookConfiguration

/// Finds out which keys the program knows, by asking it: a key that is not known is refused with a
/// sentence that names all that are known beside it.
///
/// So a key that is added to the program is found here without anybody's doing.
struct KnownKeys {
    /// The keys of `offhook.yaml`, such as `asterisk.dial.endpoint`.
    static func ofConfiguration() throws -> Set<String> {
        let dial = YAML.mapping(["endpoint": .text("PJSIP/{address}")])
        let trunks = YAML.mapping([some: .mapping(["dial": dial])])
        let asterisk = YAML.mapping(["trunks": trunks])
        return try KnownKeys(document: .mapping(["asterisk": asterisk])) { bench, text in
            try bench.refusal(of: text)
        }.found
    }

    /// The keys of `directory.yaml`, with `*` where an id stands.
    static func ofDirectory() throws -> Set<String> {
        let workplace = YAML.mapping(["kind": .text("endpoint"), "address": .text("x")])
        let agent = YAML.mapping(["workplace": workplace])
        let tenant = YAML.mapping(["agents": .mapping([some: agent])])
        return try KnownKeys(document: .mapping(["tenants": .mapping([some: tenant])])) {
            bench, text in
            try bench.refusal(ofDirectory: text)
        }.found
    }

    private typealias Refusal = (Workbench, String) throws -> String?

    /// An id that stands for all ids, and a key that nobody knows.
    private static let some = "someone"
    private static let unknown = "neverKnown"

    private let bench: Workbench
    private let document: YAML
    private let refusal: Refusal
    private var found = Set<String>()

    /// - Parameter document: one that is right and has in it whatever is required.
    private init(document: YAML, refusal: @escaping Refusal) throws {
        bench = try Workbench()
        self.document = document
        self.refusal = refusal
        try look(at: [])
    }

    /// Puts a key that is not known there and follows what the program says to it.
    private mutating func look(at path: [String]) throws {
        let probe = document.adding(Self.unknown, at: path[...])
        let said = try refusal(bench, probe.text) ?? "nothing"
        let place = path.joined(separator: ".")
        if said.contains("\"\(Self.unknown)\" is not known") {
            for key in Self.expected(in: said) { try note(path + [key]) }
        } else if said.contains(": \(place).\(Self.unknown) must be a mapping") {
            // Whatever stands here is an id.
            try look(at: path + [Self.some])
        } else if !said.contains(": \(place) must be "),
            // An id with a value of its own.
            !said.contains(": \(place).\(Self.unknown) must be ")
        {
            throw Unclear(place: place, said: said)
        }
    }

    private mutating func note(_ path: [String]) throws {
        found.insert(path.map { $0 == Self.some ? "*" : $0 }.joined(separator: "."))
        try look(at: path)
    }

    private static func expected(in sentence: String) -> [String] {
        guard let list = sentence.components(separatedBy: "write one of ").last else { return [] }
        return list.dropLast().split(separator: ", ").map(String.init)
    }

    struct Unclear: Error {
        let place: String
        let said: String
    }
}

/// As much of YAML as is needed to ask.
private indirect enum YAML {
    case text(String)
    case mapping([String: YAML])

    func adding(_ key: String, at path: ArraySlice<String>) -> YAML {
        var entries: [String: YAML] = if case .mapping(let entries) = self { entries } else { [:] }
        if let first = path.first {
            entries[first] = (entries[first] ?? .mapping([:])).adding(key, at: path.dropFirst())
        } else {
            entries[key] = .text("x")
        }
        return .mapping(entries)
    }

    var text: String {
        switch self {
        case .text(let text): "\"\(text)\""
        case .mapping(let entries):
            "{" + entries.map { "\"\($0.key)\": \($0.value.text)" }.joined(separator: ", ") + "}"
        }
    }
}

/// Which keys stand in a file, with `*` where an id stands.
enum StandingKeys {
    static func of(file: String, text: String) throws -> Set<String> {
        var found = Set<String>()
        try collect(YAMLSection.whole(file: file, text: text), "", &found)
        return found
    }

    private static func collect(
        _ section: YAMLSection, _ path: String, _ found: inout Set<String>
    ) throws {
        let holdsIDs =
            path == "tenants"
            || [".agents", ".groups", ".queues", ".trunks"].contains { path.hasSuffix($0) }
        for key in section.keys {
            let here = (path.isEmpty ? "" : path + ".") + (holdsIDs ? "*" : key)
            if !holdsIDs { found.insert(here) }
            if let inner = try? section.section(key) { try collect(inner, here, &found) }
        }
    }
}
