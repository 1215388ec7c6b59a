internal import NIOCore

/// Lines of a table as RFC 4180 has them, in UTF-8.
struct CSVText: Sendable {
    static let mediaType = "text/csv; charset=utf-8; header=present"

    private(set) var buffer = ByteBuffer()

    mutating func add(_ cells: [String]) {
        buffer.writeString(cells.map(Self.cell).joined(separator: ","))
        buffer.writeString("\r\n")
    }

    /// What a spreadsheet would take for a formula is made text: a caller's name may be anything.
    private static func cell(_ text: String) -> String {
        let isNumber = text.utf8.allSatisfy { "+-.0123456789".utf8.contains($0) }
        let isFormula = !isNumber && text.utf8.first.map { "=+-@\t\r".utf8.contains($0) } == true
        let plain = isFormula ? "'" + text : text
        guard plain.utf8.contains(where: { ",\"\r\n".utf8.contains($0) }) else { return plain }
        return "\"" + plain.replacing("\"", with: "\"\"") + "\""
    }
}
