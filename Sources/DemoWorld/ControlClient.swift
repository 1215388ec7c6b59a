package import JSON
internal import SimulatedPhones
internal import Transport

/// A console's view of the service: its public HTTP API with one bearer token, and nothing else.
package struct ControlClient: Sendable {
    package struct Answer: Sendable {
        package let status: Int
        package let body: JSONValue

        /// The stable code of a refusal.
        package var code: String? { body.optionalString("code") }
        package var isFine: Bool { (200..<300).contains(status) }
    }

    package let base: String
    private let token: String?
    private let http: HTTPClient

    /// - Parameter caFile: the certificates to trust, in PEM form; those that the system trusts when nil.
    package init(base: String, token: String?, caFile: String? = nil) {
        self.base = base
        self.token = token
        http = HTTPClient(.init(caFile: caFile))
    }

    package func get(_ path: String) async throws -> Answer { try await send(.get, path) }

    /// - Parameter key: sent as `Idempotency-Key`: the same request may come again under it.
    package func post(
        _ path: String, _ body: JSONValue? = nil, key: String? = nil
    ) async throws -> Answer {
        try await send(.post, path, body, key: key)
    }

    package func put(
        _ path: String, _ body: JSONValue, key: String? = nil
    ) async throws -> Answer {
        try await send(.put, path, body, key: key)
    }

    package func patch(_ path: String, _ body: JSONValue) async throws -> Answer {
        try await send(.patch, path, body)
    }

    package func delete(_ path: String, key: String? = nil) async throws -> Answer {
        try await send(.delete, path, key: key)
    }

    private func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSONValue? = nil,
        key: String? = nil
    ) async throws -> Answer {
        var request = request(method, path, body)
        if let key { request.headers.append(HTTPHeader(name: "Idempotency-Key", value: key)) }
        let response = try await http.send(request)
        let json = response.body.isEmpty ? .null : try? JSONValue(parsing: response.body)
        let answer = Answer(status: response.status, body: json ?? .null)
        if !answer.isFine, let code = answer.code {
            Evidence.note("\(method) is answered \(answer.status) \(code)")
        }
        return answer
    }

    /// Fetches what is no JSON.
    package func download(_ path: String) async throws -> (status: Int, bytes: [UInt8]) {
        let response = try await http.send(request(.get, path, nil))
        return (response.status, response.body)
    }

    private func request(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSONValue?
    ) -> HTTPRequest {
        var headers: [HTTPHeader] = []
        if let token { headers.append(HTTPHeader(name: "Authorization", value: "Bearer \(token)")) }
        if body != nil {
            headers.append(HTTPHeader(name: "Content-Type", value: "application/json"))
        }
        return HTTPRequest(
            method, base + path, headers: headers, body: body?.encoded, timeout: .seconds(10))
    }

    /// Opens an event stream; nil when it is refused or the service is away.
    func events(_ path: String, after id: String?) async -> HTTPStream? {
        var request = request(.get, path, nil)
        if let id { request.headers.append(HTTPHeader(name: "Last-Event-ID", value: id)) }
        guard let stream = try? await http.stream(request), stream.status == 200 else { return nil }
        return stream
    }

    package func close() async { await http.shutdown() }
}
