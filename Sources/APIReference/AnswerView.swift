/// How one answer is shown: its status, what it says, and the codes of its problems.
struct AnswerView {
    let contract: Contract
    let prose: Prose

    /// - Parameter id: what links to it name, if there are some.
    func row(
        _ status: String, _ response: ContractValue, body: String = "", id: String? = nil
    ) -> String {
        let codes = codes(of: response)
        let named = codes.map { HTML.link("#problem-\($0)", HTML.code($0)) }
        let headers = (response["headers"]?.pairs ?? []).map { HTML.code($0.key) }
        let content = [
            HTML.element(
                "div", ["class": "head"],
                HTML.text("span", ["class": "status s\(status.prefix(1))"], status),
                HTML.element("div", [:], prose.html(response["description"]?.string))),
            named.isEmpty
                ? "" : HTML.element("p", ["class": "codes"], named.joined(separator: " ")),
            headers.isEmpty
                ? ""
                : HTML.element(
                    "p", ["class": "headers"], "Header fields: ",
                    headers.joined(separator: ", ")),
            body,
        ].joined()
        guard let id else { return HTML.element("li", [:], content) }
        let words = ([id, status] + codes).joined(separator: " ").lowercased()
        return HTML.element("li", ["id": id, "data-find": words], content)
    }

    /// Those of many requests, each once.
    var shared: String {
        let rows = (contract.document["components"]?["responses"]?.pairs ?? []).map {
            name, response in
            row(status(of: response), response, id: "answer-\(name)")
        }
        return HTML.element(
            "div", ["class": "card"], HTML.element("ul", ["class": "responses"], rows.joined()))
    }

    private func examples(of response: ContractValue) -> [ContractValue] {
        (response["content"]?["application/problem+json"]?["examples"]?.pairs ?? [])
            .compactMap { contract.resolved($0.value)["value"] }
    }

    private func codes(of response: ContractValue) -> [String] {
        examples(of: response).compactMap { $0["code"]?.string }
    }

    private func status(of response: ContractValue) -> String {
        examples(of: response).first?["status"]?.string ?? ""
    }
}
