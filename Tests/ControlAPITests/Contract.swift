internal import ControlAPI
internal import Foundation
internal import Testing
internal import Yams

/// `openapi.yaml`, to hold answers against.
struct Contract {
    let document: [String: Any]

    static var file: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/ControlAPI/openapi.yaml")
    }

    /// Read once: it takes long enough to keep other tests waiting. Nobody changes it.
    nonisolated(unsafe) private static let loaded: Any? =
        (try? String(contentsOf: file, encoding: .utf8)).flatMap { try? Yams.load(yaml: $0) }

    init() throws {
        document = try #require(Self.loaded as? [String: Any])
    }

    func part(_ path: String...) throws -> [String: Any] {
        var part = document
        for key in path { part = try #require(part[key] as? [String: Any], "\(path)") }
        return part
    }

    func schema(_ name: String) throws -> [String: Any] { try part("components", "schemas", name) }

    func words(of name: String) throws -> [String] {
        try #require(try schema(name)["enum"] as? [String])
    }

    func check(_ reply: Reply, _ name: String) throws {
        try check(reply.json, name)
    }

    /// Records an issue for everything in which a value is not as its schema says.
    func check(_ value: Any, _ name: String) throws {
        for fault in try faults(value, ["$ref": "#/components/schemas/\(name)"], at: name) {
            Issue.record("\(fault)")
        }
    }

    /// What a reference stands for; what stands beside it is only a description.
    func resolved(_ node: [String: Any]) throws -> [String: Any] {
        guard let reference = node["$ref"] as? String else { return node }
        var part = document
        for key in reference.dropFirst(2).split(separator: "/") {
            part = try #require(part[String(key)] as? [String: Any], "\(reference)")
        }
        return try resolved(part)
    }

    /// Objects may have no keys but those that their schema names: answers are checked for keys
    /// that nobody wrote down.
    func faults(_ value: Any, _ node: [String: Any], at place: String) throws -> [String] {
        let schema = try flattened(node)
        var faults: [String] = []
        if let words = schema["enum"] as? [String], !words.contains(value as? String ?? "") {
            faults.append("\(place): \(value) is none of \(words)")
        }
        if let pattern = schema["pattern"] as? String, let text = value as? String,
            text.range(of: pattern, options: .regularExpression) == nil
        {
            faults.append("\(place): \(text) is not like \(pattern)")
        }
        let types = (schema["type"] as? [String]) ?? [schema["type"] as? String].compactMap(\.self)
        if !types.isEmpty, !types.contains(where: { Self.isOf($0, value) }) {
            faults.append("\(place): \(value) is not of \(types)")
        }
        if let object = value as? [String: Any] {
            faults += try objectFaults(object, schema, at: place)
        }
        if let array = value as? [Any], let items = schema["items"] as? [String: Any] {
            for (index, item) in array.enumerated() {
                faults += try self.faults(item, items, at: "\(place)[\(index)]")
            }
        }
        return faults
    }

    private func objectFaults(
        _ object: [String: Any], _ schema: [String: Any], at place: String
    ) throws -> [String] {
        let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
        var faults: [String] = []
        for key in schema["required"] as? [String] ?? [] where object[key] == nil {
            faults.append("\(place): \(key) is missing")
        }
        for (key, value) in object {
            if let property = properties[key] {
                if property.count == 1, property["type"] as? String == "object" { continue }
                faults += try self.faults(value, property, at: "\(place).\(key)")
            } else if let others = schema["additionalProperties"] as? [String: Any] {
                faults += try self.faults(value, others, at: "\(place).\(key)")
            } else {
                faults.append("\(place): \(key) is in no schema")
            }
        }
        guard let alternatives = schema["oneOf"] as? [[String: Any]] else { return faults }
        let fitting = try alternatives.filter { alternative in
            let properties = alternative["properties"] as? [String: [String: Any]] ?? [:]
            let required = alternative["required"] as? [String] ?? []
            guard required.allSatisfy({ object[$0] != nil }) else { return false }
            return try properties.allSatisfy { key, property in
                try self.faults(object[key] ?? "", property, at: key).isEmpty
            }
        }
        if fitting.count != 1 { faults.append("\(place): \(fitting.count) alternatives fit") }
        return faults
    }

    /// `allOf` put together into one.
    private func flattened(_ node: [String: Any]) throws -> [String: Any] {
        let schema = try resolved(node)
        guard let parts = schema["allOf"] as? [[String: Any]] else { return schema }
        var whole: [String: Any] = ["type": "object"]
        var properties: [String: [String: Any]] = [:]
        var required: [String] = []
        for part in parts {
            let part = try flattened(part)
            properties.merge(part["properties"] as? [String: [String: Any]] ?? [:]) { $1 }
            required += part["required"] as? [String] ?? []
        }
        whole["properties"] = properties
        whole["required"] = required
        return whole
    }

    private static func isOf(_ type: String, _ value: Any) -> Bool {
        switch type {
        case "object": value is [String: Any]
        case "array": value is [Any]
        case "string": value is String
        case "integer": value is Int
        case "number": value is Double || value is Int
        case "boolean": value is Bool
        case "null": value is NSNull
        default: false
        }
    }
}
