internal import ConnectionMode

/// What Asterisk had at one time, while it is not known yet which of the events that come are older.
struct UnfinishedSurvey: Sendable {
    /// How late events may be.
    static let deadline = Duration.seconds(10)
    private static let mostFollowers = 50_000

    let survey: Survey
    let version: String
    let attempt: LinkState.Attempt
    /// The name of the event that was raised after it.
    let mark: String
    /// Gives it up when the mark does not come by in time.
    let watch: Task<Void, Never>
    /// What came by before the mark.
    var followers: [Observation] = []

    var hasTooMany: Bool { followers.count > Self.mostFollowers }
}
