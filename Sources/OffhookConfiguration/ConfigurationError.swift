internal import ConnectionMode

/// What is wrong with a configuration, in one sentence that says what to do.
package struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// Names out of files stand in such sentences; whatever is in them, it stays one line.
    package init(_ sentence: String) {
        description = PlainText.oneLine(sentence, atMost: 2_000)
    }
}
