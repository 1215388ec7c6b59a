internal import Console
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Logging

/// The page on which simulated customers call at a click: of the demo alone, and no part of the service.
///
/// It is for people at this machine. What it can do is a phone call to one of the demo's own numbers.
struct CustomersPage: Sendable {
    let phones: CustomerPhones
    let host: String
    let port: Int

    /// Returns when the task is cancelled, and not before.
    ///
    /// - Throws: when the port cannot be had.
    func serve() async throws {
        var logger = Logger(label: "customers")
        logger.logLevel = .error
        try await Application(
            router: router,
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port), serverName: nil,
                availableConnectionsDelegate: MaximumAvailableConnections(64)),
            logger: logger
        ).run()
    }

    private var router: Router<BasicRequestContext> {
        let router = Router()
        router.add(middleware: OwnPagesMiddleware())
        router.get("/") { _, _ in Self.file(CustomersPageFiles.page, "text/html") }
        router.get("/customers.css") { _, _ in Self.file(CustomersPageFiles.style, "text/css") }
        router.get("/customers.js") { _, _ in
            Self.file(CustomersPageFiles.script, "text/javascript")
        }
        // The console's own look.
        for file in ConsoleFile.all where file.path.hasSuffix(".css") {
            router.get("/\(RouterPath(file.path))") { _, _ in Self.file(file.text, "text/css") }
        }
        router.get("/customers") { _, _ in
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            let text = try encoder.encode(await phones.sights())
            return Self.file(String(decoding: text, as: UTF8.self), "application/json")
        }
        for name in CustomerPhones.names {
            for (path, action) in Self.actions {
                router.post("/customers/\(name)/\(path)") { _, _ in
                    await perform(action, as: name)
                }
            }
        }
        return router
    }

    private static let actions: [(String, CustomerPhones.Action)] =
        [("answer", .answer), ("hang-up", .hangUp)]
        + CustomerPhones.numbers.map { ("call/\($0.key)", .call($0.key)) }

    private func perform(_ action: CustomerPhones.Action, as name: String) async -> Response {
        do {
            try await phones.perform(action, as: name)
            return Response(status: .noContent)
        } catch {
            return Self.file("\(error)", "text/plain", status: .badGateway)
        }
    }

    private static func file(
        _ text: String, _ type: String, status: HTTPResponse.Status = .ok
    ) -> Response {
        var headers: HTTPFields = [
            .contentType: "\(type); charset=utf-8", .cacheControl: "no-store",
            .xContentTypeOptions: "nosniff",
        ]
        headers[.contentSecurityPolicy] = ConsoleFile.contentSecurityPolicy
        return Response(
            status: status, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

/// Refuses what another page, or one under a name that was pointed at this machine, lets a browser ask for.
struct OwnPagesMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        let authority = request.head.authority ?? ""
        let host = authority.split(separator: ":").first.map(String.init) ?? ""
        let isAddress =
            host.split(separator: ".").count == 4 && host.allSatisfy { $0.isNumber || $0 == "." }
        let origin = request.headers[.origin]
        guard host == "localhost" || isAddress, origin == nil || origin == "http://\(authority)"
        else { return Response(status: .forbidden) }
        return try await next(request, context)
    }
}
