internal import HTTPTypes
internal import Hummingbird

/// One thing that the API serves.
struct Route: Sendable {
    let method: HTTPRequest.Method
    /// As in `openapi.yaml`: `/v1/tenants/{tenant}/agents`.
    let path: String
    let respond: @Sendable (Inquiry) async throws(Problem) -> Response

    init(
        _ method: HTTPRequest.Method, _ path: String,
        respond: @escaping @Sendable (Inquiry) async throws(Problem) -> Response
    ) {
        self.method = method
        self.path = path
        self.respond = respond
    }

    /// Whether a request's path is one of this route's.
    func matches(_ requested: String) -> Bool {
        let own = path.split(separator: "/")
        let other = requested.split(separator: "/")
        return own.count == other.count
            && zip(own, other).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}
