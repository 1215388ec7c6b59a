internal import ConnectionMode

/// How much text a value may have.
let longestLine = 200

/// Values that bodies of requests have in common, with what is said of bad ones.
extension KeyedDecodingContainer {
    /// One of a few words.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ type: Choice.Type, forKey key: Key
    ) throws -> Choice {
        let word = try decode(String.self, forKey: key)
        guard let choice = Choice(rawValue: word) else {
            let words = Choice.allCases.map { "\"\($0.rawValue)\"" }
            throw Problem.invalidValue(
                "Let \"\(key.stringValue)\" be one of \(words.joined(separator: ", ")).")
        }
        return choice
    }

    func choiceIfPresent<Choice: RawRepresentable<String> & CaseIterable>(
        _ type: Choice.Type, forKey key: Key
    ) throws -> Choice? {
        try isPresent(key) ? choice(type, forKey: key) : nil
    }

    /// A line of somebody's words, all of which is seen.
    func line(forKey key: Key) throws -> String {
        let text = try decode(String.self, forKey: key)
        guard PlainText.isOneLine(text, atMost: longestLine) else {
            throw Problem.invalidValue(
                "Let \"\(key.stringValue)\" be one line of 1 to \(longestLine) characters.")
        }
        return text
    }

    func lineIfPresent(forKey key: Key) throws -> String? {
        try isPresent(key) ? line(forKey: key) : nil
    }

    /// The one of two lines that was sent, with its key.
    func line(forEither one: Key, or other: Key) throws -> (key: Key, text: String) {
        switch (try lineIfPresent(forKey: one), try lineIfPresent(forKey: other)) {
        case (let text?, nil): return (one, text)
        case (nil, let text?): return (other, text)
        case (nil, nil), (_?, _?):
            throw Problem.invalidValue(
                "Send either \"\(one.stringValue)\" or \"\(other.stringValue)\".")
        }
    }

    /// `null` is as if it were absent.
    private func isPresent(_ key: Key) throws -> Bool {
        guard contains(key) else { return false }
        return try !decodeNil(forKey: key)
    }
}
