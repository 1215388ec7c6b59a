/// What stands after the operations: events, problems, and all that has a name.
struct ReferenceParts {
    let contract: Contract
    let prose: Prose
    let schemas: SchemaView

    /// Each type with what it tells, those together that tell the same.
    var events: String {
        let examples = contract.schema("Event")?["examples"]?.items ?? []
        let kinds = contract.eventKinds.map { kind in
            let names = kind.types.map { type in
                HTML.element(
                    "li", ["id": "event-\(type)"], HTML.link("#event-\(type)", HTML.code(type)))
            }
            let shown = examples.filter { example in
                kind.types.contains(example["type"]?.string ?? "")
            }.map { APIReference.example($0["type"]?.string ?? "", $0.json()) }
            let name = contract.schemaName(of: kind.data) ?? ""
            return HTML.element(
                "article",
                ["class": "card", "data-find": kind.types.joined(separator: " ").lowercased()],
                HTML.element("ul", ["class": "types"], names.joined()),
                HTML.element(
                    "p", ["class": "media"], HTML.code("data"), " · ",
                    HTML.link("#schema-\(name)", HTML.escape(name))),
                schemas.body(kind.data, isDeep: false), shown.joined())
        }
        return kinds.joined()
    }

    /// Each code with its status and what it says.
    var problems: String {
        let known = contract.schema("ProblemCode")?["enum"]?.strings ?? []
        let examples = contract.document["components"]?["examples"]
        let rows = known.map { code in
            let example = examples?[code]?["value"]
            let status = example?["status"]?.string ?? ""
            let title = example?["title"]?.string ?? ""
            return HTML.element(
                "li",
                [
                    "id": "problem-\(code)",
                    "data-find": "\(code) \(status) \(title)".lowercased(),
                ],
                HTML.element(
                    "div", ["class": "head"],
                    HTML.text("span", ["class": "status s\(status.prefix(1))"], status),
                    HTML.link("#problem-\(code)", HTML.text("code", ["class": "name"], code)),
                    HTML.text("span", [:], title)),
                prose.html(example?["detail"]?.string))
        }
        return HTML.element(
            "div", ["class": "card"],
            HTML.element("ul", ["class": "responses"], rows.joined()))
    }

    /// Everything that has a name in the contract.
    var named: String {
        contract.schemas.map { name, schema in
            HTML.element(
                "article",
                [
                    "id": "schema-\(name)", "class": "card small-card",
                    "data-find": name.lowercased(),
                ],
                HTML.element(
                    "h3", [:], HTML.escape(name),
                    HTML.element(
                        "a",
                        [
                            "class": "anchor", "href": "#schema-\(name)",
                            "aria-label": "Link to this",
                        ], "#")),
                schemas.body(schema, isDeep: false))
        }.joined()
    }
}
