/// A line of a file, and what ends it: `\n`, `\r\n`, or nothing in the last one.
struct ByteLine: Equatable {
    var text: [UInt8]
    var ending: [UInt8]
}

/// The lines of a file; joined again they are its very bytes.
func lines(of bytes: [UInt8]) -> [ByteLine] {
    var lines: [ByteLine] = []
    var start = 0
    for index in bytes.indices where bytes[index] == newline {
        let end = index > start && bytes[index - 1] == carriageReturn ? index - 1 : index
        lines.append(
            ByteLine(text: Array(bytes[start..<end]), ending: Array(bytes[end...index])))
        start = index + 1
    }
    if start < bytes.count { lines.append(ByteLine(text: Array(bytes[start...]), ending: [])) }
    return lines
}

let newline = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")

extension StringProtocol {
    /// Without white space at both ends, as Asterisk reads it.
    package var trimmed: String {
        let isBlank: (Character) -> Bool = { $0.isWhitespace }
        var rest = self[...].drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return String(rest)
    }
}
