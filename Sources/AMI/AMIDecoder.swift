/// Bytes from the manager interface as messages, whatever pieces they come in. A pure value.
///
/// *Source*: the greeting is one line; each message is lines `Name: value` and ends with an empty one. Lines end with CR
/// LF, and with LF alone they are taken too. *Seen with* Asterisk 22.10.
struct AMIDecoder {
    enum Output: Hashable {
        /// `Asterisk Call Manager/11.0.0`
        case greeting(String)
        case message(AMIMessage)
    }

    /// A message that is longer than the bound: nothing after it can be told apart.
    struct TooLong: Error {}

    private let maximumMessageBytes: Int
    private var isGreeted = false
    private var line: [UInt8] = []
    private var fields: [AMIMessage.Field] = []
    private var messageBytes = 0

    init(maximumMessageBytes: Int = 256 << 10) {
        self.maximumMessageBytes = maximumMessageBytes
    }

    mutating func decode(_ bytes: some Sequence<UInt8>) throws(TooLong) -> [Output] {
        var outputs: [Output] = []
        for byte in bytes {
            messageBytes += 1
            guard messageBytes <= maximumMessageBytes else { throw TooLong() }
            guard byte == 10 else {
                line.append(byte)
                continue
            }
            if line.last == 13 { line.removeLast() }
            if let output = end(of: line) { outputs.append(output) }
            line.removeAll(keepingCapacity: true)
        }
        return outputs
    }

    private mutating func end(of line: [UInt8]) -> Output? {
        guard isGreeted else {
            isGreeted = true
            messageBytes = 0
            return .greeting(String(decoding: line, as: UTF8.self))
        }
        guard !line.isEmpty else {
            defer {
                fields = []
                messageBytes = 0
            }
            return fields.isEmpty ? nil : .message(AMIMessage(fields))
        }
        guard let colon = line.firstIndex(of: 0x3A), colon > 0 else {
            // No field, as some programs write into their output.
            return nil
        }
        let value = line[(colon + 1)...].drop { $0 == 0x20 }
        fields.append(
            AMIMessage.Field(
                String(decoding: line[..<colon], as: UTF8.self),
                String(decoding: value, as: UTF8.self)))
        return nil
    }
}
