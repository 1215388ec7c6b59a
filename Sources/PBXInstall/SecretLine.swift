/// The one line of an include file that holds a secret, which is shipped without.
struct SecretLine: Sendable {
    let key: String
    let placeholder: String

    /// The secret that stands in the file; nil if the line is empty, a remark or not there.
    func value(in bytes: [UInt8]) -> String? {
        for line in lines(of: bytes) {
            guard let (isRemark, value) = read(line.text), !isRemark, !value.isEmpty else {
                continue
            }
            return value
        }
        return nil
    }

    /// The file with the first such line as `key=value`; with nil as it is shipped.
    func set(_ value: String?, in bytes: [UInt8]) -> [UInt8] {
        var isSet = false
        return lines(of: bytes).flatMap { line -> [UInt8] in
            guard !isSet, read(line.text) != nil else { return line.text + line.ending }
            isSet = true
            return Array((value.map { "\(key)=\($0)" } ?? placeholder).utf8) + line.ending
        }
    }

    /// Nil if the line is not this one.
    private func read(_ line: [UInt8]) -> (isRemark: Bool, value: String)? {
        var text = String(decoding: line, as: UTF8.self).trimmed
        // Only the placeholder is a remark that counts: prose may begin with the key's name.
        let isRemark = placeholder.hasPrefix(";") && text == placeholder
        if isRemark { text.removeFirst() }
        guard let equals = text.firstIndex(of: "="), text[..<equals].trimmed == key else {
            return nil
        }
        // As it is written, with a remark behind it: what the operator wrote is put back the same.
        let value = text[text.index(after: equals)...].drop { $0 == ">" }.trimmed
        return (isRemark, value.hasPrefix(";") ? "" : value)
    }

    /// What can be written behind `key=` and read back as it is.
    static func isUsable(_ secret: String) -> Bool {
        !secret.isEmpty && secret.utf8.count <= 200
            && secret.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
            && !secret.contains { ";\\\"'[]>=#".contains($0) }
    }

    static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<48).map { _ in
            String(UInt8.random(in: 0..<16, using: &generator), radix: 16)
        }.joined()
    }
}
