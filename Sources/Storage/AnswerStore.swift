package import ConnectionMode

/// An answer that is given again when its request comes again under the same key.
///
/// Of the request only what cannot be turned back is kept: keyed hashes, because a body may hold a PIN (V8).
package struct RememberedAnswer: Hashable, Sendable {
    /// The id of the token that sent the request.
    package let token: String
    /// The keyed hash of what the client named the request by.
    package let key: [UInt8]
    /// The keyed hash of the request.
    package let request: [UInt8]
    package let at: Instant
    /// The HTTP status.
    package let status: Int
    /// The body's media type; `nil` where there is no body.
    package let type: String?
    package let body: [UInt8]

    package init(
        token: String, key: [UInt8], request: [UInt8], at: Instant, status: Int, type: String?,
        body: [UInt8]
    ) {
        self.token = token
        self.key = key
        self.request = request
        self.at = at
        self.status = status
        self.type = type
        self.body = body
    }
}

/// How many answers are kept, and how long; the oldest go first.
package struct AnswerLimits: Hashable, Sendable {
    package var seconds = 86_400
    package var perToken = 2_000
    package var inAll = 200_000

    package init() {}
}

/// Keeps answers to requests that may come again.
package protocol AnswerStore: Sendable {
    /// What was remembered under this key of this token, however old it is.
    func answer(token: String, key: [UInt8]) async throws(StoreError) -> RememberedAnswer?

    /// Remembers it in the place of what is there under its key, and forgets what is beyond the limits; of
    /// what is too old a bounded number. Safe to repeat.
    func remember(_ answer: RememberedAnswer, within limits: AnswerLimits) async throws(StoreError)
}
