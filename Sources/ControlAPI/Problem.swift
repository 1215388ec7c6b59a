internal import ConnectionMode
internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird

/// An answer that says what went wrong and what to do (RFC 9457). Nothing of a request is repeated
/// in it but names of keys that are known, so that no token and no PIN can show up.
struct Problem: Error, Sendable {
    let status: HTTPResponse.Status
    let code: ProblemCode
    /// One sentence that says what to do.
    let detail: String
    /// What the token could do now with the agent that this is about, and what not.
    var actions: Actions?
    /// V5: how many wrong PINs the validation call still bears.
    var attemptsLeft: Int?
    /// How an offer that was meant to be pending stands.
    var offerState: String?
    /// The validation call that this is about.
    var attemptId: String?
    /// P4: what a change that is not confirmed would lead to.
    var consequences: [String]?
    var retryAfterSeconds: Int?
    /// When it can be tried again; told as seconds from then.
    var retryAt: Instant?
    var headers: HTTPFields = [:]

    init(_ status: HTTPResponse.Status, _ code: ProblemCode, _ detail: String) {
        self.status = status
        self.code = code
        self.detail = detail
    }

    var response: Response {
        var headers = headers
        if let retryAfterSeconds { headers[.retryAfter] = "\(retryAfterSeconds)" }
        return .json(
            Body(problem: self), status: status, type: Self.mediaType, headers: headers)
    }

    static let mediaType = "application/problem+json"

    /// The body of the answer.
    var text: ByteBuffer {
        ByteBuffer(bytes: (try? JSONText.encode(Body(problem: self))) ?? Data())
    }

    private struct Body: Encodable {
        let type: String
        let title: String
        let status: Int
        let detail: String
        let code: ProblemCode
        let allowedActions: [AllowedAction]?
        let refusedActions: [RefusedAction]?
        let attemptsLeft: Int?
        let offerState: String?
        let attemptId: String?
        let consequences: [String]?

        init(problem: Problem) {
            type = "urn:offhook:problem:\(problem.code.rawValue)"
            title = problem.code.title
            status = problem.status.code
            detail = problem.detail
            code = problem.code
            allowedActions = problem.actions?.allowed
            refusedActions = problem.actions?.refused
            attemptsLeft = problem.attemptsLeft
            offerState = problem.offerState
            attemptId = problem.attemptId
            consequences = problem.consequences
        }
    }
}

extension Problem {
    static var tokenMissing: Problem {
        var problem = Problem(
            .unauthorized, .tokenMissing, "Send a token as \"Authorization: Bearer <token>\".")
        problem.headers[.wwwAuthenticate] = #"Bearer realm="offhook""#
        return problem
    }

    static var tokenInvalid: Problem {
        var problem = Problem(
            .unauthorized, .tokenInvalid,
            "Ask an administrator for a token made by \"offhook token create\".")
        problem.headers[.wwwAuthenticate] = #"Bearer realm="offhook", error="invalid_token""#
        return problem
    }

    static var tokenExpired: Problem {
        var problem = Problem(
            .unauthorized, .tokenExpired,
            "Ask an administrator for a new token; this one had its time.")
        problem.headers[.wwwAuthenticate] = #"Bearer realm="offhook", error="invalid_token""#
        return problem
    }

    static var notFound: Problem {
        Problem(.notFound, .notFound, "See /openapi.yaml for what there is.")
    }

    static func methodNotAllowed(allowed: [HTTPRequest.Method]) -> Problem {
        let methods = allowed.map(\.rawValue).joined(separator: ", ")
        var problem = Problem(.methodNotAllowed, .methodNotAllowed, "Use \(methods) here.")
        problem.headers[.allow] = methods
        return problem
    }

    static var tenantUnknown: Problem {
        Problem(.notFound, .tenantUnknown, "Use the tenant that /v1/me tells.")
    }

    static var directoryIsFile: Problem {
        Problem(
            .conflict, .directoryIsFile,
            "Change the directory's file and start Offhook again, or let it be kept in the store: "
                + "\"directory: store\".")
    }

    static func forbidden(_ detail: String) -> Problem { Problem(.forbidden, .forbidden, detail) }

    static func malformedBody(_ detail: String) -> Problem {
        Problem(.badRequest, .malformedBody, detail)
    }

    static func invalidValue(_ detail: String) -> Problem {
        Problem(.badRequest, .invalidValue, detail)
    }

    /// - Parameter detail: says what to send, and repeats keys that are known alone.
    static func invalidSettings(_ detail: String) -> Problem {
        Problem(.unprocessableContent, .invalidSettings, detail)
    }

    static func wrongPIN(attemptsLeft: Int) -> Problem {
        let detail =
            attemptsLeft > 0
            ? "Listen to the PIN and confirm it again."
            : "The validation call was hung up; open the connection for a new PIN."
        var problem = Problem(.unprocessableContent, .wrongPin, detail)
        problem.attemptsLeft = attemptsLeft
        return problem
    }

    static var storeUnavailable: Problem {
        unavailable(
            .storeUnavailable, "Nothing was done; try again, and see /readyz for the reason.",
            retryAfterSeconds: 5)
    }

    static var standby: Problem {
        unavailable(
            .standby, "Ask the Offhook that serves; this one waits for its end.",
            retryAfterSeconds: 1)
    }

    static func unavailable(
        _ code: ProblemCode, _ detail: String, retryAfterSeconds: Int
    ) -> Problem {
        var problem = Problem(.serviceUnavailable, code, detail)
        problem.retryAfterSeconds = retryAfterSeconds
        return problem
    }

    static var internalError: Problem {
        Problem(
            .internalServerError, .internalError,
            "Look at what was done before trying again, and tell the operator.")
    }
}
