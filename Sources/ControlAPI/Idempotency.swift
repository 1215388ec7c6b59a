internal import ConnectionMode
internal import Crypto
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import Orchestration
internal import Storage
internal import Synchronization

/// Gives a request that comes again under the same `Idempotency-Key` the answer of the first time, without
/// doing it again. *Source*: draft-ietf-httpapi-idempotency-key-header.
///
/// An answer is remembered before it is sent. A process that is killed after the doing and before the
/// remembering does it anew when the request comes again; every command bears that.
final class Idempotency: Sendable {
    private struct Name: Hashable {
        let token: String
        let key: [UInt8]
    }

    static let header = HTTPField.Name("Idempotency-Key")
    static let replayed = "Idempotency-Replayed"
    private static let mostCharacters = 128

    private let answers: any AnswerStore
    private let secret: SymmetricKey
    private let limits: AnswerLimits
    private let clock: ServiceClock
    private let logger: Logger
    /// The requests that are being answered, each with its hash.
    private let underWay = Mutex<[Name: [UInt8]]>([:])

    /// - Parameter secret: bytes that stand in no store, the same at every start.
    init(
        answers: any AnswerStore, secret: some Sequence<UInt8>, limits: AnswerLimits,
        clock: ServiceClock, logger: Logger
    ) {
        self.answers = answers
        // Apart from what else the same secret is used for.
        self.secret = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: Array(secret)),
            info: Array("offhook idempotency keys".utf8), outputByteCount: 32)
        self.limits = limits
        self.clock = clock
        self.logger = logger
    }

    /// What a client named its request by; nil where it did not, or where nothing is done.
    static func key(of request: Request) -> String? {
        guard request.method != .get, request.method != .head, let header else { return nil }
        return request.headers[header]
    }

    /// Answers, unless it was answered before, or is just being answered.
    func answer(
        _ key: String, _ inquiry: Inquiry,
        by respond: (Inquiry) async throws(Problem) -> Response
    ) async throws(Problem) -> Response {
        guard (1...Self.mostCharacters).contains(key.utf8.count),
            key.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else {
            throw Problem(
                .badRequest, .malformedIdempotencyKey,
                "Send 1 to \(Self.mostCharacters) visible ASCII characters as Idempotency-Key.")
        }
        var inquiry = inquiry
        let body = try await BodyReader(inquiry: inquiry).collect()
        inquiry.collectedBody = body
        let name = Name(token: try inquiry.bearer().token.id, key: hash([Array(key.utf8)]))
        let request = hash([
            Array(inquiry.request.method.rawValue.utf8), Array(inquiry.request.uri.string.utf8),
            Array(body),
        ])
        try begin(name, request)
        defer { underWay.withLock { $0[name] = nil } }
        if let known = try await known(name) {
            guard known.request == request else { throw .idempotencyKeyReused }
            return Self.response(of: known)
        }
        let response: Response
        do {
            response = try await respond(inquiry)
        } catch {
            response = error.response
        }
        guard Self.isFinal(response.status) else { return response }
        return try await remember(response, name, request)
    }

    private func begin(_ name: Name, _ request: [UInt8]) throws(Problem) {
        let other = underWay.withLock { underWay -> [UInt8]? in
            if let other = underWay[name] { return other }
            underWay[name] = request
            return nil
        }
        guard let other else { return }
        throw other == request ? .idempotencyInProgress : .idempotencyKeyReused
    }

    private func known(_ name: Name) async throws(Problem) -> RememberedAnswer? {
        do {
            guard let known = try await answers.answer(token: name.token, key: name.key),
                clock.now.milliseconds(since: known.at) < Int64(limits.seconds) * 1_000
            else { return nil }
            return known
        } catch {
            throw .storeUnavailable
        }
    }

    /// Whether it would be the same again: what the service could not do now it may do later.
    private static func isFinal(_ status: HTTPResponse.Status) -> Bool {
        status.code < 500 && status != .requestTimeout && status != .tooManyRequests
    }

    private func remember(
        _ response: Response, _ name: Name, _ request: [UInt8]
    ) async throws(Problem) -> Response {
        var response = response
        let collected = CollectedBody()
        do {
            try await response.body.write(collected)
        } catch {
            throw .internalError
        }
        response.body = ResponseBody(byteBuffer: collected.buffer)
        let answer = RememberedAnswer(
            token: name.token, key: name.key, request: request, at: clock.now,
            status: response.status.code, type: response.headers[.contentType],
            body: Array(collected.buffer.readableBytesView))
        do {
            // Not given up when the client goes: it is done, and the client will ask again.
            let (answers, limits) = (answers, limits)
            try await Task { try await answers.remember(answer, within: limits) }.value
        } catch {
            // It is done all the same; a full disk is told by the sequencer.
            logger.debug("An answer could not be remembered.")
        }
        return response
    }

    private static func response(of known: RememberedAnswer) -> Response {
        var headers = HTTPFields()
        if let name = HTTPField.Name(replayed) { headers[name] = "true" }
        if let type = known.type { headers[.contentType] = type }
        return Response(
            status: HTTPResponse.Status(code: known.status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: known.body)))
    }

    /// Each part with its length before it, so that no two requests look alike.
    private func hash(_ parts: [[UInt8]]) -> [UInt8] {
        var code = HMAC<SHA256>(key: secret)
        for part in parts {
            withUnsafeBytes(of: UInt64(part.count).bigEndian) { code.update(data: $0) }
            code.update(data: part)
        }
        return Array(code.finalize())
    }
}

/// Takes in a body as it is written; used by one task.
private final class CollectedBody: ResponseBodyWriter {
    private(set) var buffer = ByteBuffer()

    func write(_ buffer: ByteBuffer) { self.buffer.writeImmutableBuffer(buffer) }

    func finish(_ trailingHeaders: HTTPFields?) {}
}

extension Problem {
    static var idempotencyKeyReused: Problem {
        Problem(
            .unprocessableContent, .idempotencyKeyReused,
            "Send another request under another Idempotency-Key, and the same under the same.")
    }

    static var idempotencyInProgress: Problem {
        var problem = Problem(
            .conflict, .idempotencyInProgress,
            "Wait a second and send it again: the first one is not answered yet.")
        problem.retryAfterSeconds = 1
        return problem
    }
}
