/// A part of Offhook that reads what others wrote: Asterisk, consoles, operators. Each is fed with any bytes
/// there are, by libFuzzer (`make fuzz`) and, with those that are kept in `fixtures/fuzz`, by the tests.
package enum FuzzTarget: String, CaseIterable, Sendable {
    /// Messages of the event socket, one a line, up to the model.
    case events
    /// What Asterisk answers a survey with: its status, channels and bridges, one a line.
    case answers
    /// Commands, observations, time and restarts for the model, a few bytes each.
    case model
    /// Requests to the control API, and what the PBX says between them.
    case requests
    /// `offhook.yaml`, and after a line of `---env` environment variables.
    case configuration
    /// `directory.yaml`.
    case directory
    /// Numbers as people write them, and the country that they are read in.
    case numbers
    /// SIP URIs, URLs and header fields.
    case addresses
    /// Patterns of numbering plans, and digits.
    case patterns

    /// Takes one input to its end.
    ///
    /// - Throws: `Finding` when something is not as it must be. What traps, ends the process.
    package func take(_ bytes: [UInt8]) throws {
        switch self {
        case .events: try EventsTarget.take(bytes)
        case .answers: try AnswersTarget.take(bytes)
        case .model: try ModelTarget.take(bytes)
        case .requests: try RequestsTarget.take(bytes)
        case .configuration: try ConfigurationTarget.take(bytes)
        case .directory: try DirectoryTarget.take(bytes)
        case .numbers: try NumbersTarget.take(bytes)
        case .addresses: try AddressesTarget.take(bytes)
        case .patterns: try PatternsTarget.take(bytes)
        }
    }
}

/// Something that must not be, whatever the input.
package struct Finding: Error, CustomStringConvertible {
    package let description: String

    init(_ sentence: String) { description = sentence }
}

/// Says what must not be, unless it is right.
func require(_ isRight: Bool, _ sentence: @autoclosure () -> String) throws(Finding) {
    guard isRight else { throw Finding(sentence()) }
}
