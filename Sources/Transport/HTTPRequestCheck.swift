extension HTTPRequest {
    /// Fields that the client alone decides on: a caller's value could shift the message's borders.
    private static let ownFields: Set<String> = [
        "content-length", "transfer-encoding", "expect", "connection", "upgrade", "te", "trailer",
    ]

    /// Refuses what cannot be sent as one well-formed request.
    package func check() throws(TransportError) {
        let scheme = url.prefix { $0 != ":" }.lowercased()
        guard scheme == "http" || scheme == "https",
            url.dropFirst(scheme.count).hasPrefix("://")
        else { throw .invalidRequest("the URL is neither http nor https") }
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw .invalidRequest("the URL holds a control, a space or a non-ASCII character")
        }
        for header in headers {
            guard HTTPHeader.isToken(header.name) else {
                throw .invalidRequest("a header name is not a token")
            }
            guard HTTPHeader.isFieldValue(header.value) else {
                throw .invalidRequest(
                    "the value of header \(header.name) holds a control character")
            }
            guard !Self.ownFields.contains(header.name.lowercased()) else {
                throw .invalidRequest("header \(header.name) belongs to the client")
            }
        }
    }
}

extension HTTPHeader {
    /// *Source*: RFC 9110 section 5.6.2.
    static func isToken(_ name: String) -> Bool {
        let marks = Set("!#$%&'*+-.^_`|~".utf8)
        return !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: marks.contains(byte)
                }
            }
    }

    /// *Source*: RFC 9110 section 5.5: visible characters, space, tab and bytes over 0x7F.
    static func isFieldValue(_ value: String) -> Bool {
        value.utf8.allSatisfy { $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }
    }
}
