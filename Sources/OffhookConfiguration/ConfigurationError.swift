/// What is wrong with a configuration, in one sentence that says what to do.
package struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// Names out of files stand in such sentences; whatever is in them, it stays one line.
    package init(_ sentence: String) {
        var line = String.UnicodeScalarView()
        for scalar in sentence.unicodeScalars {
            let isControl = scalar.properties.generalCategory == .control
            line.append(isControl ? "\u{FFFD}" : scalar)
        }
        description = String(line)
    }
}
