internal import ConnectionMode
internal import Foundation
internal import HTTPTypes
internal import Storage
internal import Testing

@testable internal import ControlAPI

/// `openapi.yaml` says what there is, and all of it.
struct ContractTests {
    private let contract: Contract

    init() throws {
        contract = try Contract()
    }

    @Test func `the program serves the very file`() throws {
        let file = try String(contentsOf: Contract.file, encoding: .utf8)
        #expect(
            OpenAPIDocument.text == file, "Run Sources/ControlAPI/embed-openapi.sh to embed it.")
    }

    @Test func `it is served without a token`() async throws {
        try await Desk.open { desk in
            let reply = try await desk.send(.get, "/openapi.yaml", as: nil)
            #expect(reply.status == 200)
            #expect(reply.text == OpenAPIDocument.text)
        }
    }

    @Test func `each route is described, and each described operation is a route`() throws {
        var described: Set<String> = []
        for (path, item) in try contract.part("paths") {
            let item = try #require(item as? [String: Any])
            for method in item.keys where method != "parameters" {
                described.insert("\(method.uppercased()) \(path)")
            }
        }
        let served = ControlAPI.routes.map { "\($0.method.rawValue) \($0.path)" }
        #expect(Set(served) == described)
        #expect(Set(served).count == served.count)
    }

    @Test func `each operation has its own id, and names every parameter of its path`() throws {
        var ids: [String] = []
        for (path, item) in try contract.part("paths") {
            let item = try #require(item as? [String: Any])
            let named = try (item["parameters"] as? [[String: Any]] ?? []).map { parameter in
                try contract.resolved(parameter)["name"] as? String ?? ""
            }
            let inPath = path.matches(of: /\{(\w+)\}/).map { String($0.1) }
            #expect(named == inPath, "\(path)")
            for (method, operation) in item where method != "parameters" {
                let operation = try #require(operation as? [String: Any])
                ids.append(try #require(operation["operationId"] as? String))
            }
        }
        #expect(Set(ids).count == ids.count)
    }

    @Test func `each operation tells what every request may get`() throws {
        for (path, item) in try contract.part("paths") {
            let item = try #require(item as? [String: Any])
            for (method, operation) in item where method != "parameters" {
                let operation = try #require(operation as? [String: Any])
                let responses = try #require(operation["responses"] as? [String: Any])
                let needsToken = (operation["security"] as? [Any])?.isEmpty != true
                for status in ["400", "408", "414", "431"] + (needsToken ? ["401", "429"] : []) {
                    #expect(responses[status] != nil, "\(method) \(path) \(status)")
                }
            }
        }
    }

    @Test func `words are the same on both sides`() throws {
        func check<Word: RawRepresentable<String> & CaseIterable>(
            _ type: Word.Type, _ name: String
        ) throws {
            #expect(
                Set(Word.allCases.map(\.rawValue)) == Set(try contract.words(of: name)), "\(name)")
        }
        try check(ProblemCode.self, "ProblemCode")
        try check(AllowedAction.self, "AllowedAction")
        try check(EventType.self, "EventType")
        #expect(
            Set(try contract.words(of: "WantedType"))
                == Set(EventType.allCases.flatMap { [$0.rawValue, "\($0.family).*"] }))
        try check(EndReason.self, "EndReason")
        try check(ShownStatus.self, "ShownStatus")
        try check(RequestedStatus.self, "RequestedStatus")
        try check(ConnectionBody.State.self, "ConnectionState")
        try check(OfferState.self, "OfferState")
        try check(CallState.self, "CallState")
        try check(CallEnd.self, "CallEnd")
        try check(ConnectionMode.self, "ConnectionMode")
        try check(Workplace.Kind.self, "WorkplaceKind")
        try check(SettingSource.self, "SettingSource")
        try check(TokenRole.self, "TokenRole")
        try check(Bearer.Scope.self, "Scope")
        try check(Direction.self, "Direction")
        try check(NoticeBody.Code.self, "NoticeCode")
        try check(NoticeBody.Action.self, "NoticeAction")
        try check(ResetBody.Reason.self, "ResetReason")
    }

    @Test func `bodies that are sent have the keys that are described`() throws {
        func check(_ body: (some StrictBody).Type, _ name: String) throws {
            let schema = try contract.schema(name)
            let properties = try #require(schema["properties"] as? [String: Any])
            #expect(body.keys == Set(properties.keys))
            #expect(schema["additionalProperties"] as? Bool == false)
        }
        try check(StatusRequestBody.self, "StatusRequest")
        try check(ConfirmRequestBody.self, "ConfirmRequest")
        try check(LogInRequestBody.self, "LogInRequest")
    }

    @Test func `every example is as its schema says`() throws {
        var checked = 0
        func walk(_ node: Any) throws {
            if let array = node as? [Any] { for item in array { try walk(item) } }
            guard let object = node as? [String: Any] else { return }
            if let schema = object["schema"] as? [String: Any],
                let examples = object["examples"] as? [String: Any]
            {
                for (name, example) in examples {
                    let example = try contract.resolved(try #require(example as? [String: Any]))
                    let value = try #require(example["value"], "\(name)")
                    for fault in try contract.faults(value, schema, at: name) {
                        Issue.record("\(fault)")
                    }
                    checked += 1
                }
            }
            for value in object.values { try walk(value) }
        }
        try walk(contract.document)
        #expect(checked > 50)
    }

    @Test func `every body, sent and received, has an example`() throws {
        func check(_ content: Any?, _ place: String) {
            for (type, media) in content as? [String: [String: Any]] ?? [:]
            where type != "application/yaml" {
                #expect((media["examples"] as? [String: Any])?.isEmpty == false, "\(place)")
            }
        }
        for (path, item) in try contract.part("paths") {
            for (method, operation) in item as? [String: Any] ?? [:] where method != "parameters" {
                let operation = try #require(operation as? [String: Any])
                let sent = operation["requestBody"] as? [String: Any]
                check(sent?["content"], "\(method) \(path)")
                let responses = try #require(operation["responses"] as? [String: [String: Any]])
                for (status, response) in responses {
                    check(try contract.resolved(response)["content"], "\(method) \(path) \(status)")
                }
            }
        }
    }

    @Test func `every problem code but that of a defect is an example of some answer`() throws {
        var named: Set<String> = []
        func walk(_ node: Any) {
            if let array = node as? [Any] { array.forEach(walk) }
            guard let object = node as? [String: Any] else { return }
            for (name, example) in object["examples"] as? [String: Any] ?? [:]
            where (example as? [String: Any])?["$ref"] != nil {
                named.insert(name)
            }
            object.values.forEach(walk)
        }
        walk(try contract.part("paths"))
        walk(try contract.part("components", "responses"))
        // Of paths and methods that there are not, and of a defect, no operation can tell.
        let elsewhere: Set<String> = ["notFound", "methodNotAllowed", "internalError"]
        for code in ProblemCode.allCases where !elsewhere.contains(code.rawValue) {
            #expect(named.contains(code.rawValue), "\(code)")
        }
    }

    @Test func `every problem has an example that says what the program says`() throws {
        let examples = try contract.part("components", "examples")
        for code in ProblemCode.allCases {
            let example = try #require(examples[code.rawValue] as? [String: Any], "\(code)")
            let value = try #require(example["value"] as? [String: Any])
            #expect(value["title"] as? String == code.title)
            #expect(value["code"] as? String == code.rawValue)
            #expect(value["type"] as? String == "urn:offhook:problem:\(code.rawValue)")
            try contract.check(value, "Problem")
        }
    }

    @Test func `every event has an example`() throws {
        let examples = try #require(try contract.schema("Event")["examples"] as? [[String: Any]])
        let types = examples.compactMap { $0["type"] as? String }
        #expect(types.sorted() == EventType.allCases.map(\.rawValue).sorted())
        for example in examples { try contract.check(example, "Event") }
    }

    @Test func `every reference leads somewhere`() throws {
        func walk(_ node: Any) throws {
            if let array = node as? [Any] { for item in array { try walk(item) } }
            guard let object = node as? [String: Any] else { return }
            _ = try contract.resolved(object)
            for value in object.values { try walk(value) }
        }
        try walk(contract.document)
    }
}
