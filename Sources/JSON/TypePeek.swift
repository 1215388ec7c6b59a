/// Finds the top-level `type` of a document without parsing it, so that what nobody needs costs next
/// to nothing.
package enum TypePeek {
    /// The string value of the outermost object's `type`; nil when there is none that can be read this
    /// way. Values with escapes are not read: no type of Asterisk's has any.
    package static func type(in bytes: [UInt8]) -> String? {
        bytes.withUnsafeBufferPointer { buffer in
            var scanner = Scanner(bytes: buffer)
            return scanner.findType()
        }
    }

    private struct Scanner {
        let bytes: UnsafeBufferPointer<UInt8>
        var index = 0

        mutating func findType() -> String? {
            skipSpace()
            guard next() == UInt8(ascii: "{") else { return nil }
            while true {
                skipSpace()
                guard next() == UInt8(ascii: "\""), let key = text() else { return nil }
                skipSpace()
                guard next() == UInt8(ascii: ":") else { return nil }
                skipSpace()
                if key.elementsEqual("type".utf8) {
                    guard next() == UInt8(ascii: "\""), let value = text() else { return nil }
                    guard !value.contains(UInt8(ascii: "\\")) else { return nil }
                    return String(decoding: value, as: UTF8.self)
                }
                guard skipValue() else { return nil }
                skipSpace()
                guard next() == UInt8(ascii: ",") else { return nil }
            }
        }

        private mutating func next() -> UInt8? {
            guard index < bytes.count else { return nil }
            defer { index += 1 }
            return bytes[index]
        }

        private mutating func skipSpace() {
            while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) {
                index += 1
            }
        }

        /// What stands up to the closing quote, escapes as they are.
        private mutating func text() -> Slice<UnsafeBufferPointer<UInt8>>? {
            let start = index
            while index < bytes.count {
                switch bytes[index] {
                case UInt8(ascii: "\""):
                    defer { index += 1 }
                    return bytes[start..<index]
                case UInt8(ascii: "\\"): index += 2
                default: index += 1
                }
            }
            return nil
        }

        /// Passes over one value of any kind.
        private mutating func skipValue() -> Bool {
            var depth = 0
            while index < bytes.count {
                switch bytes[index] {
                case UInt8(ascii: "\""):
                    index += 1
                    guard text() != nil else { return false }
                case UInt8(ascii: "{"), UInt8(ascii: "["):
                    depth += 1
                    index += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    guard depth > 0 else { return true }
                    depth -= 1
                    index += 1
                case UInt8(ascii: ","):
                    if depth == 0 { return true }
                    index += 1
                default: index += 1
                }
            }
            return false
        }
    }
}
