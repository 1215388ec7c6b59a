internal import CJansson

extension JSONValue {
    /// Reads one document with jansson. Keys that stand twice, bad UTF-8, lone surrogates, integers over
    /// 64 bits, more than 2048 levels and bytes after the end are refused.
    package init(parsing bytes: some Collection<UInt8>) throws(JSONError) {
        let root = try Self.tree(parsing: bytes)
        defer { offhook_json_decref(root) }
        self = JSONValue(copying: root)
    }

    /// Refuses what `init(parsing:)` refuses, and keeps nothing: for whom another decoder serves better, but is
    /// too kind.
    package static func check(_ bytes: some Collection<UInt8>) throws(JSONError) {
        offhook_json_decref(try tree(parsing: bytes))
    }

    /// To be released.
    private static func tree(
        parsing bytes: some Collection<UInt8>
    ) throws(JSONError) -> UnsafeMutablePointer<json_t> {
        var error = json_error_t()
        let root = Array(bytes).withUnsafeBytes { buffer in
            offhook_json_loadb(
                buffer.bindMemory(to: CChar.self).baseAddress, buffer.count, &error)
        }
        guard let root else {
            let why = withUnsafeBytes(of: &error.text) { text in
                String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
            }
            throw .malformed(why, atByte: Int(error.position))
        }
        return root
    }

    /// Copies a tree of jansson's. Its depth is bounded by jansson's own limit.
    private init(copying value: UnsafeMutablePointer<json_t>) {
        switch offhook_json_typeof(value) {
        case JSON_OBJECT: self = .object(Self.members(of: value))
        case JSON_ARRAY:
            self = .array(
                (0..<json_array_size(value)).compactMap { index in
                    json_array_get(value, index).map { JSONValue(copying: $0) }
                })
        case JSON_STRING:
            let length = json_string_length(value)
            let text = json_string_value(value).map { start in
                start.withMemoryRebound(to: UInt8.self, capacity: length) { bytes in
                    String(
                        decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self)
                }
            }
            self = .string(text ?? "")
        case JSON_INTEGER: self = .integer(Int64(json_integer_value(value)))
        case JSON_REAL: self = .real(json_real_value(value))
        case JSON_TRUE: self = .bool(true)
        case JSON_FALSE: self = .bool(false)
        default: self = .null
        }
    }

    private static func members(of object: UnsafeMutablePointer<json_t>) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        members.reserveCapacity(json_object_size(object))
        var place = json_object_iter(object)
        while let here = place {
            if let key = json_object_iter_key(here), let value = json_object_iter_value(here) {
                members[String(cString: key)] = JSONValue(copying: value)
            }
            place = json_object_iter_next(object, here)
        }
        return members
    }
}
