/// The reference of the API as one page, made of its contract.
///
/// It needs no script to be read, and loads nothing but what comes with it. Making it takes some
/// tenths of a second of computing.
package struct APIReference: Sendable {
    /// What a role may do with an operation.
    package struct Grant: Sendable {
        package let role: String
        /// Whose things it is for, such as `own agent`; empty where it is nobody's in particular.
        package let reach: String

        package init(role: String, reach: String) {
            self.role = role
            self.reach = reach
        }
    }

    package let html: String

    /// - Parameters:
    ///   - contract: an OpenAPI 3.1 document in YAML.
    ///   - grants: who may, by method and path as in `GET /v1/me`.
    /// - Throws: what is wrong with the YAML.
    package init(contract yaml: String, grants: [String: [Grant]]) throws {
        let contract = try Contract(yaml: yaml)
        var links: [String: String] = [:]
        for (name, _) in contract.schemas where name.first?.isUppercase == true {
            links[name] = "#schema-\(name)"
        }
        let actions = Set(contract.schema("AllowedAction")?["enum"]?.strings ?? [])
        for id in contract.operations.map(\.id)
        where id.contains(where: \.isUppercase) && !actions.contains(id) {
            links[id] = "#\(id)"
        }
        for type in contract.eventKinds.flatMap(\.types) { links[type] = "#event-\(type)" }
        let prose = Prose(links: links)
        let schemas = SchemaView(contract: contract, prose: prose)
        let answers = AnswerView(contract: contract, prose: prose)
        let operations = OperationView(
            contract: contract, prose: prose, schemas: schemas, answers: answers, grants: grants)
        html =
            ReferenceLayout(
                contract: contract, prose: prose, operations: operations, answers: answers,
                parts: ReferenceParts(contract: contract, prose: prose, schemas: schemas)
            ).page
    }

    /// An example that is folded until somebody wants it.
    static func example(_ name: String, _ text: String) -> String {
        HTML.element(
            "details", ["class": "example"],
            HTML.element("summary", [:], "Example: ", HTML.escape(name)),
            HTML.element("pre", ["tabindex": "0"], HTML.code(text)))
    }
}
