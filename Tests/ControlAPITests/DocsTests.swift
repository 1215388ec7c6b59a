internal import APIReference
internal import Console
internal import Foundation
internal import HTTPTypes
internal import Storage
internal import Testing

@testable internal import ControlAPI

/// The reference of the API, as browsers get it: it says all that the contract says, and loads
/// nothing else.
@Suite(.timeLimit(.minutes(1)))
struct DocsTests {
    private static let pages = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Sources/APIReference/Pages")

    private static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        + "img-src 'self' data:; media-src blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    /// The page as it is served, with the contract that it is made of.
    private static func withPage(
        _ check: @escaping @Sendable (_ page: String, _ contract: Contract) async throws -> Void
    ) async throws {
        try await Desk.open { desk in
            let reply = try await desk.send(.get, "/docs/", as: nil)
            #expect(reply.status == 200)
            try await check(reply.text, try Contract())
        }
    }

    /// What links to a part of the page lead to.
    private static func anchors(in page: String) -> [String] {
        page.matches(of: /(?: |<[a-z0-9]+ )id="([^"]+)"/).map { String($0.1) }
    }

    @Test func `the program has the very files`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.pages.path)
        #expect(Set(ReferenceFile.all.map(\.path)) == Set(names))
        for file in ReferenceFile.all {
            let text = try String(
                contentsOf: Self.pages.appending(path: file.path), encoding: .utf8)
            let isEmbedded = file.text == text
            #expect(
                isEmbedded, "Run Sources/APIReference/embed-pages.sh to embed \(file.path).")
        }
    }

    @Test func `the page is served without a token, and may do only what it needs`() async throws {
        try await Desk.open { desk in
            let page = try await desk.send(.get, "/docs/", as: nil)
            #expect(page.status == 200)
            #expect(page.header("content-type") == "text/html; charset=utf-8")
            #expect(page.header("content-security-policy") == Self.policy)
            #expect(page.header("x-content-type-options") == "nosniff")
            #expect(page.header("cache-control") == "no-store")
            let bare = try await desk.send(.get, "/docs", as: nil)
            #expect(bare.status == 308)
            #expect(bare.header("location") == "docs/")
        }
    }

    @Test func `whatever it loads is served beside it, with its kind`() async throws {
        try await Desk.open { desk in
            let page = try await desk.send(.get, "/docs/", as: nil)
            let loaded = page.text.matches(
                of: /<(?:link rel="stylesheet" href|script type="module" src)="([^"]+)"/
            )
            .map { String($0.1) }
            #expect(Set(loaded) == Set(ReferenceFile.all.map(\.path) + ["colours.css"]))
            for path in loaded {
                let reply = try await desk.send(.get, "/docs/\(path)", as: nil)
                #expect(reply.status == 200, "\(path)")
                let kind = path.hasSuffix(".css") ? "text/css" : "text/javascript"
                #expect(reply.header("content-type") == "\(kind); charset=utf-8")
                #expect(reply.header("content-security-policy") == Self.policy)
            }
        }
    }

    @Test func `nothing in it is of another host, inline, or written where text could become code`()
        async throws
    {
        try await Self.withPage { page, _ in
            for forbidden in [" style=", " onclick=", "<style", "src=\"http", "href=\"http"] {
                #expect(!page.contains(forbidden), "\(forbidden)")
            }
            #expect(page.matches(of: /<script/).count == 1)
        }
        for file in ReferenceFile.all {
            for forbidden in ["http://", "https://", "innerHTML", "eval(", "@import", "url("] {
                #expect(!file.text.contains(forbidden), "\(file.path): \(forbidden)")
            }
        }
    }

    @Test func `every operation is there, with its route and who may`() async throws {
        try await Self.withPage { page, contract in
            let anchors = Set(Self.anchors(in: page))
            for (path, item) in try contract.part("paths") {
                let item = try #require(item as? [String: Any])
                for (method, operation) in item where method != "parameters" {
                    let operation = try #require(operation as? [String: Any])
                    let id = try #require(operation["operationId"] as? String)
                    #expect(anchors.contains(id), "\(id)")
                    let start = try #require(page.range(of: "<article id=\"\(id)\""))
                    let rest = page[start.upperBound...]
                    let article = rest[..<(try #require(rest.range(of: "</article>")).lowerBound)]
                    let shown = article.replacing("<wbr>", with: "")
                    #expect(shown.contains(">\(method.uppercased())<"), "\(id)")
                    #expect(shown.contains(">\(path)<"), "\(id)")
                    let roles = article.matches(of: /<strong>([a-z]+)<\/strong>/).map {
                        String($0.1)
                    }
                    let route = try #require(
                        ControlAPI.routes.first {
                            $0.path == path && $0.method.rawValue == method.uppercased()
                        })
                    let granted = TokenRole.allCases.filter {
                        ScopeTable.grant(route.access, to: $0) != .nothing
                    }
                    #expect(
                        roles == (route.access == .open ? ["anybody"] : granted.map(\.rawValue)),
                        "\(id)")
                }
            }
        }
    }

    @Test func `every event, problem and schema is there`() async throws {
        try await Self.withPage { page, contract in
            let anchors = Self.anchors(in: page)
            #expect(Set(anchors).count == anchors.count)
            for type in try contract.words(of: "EventType") {
                #expect(anchors.contains("event-\(type)"))
            }
            for code in try contract.words(of: "ProblemCode") {
                #expect(anchors.contains("problem-\(code)"))
            }
            let components = try contract.part("components")
            for name in try #require(components["responses"] as? [String: Any]).keys {
                #expect(anchors.contains("answer-\(name)"))
            }
            for name in try #require(components["schemas"] as? [String: Any]).keys {
                #expect(anchors.contains("schema-\(name)"))
            }
        }
    }

    @Test func `every link within it leads somewhere`() async throws {
        try await Self.withPage { page, _ in
            let anchors = Set(Self.anchors(in: page))
            let links = Set(page.matches(of: /href="#([^"]*)"/).map { String($0.1) })
            #expect(links.count > 200)
            #expect(links.subtracting(anchors).isEmpty, "\(links.subtracting(anchors))")
        }
    }

    @Test func `every key and word of every schema is there`() async throws {
        try await Self.withPage { page, contract in
            let components = try contract.part("components")
            for (name, schema) in try #require(components["schemas"] as? [String: Any]) {
                let start = try #require(page.range(of: "<article id=\"schema-\(name)\""))
                let rest = page[start.upperBound...]
                let article = rest[..<(try #require(rest.range(of: "</article>")).lowerBound)]
                let schema = try #require(schema as? [String: Any])
                for key in (schema["properties"] as? [String: Any] ?? [:]).keys {
                    #expect(
                        article.contains("<code class=\"name\">\(key)</code>"), "\(name).\(key)")
                }
                for word in (schema["enum"] as? [Any] ?? []).compactMap({ $0 as? String }) {
                    #expect(article.contains("<code>\(word)</code>"), "\(name): \(word)")
                }
            }
        }
    }

    @Test func `what the contract writes becomes text, not markup`() throws {
        let yaml = """
            info: {title: "<script>alert(1)</script>", version: "1", summary: "a `<b>` & \\"c\\""}
            tags: [{name: '"><img>', description: "| <i> | x |"}]
            paths:
              /a"b:
                get:
                  {tags: ['"><img>'], operationId: 'x" onclick="y', summary: "<u>", responses: {}}
            components: {schemas: {A: {type: object, properties: {"<s>": {type: "<em>"}}}}}
            """
        let page = try APIReference(contract: yaml, grants: [:]).html
        for markup in ["<script>", "<img>", "<i>", "<u>", "<s>", "<em>", "<b>", "\" onclick"] {
            #expect(!page.contains(markup), "\(markup)")
        }
    }

    @Test func `switched off it is not there, whether the console is or not`() async throws {
        var options = Desk.Options()
        options.configure = { $0.areDocsServed = false }
        try await Desk.open(options) { desk in
            for path in ["/docs", "/docs/", "/docs/reference.css"] {
                let reply = try await desk.send(.get, path, as: nil)
                #expect(reply.status == 404)
            }
        }
        options.configure = { $0.isConsoleServed = false }
        try await Desk.open(options) { desk in
            for path in ["/docs/", "/docs/colours.css"] {
                let reply = try await desk.send(.get, path, as: nil)
                #expect(reply.status == 200)
            }
        }
    }
}
