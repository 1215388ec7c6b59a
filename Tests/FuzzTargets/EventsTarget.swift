internal import ARI
internal import AsteriskGateway
internal import JSON

/// Events as they come over the socket, read, translated and observed by a model whose agent goes along:
/// the right PIN is typed and every offer accepted.
enum EventsTarget {
    private static let mostLines = 64

    static func take(_ bytes: [UInt8]) throws {
        var world = CheckedModel()
        try world.makeAvailable()
        let translator = EventTranslator(application: "offhook")
        for line in bytes.split(separator: UInt8(ascii: "\n")).prefix(mostLines) {
            try checkReading(Array(line))
            guard case .event(let event) = Event.read(Array(line)) else { continue }
            for observation in translator.observations(from: event) {
                try world.observe(observation)
            }
            try world.goAlong()
        }
        try world.letTimePass()
    }

    /// The type that is found without parsing is the one that parsing finds, and what is written is read
    /// as what it was.
    private static func checkReading(_ message: [UInt8]) throws(Finding) {
        guard let json = try? JSONValue(parsing: message) else { return }
        if let peeked = TypePeek.type(in: message) {
            try require(
                json.optionalString("type") == peeked, "The type peeked at is not the type.")
        }
        let written = json.encoded
        try require(
            (try? JSONValue(parsing: written)) == json,
            "What was read is not what was written: \(String(decoding: written, as: UTF8.self))")
    }
}
