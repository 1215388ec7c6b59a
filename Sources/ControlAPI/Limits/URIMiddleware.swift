internal import Hummingbird

/// Refuses requests whose path and query are longer than any that there are.
struct URIMiddleware: RouterMiddleware {
    typealias Context = ControlContext

    static let maximumBytes = 8_192

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard request.uri.string.utf8.count <= Self.maximumBytes else {
            throw Problem(
                .uriTooLong, .uriTooLong,
                "Send a path and query of at most \(Self.maximumBytes) bytes.")
        }
        return try await next(request, context)
    }
}
