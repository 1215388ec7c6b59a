package import ConnectionMode
internal import FoundationEssentials
internal import Hummingbird
internal import Storage

/// The time that a question to the ledger is about: `?from=2026-03-01T08:00:00Z&to=2026-03-02`.
struct LedgerRange: Sendable {
    private static let usualSeconds = 86_400
    private static let longestDays = 366

    let from: Instant
    let until: Instant

    /// Without `to` it ends now.
    ///
    /// - Parameter usualSeconds: how long before its end it begins without `from`.
    init(
        _ query: Parameters, at now: Instant, usualSeconds: Int = usualSeconds
    ) throws(Problem) {
        until = try Self.time("to", query) ?? now
        from = try Self.time("from", query) ?? until.advanced(bySeconds: -usualSeconds)
        guard from < until else { throw Page.invalid("Let \"from\" be before \"to\".") }
        guard until.milliseconds(since: from) <= Int64(Self.longestDays) * 86_400_000 else {
            throw Page.invalid("Ask for at most \(Self.longestDays) days at once.")
        }
    }

    private static func time(_ name: String, _ query: Parameters) throws(Problem) -> Instant? {
        guard let text = query.get(name) else { return nil }
        guard let instant = Instant(text) else {
            throw Page.invalid(
                "Let \"\(name)\" be a date such as 2026-03-01, or a time such as 2026-03-01T08:00:00Z; "
                    + "write a + in it as %2B.")
        }
        return instant
    }
}

extension Instant {
    /// A date in UTC, or a time as RFC 3339 has it, of the years 1970 to 9999; nil for anything else.
    package init?(_ text: String) {
        guard text.utf8.count <= 40 else { return nil }
        let day = Date.ISO8601FormatStyle().year().month().day()
        let fraction = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        let date =
            (try? Date(text, strategy: .iso8601)) ?? (try? fraction.parse(text))
            ?? (text.utf8.count == 10 ? try? day.parse(text) : nil)
        guard let seconds = date?.timeIntervalSince1970, (0...253_402_300_799).contains(seconds)
        else { return nil }
        self.init(millisecondsSince1970: Int64((seconds * 1_000).rounded()))
    }
}

extension LedgerPage {
    /// As a page of a list is asked for; the cursor is `<milliseconds>.<number>`.
    init(_ page: Page) throws(Problem) {
        var after: Place?
        if let cursor = page.cursor {
            let parts = cursor.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 2, let at = Int64(parts[0]), let number = Int64(parts[1]),
                at >= 0, number >= 0
            else {
                throw Page.invalid("Let \"cursor\" be the \"nextCursor\" of the page before.")
            }
            after = Place(endedAt: Instant(millisecondsSince1970: at), number: number)
        }
        // One more tells whether there is more.
        self.init(after: after, limit: page.limit + 1)
    }
}

extension LedgerPage.Place {
    var cursor: String { "\(endedAt.millisecondsSince1970).\(number)" }
}
