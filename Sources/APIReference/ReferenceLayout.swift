/// The page: its head, the contents beside, and the sections.
struct ReferenceLayout {
    let contract: Contract
    let prose: Prose
    let operations: OperationView
    let answers: AnswerView
    let parts: ReferenceParts

    private var info: ContractValue { contract.document["info"] ?? .map([]) }
    private var title: String { info["title"]?.string ?? "" }

    private var tags: [(name: String, about: String?, operations: [Contract.Operation])] {
        let all = contract.operations
        return (contract.document["tags"]?.items ?? []).map { tag in
            let name = tag["name"]?.string ?? ""
            return (name, tag["description"]?.string, all.filter { $0.tag == name })
        }
    }

    var page: String {
        let tags = tags
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(HTML.escape(title))</title>
            <link rel="icon" href="data:image/svg+xml,\(Self.icon)">
            <link rel="stylesheet" href="colours.css">
            <link rel="stylesheet" href="reference.css">
            <script type="module" src="filter.js"></script>
            </head>
            <body>
            <a class="skip" href="#overview">Skip to the text</a>
            \(bar)
            <div class="columns">
            \(contents(tags.map { ($0.name, $0.operations) }))
            <main>
            \(overview)
            \(tags.map(section).joined(separator: "\n"))
            \(last)
            </main>
            </div>
            </body>
            </html>

            """
    }

    private static let icon = """
        %3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' \
        height='32' rx='8' fill='%230b6b63'/%3E%3Cpath d='M10 8l3-.6 2.6 5.6-2.6 2.200a14 14 0 0 0 \
        5 5l2.200-2.6 5.6 2.6-.6 3c-.4 1.800-1.800 2.800-3.6 2.6C14 25 7.6 18.400 7 11.400 6.800 9.6 \
        8.200 8.400 10 8Z' fill='%23fff'/%3E%3C/svg%3E
        """

    private var bar: String {
        HTML.element(
            "header", ["class": "bar"],
            HTML.element(
                "a", ["class": "brand", "href": "#overview"],
                HTML.element("span", ["class": "mark", "aria-hidden": "true"], ""),
                HTML.text("span", [:], title)),
            HTML.element(
                "span", ["class": "muted version"], "version ",
                HTML.escape(info["version"]?.string ?? "")),
            HTML.link("../openapi.yaml", "openapi.yaml", class: "contract"))
    }

    private func contents(
        _ tags: [(name: String, operations: [Contract.Operation])]
    ) -> String {
        let groups = tags.map { name, operations in
            group("#tag-\(name)", Self.words(name)) {
                operations.map { operation in
                    item(
                        "#\(operation.id)",
                        OperationView.method(operation.method)
                            + HTML.text("span", [:], operation.summary))
                }
            }
        }
        var families: [(name: String, first: String)] = []
        for type in contract.eventKinds.flatMap(\.types) {
            let family = String(type.prefix { $0 != "." })
            if !families.contains(where: { $0.name == family }) { families.append((family, type)) }
        }
        let events = group("#event-types", "Event types") {
            families.map { item("#event-\($0.first)", HTML.code("\($0.name).*")) }
        }
        let rest = [
            ("shared-answers", "Answers of many requests"), ("problems", "Problems"),
            ("schemas", "Everything with a name"),
        ].map { id, title in group("#\(id)", title) { [] } }
        return """
            <aside class="side" aria-label="Contents and filter">
            <div class="finder" id="finder" hidden>
            <input id="filter" type="search" placeholder="Filter" \
            aria-label="Filter operations, events and problems" autocomplete="off" \
            spellcheck="false">
            <p class="muted" id="found" role="status"></p>
            </div>
            <input type="checkbox" id="shows-contents" class="unseen">
            <label for="shows-contents">Contents</label>
            <nav aria-label="Contents">\(groups.joined())\(events)\(rest.joined())</nav>
            </aside>
            """
    }

    private func group(_ href: String, _ title: String, items: () -> [String]) -> String {
        HTML.element(
            "section", [:], HTML.link(href, HTML.escape(title), class: "group"),
            HTML.element("ul", [:], items().joined()))
    }

    private func item(_ href: String, _ content: String) -> String {
        HTML.element("li", [:], HTML.link(href, content))
    }

    private var overview: String {
        HTML.element(
            "section", ["id": "overview", "class": "overview"],
            HTML.text("h1", [:], title),
            HTML.element("p", ["class": "lead"], prose.inline(info["summary"]?.string ?? "")),
            HTML.element("div", ["class": "prose"], prose.html(info["description"]?.string)))
    }

    private func section(
        name: String, about: String?, operations: [Contract.Operation]
    ) -> String {
        HTML.element(
            "section", ["id": "tag-\(name)"], HTML.text("h2", [:], Self.words(name)),
            HTML.element("div", ["class": "prose"], prose.html(about)),
            operations.map(self.operations.html).joined(separator: "\n"))
    }

    private var last: String {
        let sections = [
            (
                "event-types", "Event types",
                "What `streamEvents` tells, each in an `Event`; those in one card have like data.",
                parts.events
            ),
            (
                "shared-answers", "Answers of many requests",
                "What many requests can get; operations refer to them by their status.",
                answers.shared
            ),
            (
                "problems", "Problems",
                "The codes of a `Problem`, with an example of what they say.",
                parts.problems
            ),
            ("schemas", "Everything with a name", "", parts.named),
        ]
        return sections.map { id, title, about, content in
            HTML.element(
                "section", ["id": id], HTML.text("h2", [:], title),
                HTML.element("div", ["class": "prose"], prose.html(about)), content)
        }.joined(separator: "\n")
    }

    /// `waitingCustomers` as it is read: Waiting customers.
    private static func words(_ name: String) -> String {
        var words = ""
        for character in name {
            if character.isUppercase {
                words += " " + character.lowercased()
            } else {
                words += words.isEmpty ? character.uppercased() : String(character)
            }
        }
        return words
    }
}
