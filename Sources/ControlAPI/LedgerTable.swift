package import ConnectionMode
package import Storage

/// The ledger as tables: lines as RFC 4180 has them, in UTF-8, the first with the names of the columns.
package enum LedgerTable: String, CaseIterable, Sendable {
    case agents, activities, calls

    static let mediaType = "text/csv; charset=utf-8; header=present"
    private static let rowsAtOnce = 1_000
    private static let longestCell = 400

    /// Writes all that is asked for, some lines at a time.
    ///
    /// - Parameter now: until when what goes on has lasted.
    package func write(
        _ query: LedgerQuery, of ledger: any Ledger, at now: Instant,
        to write: (String) async throws -> Void
    ) async throws {
        switch self {
        case .agents:
            let totals = try await ledger.totals(query, at: now)
            try await write(Self.text([AgentTotalsBody.columns]))
            try await write(Self.text(totals.map { AgentTotalsBody($0).cells }))
        case .activities:
            try await Self.write(ActivityBody.init, write) { page throws(StoreError) in
                try await ledger.periods(query, page)
            }
        case .calls:
            try await Self.write(CallRecordBody.init, write) { page throws(StoreError) in
                try await ledger.calls(query, page)
            }
        }
    }

    private static func write<Entry, Body: Tabled>(
        _ body: (Entry) -> Body, _ write: (String) async throws -> Void,
        _ read: (LedgerPage) async throws(StoreError) -> [Placed<Entry>]
    ) async throws {
        try await write(text([Body.columns]))
        var page = LedgerPage(limit: rowsAtOnce)
        while true {
            let found = try await read(page)
            try await write(text(found.map { body($0.entry).cells }))
            guard found.count == rowsAtOnce, let last = found.last else { return }
            page.after = last.place
        }
    }

    private static func text(_ lines: [[String]]) -> String {
        lines.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }

    /// One line, whatever it is, and what a spreadsheet would take for a formula is made text: a caller's name may be
    /// anything.
    private static func cell(_ raw: String) -> String {
        let text = PlainText.oneLine(raw, atMost: longestCell)
        let isNumber = text.utf8.allSatisfy { "+-.0123456789".utf8.contains($0) }
        let isFormula = !isNumber && text.utf8.first.map { "=+-@".utf8.contains($0) } == true
        let plain = isFormula ? "'" + text : text
        guard plain.utf8.contains(where: { ",\"".utf8.contains($0) }) else { return plain }
        return "\"" + plain.replacing("\"", with: "\"\"") + "\""
    }
}
