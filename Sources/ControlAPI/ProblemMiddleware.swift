internal import HTTPTypes
internal import Hummingbird
internal import Logging

/// Turns whatever a route throws into a problem, and notes requests in the log: method, route and
/// status, never a query, a header or a body.
struct ProblemMiddleware: RouterMiddleware {
    typealias Context = ControlContext

    let routes: [Route]
    let logger: Logger

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch let problem as Problem {
            response = problem.response
        } catch let error as HTTPError where error.status == .notFound {
            response = nothingHere(for: request).response
        } catch {
            // The kind alone: an error's text may repeat what was sent.
            logger.error(
                "A request could not be answered.",
                metadata: [
                    "route": "\(context.endpointPath ?? "none")", "error": "\(type(of: error))",
                ])
            response = Problem.internalError.response
        }
        // An answer to HEAD has no body; a client would take it for the next answer.
        if request.method == .head { response = response.createHeadResponse() }
        logger.debug(
            "Answered.",
            metadata: [
                "method": "\(request.method.rawValue)",
                "route": "\(context.endpointPath ?? "none")",
                "status": "\(response.status.code)",
            ])
        return response
    }

    /// No route answers this path with this method.
    private func nothingHere(for request: Request) -> Problem {
        let allowed = routes.filter { $0.matches(request.uri.path) }.map(\.method)
        return allowed.isEmpty ? .notFound : .methodNotAllowed(allowed: allowed)
    }
}
