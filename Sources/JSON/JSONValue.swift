/// A JSON value: what jansson read, or what is to be sent.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case real(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements) { _, last in last })
    }
}

/// Why a document or a member could not be read.
package enum JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Not JSON, or over a limit; with jansson's words and the byte where it stopped.
    case malformed(String, atByte: Int)
    /// A member is not there.
    case missing(String)
    /// A member is there and something else than expected.
    case unexpected(String, expected: String)

    package var description: String {
        switch self {
        case .malformed(let why, let byte): "not JSON at byte \(byte): \(why)"
        case .missing(let name): "\(name) is missing"
        case .unexpected(let name, let expected): "\(name) is not \(expected)"
        }
    }
}

extension JSONValue {
    /// The member of an object; nil when it is not there, is null, or this is no object.
    package subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self, let member = members[name], member != .null
        else { return nil }
        return member
    }

    package func member(_ name: String) throws(JSONError) -> JSONValue {
        guard let value = self[name] else { throw .missing(name) }
        return value
    }

    package func string(_ name: String) throws(JSONError) -> String {
        guard case .string(let text) = try member(name) else {
            throw .unexpected(name, expected: "a string")
        }
        return text
    }

    /// The string of that name; nil when it is not there or no string.
    package func optionalString(_ name: String) -> String? {
        guard case .string(let text)? = self[name] else { return nil }
        return text
    }

    /// The whole number of that name, which Asterisk sometimes sends as a string.
    package func optionalInteger(_ name: String) -> Int? {
        switch self[name] {
        case .integer(let number)?: Int(exactly: number)
        case .string(let text)?: Int(text)
        default: nil
        }
    }

    package func strings(_ name: String) throws(JSONError) -> [String] {
        guard case .array(let items) = try member(name) else {
            throw .unexpected(name, expected: "a list")
        }
        var strings: [String] = []
        for item in items {
            guard case .string(let text) = item else {
                throw .unexpected(name, expected: "a list of strings")
            }
            strings.append(text)
        }
        return strings
    }

    package func items() throws(JSONError) -> [JSONValue] {
        guard case .array(let items) = self else {
            throw .unexpected("document", expected: "a list")
        }
        return items
    }
}
