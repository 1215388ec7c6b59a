internal import ConnectionMode
internal import Logging

/// Writes each entry of the log as one line that shows all that is in it: names and reasons out of the
/// network stand in it, and a log is read at a terminal.
struct OneLineLogHandler: LogHandler {
    private static let longestText = 2_000
    private var inner: any LogHandler

    init(_ inner: any LogHandler) { self.inner = inner }

    var logLevel: Logger.Level {
        get { inner.logLevel }
        set { inner.logLevel = newValue }
    }

    var metadata: Logger.Metadata {
        get { inner.metadata }
        set { inner.metadata = newValue.mapValues(Self.oneLine) }
    }

    var metadataProvider: Logger.MetadataProvider? {
        get { inner.metadataProvider }
        set { inner.metadataProvider = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { inner[metadataKey: key] }
        set { inner[metadataKey: key] = newValue.map(Self.oneLine) }
    }

    func log(event: LogEvent) {
        var event = event
        event.message = "\(Self.oneLine(event.message.description))"
        event.metadata = event.metadata?.mapValues(Self.oneLine)
        inner.log(event: event)
    }

    private static func oneLine(_ text: String) -> String {
        PlainText.oneLine(text, atMost: longestText)
    }

    private static func oneLine(_ value: Logger.MetadataValue) -> Logger.MetadataValue {
        switch value {
        case .string(let text): .string(oneLine(text))
        case .stringConvertible(let text): .string(oneLine(text.description))
        case .dictionary(let values): .dictionary(values.mapValues(oneLine))
        case .array(let values): .array(values.map(oneLine))
        }
    }
}
