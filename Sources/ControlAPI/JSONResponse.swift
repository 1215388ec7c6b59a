internal import ConnectionMode
internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird

extension Response {
    /// A body as JSON. What the API answers is about now: nothing of it is to be cached.
    static func json(
        _ body: some Encodable, status: HTTPResponse.Status = .ok,
        type: String = "application/json", headers: HTTPFields = [:]
    ) -> Response {
        var headers = headers
        guard let text = try? JSONText.encode(body) else {
            return Response(status: .internalServerError, headers: headers)
        }
        headers[.contentType] = type
        headers[.cacheControl] = "no-store"
        return Response(
            status: status, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: text)))
    }

    static var noContent: Response { Response(status: .noContent) }
}

enum JSONText {
    /// One line: keys in order, slashes as they are.
    static func encode(_ body: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(body)
    }
}

/// A body with the server's time beside its own keys, for answers that count down.
struct Timed<Body: Encodable & Sendable>: Encodable, Sendable {
    let body: Body
    let serverTime: Timestamp

    init(_ body: Body, at now: Instant) {
        self.body = body
        serverTime = Timestamp(now)
    }

    private enum CodingKeys: CodingKey {
        case serverTime
    }

    func encode(to encoder: any Encoder) throws {
        try body.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(serverTime, forKey: .serverTime)
    }
}
