internal import ConnectionMode

/// What texts from the outside may look like before they reach SIP, the dialplan or a log.
package enum Names {
    /// What people call somebody or something.
    package static func isDisplayName(_ text: String) -> Bool {
        PlainText.isOneLine(text, atMost: 100)
    }

    /// Letters, digits, `-` and `_`.
    static func isPlain(_ text: String) -> Bool {
        matches(text, 1...64) { isAlphanumeric($0) || $0 == "-" || $0 == "_" }
    }

    /// A channel variable of the dialplan.
    static func isVariable(_ text: String) -> Bool {
        matches(text, 1...64) { isAlphanumeric($0) || $0 == "_" }
    }

    static let idRule =
        "1 to 64 letters, digits, '-', '_' or '.', the first a letter or digit"

    /// The id of a tenant or an agent; an agent's is also an extension of the dialplan.
    package static func isID(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, isAlphanumeric(first) else { return false }
        return matches(text, 1...64) {
            isAlphanumeric($0) || $0 == "-" || $0 == "_" || $0 == "."
        }
    }

    /// Digits with a `+` before them or not, and what people write between; whether it is a number is for
    /// `WrittenNumber` to say.
    static func isPhoneNumber(_ text: String) -> Bool {
        let digits = text.unicodeScalars.count { ("0"..."9").contains($0) }
        return (2...20).contains(digits)
            && matches(text, 2...40) {
                ("0"..."9").contains($0) || "+ ()-./".unicodeScalars.contains($0)
            }
    }

    /// A number of few digits, such as those of the emergency services.
    static func isShortNumber(_ text: String) -> Bool {
        matches(text, 2...6) { ("0"..."9").contains($0) }
    }

    /// A host's name, or with `*.` before it those of all below it.
    static func isDomain(_ text: String) -> Bool {
        let name = text.hasPrefix("*.") ? String(text.dropFirst(2)) : text
        return !name.hasPrefix(".")
            && matches(name, 1...253) {
                isAlphanumeric($0) || $0 == "-" || $0 == "."
            }
    }

    /// A SIP URI whose scheme is in lower case, as it goes into dial strings.
    static func isSIPURI(_ text: String) -> Bool {
        (text.hasPrefix("sip:") || text.hasPrefix("sips:")) && Destinations.isSIPURI(text)
    }

    /// `https://console.example:8443` as a browser sends it: in lower case, without a path.
    static func isOrigin(_ text: String) -> Bool {
        let scheme = text.hasPrefix("https://") ? 8 : text.hasPrefix("http://") ? 7 : 0
        let place = text.dropFirst(scheme).split(separator: ":", omittingEmptySubsequences: false)
        guard scheme > 0, place.count <= 2, let host = place.first else { return false }
        let isHost = matches(String(host), 1...253) {
            ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-" || $0 == "."
        }
        guard isHost else { return false }
        guard place.count == 2 else { return true }
        return UInt16(place[1]).map { $0 > 0 } ?? false
    }

    /// `Name <number>` or a number alone, without what SIP or the dialplan would take for its own.
    static func isCallerID(_ text: String) -> Bool {
        matches(text, 1...80) {
            isAlphanumeric($0) || " -_.+<>".unicodeScalars.contains($0)
                || ($0.value > 0x9F && $0.properties.isAlphabetic)
        }
    }

    /// A sound of the PBX, such as `sound:agent-loginok`.
    static func isSound(_ text: String) -> Bool {
        text.hasPrefix("sound:")
            && matches(text, 7...200) { isAlphanumeric($0) || "-_./:".unicodeScalars.contains($0) }
    }

    /// - Parameter places: one of them must stand in it.
    static func isDialTemplate(_ text: String, places: [String] = ["{address}"]) -> Bool {
        places.contains { text.contains($0) }
            && matches(text, 8...200) {
                isAlphanumeric($0) || "-_./@:{}+".unicodeScalars.contains($0)
            }
    }

    private static func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
    }

    private static func matches(
        _ text: String, _ length: ClosedRange<Int>, _ isAllowed: (Unicode.Scalar) -> Bool
    ) -> Bool {
        length.contains(text.unicodeScalars.count) && text.unicodeScalars.allSatisfy(isAllowed)
    }
}
