internal import ConnectionMode
internal import Foundation
internal import GRDB
package import Storage

extension SQLiteStore: AnswerStore {
    /// Few enough that the sequencer's commits do not wait long for them.
    private static let forgottenAtOnce = 100

    package func answer(
        token: String, key: [UInt8]
    ) async throws(StoreError) -> RememberedAnswer? {
        try await attemptLater {
            try await self.database.read { database in
                try Row.fetchOne(
                    database, sql: "SELECT * FROM answer WHERE token = ? AND key = ?",
                    arguments: [token, Data(key)]
                ).map(RememberedAnswer.init)
            }
        }
    }

    package func remember(
        _ answer: RememberedAnswer, within limits: AnswerLimits
    ) async throws(StoreError) {
        try await attemptLater {
            try await self.database.write { database in
                try Self.write(answer, in: database)
                try Self.forget(beyond: limits, of: answer, in: database)
            }
        }
    }

    private static func write(_ answer: RememberedAnswer, in database: Database) throws {
        try database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO answer (token, key, request, at, status, type, body)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            answer.token, Data(answer.key), Data(answer.request),
            answer.at.millisecondsSince1970, answer.status, answer.type, Data(answer.body),
        ])
    }

    /// Ids only grow, so that the newest so many need no counting.
    private static func forget(
        beyond limits: AnswerLimits, of answer: RememberedAnswer, in database: Database
    ) throws {
        try database.cachedStatement(
            sql: "DELETE FROM answer WHERE id <= (SELECT max(id) FROM answer) - ?"
        ).execute(arguments: [limits.inAll])
        try database.cachedStatement(
            sql: """
                DELETE FROM answer WHERE token = :token AND id <= (
                    SELECT id FROM answer WHERE token = :token
                    ORDER BY id DESC LIMIT 1 OFFSET :count)
                """
        ).execute(arguments: ["token": answer.token, "count": limits.perToken])
        let oldest = answer.at.advanced(bySeconds: -limits.seconds)
        try database.cachedStatement(
            sql: """
                DELETE FROM answer WHERE at <= ? AND id IN (
                    SELECT id FROM answer ORDER BY id LIMIT ?)
                """
        ).execute(arguments: [oldest.millisecondsSince1970, forgottenAtOnce])
    }
}

extension RememberedAnswer {
    fileprivate init(_ row: Row) {
        self.init(
            token: row["token"], key: Array(row["key"] as Data),
            request: Array(row["request"] as Data),
            at: Instant(millisecondsSince1970: row["at"]), status: row["status"],
            type: row["type"], body: Array(row["body"] as Data))
    }
}
