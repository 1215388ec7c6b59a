internal import Foundation
internal import JSON
internal import Logging

/// Writes each entry of the log as one JSON object a line: `time`, `level`, `message` and `source`, and beside them what the
/// entry says of itself.
struct JSONLogHandler: LogHandler {
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]
    private let write: @Sendable ([UInt8]) -> Void

    init(
        write: @escaping @Sendable ([UInt8]) -> Void = {
            FileHandle.standardError.write(Data($0))
        }
    ) {
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var line: [String: JSONValue] = [:]
        for (key, value) in metadata { line[key] = Self.json(value) }
        for (key, value) in event.metadata ?? [:] { line[key] = Self.json(value) }
        line["time"] = .string(
            Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
        line["level"] = .string(event.level.rawValue)
        line["message"] = .string(event.message.description)
        line["source"] = .string(event.source)
        write(JSONValue.object(line).encoded + [10])
    }

    private static func json(_ value: Logger.MetadataValue) -> JSONValue {
        switch value {
        case .string(let text): .string(text)
        case .stringConvertible(let text): .string(text.description)
        case .array(let values): .array(values.map(json))
        case .dictionary(let values): .object(values.mapValues(json))
        }
    }
}
