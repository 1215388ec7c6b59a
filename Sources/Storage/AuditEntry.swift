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

    package init(
        at: Instant, tenant: TenantID, agent: AgentID?, actor: String? = nil, what: String,
        detail: String? = nil, outcome: String? = nil
    ) {
        self.at = at
        self.tenant = tenant
        self.agent = agent
        self.actor = actor
        self.what = what
        self.detail = detail
        self.outcome = outcome
    }
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

    /// Forgets what is older, a bounded number at a time. Returns how many were forgotten; safe to
    /// repeat, until it is none.
    func forgetEntries(before: Instant) throws(StoreError) -> Int
}
