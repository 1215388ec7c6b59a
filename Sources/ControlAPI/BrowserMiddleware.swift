internal import HTTPTypes
internal import Hummingbird

/// What browsers are told: what they may make of an answer, and which pages of other origins may read it.
///
/// No page of another origin may, unless its origin is configured. A token is sent in a header and never
/// in a cookie, so credentials are not allowed either way. *Source*: Fetch, "CORS protocol"; OWASP,
/// "HTTP security response headers".
struct BrowserMiddleware: RouterMiddleware {
    typealias Context = ControlContext

    let allowedOrigins: Set<String>

    private static let methods = "GET, POST, PUT, DELETE"
    private static let headers = "Authorization, Content-Type, Idempotency-Key, Last-Event-ID"
    private static let exposed = "Retry-After, Idempotency-Replayed"
    private static let maximumAgeSeconds = "600"

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let origin = request.headers[.origin].flatMap { allowedOrigins.contains($0) ? $0 : nil }
        var response: Response
        if let origin, request.method == .options,
            request.headers[.accessControlRequestMethod] != nil
        {
            response = preflight(from: origin)
        } else {
            response = try await next(request, context)
        }
        for field in Self.protection where response.headers[field.name] == nil {
            response.headers[field.name] = field.value
        }
        if !allowedOrigins.isEmpty {
            response.headers[.vary] = "Origin"
            if let origin {
                response.headers[.accessControlAllowOrigin] = origin
                response.headers[.accessControlExposeHeaders] = Self.exposed
            }
        }
        return response
    }

    /// A browser asks before it sends; it has no token then.
    private func preflight(from origin: String) -> Response {
        Response(
            status: .noContent,
            headers: [
                .accessControlAllowMethods: Self.methods,
                .accessControlAllowHeaders: Self.headers,
                .accessControlMaxAge: Self.maximumAgeSeconds,
            ])
    }

    /// What every answer has, unless it says something of its own: the console's pages do.
    static let protection: HTTPFields = {
        var fields = HTTPFields()
        let headers: KeyValuePairs = [
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
        ]
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        return fields
    }()
}
