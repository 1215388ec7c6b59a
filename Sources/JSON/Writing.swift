internal import CJansson
internal import Foundation

extension JSONValue {
    /// The document in UTF-8, keys sorted, without white space; written by jansson.
    ///
    /// A number that JSON does not know (NaN, infinity) becomes null.
    package var encoded: [UInt8] {
        guard let tree = makeTree() else { return Array("null".utf8) }
        defer { offhook_json_decref(tree) }
        let flags = size_t(JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY)
        guard let text = json_dumps(tree, flags) else { return Array("null".utf8) }
        defer { free(text) }
        return Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
    }

    private func makeTree() -> UnsafeMutablePointer<json_t>? {
        switch self {
        case .null: return json_null()
        case .bool(let value): return value ? json_true() : json_false()
        case .integer(let value): return json_integer(json_int_t(value))
        case .real(let value): return json_real(value) ?? json_null()
        case .string(let text):
            var text = text
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    json_stringn($0.baseAddress, $0.count)
                }
            }
        case .array(let items):
            guard let array = json_array() else { return nil }
            for item in items { json_array_append_new(array, item.makeTree()) }
            return array
        case .object(let members):
            guard let object = json_object() else { return nil }
            for (key, value) in members { json_object_set_new(object, key, value.makeTree()) }
            return object
        }
    }
}
