internal import Foundation
internal import JSON
internal import Transport

/// Asks one Asterisk by its REST interface. Requests go over pooled connections, each with a deadline;
/// none is ever repeated here.
///
/// The operations stand in extensions, one file a resource.
public final class ARIClient: Sendable {
    public let configuration: ARIConfiguration
    private let http: HTTPClient
    /// For what takes its time, so that nothing waits for it.
    let files: HTTPClient

    public init(_ configuration: ARIConfiguration) {
        self.configuration = configuration
        var http = HTTPClientConfiguration()
        http.maximumRunning = configuration.maximumRunningRequests
        http.caFile = configuration.caFile
        self.http = HTTPClient(http)
        http.maximumRunning = Self.filesAtOnce
        http.maximumStreams = Self.filesAtOnce
        http.maximumResponseBytes = 256 << 10
        files = HTTPClient(http)
    }

    /// Ends the connections. Requests under way end with an error; safe to call twice.
    public func shutdown() async {
        await http.shutdown()
        await files.shutdown()
    }

    /// So many files are fetched at once, each with a quarter of a mebibyte in memory at the most. More than who asks
    /// for them lets through: one that its reader has left may be on its way for a moment.
    private static let filesAtOnce = 16

    /// - Parameters:
    ///   - path: from behind `/ari`, ids in it already encoded.
    ///   - body: sent as JSON; Asterisk silently ignores any other kind.
    ///   - urgent: goes before what waits for a connection.
    @discardableResult
    func ask(
        _ method: HTTPRequest.Method, _ path: String, query: [(String, String)] = [],
        body: JSONValue? = nil, urgent: Bool = false
    ) async throws(ARIError) -> [UInt8] {
        var url = configuration.baseURL + "/ari" + path
        for (index, (name, value)) in query.enumerated() {
            url += (index == 0 ? "?" : "&") + name + "=" + Self.encoded(value)
        }
        var headers = [HTTPHeader(name: "Authorization", value: configuration.authorization)]
        if body != nil {
            headers.append(HTTPHeader(name: "Content-Type", value: "application/json"))
        }
        let request = HTTPRequest(
            method, url, headers: headers, body: body?.encoded,
            timeout: configuration.requestTimeout)
        let response: HTTPResponse
        do {
            response = try await http.send(request, urgent: urgent)
        } catch {
            throw ARIError(error)
        }
        guard (200..<300).contains(response.status) else {
            throw .refused(status: response.status, message: Self.message(in: response.body))
        }
        return response.body
    }

    /// Asks, and reads the answer.
    func ask<Answer>(
        _ method: HTTPRequest.Method, _ path: String, query: [(String, String)] = [],
        body: JSONValue? = nil, reading read: (JSONValue) throws(JSONError) -> Answer
    ) async throws(ARIError) -> Answer {
        let bytes = try await ask(method, path, query: query, body: body)
        do {
            return try read(JSONValue(parsing: bytes))
        } catch {
            throw .undecodable("\(method.rawValue) \(path): \(error)")
        }
    }

    /// Asterisk says why in `message`, or in `error` for a failed allocation.
    private static func message(in body: [UInt8]) -> String {
        guard let json = try? JSONValue(parsing: body) else { return "no reason given" }
        return json.optionalString("message") ?? json.optionalString("error") ?? "no reason given"
    }

    /// An id as one part of a path, or a value in a query.
    static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }

    /// *Source*: RFC 3986, section 2.3.
    private static let unreserved = CharacterSet(
        charactersIn: "-._~abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
}

extension ARIError {
    init(_ error: TransportError) {
        switch error {
        case .notSent(let why), .invalidRequest(let why): self = .notSent(why)
        case .outcomeUnknown(let why): self = .outcomeUnknown(why)
        case .responseTooLarge(let limit):
            self = .undecodable("the answer is over \(limit) bytes")
        }
    }
}
