import ConnectionMode
import Foundation
import OffhookConfiguration
import Testing

/// The directory written out and read back.
@Suite struct DirectoryDocumentsTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "config/directory.example.yaml")

    private static func example() throws -> Directory {
        try DirectoryFile.parse(
            String(contentsOf: file, encoding: .utf8), file: "directory.yaml")
    }

    @Test func `what is written out is read as the same, also the example with all its keys`()
        throws
    {
        let directory = try Self.example()
        let text = try DirectoryDocuments.whole(directory).yaml()
        #expect(try DirectoryFile.parse(text, file: "export") == directory)
        #expect(!text.contains("pinSeconds"), "what is as if nothing were said is left out")
        #expect(text.contains(#"  "1001":"#))
    }

    @Test func `names that YAML would read as something else are written so that they stay`() throws
    {
        var directory = Directory()
        for name in [
            "yes", "null", "1e3", "0x10", "~", "a: b", "# c", "é \"q\" \\", "1001", "-", "{x}",
        ] {
            var tenant = Tenant(name: name)
            tenant.agents[AgentID("on")] = AgentProfile(
                name: name, workplace: Workplace(kind: .endpoint, address: "007"))
            tenant.groups[GroupID("no")] = Group(name: name)
            let id = TenantID("t\(directory.tenants.count)")
            directory.tenants[id] = tenant
        }
        let text = try DirectoryDocuments.whole(directory).yaml()
        #expect(try DirectoryFile.parse(text, file: "export") == directory)
    }

    @Test func `each entry alone is read as what it was written from`() throws {
        let directory = try Self.example()
        for (id, tenant) in directory.tenants {
            let settings = try DirectoryDocuments.tenant(
                DirectoryDocuments.document(of: tenant.settings, id), id)
            #expect(settings == tenant.settings)
            for (group, content) in tenant.groups {
                let document = DirectoryDocuments.document(of: content, group)
                #expect(try DirectoryDocuments.group(document, group) == content)
            }
            for (agent, profile) in tenant.agents {
                let document = DirectoryDocuments.document(of: profile, agent)
                #expect(try DirectoryDocuments.agent(document, agent, in: tenant) == profile)
            }
        }
    }

    @Test
    func `a whole policy has every key of the example's, and those without a default are absent`()
        throws
    {
        let whole = DirectoryDocuments.policy(of: TenantSettings(name: ""), isWhole: true)
        let settings = try DirectoryDocuments.tenant(.keys([("policy", whole)]), TenantID("t"))
        #expect(settings == TenantSettings(name: "t"))
        let example = try #require(try Self.example().tenants[TenantID("acme")]).settings
        guard case .map(let all) = whole,
            case .map(let said) = DirectoryDocuments.policy(of: example, isWhole: true)
        else {
            Issue.record("no map")
            return
        }
        let withoutDefault = Set([
            "country", "connectionMode", "autoAnswer", "pinPrompt", "agentLostPrompt", "callerID",
        ])
        .union(["mayChangeConnectionMode", "mayChangeAutoAnswer", "mayEnterWorkplace", "recording"])
        #expect(Set(said.map(\.key)).subtracting(all.map(\.key)) == withoutDefault)
    }

    @Test func `a patch takes out what is null, and merges maps alone`() throws {
        let policy = try DocumentValue(yaml: "{a: 1, b: {c: [1, 2], d: x}, e: true}")
        let patch = try DocumentValue(
            yaml: "{a: null, b: {c: [3], f: {g: null}}, h: null, e: false}")
        let merged = policy.merged(with: patch)
        #expect(try merged == DocumentValue(yaml: "{b: {c: [3], d: x, f: {}}, e: false}"))
    }

    @Test func `JSON and YAML come to the same`() throws {
        let json = #"{"a":1,"b":true,"c":"1","d":null,"e":[1,"x",{"f":false}],"g":1.5}"#
        let value = try JSONDecoder().decode(DocumentValue.self, from: Data(json.utf8))
        #expect(
            try value
                == DocumentValue(
                    yaml: #"{a: 1, b: true, c: "1", d: null, e: [1, x, {f: false}], g: "1.5"}"#))
        let back = try JSONDecoder().decode(
            DocumentValue.self, from: JSONEncoder().encode(value))
        #expect(back == value)
    }

    @Test func `words that older YAML takes for truths are words`() throws {
        for word in ["no", "On", "yes", "off", "y"] {
            #expect(try DocumentValue(yaml: word) == .text(word))
        }
        #expect(try DocumentValue(yaml: "true") == .truth(true))
        #expect(try DocumentValue(yaml: "False") == .truth(false))
    }

    @Test func `directory: store means that there is no file`() throws {
        let bench = try Workbench()
        #expect(try bench.load("directory: store").directoryFile == nil)
        #expect(try bench.load("directory: ./store").directoryFile != nil)
    }
}
