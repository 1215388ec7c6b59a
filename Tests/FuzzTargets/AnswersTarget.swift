internal import ARI
internal import AsteriskGateway
internal import ConnectionMode
internal import JSON

/// What Asterisk answers a survey with, up to a model in the middle of a call.
enum AnswersTarget {
    static func take(_ bytes: [UInt8]) throws {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        var documents = lines.prefix(12).map { try? JSONValue(parsing: Array($0)) }[...]
        var world = CheckedModel()
        try world.makeAvailable()
        try world.talk()
        let reader = SurveyReader(translator: EventTranslator(application: "offhook"))
        while !documents.isEmpty {
            let three = Array(documents.prefix(3))
            documents = documents.dropFirst(3)
            guard let status = three[0].flatMap({ try? AsteriskStatus($0) }) else { continue }
            _ = status.majorVersion
            let survey = reader.survey(
                status: status,
                channels: items(of: three.dropFirst().first ?? nil) { try? Channel($0) },
                bridges: items(of: three.dropFirst(2).first ?? nil) { try? Bridge($0) })
            try world.observe(.surveyed(survey))
            try world.goAlong()
        }
        try world.letTimePass()
    }

    private static func items<Item>(of list: JSONValue?, _ read: (JSONValue) -> Item?) -> [Item] {
        ((try? list?.items()) ?? []).compactMap(read)
    }
}
