/// How one operation is shown: what it is, who may, what is sent and what comes back.
struct OperationView {
    let contract: Contract
    let prose: Prose
    let schemas: SchemaView
    let answers: AnswerView
    /// By `GET /v1/me`.
    let grants: [String: [APIReference.Grant]]

    func html(_ operation: Contract.Operation) -> String {
        let anchor = HTML.element(
            "a", ["class": "anchor", "href": "#\(operation.id)", "aria-label": "Link to this"], "#")
        return HTML.element(
            "article",
            [
                "id": operation.id, "class": "card",
                "data-find": [
                    operation.id, operation.method, operation.path, operation.summary,
                    operation.tag,
                ].joined(separator: " ").lowercased(),
            ],
            HTML.element("h3", [:], HTML.escape(operation.summary), anchor),
            HTML.element(
                "p", ["class": "route"], Self.method(operation.method),
                HTML.element("code", ["class": "path"], path(operation.path)),
                HTML.text("code", ["class": "id"], operation.id)),
            who(operation), prose.html(operation.body["description"]?.string),
            parameters(operation), request(operation), responses(operation))
    }

    static func method(_ method: String) -> String {
        HTML.text("span", ["class": "method \(method.lowercased())"], method)
    }

    /// A line may end after each part, and not within one.
    private func path(_ path: String) -> String {
        HTML.escape(path).replacing("/", with: "<wbr>/")
    }

    private func who(_ operation: Contract.Operation) -> String {
        let grants = grants["\(operation.method) \(operation.path)"] ?? []
        let chips = grants.map { grant in
            HTML.element(
                "li", [:], HTML.text("strong", [:], grant.role),
                grant.reach.isEmpty ? "" : " " + HTML.escape(grant.reach))
        }
        return HTML.element(
            "div", ["class": "who"], HTML.text("span", ["class": "muted"], "Who may"),
            HTML.element("ul", [:], chips.joined()))
    }

    private func parameters(_ operation: Contract.Operation) -> String {
        let places = ["path": "in the path", "query": "in the query", "header": "header field"]
        let rows = operation.parameters.map { parameter in
            let schema = parameter["schema"] ?? .map([])
            let example = parameter["example"].map { example in
                HTML.element(
                    "div", ["class": "limits"],
                    HTML.element(
                        "span", ["class": "limit"], "such as ",
                        HTML.code(example.strings.joined(separator: ","))))
            }
            let place = places[parameter["in"]?.string ?? ""] ?? ""
            let isRequired = parameter["required"]?.string == "true"
            return HTML.element(
                "li", [:],
                HTML.element(
                    "div", ["class": "head"],
                    HTML.text("code", ["class": "name"], parameter["name"]?.string ?? ""),
                    HTML.element("span", ["class": "kind"], schemas.kind(schema)),
                    HTML.text("span", ["class": "place"], place),
                    isRequired ? HTML.text("span", ["class": "need"], "required") : ""),
                prose.html(parameter["description"]?.string), schemas.details(schema),
                example ?? "")
        }
        guard !rows.isEmpty else { return "" }
        return HTML.text("h4", [:], "Parameters")
            + HTML.element("ul", ["class": "fields"], rows.joined())
    }

    private func request(_ operation: Contract.Operation) -> String {
        guard let body = operation.body["requestBody"].map(contract.resolved) else { return "" }
        let need = body["required"]?.string == "true" ? "" : " (may be left out)"
        return HTML.text("h4", [:], "Body" + need) + prose.html(body["description"]?.string)
            + content(of: body, isDeep: true)
    }

    /// What is answered to this request alone, and where the rest stands.
    private func responses(_ operation: Contract.Operation) -> String {
        var own = ""
        var shared: [String] = []
        for (status, response) in operation.body["responses"]?.pairs ?? [] {
            if let name = contract.responseName(of: response) {
                shared.append(
                    HTML.link(
                        "#answer-\(name)", HTML.escape(status), class: "status s\(status.prefix(1))"
                    ))
                continue
            }
            let isProblem = response["content"]?["application/problem+json"] != nil
            own += answers.row(
                status, response, body: isProblem ? "" : content(of: response, isDeep: false))
        }
        let rest =
            shared.isEmpty
            ? ""
            : HTML.element(
                "p", ["class": "shared"], "Besides, as of many requests: ",
                shared.joined(separator: " "))
        return HTML.text("h4", [:], "Answers")
            + (own.isEmpty ? "" : HTML.element("ul", ["class": "responses"], own)) + rest
    }

    /// What is sent or answered, in each form that it has.
    private func content(of message: ContractValue, isDeep: Bool) -> String {
        (message["content"]?.pairs ?? []).map { type, media in
            let schema = media["schema"] ?? .map([])
            let name = contract.schemaName(of: schema)
            let title = name.map { " · " + HTML.link("#schema-\($0)", HTML.escape($0)) } ?? ""
            let keys =
                type == "text/csv" ? "" : schemas.body(schema, isDeep: isDeep)
            return HTML.element("p", ["class": "media"], HTML.code(type), title) + keys
                + examples(media)
        }.joined()
    }

    private func examples(_ media: ContractValue) -> String {
        (media["examples"]?.pairs ?? []).map { name, example in
            let example = contract.resolved(example)
            let text = example["value"].map { $0.string ?? $0.json() } ?? ""
            return APIReference.example(example["summary"]?.string ?? name, text)
        }.joined()
    }
}
