internal import ArgumentParser
internal import ConnectionMode
internal import Foundation

struct ModelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: "Prints what a connection does with each input in each phase.",
        discussion: """
            Found by asking the code itself. As JSON it can be held against an adapter for another PBX, or \
            a model in another language. So can the transcripts: whole pieces of agents' work, input by \
            input, with what must follow. It needs no configuration.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case markdown, json, transcripts
    }

    @Option(help: "markdown, with a picture in Mermaid's language; json; or transcripts, as JSON.")
    var format = Format.markdown

    func run() throws {
        switch format {
        case .markdown: print(ModelDocument.markdown)
        case .json: print(try ModelDocument.json(of: ConnectionTable.rows))
        case .transcripts: print(try ModelDocument.json(of: ConformanceKit.transcripts))
        }
    }
}

/// The table of a connection's phases and inputs, to be read.
enum ModelDocument {
    static func json(of value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static var markdown: String {
        let rows = ConnectionTable.rows
        let phases = rows.map(\.phase).uniqued
        let tables = phases.map { phase in
            let lines = rows.filter { $0.phase == phase }.map(line)
            return
                (["## \(phase)", "", "| Input | Then | At the PBX | Told |", "|---|---|---|---|"]
                + lines).joined(separator: "\n")
        }
        return """
            # The connection: phases and inputs

            Made by `offhook model` from the code; `connection.json` is the same for programs. What is not in a
            phase's table does not exist. A survey is a look at all that the PBX has.

            ```mermaid
            stateDiagram-v2
            \(arrows(rows).map { "    " + $0 }.joined(separator: "\n"))
            ```

            \(tables.joined(separator: "\n\n"))
            """
    }

    private static func line(_ row: ConnectionTable.Row) -> String {
        let then =
            row.refusal.map { "refused: `\($0)`" }
            ?? (row.next == row.phase ? "stays" : row.next ?? "")
            + (row.endReason.map { ": `\($0.rawValue)`" } ?? "")
        func list(_ names: [String]) -> String {
            names.map { "`\($0)`" }.joined(separator: ", ")
        }
        return "| \(row.input) | \(then) | \(list(row.goals)) | \(list(row.told)) |"
    }

    /// Each way from one phase to another once, with what leads there.
    private static func arrows(_ rows: [ConnectionTable.Row]) -> [String] {
        func place(_ phase: String) -> String {
            String(phase.prefix { $0 != "," })
        }
        let moves = rows.filter { $0.next != nil && place($0.next ?? "") != place($0.phase) }
        let ways = moves.map { [place($0.phase), place($0.next ?? "")] }.uniqued
        return ["[*] --> closed"]
            + ways.map { way in
                let inputs = moves.filter {
                    place($0.phase) == way[0] && place($0.next ?? "") == way[1]
                }.map { String($0.input.prefix { $0 != ":" }) }.uniqued
                return "\(way[0]) --> \(way[1]): \(inputs.joined(separator: "; "))"
            }
    }
}

extension Sequence where Element: Hashable {
    /// Each once, in the order in which it first came.
    fileprivate var uniqued: [Element] {
        var seen = Set<Element>()
        return filter { seen.insert($0).inserted }
    }
}
