/// The contract that the page is made of, and where its parts are found.
struct Contract {
    let document: ContractValue
    private let components: [String: ContractValue]

    /// - Throws: what is wrong with the YAML.
    init(yaml: String) throws {
        document = try ContractValue(yaml: yaml)
        var components: [String: ContractValue] = [:]
        for (kind, parts) in document["components"]?.pairs ?? [] {
            for (name, part) in parts.pairs { components["#/components/\(kind)/\(name)"] = part }
        }
        self.components = components
    }

    /// The part that a reference names; a part that is none is itself.
    func resolved(_ part: ContractValue) -> ContractValue {
        guard let reference = part["$ref"]?.string else { return part }
        return components[reference] ?? part
    }

    /// The name of the schema that a part refers to, if it does.
    func schemaName(of part: ContractValue) -> String? {
        let prefix = "#/components/schemas/"
        guard let reference = part["$ref"]?.string, reference.hasPrefix(prefix) else { return nil }
        return String(reference.dropFirst(prefix.count))
    }

    /// The name of the answer that many operations have, if it is one.
    func responseName(of part: ContractValue) -> String? {
        let prefix = "#/components/responses/"
        guard let reference = part["$ref"]?.string, reference.hasPrefix(prefix) else { return nil }
        return String(reference.dropFirst(prefix.count))
    }

    var schemas: [(key: String, value: ContractValue)] {
        document["components"]?["schemas"]?.pairs ?? []
    }

    func schema(_ name: String) -> ContractValue? {
        components["#/components/schemas/\(name)"]
    }

    /// All there is, in the order of the file.
    var operations: [Operation] {
        (document["paths"]?.pairs ?? []).flatMap { path, item in
            item.pairs.filter { $0.key != "parameters" }.map { method, body in
                Operation(
                    method: method.uppercased(), path: path, body: body,
                    parameters: ((item["parameters"]?.items ?? [])
                        + (body["parameters"]?.items ?? [])).map(resolved))
            }
        }
    }

    /// What is told by the event stream: types that have the same data, with the schema of it.
    var eventKinds: [EventKind] {
        (schema("Event")?["oneOf"]?.items ?? []).map { branch in
            EventKind(
                types: branch["properties"]?["type"]?["enum"]?.strings ?? [],
                data: branch["properties"]?["data"] ?? .map([]))
        }
    }

    struct Operation {
        let method: String
        let path: String
        let body: ContractValue
        let parameters: [ContractValue]

        var id: String { body["operationId"]?.string ?? "" }
        var summary: String { body["summary"]?.string ?? "" }
        var tag: String { body["tags"]?.strings.first ?? "" }
    }

    struct EventKind {
        let types: [String]
        let data: ContractValue
    }
}
