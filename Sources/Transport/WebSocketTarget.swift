/// The parts of a WebSocket URL that opening a link needs.
package struct WebSocketTarget: Equatable {
    package var isSecure: Bool
    package var host: String
    package var port: Int
    /// Path and query, as in the request line.
    package var path: String
    /// The value of the `Host` field.
    var authority: String

    /// *Source*: RFC 6455 section 3, RFC 3986 section 3.
    package init(_ url: String) throws(WebSocketError) {
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }) else {
            throw .invalidURL("a control, a space, a fragment or a non-ASCII character")
        }
        let scheme = url.prefix { $0 != ":" }.lowercased()
        guard scheme == "ws" || scheme == "wss", url.dropFirst(scheme.count).hasPrefix("://")
        else { throw .invalidURL("the scheme is neither ws nor wss") }
        let rest = url.dropFirst(scheme.count + 3)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let path = rest.dropFirst(authority.count)
        isSecure = scheme == "wss"
        self.authority = String(authority)
        self.path = path.hasPrefix("/") ? String(path) : "/" + path
        guard !authority.contains("@") else { throw .invalidURL("user names belong in a header") }

        let portText: Substring
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else {
                throw .invalidURL("the address has no closing bracket")
            }
            host = String(authority[..<end].dropFirst())
            portText = authority[end...].dropFirst()
        } else {
            host = String(authority.prefix { $0 != ":" })
            portText = authority.dropFirst(host.count)
        }
        guard !host.isEmpty else { throw .invalidURL("there is no host") }
        if portText.isEmpty {
            port = isSecure ? 443 : 80
        } else {
            guard portText.hasPrefix(":"), let port = UInt16(portText.dropFirst()), port > 0 else {
                throw .invalidURL("the port is not a number from 1 to 65535")
            }
            self.port = Int(port)
        }
    }
}
