internal import Hummingbird

/// Which part of a list is asked for.
struct Page: Sendable {
    static let defaultLimit = 50
    static let maximumLimit = 200

    let limit: Int
    /// Where the page before ended.
    let cursor: String?

    init(_ query: Parameters) throws(Problem) {
        cursor = query.get("cursor")
        guard let text = query.get("limit") else {
            limit = Self.defaultLimit
            return
        }
        guard let number = Int(text), (1...Self.maximumLimit).contains(number) else {
            throw Self.invalid("Let \"limit\" be a number from 1 to \(Self.maximumLimit).")
        }
        limit = number
    }

    static func invalid(_ detail: String) -> Problem {
        Problem(.badRequest, .invalidParameter, detail)
    }
}

/// A part of a list, and where the next one begins.
struct ListBody<Item: Encodable & Sendable>: Encodable, Sendable {
    let items: [Item]
    /// To be sent as `cursor` for what follows; null at the end.
    let nextCursor: String?

    private enum CodingKeys: CodingKey {
        case items, nextCursor
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(items, forKey: .items)
        try container.encode(nextCursor, forKey: .nextCursor)
    }
}
