internal import ArgumentParser
internal import ConnectionMode
internal import Foundation
internal import OffhookConfiguration
internal import Storage
internal import StorageSQLite

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Prints the audit journal: what was asked for, by whom, and what came to be.",
        discussion: """
            A line each, the newest last, with tabs between time (UTC), tenant, agent, who asked, what, with \
            what, and what came of it; - where there is nothing to say. It may be used while the service \
            runs. No PIN and no token is in it, only a token's id.
            """)

    @OptionGroup var options: ConfigurationOptions
    @Option(help: "Of this tenant only.") var tenant: String?
    @Option(help: "About this agent only.") var agent: String?
    @Option(
        help: "From when on: a time such as 2026-11-24T08:00:00Z, or how long ago: 90m, 12h, 7d.")
    var since: String?
    @Option(help: "The newest so many, 1 to 100000.") var limit = 100

    func run() throws {
        var query = AuditQuery()
        query.tenant = tenant.map { TenantID($0) }
        query.agent = agent.map { AgentID($0) }
        query.since = try since.map { try OperatorTime.instant($0, option: "--since") }
        guard (1...100_000).contains(limit) else {
            throw OperatorMistake("Let --limit be from 1 to 100000.")
        }
        query.limit = limit
        do {
            let store = try SQLiteStore(directory: options.load().dataDirectory, for: .reading)
            for entry in try store.entries(query) { print(entry.line) }
        } catch let error as StoreError {
            throw OperatorMistake(error)
        }
    }
}

extension AuditEntry {
    fileprivate var line: String {
        let date = Date(timeIntervalSince1970: Double(at.millisecondsSince1970) / 1_000)
        let time = date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        return [time, tenant.rawValue, agent?.rawValue, actor, what, detail, outcome]
            .map { PlainText.oneLine($0 ?? "-", atMost: 400) }.joined(separator: "\t")
    }
}
