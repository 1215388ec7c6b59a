/// What the contract's descriptions are written in: paragraphs, lists, tables and words of code. It
/// is the part of Markdown that they use, and no more.
struct Prose {
    /// Where words of code lead, such as the name of a schema or of an event.
    var links: [String: String] = [:]

    /// - Returns: markup; none for no text.
    func html(_ text: String?) -> String {
        var blocks: [Block] = []
        var isNew = true
        for line in (text ?? "").split(separator: "\n", omittingEmptySubsequences: false) {
            let line = String(line)
            let trimmed = String(line.drop { $0 == " " })
            if trimmed.isEmpty {
                isNew = true
            } else if trimmed.hasPrefix("|") {
                blocks.extendTable(by: trimmed, isNew: isNew)
                isNew = false
            } else if line.hasPrefix("- ") {
                blocks.extendList(by: String(trimmed.dropFirst(2)), isNew: isNew)
                isNew = false
            } else {
                blocks.extendText(by: trimmed, isNew: isNew)
                isNew = false
            }
        }
        return blocks.map(html).joined()
    }

    /// One line of text, in which words between backticks are code.
    func inline(_ text: String) -> String {
        var isCode = true
        return text.split(separator: "`", omittingEmptySubsequences: false).map { part in
            isCode.toggle()
            guard isCode else { return HTML.escape(String(part)) }
            let code = HTML.code(String(part))
            return links[String(part)].map { HTML.link($0, code) } ?? code
        }.joined()
    }

    private func html(_ block: Block) -> String {
        switch block {
        case .text(let text): return HTML.element("p", [:], inline(text))
        case .list(let items):
            return HTML.element(
                "ul", ["class": "points"],
                items.map { HTML.element("li", [:], inline($0)) }.joined())
        case .table(let rows):
            let cells = rows.filter { !$0.hasPrefix("|---") }.map { row in
                row.split(separator: "|").map { inline(String($0.drop { $0 == " " })) }
            }
            func row(_ cells: [String], _ name: String) -> String {
                HTML.element("tr", [:], cells.map { HTML.element(name, [:], $0) }.joined())
            }
            return HTML.element(
                "div", ["class": "scrolls"],
                HTML.element(
                    "table", [:],
                    HTML.element("thead", [:], row(cells.first ?? [], "th")),
                    HTML.element("tbody", [:], cells.dropFirst().map { row($0, "td") }.joined())))
        }
    }

    fileprivate enum Block {
        case text(String)
        case list([String])
        case table([String])
    }
}

extension [Prose.Block] {
    fileprivate mutating func extendText(by line: String, isNew: Bool) {
        switch last {
        case .text(let text) where !isNew: self[count - 1] = .text(text + " " + line)
        case .list(var items) where !isNew:
            items[items.count - 1] += " " + line
            self[count - 1] = .list(items)
        default: append(.text(line))
        }
    }

    fileprivate mutating func extendList(by item: String, isNew: Bool) {
        if case .list(let items) = last, !isNew {
            self[count - 1] = .list(items + [item])
        } else {
            append(.list([item]))
        }
    }

    fileprivate mutating func extendTable(by row: String, isNew: Bool) {
        if case .table(let rows) = last, !isNew {
            self[count - 1] = .table(rows + [row])
        } else {
            append(.table([row]))
        }
    }
}
