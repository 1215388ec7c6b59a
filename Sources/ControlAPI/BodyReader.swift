internal import HTTPTypes
internal import Hummingbird
internal import FoundationEssentials
internal import JSON
internal import NIOCore
internal import OffhookConfiguration

/// What a request's JSON object may hold. Other keys are refused.
protocol StrictBody: Decodable, Sendable {
    static var keys: Set<String> { get }
}

/// The body of a request that needs none.
struct NoKeys: StrictBody {
    static let keys: Set<String> = []
}

/// Reads a JSON body, with its limits. What it says of a bad one names keys and places, never
/// values.
struct BodyReader: Sendable {
    let inquiry: Inquiry

    /// Nil when there is no body.
    func read<Body: StrictBody>(_ type: Body.Type) async throws(Problem) -> Body? {
        guard let text = try await json() else { return nil }
        return try Self.decode(Checked<Body>.self, from: text).body
    }

    /// Nil when there is no body. Its keys are not looked at.
    func readDocument() async throws(Problem) -> DocumentValue? {
        guard let text = try await json() else { return nil }
        return try Self.decode(DocumentValue.self, from: text)
    }

    private func json() async throws(Problem) -> Data? {
        let text: Data
        if let collected = inquiry.collectedBody {
            text = collected
        } else {
            text = try await collect()
        }
        if text.isEmpty { return nil }
        let media = inquiry.request.headers[.contentType]?.split(separator: ";").first
        guard media?.trimming(" \t").lowercased() == "application/json" else {
            throw Problem(
                .unsupportedMediaType, .unsupportedMediaType,
                "Send JSON, with \"Content-Type: application/json\".")
        }
        return text
    }

    /// The whole of it, as it was sent; empty when there is none.
    func collect() async throws(Problem) -> Data {
        let limit = inquiry.backend.configuration.maximumBodyBytes
        let headers = inquiry.request.headers
        let length = headers[.contentLength].flatMap(Int.init)
        // Most requests have none: no time is spent on waiting for it.
        if (length ?? 0) == 0, headers[.transferEncoding] == nil { return Data() }
        if let length, length > limit { throw tooLarge }
        let body = inquiry.request.body
        let deadline = inquiry.backend.configuration.bodyDeadline
        do {
            let buffer = try await withThrowingTaskGroup(of: ByteBuffer?.self) { group in
                group.addTask { try await body.collect(upTo: limit) }
                group.addTask {
                    try await Task.sleep(for: deadline)
                    return nil
                }
                defer { group.cancelAll() }
                return try await group.next() ?? nil
            }
            guard let buffer else {
                throw Problem(
                    .requestTimeout, .requestTimedOut,
                    "Send the whole body within \(deadline.components.seconds) s.")
            }
            return Data(buffer.readableBytesView)
        } catch is NIOTooManyBytesError {
            throw tooLarge
        } catch let problem as Problem {
            throw problem
        } catch {
            throw .malformedBody("Send the body whole: it broke off, or its framing is wrong.")
        }
    }

    private var tooLarge: Problem {
        let limit = inquiry.backend.configuration.maximumBodyBytes
        return Problem(.contentTooLarge, .bodyTooLarge, "Send at most \(limit) bytes.")
    }

    private static func decode<Body: Decodable>(
        _ type: Body.Type, from text: Data
    ) throws(Problem) -> Body {
        try refuseOddities(in: text)
        do {
            return try JSONDecoder().decode(type, from: text)
        } catch let problem as Problem {
            throw problem
        } catch let error as DecodingError {
            throw problem(error)
        } catch {
            throw .malformedBody("Send a JSON object.")
        }
    }

    private static func problem(_ error: DecodingError) -> Problem {
        switch error {
        case .keyNotFound(let key, _):
            return .malformedBody("Add the key \"\(key.stringValue)\".")
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            guard let key = context.codingPath.last else {
                return .malformedBody("Send a JSON object.")
            }
            let kind = type == String.self ? "a string" : "of another type"
            return .malformedBody("Make the value of \"\(key.stringValue)\" \(kind).")
        case .dataCorrupted:
            return .malformedBody("Send well-formed JSON.")
        @unknown default:
            return .malformedBody("Send a JSON object.")
        }
    }

    /// `JSONDecoder` takes one of two values with the same key, and more that is no JSON; jansson refuses all
    /// that. Of what it says only the place is told: the rest may repeat what was sent.
    private static func refuseOddities(in text: Data) throws(Problem) {
        do {
            try JSONValue.check(text)
        } catch {
            guard case .malformed(_, let byte) = error else {
                throw .malformedBody("Send a JSON object.")
            }
            throw .malformedBody(
                "Send well-formed JSON in UTF-8, with no key twice: see byte \(byte).")
        }
    }
}

/// An object that has no keys but those allowed.
struct Checked<Body: StrictBody>: Decodable {
    let body: Body

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        let sent = try decoder.container(keyedBy: Key.self).allKeys.map(\.stringValue)
        if !Set(sent).isSubset(of: Body.keys) {
            // Not named back: what stands there may be anything, a PIN even.
            let known = Body.keys.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
            throw Problem(
                .badRequest, .unknownKey,
                known.isEmpty ? "Send no keys here." : "Send no other keys than \(known).")
        }
        body = try Body(from: decoder)
    }
}

extension Substring {
    fileprivate func trimming(_ characters: String) -> Substring {
        var text = self
        while let first = text.first, characters.contains(first) { text.removeFirst() }
        while let last = text.last, characters.contains(last) { text.removeLast() }
        return text
    }
}
