internal import ControlAPI
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import NIOCore
internal import NIOEmbedded

/// Requests to the control API, in front of a real sequencer, without a socket. A block of lines is one
/// request: a token and the request line, header fields, an empty line and the body. Blocks that begin with
/// `PBX` are what the PBX says in between; `$ATTEMPT`, `$PIN`, `$OFFER`, `$CALL` and `$SESSION` stand for
/// what there is of the first agent.
enum RequestsTarget {
    private static let mostBlocks = 12

    static func take(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        try Blocking.run {
            let desk = APIDesk()
            defer { desk.close() }
            for block in text.split(separator: "\n---\n").prefix(mostBlocks) {
                try await take(block, desk)
            }
        }
    }

    private static func take(_ block: Substring, _ desk: APIDesk) async throws {
        if block.hasPrefix("PBX ") {
            await desk.see(block.dropFirst(4).prefix { $0 != "\n" })
            return
        }
        guard let request = await RequestText(desk.filled(block)).request else { return }
        let response = try await desk.responder(request, EmbeddedChannel())
        try require(
            response.status.code < 500 || response.status.code == 503,
            "\(response.status) to \(block)")
        // Where an event stream begins was decided by now; its body wants a socket.
        if response.headers[.contentType] == "text/event-stream" { return }
        let collected = CollectedBody()
        try await response.body.write(collected)
        try check(response, collected.buffer)
    }

    /// All that is answered can be read, and each problem says which it is.
    private static func check(_ response: Response, _ body: ByteBuffer) throws(Finding) {
        guard let type = response.headers[.contentType], type.hasSuffix("json"),
            body.readableBytes > 0
        else { return }
        guard let json = try? JSONValue(parsing: body.readableBytesView) else {
            throw Finding("An answer is no JSON: \(String(buffer: body))")
        }
        try require(
            type != "application/problem+json" || json.optionalString("code") != nil,
            "A problem has no code: \(String(buffer: body))")
    }
}

/// Takes in a body as it is written; used by one task.
private final class CollectedBody: ResponseBodyWriter {
    private(set) var buffer = ByteBuffer()

    func write(_ buffer: ByteBuffer) { self.buffer.writeImmutableBuffer(buffer) }

    func finish(_ trailingHeaders: HTTPFields?) {}
}

/// A request as it is written in an input.
private struct RequestText {
    let request: Request?

    init(_ text: String) {
        let parts = text.split(separator: "\n\n", maxSplits: 1, omittingEmptySubsequences: false)
        let lines = parts[0].split(separator: "\n")
        let words = (lines.first ?? "").split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, let method = HTTPRequest.Method(String(words[1])) else {
            request = nil
            return
        }
        let body = ByteBuffer(string: parts.count > 1 ? String(parts[1]) : "")
        var fields: HTTPFields = [.authorization: "Bearer secret-of-\(words[0])"]
        if body.readableBytes > 0 {
            fields[.contentType] = "application/json"
            fields[.contentLength] = "\(body.readableBytes)"
        }
        for line in lines.dropFirst() {
            let field = line.split(separator: ":", maxSplits: 1)
            guard field.count == 2, let name = HTTPField.Name(String(field[0])) else { continue }
            fields[name] = String(field[1].drop { $0 == " " })
        }
        request = Request(
            head: HTTPRequest(
                method: method, scheme: "http", authority: "localhost", path: String(words[2]),
                headerFields: fields),
            body: RequestBody(buffer: body))
    }
}
