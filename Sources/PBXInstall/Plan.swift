/// One file, as it is and as it shall be.
package struct Change: Sendable {
    package let name: String
    /// Nil: it is made.
    package let before: FileState?
    /// Nil: it is deleted.
    package let after: FileState?

    package var path: String { after?.path ?? before?.path ?? name }
}

/// All that is going to be done, before any of it is.
package struct Plan: Sendable {
    package enum Kind: Sendable { case install, undo }

    package let kind: Kind
    package let directory: String
    /// In their order: files before what includes them, and the other way round in an undo. The manifest
    /// is the first of an installation and the last of an undo.
    package var changes: [Change] = []
    /// What the operator should look at; none of it keeps the plan from being carried out.
    package var warnings: [String] = []
    /// What is left as it is, and why.
    package var notes: [String] = []
    /// Console commands for Asterisk, which is never told anything by us.
    package var reloads: [String] = []
    /// Secrets that were made or changed, to be shown once.
    package var secrets: [Secret] = []

    package struct Secret: Sendable {
        package let part: Part
        package let value: String
        /// It was made here: nobody else knows it.
        package let isNew: Bool
        /// Another one stood there before.
        package let isReplaced: Bool
    }

    package var isEmpty: Bool { changes.isEmpty }
}
