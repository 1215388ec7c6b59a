internal import ArgumentParser
internal import ConnectionMode
internal import ControlAPI
internal import Foundation
internal import OffhookConfiguration
internal import Storage
internal import StorageSQLite

struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Prints what agents did, as a table: comma-separated values.",
        discussion: """
            agents: each agent's sums of the time, by status, by what the line was used for, and of offers and calls; activities: what \
            agents did, one after the other; calls: offers and calls with what became of them. The API has the same, \
            column by column: see /openapi.yaml. It may be used while the service runs.
            """)

    @OptionGroup var options: ConfigurationOptions
    @Argument(help: "agents, activities or calls.") var table: LedgerTable
    @Option(help: "Of this tenant.") var tenant: String
    @Option(help: "Of this agent only.") var agent: String?
    @Option(
        help: """
            From when on: a date in UTC, a time such as 2026-11-24T08:00:00Z, or how long ago: 90m, 12h, 7d.
            """)
    var from = "1d"
    @Option(help: "Until when, not included; now if it is not said.") var to: String?

    func run() async throws {
        let now = OperatorTime.now
        let until = try to.map { try OperatorTime.instant($0, option: "--to") } ?? now
        let from = try OperatorTime.instant(from, option: "--from")
        guard from < until else { throw OperatorMistake("Let --from be before --to.") }
        let query = LedgerQuery(
            tenant: TenantID(tenant), agents: agent.map { [AgentID($0)] }, from: from, until: until)
        do {
            let store = try SQLiteStore(directory: options.load().dataDirectory, for: .reading)
            try await table.write(query, of: store, at: now) { text in
                FileHandle.standardOutput.write(Data(text.utf8))
            }
        } catch let error as StoreError {
            throw OperatorMistake(error)
        }
    }
}

extension LedgerTable: ExpressibleByArgument {}
