internal import Console
internal import HTTPTypes
internal import Hummingbird

/// The agent console: files that are the same for all, so that no token is asked for. It uses the API as
/// every other client does, and is no part of the contract.
enum ConsoleRoutes {
    private static let path = "/console"

    static let all: [Route] =
        [.page(path, respond: front)]
        + ConsoleFile.all.map { file in
            .page("\(path)/\(file.path)") { _ in answer(file) }
        }

    /// The files name each other relative to `/console/`.
    private static func front(_ request: Request) -> Response {
        guard request.uri.path.hasSuffix("/") else {
            return Response(
                status: .permanentRedirect, headers: [.location: "console/"],
                body: ResponseBody())
        }
        guard let file = ConsoleFile.all.first(where: { $0.path == ConsoleFile.front }) else {
            return Problem.notFound.response
        }
        return answer(file)
    }

    private static func answer(_ file: ConsoleFile) -> Response {
        var headers: HTTPFields = [.contentType: file.contentType]
        headers[.contentSecurityPolicy] = ConsoleFile.contentSecurityPolicy
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: file.text)))
    }
}
