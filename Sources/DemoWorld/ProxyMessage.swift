/// One HTTP/1.1 message, a request or an answer, with all of its bytes as they came.
struct ProxyMessage {
    let bytes: [UInt8]
    /// Its first line.
    let start: String
    let body: [UInt8]

    /// The longest message that is taken: a survey of a full Asterisk is some megabytes.
    private static let mostBytes = 64 << 20

    /// Reads one message.
    ///
    /// - Parameter rest: what was read already; what was read too much at the end.
    /// - Returns: nil at the connection's end, or where this is no HTTP.
    init?(from socket: ProxySocket, rest: inout [UInt8]) {
        while true {
            if let length = Self.length(of: rest), rest.count >= length.total {
                bytes = Array(rest.prefix(length.total))
                body = Array(bytes.dropFirst(length.head))
                start = String(
                    decoding: bytes.prefix { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
                rest.removeFirst(length.total)
                return
            }
            let more = socket.read()
            guard !more.isEmpty, rest.count + more.count <= Self.mostBytes else { return nil }
            rest += more
        }
    }

    /// The status of an answer.
    var status: Int? {
        let words = start.split(separator: " ")
        return words.count > 1 ? Int(words[1]) : nil
    }

    /// How long the head and all of it are; nil before the head is there. Asterisk says how long a body is.
    private static func length(of bytes: [UInt8]) -> (head: Int, total: Int)? {
        let end = Array("\r\n\r\n".utf8)
        guard
            let head = bytes.indices.first(where: { bytes[$0...].starts(with: end) })
                .map({ $0 + end.count })
        else { return nil }
        let lines = String(decoding: bytes.prefix(head), as: UTF8.self).split(separator: "\r\n")
        var length = 0
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "content-length" else { continue }
            length = Int(parts[1].trimmingPrefix { $0 == " " }) ?? 0
        }
        return (head, head + min(max(0, length), mostBytes))
    }
}
