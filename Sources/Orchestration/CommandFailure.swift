package import ConnectionMode

/// Why a command led to nothing.
package enum CommandFailure: Error, Hashable, Sendable {
    /// It cannot be done now; nothing changed.
    case refused(Refusal)
    /// Whoever asked may not do this; nothing changed.
    case forbidden
    /// Too much is waiting; nothing changed, try again soon.
    case overloaded
    /// It could not be remembered, so it was not done.
    case storeUnavailable(String)
    /// The service is stopping.
    case stopping
}
