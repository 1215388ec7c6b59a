/// A SIP URI, so far as it says which phone is meant: `sip:user@host`, with a port or without.
///
/// Equal for one phone written in different ways (RFC 3261, 19.1.4): the scheme and the user as they
/// are, the host in any case. A port that the scheme stands for anyway may be left out, for it leads
/// to the same phone.
struct SIPAddress: Hashable, Sendable {
    let isSecure: Bool
    let user: String
    /// In lower case.
    let host: String
    let port: UInt16

    /// Nil for what is none. Parameters and headers are not taken.
    init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        switch text[..<colon].lowercased() {
        case "sip": isSecure = false
        case "sips": isSecure = true
        default: return nil
        }
        let rest = text[text.index(after: colon)...]
        let parts = rest.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, Self.isUser(parts[0]) else { return nil }
        let place = parts[1].split(separator: ":", omittingEmptySubsequences: false)
        guard let host = place.first, Self.isHost(host), place.count <= 2 else { return nil }
        user = String(parts[0])
        self.host = host.lowercased()
        guard place.count == 2 else {
            port = isSecure ? 5_061 : 5_060
            return
        }
        guard let number = UInt16(place[1]), number > 0 else { return nil }
        port = number
    }

    /// Without what SIP, or the PBX's dialplan, would take for its own.
    private static func isUser(_ text: Substring) -> Bool {
        (1...64).contains(text.unicodeScalars.count)
            && text.unicodeScalars.allSatisfy {
                isAlphanumeric($0) || "-_.!~*+".unicodeScalars.contains($0)
            }
    }

    private static func isHost(_ text: Substring) -> Bool {
        (1...253).contains(text.unicodeScalars.count)
            && text.unicodeScalars.allSatisfy { isAlphanumeric($0) || $0 == "-" || $0 == "." }
    }

    private static func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
    }

    /// Written in one way.
    var canonical: String { (isSecure ? "sips:" : "sip:") + "\(user)@\(host):\(port)" }
}
