internal import APIReference
internal import Console
internal import HTTPTypes
internal import Hummingbird
internal import Storage

/// The reference of the API, to be read by people. It is made of the contract that the program
/// serves and of what the routes ask of a token, so that it says what they say; it is no part of
/// the contract.
enum DocsRoutes {
    private static let path = "/docs"
    private static let colours = "styles/colours.css"

    static let all: [Route] =
        [.page(path, respond: front)]
        + ReferenceFile.all.map { file in
            .page("\(path)/\(file.path)") { _ in answer(file.text, file.contentType) }
        }
        + ConsoleFile.all.filter { $0.path == colours }.map { file in
            .page("\(path)/colours.css") { _ in answer(file.text, file.contentType) }
        }

    /// The page is made when it is first asked for, beside all that has to be quick.
    private static let page = Task.detached(priority: .background) {
        try APIReference(contract: OpenAPIDocument.text, grants: grants).html
    }

    private static func front(_ request: Request) async -> Response {
        guard request.uri.path.hasSuffix("/") else {
            return Response(
                status: .permanentRedirect, headers: [.location: "docs/"], body: ResponseBody())
        }
        guard let page = try? await page.value else { return Problem.notFound.response }
        return answer(page, "text/html; charset=utf-8")
    }

    /// Who may what, by method and path.
    private static var grants: [String: [APIReference.Grant]] {
        var grants: [String: [APIReference.Grant]] = [:]
        for route in ControlAPI.routes {
            let roles: [APIReference.Grant] =
                switch route.access {
                case .open: [.init(role: "anybody", reach: "without a token")]
                default:
                    TokenRole.allCases.compactMap { role in
                        reach(ScopeTable.grant(route.access, to: role))
                            .map { .init(role: role.rawValue, reach: $0) }
                    }
                }
            grants["\(route.method.rawValue) \(route.path)"] = roles
        }
        return grants
    }

    private static func reach(_ grant: ScopeTable.Grant) -> String? {
        switch grant {
        case .nothing: nil
        case .ownAgent: "for its own agent"
        case .tenant: "in its tenant"
        case .yes: ""
        }
    }

    private static func answer(_ text: String, _ contentType: String) -> Response {
        var headers: HTTPFields = [.contentType: contentType]
        headers[.contentSecurityPolicy] = ConsoleFile.contentSecurityPolicy
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
