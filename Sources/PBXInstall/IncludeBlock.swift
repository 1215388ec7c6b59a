/// The two lines that are added to a file of somebody else's.
struct IncludeBlock: Codable, Equatable, Sendable {
    static let marker =
        "; Added by \"offhook pbx install\"; \"offhook pbx install --undo\" takes it away."

    let include: String
    /// As the file's other lines end.
    let ending: String
    /// The file's last line had no ending and was given one.
    let addsBreak: Bool

    init(_ include: String, for bytes: [UInt8]) {
        self.include = include
        let known = lines(of: bytes)
        ending = known.first?.ending == [carriageReturn, newline] ? "\r\n" : "\n"
        addsBreak = known.last?.ending == []
    }

    private var line: String { "#include \(include)" }

    private var added: [UInt8] {
        Array(((addsBreak ? ending : "") + Self.marker + ending + line + ending).utf8)
    }

    func appended(to bytes: [UInt8]) -> [UInt8] { bytes + added }

    /// The file without our lines. If nothing was written behind them it ends as it did before us.
    func removed(from bytes: [UInt8]) -> [UInt8] {
        let added = added
        if bytes.count >= added.count, bytes[(bytes.count - added.count)...].elementsEqual(added) {
            return Array(bytes[..<(bytes.count - added.count)])
        }
        let all = lines(of: bytes)
        let marked = all.indices.filter { text(all[$0]) == Self.marker }
        // Whoever took the remark away left the line, and it is ours all the same.
        let ours = marked.flatMap { [$0, $0 + 1] }.filter {
            all.indices.contains($0) && [Self.marker, line].contains(text(all[$0]))
        }
        let included = all.indices.filter { text(all[$0]) == line }
        let gone = Set(ours.contains(where: included.contains) ? ours : ours + included.prefix(1))
        return all.indices.filter { !gone.contains($0) }.flatMap { all[$0].text + all[$0].ending }
    }

    private func text(_ line: ByteLine) -> String {
        String(decoding: line.text, as: UTF8.self).trimmed
    }
}
