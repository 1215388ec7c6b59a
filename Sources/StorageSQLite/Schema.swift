internal import GRDB

/// The tables, as a sequence of migrations that are never edited once they have shipped.
///
/// `record` holds one JSON document a root of the model, with the version of its form; `meta` what there
/// is once; `audit` what was asked for and what came to be; `answer` what requests that come again are
/// answered with; `period` and `call` are the ledger.
enum Schema {
    /// The version of the documents that this program writes, and the newest that it reads.
    static let format = 8

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 records and tokens") { database in
            try database.execute(
                sql: """
                    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
                    CREATE TABLE record (
                        kind TEXT NOT NULL, id TEXT NOT NULL, format INTEGER NOT NULL,
                        body BLOB NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;
                    CREATE TABLE token (
                        id TEXT PRIMARY KEY, tenant TEXT NOT NULL, role TEXT NOT NULL, agent TEXT,
                        hash TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL,
                        note TEXT NOT NULL) WITHOUT ROWID;
                    """)
        }
        migrator.registerMigration("2 audit journal") { database in
            try database.execute(
                sql: """
                    CREATE TABLE audit (
                        id INTEGER PRIMARY KEY, at INTEGER NOT NULL, tenant TEXT NOT NULL,
                        agent TEXT, actor TEXT, what TEXT NOT NULL, detail TEXT, outcome TEXT);
                    CREATE INDEX audit_at ON audit (at);
                    CREATE INDEX audit_agent ON audit (tenant, agent, at);
                    """)
        }
        migrator.registerMigration("3 tokens expire") { database in
            try database.execute(sql: "ALTER TABLE token ADD COLUMN expires_at INTEGER")
        }
        migrator.registerMigration("4 remembered answers") { database in
            try database.execute(
                sql: """
                    CREATE TABLE answer (
                        id INTEGER PRIMARY KEY, token TEXT NOT NULL, key BLOB NOT NULL,
                        request BLOB NOT NULL, at INTEGER NOT NULL, status INTEGER NOT NULL,
                        type TEXT, body BLOB NOT NULL, UNIQUE (token, key));
                    CREATE INDEX answer_token ON answer (token, id);
                    """)
        }
        migrator.registerMigration("5 ledger") { database in
            try database.execute(
                sql: """
                    CREATE TABLE period (
                        id INTEGER PRIMARY KEY, tenant TEXT NOT NULL, agent TEXT NOT NULL,
                        began INTEGER NOT NULL, ended INTEGER NOT NULL, status TEXT NOT NULL,
                        reason TEXT NOT NULL, line TEXT NOT NULL, call TEXT);
                    CREATE INDEX period_ended ON period (tenant, ended);
                    CREATE INDEX period_agent ON period (tenant, agent, ended);
                    CREATE TABLE call (
                        id INTEGER PRIMARY KEY, name TEXT NOT NULL, tenant TEXT NOT NULL,
                        agent TEXT NOT NULL, outbound INTEGER NOT NULL, number TEXT NOT NULL,
                        caller TEXT NOT NULL, dialed TEXT, queue TEXT, customer TEXT NOT NULL,
                        offered INTEGER, accepted INTEGER, connected INTEGER,
                        ended INTEGER NOT NULL, held INTEGER NOT NULL, outcome TEXT NOT NULL);
                    CREATE INDEX call_ended ON call (tenant, ended);
                    CREATE INDEX call_agent ON call (tenant, agent, ended);
                    """)
        }
        return migrator
    }
}
