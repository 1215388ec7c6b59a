import JSON
import Testing

@Suite struct `JSON from the network` {
    private func parse(_ text: String) throws(JSONError) -> JSONValue {
        try JSONValue(parsing: Array(text.utf8))
    }

    @Test func `a document is read, whatever its white space and order`() throws {
        let json = try parse(" {\"b\": [1, -2.5, true, null, \"x\\u00e9\"], \"a\": {}} ")
        #expect(
            json == [
                "a": [:], "b": [1, .real(-2.5), true, .null, "xé"],
            ])
    }

    @Test(arguments: [
        "", "{", "{\"a\":1}}", "{\"a\":1,\"a\":2}", "[1e999]", "{\"a\":9223372036854775808}",
        "[\"\\ud800\"]", "[NaN]", "{\"a\\u0000\":1}", "nope",
    ])
    func `what is not JSON, or over a limit, is refused`(_ text: String) {
        #expect(throws: JSONError.self) { try parse(text) }
    }

    @Test func `bad UTF-8 is refused`() {
        #expect(throws: JSONError.self) { try JSONValue(parsing: [0x22, 0xFF, 0x22]) }
    }

    @Test func `a document 100 000 levels deep is refused, not a crash`() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: JSONError.self) { try parse(deep) }
    }

    @Test func `a member that is missing or something else is named`() throws {
        let json = try parse("{\"id\": 7}")
        #expect(throws: JSONError.unexpected("id", expected: "a string")) { try json.string("id") }
        #expect(throws: JSONError.missing("name")) { try json.string("name") }
    }

    @Test func `a number in a string is a number`() throws {
        let json = try parse("{\"a\": \"17\", \"b\": 16, \"c\": \"x\"}")
        #expect(json.optionalInteger("a") == 17)
        #expect(json.optionalInteger("b") == 16)
        #expect(json.optionalInteger("c") == nil)
    }

    @Test func `what is written can be read again`() throws {
        let json: JSONValue = [
            "text": "a\"b\\c\n\u{1F600}", "list": [1, false, .null, .real(0.5)], "empty": "",
        ]
        #expect(try JSONValue(parsing: json.encoded) == json)
    }

    @Test func `keys are written sorted, without white space`() {
        let json: JSONValue = ["b": 1, "a": ["x"]]
        #expect(String(decoding: json.encoded, as: UTF8.self) == "{\"a\":[\"x\"],\"b\":1}")
    }
}

@Suite struct `The type of a message` {
    @Test(arguments: [
        ("{\"type\":\"StasisStart\",\"x\":1}", "StasisStart"),
        (
            "{ \"channel\": {\"type\": \"no\", \"a\": [1, {\"type\": 2}]}, \"type\" : \"Yes\" }",
            "Yes"
        ),
        ("{\"a\":\"\\\"type\\\":\\\"no\\\"\",\"b\":\"}{\",\"type\":\"Yes\"}", "Yes"),
        ("{\"a\":\"x\\\\\",\"type\":\"Yes\"}", "Yes"),
        ("{\"a\":-1.5e3,\"b\":true,\"c\":null,\"d\":[],\"type\":\"Yes\"}", "Yes"),
    ])
    func `it is found without parsing, wherever it stands`(_ text: String, _ type: String) {
        #expect(TypePeek.type(in: Array(text.utf8)) == type)
    }

    @Test(arguments: [
        "", "{", "[]", "{\"type\":1}", "{\"type\"", "{\"type\":\"x", "{\"a\":{\"type\":\"no\"}}",
        "{\"a\":\"\\", "{\"type\":\"St\\u0061sis\"}", "\"type\":\"x\"", "{}}{\"type\":\"x\"}",
    ])
    func `what has none is left to the parser`(_ text: String) {
        #expect(TypePeek.type(in: Array(text.utf8)) == nil)
    }
}
