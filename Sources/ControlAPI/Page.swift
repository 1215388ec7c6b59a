internal import ConnectionMode
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

    /// Of a list that is ordered by ids; the cursor is the id of the last item shown.
    func cut<Item, Body: Encodable & Sendable>(
        _ items: [Item], by id: (Item) -> String, as body: (Item) -> Body?
    ) -> ListBody<Body> {
        let rest = items.drop { item in cursor.map { id(item) <= $0 } ?? false }
        let shown = rest.prefix(limit)
        return ListBody(
            items: shown.compactMap(body),
            nextCursor: rest.count > shown.count ? shown.last.map(id) : nil)
    }

    /// Of what was read from a store, one more than is shown: whether there is that one says whether more follows.
    func list<Item, Body: Encodable & Sendable>(
        _ found: [Item], by cursor: (Item) -> String, as body: (Item) -> Body
    ) -> ListBody<Body> {
        let shown = found.prefix(limit)
        return ListBody(
            items: shown.map(body),
            nextCursor: found.count > shown.count ? shown.last.map(cursor) : nil)
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

/// A part of a list that goes by time. The cursor is `<milliseconds>.<id>` of the last item shown, so that it
/// stands when that item is forgotten.
struct PageByTime: Sendable {
    enum Order: Sendable {
        case newestFirst, oldestFirst
    }

    private let order: Order
    private let limit: Int
    private let last: (at: Instant, id: String)?

    init(_ query: Parameters, _ order: Order) throws(Problem) {
        self.order = order
        let page = try Page(query)
        limit = page.limit
        guard let cursor = page.cursor else {
            last = nil
            return
        }
        guard let (at, id) = Self.read(cursor) else {
            throw Page.invalid("Let \"cursor\" be the \"nextCursor\" of the page before.")
        }
        last = (Instant(millisecondsSince1970: at), id)
    }

    /// `<digits>.<visible ASCII>`, and nothing else.
    static func read(_ cursor: String) -> (at: Int64, id: String)? {
        let parts = cursor.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, (1...15).contains(parts[0].utf8.count),
            parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let at = Int64(parts[0]), (1...100).contains(parts[1].utf8.count),
            parts[1].utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        return (at, String(parts[1]))
    }

    func cut<Item, Body: Encodable & Sendable>(
        _ items: [Item], at time: (Item) -> Instant, by id: (Item) -> String,
        as body: (Item) -> Body
    ) -> ListBody<Body> {
        let sorted = items.map { (at: time($0), id: id($0), item: $0) }
            .filter { entry in last.map { precedes($0, (entry.at, entry.id)) } ?? true }
            .sorted { precedes(($0.at, $0.id), ($1.at, $1.id)) }
        let shown = sorted.prefix(limit)
        let next = sorted.count > shown.count ? shown.last : nil
        return ListBody(
            items: shown.map { body($0.item) },
            nextCursor: next.map { "\($0.at.millisecondsSince1970).\($0.id)" })
    }

    private func precedes(_ one: (Instant, String), _ other: (Instant, String)) -> Bool {
        switch order {
        case .newestFirst: one > other
        case .oldestFirst: one < other
        }
    }
}
