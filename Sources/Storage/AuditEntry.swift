package import ConnectionMode

/// One line of the audit journal: what was asked for, and by whom, or what came to be.
///
/// No PIN is ever in it (V8), nor a token: only a token's id.
package struct AuditEntry: Hashable, Sendable {
    package let at: Instant
    package let tenant: TenantID
    /// Whom it is about; `nil` where that was not known.
    package let agent: AgentID?
    /// Who asked, as `token <id> (<role>)`; `nil` for what came to be.
    package let actor: String?
    /// The command, or what came to be: `setStatus`, `connectionOpened`.
    package let what: String
    /// With what: a status, an id, a reason.
    package let detail: String?
    /// `done`, or why a command was refused; `nil` for what came to be.
    package let outcome: String?

    /// What people sent, ids that name nothing among it, is made one line and cut.
    package init(
        at: Instant, tenant: TenantID, agent: AgentID?, actor: String? = nil, what: String,
        detail: String? = nil, outcome: String? = nil
    ) {
        func line(_ text: String?) -> String? {
            text.map { PlainText.oneLine($0, atMost: Self.longestText) }
        }
        self.at = at
        self.tenant = tenant
        self.agent = agent
        self.actor = line(actor)
        self.what = what
        self.detail = line(detail)
        self.outcome = line(outcome)
    }

    private static let longestText = 300
}

/// Which entries are wanted.
package struct AuditQuery: Hashable, Sendable {
    package var tenant: TenantID?
    package var agent: AgentID?
    package var since: Instant?
    /// The newest so many.
    package var limit = 100

    package init() {}
}

/// Who asks for something.
package struct Actor: Hashable, Sendable {
    package let tenant: TenantID
    package let name: String

    package init(tenant: TenantID, name: String) {
        self.tenant = tenant
        self.name = name
    }
}

/// Keeps the audit journal. It may be read while a service writes it.
package protocol AuditJournal: Sendable {
    /// From the oldest to the newest.
    func entries(_ query: AuditQuery) throws(StoreError) -> [AuditEntry]

    /// Whether there is any entry in a time, its beginning included.
    func hasEntries(from: Instant, until: Instant) throws(StoreError) -> Bool

    /// Forgets what is older, a bounded number at a time. Returns how many were forgotten; safe to
    /// repeat, until it is none.
    func forgetEntries(before: Instant) throws(StoreError) -> Int
}
