package import ConnectionMode
package import Storage

/// What happens to the sequencer.
package enum SequencerInput: Sendable {
    /// Called once, when what was decided is stored and under way, with the model as it is then.
    package typealias Reply = @Sendable (Result<Answer, CommandFailure>, ConnectionModel) -> Void

    /// A command, and whether it may be done, by the model as it is right before.
    case command(Command, by: Actor?, mayDo: @Sendable (ConnectionModel) -> Bool, Reply)
    /// A PIN as it was typed, still to be compared.
    case confirm(AgentKey, AttemptID, typed: String, by: Actor?, Reply)
    case observation(Observation)
    /// Was told already, and is still to be in the audit journal.
    case told(ServiceNews)
    /// Was done already, by somebody, past the model.
    case done(what: String, detail: String, by: Actor)
    case read(@Sendable (ConnectionModel) -> Void)
}
