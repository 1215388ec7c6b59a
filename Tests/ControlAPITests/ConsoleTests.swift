internal import Console
internal import ControlAPI
internal import Foundation
internal import Testing

/// The agent console's files, as browsers get them.
@Suite(.timeLimit(.minutes(1)))
struct ConsoleTests {
    private static let pages = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Sources/Console/Pages")

    private static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        + "img-src 'self' data:; media-src blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: pages.appending(path: path), encoding: .utf8)
    }

    @Test func `the program has the very files`() throws {
        let names = try #require(
            FileManager.default.enumerator(atPath: Self.pages.path)?.allObjects as? [String])
        let files = names.filter { $0.contains(".") }
        #expect(Set(ConsoleFile.all.map(\.path)) == Set(files))
        for file in ConsoleFile.all {
            let text = try Self.text(file.path)
            let isEmbedded = file.text == text
            #expect(
                isEmbedded,
                "Run Sources/Console/embed-pages.sh to embed \(file.path).")
        }
    }

    @Test func `the page is served without a token, and may do only what it needs`() async throws {
        try await Desk.open { desk in
            let page = try await desk.send(.get, "/console/", as: nil)
            #expect(page.status == 200)
            let text = try Self.text("index.html")
            #expect(page.text == text)
            #expect(page.header("content-type") == "text/html; charset=utf-8")
            #expect(page.header("content-security-policy") == Self.policy)
            #expect(page.header("x-content-type-options") == "nosniff")
            #expect(page.header("referrer-policy") == "no-referrer")
            #expect(page.header("cache-control") == "no-store")
        }
    }

    @Test func `without its slash it sends on, by way of whatever stands before it`() async throws {
        try await Desk.open { desk in
            let reply = try await desk.send(.get, "/console", as: nil)
            #expect(reply.status == 308)
            #expect(reply.header("location") == "console/")
        }
    }

    @Test func `whatever a file names is served, and as what it is`() async throws {
        try await Desk.open { desk in
            var (found, waiting) = (Set<String>(), ["index.html"])
            while let path = waiting.popLast() {
                guard found.insert(path).inserted else { continue }
                let reply = try await desk.send(.get, "/console/\(path)", as: nil)
                #expect(reply.status == 200, "\(path)")
                let kinds = ["html": "text/html", "css": "text/css", "js": "text/javascript"]
                let kind = try #require(kinds[URL(filePath: path).pathExtension])
                #expect(reply.header("content-type") == "\(kind); charset=utf-8")
                #expect(reply.header("content-security-policy") == Self.policy)
                waiting += Self.references(in: reply.text, of: path)
            }
            #expect(found == Set(ConsoleFile.all.map(\.path)), "A file is served that none names.")
        }
    }

    /// What a page loads, and what a module imports.
    private static func references(in text: String, of path: String) -> [String] {
        let folder = URL(filePath: "/" + path).deletingLastPathComponent()
        let named =
            path.hasSuffix(".html")
            ? text.matches(of: /(?:href|src)="([^":]+)"/).map { String($0.1) }
            : text.matches(of: /(?m)^import (?:[^;]*? from )?"([^"]+)";/).map { String($0.1) }
        return named.map {
            String(folder.appending(path: $0).standardizedFileURL.path.dropFirst())
        }
    }

    @Test func `nothing in it is of another host, or written where text could become code`() throws
    {
        for file in ConsoleFile.all {
            // The name of SVG's elements is an address that nobody asks.
            let text = file.text.replacing("http://www.w3.org/2000/svg", with: "")
            for forbidden in [
                "http://", "https://", "innerHTML", "outerHTML", "insertAdjacentHTML",
                "document.write", "eval(", "style=", "onclick=\"",
            ] {
                #expect(!text.contains(forbidden), "\(file.path): \(forbidden)")
            }
        }
    }

    @Test func `what is not there is a problem, and nothing can be sent to it`() async throws {
        try await Desk.open { desk in
            for path in ["/console/nothing.js", "/console/../openapi.yaml", "/console/views/"] {
                let reply = try await desk.send(.get, path, as: nil)
                #expect(reply.status == 404)
            }
            let reply = try await desk.send(.post, "/console/", as: nil)
            #expect(reply.status == 405)
        }
    }

    @Test func `switched off it is not there`() async throws {
        var options = Desk.Options()
        options.configure = { $0.isConsoleServed = false }
        try await Desk.open(options) { desk in
            for path in ["/console", "/console/", "/console/main.js"] {
                let reply = try await desk.send(.get, path, as: nil)
                #expect(reply.status == 404)
            }
        }
    }

    @Test func `there is a sentence for every code of the contract`() throws {
        let words = try Self.text("parts/words.js")
        let contract = try Contract()
        let tables = [
            ("ProblemCode", "problems"), ("EndReason", "connectionEnds"),
            ("ShownStatus", "statuses"), ("ConnectionState", "connectionStates"),
            ("CallState", "callStates"), ("CallEnd", "outcomes"),
            ("SettingsConsequence", "consequences"), ("ConnectionMode", "modes"),
            ("SettingSource", "sources"), ("WorkplaceKind", "workplaceKinds"),
        ]
        for (schema, table) in tables {
            let start = try #require(words.range(of: "const \(table) = {"))
            let rest = words[start.upperBound...]
            let body = rest[..<(try #require(rest.range(of: "};")).lowerBound)]
            for code in try contract.words(of: schema) {
                #expect(body.contains("\(code): \"") || body.contains("\(code):\n"), "\(code)")
            }
        }
    }
}
