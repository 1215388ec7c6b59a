internal import ARI
internal import ArgumentParser
internal import AsteriskGateway
internal import ConnectionMode
internal import Foundation
internal import OffhookConfiguration
internal import Storage
internal import StorageSQLite

struct AdoptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt",
        abstract: "Says what becomes of legs in Asterisk that another store has named.",
        discussion: """
            There are such legs after an old backup was restored or a store was lost. The service touches none \
            of them, and is not ready, until this command was told what to do. Without an option it lists \
            them. A running service goes on some seconds after the answer; it need not be started again.

            A connection that the store knows as open goes on if its agent's leg is alone. All others are left \
            until they go: a call ends as its two want it to, then the customer goes on in the dialplan; \
            the agent hangs the phone up and opens the connection again.
            """)

    @OptionGroup var options: ConfigurationOptions
    @Flag(help: "Leaves them as they are until they go.") var leave = false
    @Flag(
        help:
            "Hangs up those that are alone and that the store does not know, and leaves the others."
    )
    var end = false

    func run() async throws {
        guard !(leave && end) else { throw OperatorMistake("Choose --leave or --end.") }
        let configuration = try options.load()
        let client = ARIClient(try configuration.ari)
        do {
            try await adopt(configuration, client)
            await client.shutdown()
        } catch {
            await client.shutdown()
            throw error
        }
    }

    private func adopt(_ configuration: ServiceConfiguration, _ client: ARIClient) async throws {
        let (epoch, known) = try store(of: configuration)
        let legs: [ForeignLegs.Leg]
        do {
            legs = try await ForeignLegs.ask(client, epoch: epoch)
        } catch {
            throw OperatorMistake(error)
        }
        guard !legs.isEmpty else {
            print("Asterisk has no legs of another store.")
            return
        }
        for leg in legs { print(line(leg, known[leg.id])) }
        guard leave || end else {
            print(
                """
                Nothing was done. "offhook adopt --leave" leaves them until they go, "offhook adopt --end" \
                hangs up those that are alone and unknown; then the service goes on.
                """)
            return
        }
        let ending = end ? legs.filter { !$0.hasCompany && known[$0.id] == nil } : []
        // Before any is ended: what is decided stands, even if Asterisk goes away meanwhile.
        try note(legs, ending, in: configuration)
        for leg in ending {
            do {
                try await client.hangUp(leg.id.rawValue, cause: 16)
                print("\(leg.id) is hung up.")
            } catch .refused(404, _) {
                print("\(leg.id) is gone.")
            } catch {
                throw OperatorMistake(error)
            }
        }
        let left = legs.count - ending.count
        if left > 0 { print("\(left) are left as they are.") }
    }

    /// The store's epoch, and whose open connections it knows by which legs.
    private func store(
        of configuration: ServiceConfiguration
    ) throws -> (epoch: String, known: [LegID: AgentKey]) {
        do {
            let store = try SQLiteStore(directory: configuration.dataDirectory, for: .reading)
            guard try store.backupDate() == nil else {
                throw OperatorMistake(
                    "The store is a backup that no service has taken over yet: start Offhook first."
                )
            }
            var known: [LegID: AgentKey] = [:]
            for session in try store.load().agents where session.connection.isOpen {
                if let leg = session.connection.attempt?.leg { known[leg] = session.key }
            }
            return (store.epoch, known)
        } catch let error as StoreError {
            throw OperatorMistake(error)
        }
    }

    private func line(_ leg: ForeignLegs.Leg, _ owner: AgentKey?) -> String {
        let agent = owner ?? leg.agent
        let parts = [
            leg.id.rawValue, leg.channel, agent?.description ?? "-",
            leg.isUp ? "up" : "not answered", leg.hasCompany ? "with somebody" : "alone",
            owner != nil && !leg.hasCompany
                ? "the store knows it: goes on" : "unknown to the store",
        ]
        return parts.map { PlainText.oneLine($0, atMost: 120) }.joined(separator: "  ")
    }

    private func note(
        _ legs: [ForeignLegs.Leg], _ ending: [ForeignLegs.Leg],
        in configuration: ServiceConfiguration
    ) throws {
        let epochs = Set(legs.map(\.epoch))
        let now = Instant(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000))
        let entry = AuditEntry(
            at: now, tenant: TenantID(""), agent: nil, actor: "offhook adopt",
            what: end ? "endForeignLegs" : "leaveForeignLegs",
            detail: "\(legs.count) of \(epochs.sorted().joined(separator: ", ")), "
                + "\(ending.count) to be hung up",
            outcome: "done")
        do {
            let store = try SQLiteStore(directory: configuration.dataDirectory, for: .writing)
            try store.leave(epochs: epochs, [entry])
        } catch {
            throw OperatorMistake(error)
        }
    }
}
