/// One file of the agent console: a page, a style or a module of JavaScript, served as it stands.
package struct ConsoleFile: Sendable {
    /// Under the console's address, such as `views/agent.js`.
    package let path: String
    package let text: String

    /// All of them, by their paths.
    package static let all: [ConsoleFile] = PageFiles.texts.map { path, text in
        // The embedding leaves out the end of a file's last line.
        ConsoleFile(path: path, text: text + "\n")
    }

    /// The one that is served at the console's own address.
    package static let front = "index.html"

    package var contentType: String {
        switch path.split(separator: ".").last {
        case "html": "text/html; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        default: "application/octet-stream"
        }
    }

    /// What the pages may do: run and show what comes with them, and ask the service that they come from; and play what they
    /// have fetched of it.
    ///
    /// *Source*: W3C, "Content Security Policy Level 3".
    package static let contentSecurityPolicy = """
        default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
        img-src 'self' data:; media-src blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'
        """
}
