internal import ConnectionMode
internal import Foundation
internal import HTTPTypes
internal import Orchestration
internal import Storage
internal import Testing

@testable internal import ControlAPI

/// Tenants, policies, groups and agents, changed by an administrator while everybody works.
@Suite(.timeLimit(.minutes(1)))
struct DirectoryTests {
    private static let tenant = "/v1/tenants/acme"
    private static let profile = Desk.path("/profile")

    private func open(
        _ body: @escaping @Sendable (Desk, Contract) async throws -> Void
    ) async throws {
        var options = Desk.Options()
        options.configure = { $0.isDirectoryStored = true }
        try await Desk.open(options) { desk in try await body(desk, Contract()) }
    }

    private func part(_ reply: Reply, _ key: String) -> [String: Any] {
        reply[key] as? [String: Any] ?? [:]
    }

    // MARK: Policies

    @Test func `P3 a policy is read, changed in part, replaced, and in force at once`() async throws
    {
        try await open { desk, contract in
            let path = Self.tenant + "/policy"
            let before = try await desk.send(.get, path, as: .administrator)
            #expect(before.status == 200)
            try contract.check(before, "PolicyAnswer")
            #expect(part(before, "policy")["persistentEnabled"] as? Bool == true)
            #expect(part(before, "policy")["offerSeconds"] == nil)
            #expect(part(before, "defaults")["offerSeconds"] as? Int == 15)

            let changed = try await desk.send(
                .patch, path, as: .administrator,
                body: #"{"offerSeconds":20,"outbound":{"callerIDs":null},"pinPrompt":null}"#)
            #expect(changed.status == 200)
            try contract.check(changed, "PolicyAnswer")
            #expect(part(changed, "policy")["offerSeconds"] as? Int == 20)
            #expect(part(changed, "policy")["outbound"] == nil)
            #expect(part(changed, "policy")["country"] as? String == "DE")
            let policy = try await desk.sequencer.read { $0.directory.tenants[TenantID("acme")] }
            #expect(policy?.policy.offerSeconds == 20)
            #expect(policy?.callingOut.callerIDs == [])

            let replaced = try await desk.send(
                .put, path, as: .administrator, body: #"{"autoAnswer":true}"#)
            #expect(part(replaced, "policy").count == 1)
            let settings = try await desk.send(.get, Desk.path("/phone-settings"))
            let autoAnswer = part(settings, "autoAnswer")
            #expect(autoAnswer["value"] as? Bool == true)
            #expect(autoAnswer["source"] as? String == "tenant")
        }
    }

    @Test func `P8 applyNow tells whom it hits, and who waits`() async throws {
        try await open { desk, contract in
            try await desk.openConnection()
            let path = Self.tenant + "/groups/sales"
            let body = #"{"name":"Sales","autoAnswer":true}"#
            let waits = try await desk.send(.put, path, as: .administrator, body: body)
            #expect(waits["waitingFor"] as? [String] == ["alice"])
            #expect(waits["appliedTo"] as? [String] == [])
            let settings = try await desk.send(.get, Desk.path("/phone-settings"))
            #expect(part(settings, "inForce")["autoAnswer"] as? Bool == false)
            let applied = try await desk.send(
                .put, path + "?applyNow=true", as: .administrator, body: body)
            try contract.check(applied, "GroupAnswer")
            #expect(applied["appliedTo"] as? [String] == ["alice"])
            #expect(applied["waitingFor"] as? [String] == [])
            let after = try await desk.send(.get, Desk.path("/phone-settings"))
            #expect(part(after, "inForce")["autoAnswer"] as? Bool == true)
            let wrong = try await desk.send(
                .put, path + "?applyNow=yes", as: .administrator, body: body)
            #expect(wrong.code == "invalidParameter")
        }
    }

    @Test func `S9 the reasons for a break are the tenant's, where it has any`() async throws {
        try await open { desk, contract in
            let path = Self.tenant + "/break-reasons"
            _ = try await desk.send(.post, Desk.path("/session"))
            func take(_ reason: String?) async throws -> Reply {
                let body = ["status": "onBreak", "reason": reason].compactMapValues(\.self)
                return try await desk.send(.put, Desk.path("/status"), json: body)
            }
            #expect(try await take("whatever").status == 200)
            let changed = try await desk.send(
                .patch, Self.tenant + "/policy", as: .administrator,
                body: #"{"breakReasons":["Lunch","Training"]}"#)
            #expect(part(changed, "policy")["breakReasons"] as? [String] == ["Lunch", "Training"])
            let list = try await desk.send(.get, path)
            try contract.check(list, "BreakReasonList")
            let items = list["items"] as? [[String: String]]
            #expect(items == [["reason": "Lunch"], ["reason": "Training"]])
            #expect(try await take("lunch").code == "breakReasonUnknown")
            #expect(try await take("Lunch").status == 200)
            #expect(try await take(nil).status == 200)
            let twice = try await desk.send(
                .patch, Self.tenant + "/policy", as: .administrator,
                body: #"{"breakReasons":["Lunch","Lunch"]}"#)
            #expect(twice.code == "invalidSettings")
        }
    }

    // MARK: Groups and agents

    @Test func `a group is made, changed, listed and removed`() async throws {
        try await open { desk, contract in
            let path = Self.tenant + "/groups/night"
            #expect(try await desk.send(.get, path, as: .administrator).code == "groupUnknown")
            let unknown = try await desk.send(.patch, path, as: .administrator, body: "{}")
            #expect(unknown.code == "groupUnknown")
            let made = try await desk.send(
                .put, path, as: .administrator, body: #"{"connectionMode":"onDemand"}"#)
            #expect(made.status == 201)
            try contract.check(made, "GroupAnswer")
            #expect(part(made, "group")["name"] as? String == "night")
            let changed = try await desk.send(
                .patch, path, as: .administrator, body: #"{"name":"Night","connectionMode":null}"#)
            #expect(changed.status == 200)
            #expect(part(changed, "group").keys.sorted() == ["name"])
            let list = try await desk.send(.get, Self.tenant + "/groups", as: .supervisor)
            #expect(list.text.contains(#"{"id":"night","name":"Night"}"#))
            #expect(try await desk.send(.delete, path, as: .administrator).status == 204)
            #expect(try await desk.send(.delete, path, as: .administrator).status == 404)
            let taken = try await desk.send(
                .delete, Self.tenant + "/groups/sales", as: .administrator)
            #expect(taken.code == "groupNotEmpty")
        }
    }

    @Test func `an agent is made, works, and is removed with their tokens`() async throws {
        try await open { desk, contract in
            let path = Self.tenant + "/agents/carol"
            let made = try await desk.send(
                .put, path + "/profile", as: .administrator,
                body: #"{"name":"Carol","workplace":{"kind":"endpoint","address":"carol"}}"#)
            #expect(made.status == 201)
            try contract.check(made, "ProfileAnswer")
            #expect(try await desk.send(.get, path, as: .supervisor)["name"] as? String == "Carol")
            let moved = try await desk.send(
                .patch, path + "/profile", as: .administrator,
                body: #"{"otherWorkplaces":[{"kind":"endpoint","address":"home"}],"group":"sales"}"#
            )
            #expect(part(moved, "profile")["name"] as? String == "Carol")
            let read = try await desk.send(.get, path + "/profile", as: .administrator)
            try contract.check(read, "ProfileAnswer")
            #expect(part(read, "profile")["group"] as? String == "sales")

            try await desk.openConnection()
            let leg = try await desk.leg()
            let removed = try await desk.send(.delete, Self.profile, as: .administrator)
            #expect(removed.status == 204)
            #expect(desk.phones.effects.contains(.hangUp(leg)))
            #expect(
                try await desk.send(.get, Desk.path("")).status == 401, "the token is taken back")
            let gone = try await desk.send(.get, Desk.path(""), as: .supervisor)
            #expect(gone.code == "agentUnknown")
        }
    }

    @Test func `a tenant is made by the administrator's token that was made before it`()
        async throws
    {
        try await open { desk, contract in
            let path = "/v1/tenants/new"
            try await desk.tokens.add(
                TokenRecord(
                    id: "t-new", tenant: TenantID("new"), role: .administrator, agent: nil,
                    hash: TokenHash.of("new"), createdAt: Instant(millisecondsSince1970: 0),
                    note: ""))
            try await desk.tokens.add(
                TokenRecord(
                    id: "t-other", tenant: TenantID("new"), role: .supervisor, agent: nil,
                    hash: TokenHash.of("other"), createdAt: Instant(millisecondsSince1970: 0),
                    note: ""))
            func send(_ method: Method, _ path: String, _ body: String = "") async throws -> Reply {
                try await desk.send(
                    method, path, as: nil, body: body,
                    headers: [("Authorization", "Bearer new")])
            }
            #expect(try await send(.get, path).code == "tenantUnknown")
            #expect(try await send(.get, path + "/policy").code == "tenantUnknown")
            #expect(try await send(.put, path + "/policy", "{}").code == "tenantUnknown")
            #expect(try await send(.put, path + "/groups/g", "{}").code == "tenantUnknown")
            let nobody = try await send(
                .put, path + "/agents/a/profile",
                #"{"workplace":{"kind":"endpoint","address":"a"}}"#)
            #expect(nobody.code == "tenantUnknown")
            #expect((try await send(.get, "/v1/tenants")["items"] as? [Any])?.isEmpty == true)
            let made = try await send(.put, path, #"{"name":"New Ltd."}"#)
            #expect(made.status == 201)
            try contract.check(made, "TenantAnswer")
            let list = try await send(.get, "/v1/tenants")
            try contract.check(list, "TenantList")
            #expect(list.text.contains(#"{"id":"new","name":"New Ltd."}"#))
            #expect(try await send(.put, path + "/groups/g", "{}").status == 201)
            #expect(try await send(.delete, path).code == "tenantNotEmpty")
            #expect(try await send(.delete, path + "/groups/g").status == 204)
            #expect(try await send(.delete, path).status == 204)
            #expect(try await send(.get, path).code == "tenantUnknown")
            // Whoever gets the tenant's id next is somebody else.
            #expect(try await desk.tokens.token(withHash: TokenHash.of("other")) == nil)
        }
    }

    // MARK: Bad input

    @Test(arguments: [
        (#"{"offerSeconds":"20"}"#, "policy.offerSeconds must be a whole number from 3 to 300."),
        (#"{"offerSeconds":2}"#, "policy.offerSeconds must be a whole number from 3 to 300."),
        (#"{"offerSeconds":20.5}"#, "policy.offerSeconds must be a whole number from 3 to 300."),
        (#"{"autoAnswer":"true"}"#, "policy.autoAnswer must be true or false."),
        (#"{"country":5}"#, "policy.country must be a text."),
        (
            #"{"destinations":{"allowedPrefixes":[49]}}"#,
            """
            policy.destinations.allowedPrefixes must be a list of beginnings of numbers such as "+4930" or, \
            as written in the country, "030".
            """
        ),
        (
            #"{"outbound":{"oht_secret":1}}"#,
            "Send no other keys in policy.outbound than agentLostContext, callerIDs, ringSeconds."
        ),
        (
            #"{"callerID":"Acme\r\nEvil: 1 <5>"}"#,
            "policy.callerID must be a name and a number such as Contact Center <8000>."
        ),
        (#"{"destinations":[]}"#, "policy.destinations must be a mapping of keys to values."),
    ])
    func `settings that cannot be are refused with what is wrong`(
        _ body: String, _ detail: String
    ) async throws {
        try await open { desk, contract in
            let path = Self.tenant + "/policy"
            let reply = try await desk.send(.patch, path, as: .administrator, body: body)
            #expect(reply.status == 422)
            #expect(reply.code == "invalidSettings")
            #expect(reply["detail"] as? String == detail)
            try contract.check(reply, "Problem")
            let after = try await desk.sequencer.read(\.directory)
            #expect(after == Desk.directory)
        }
    }

    @Test(arguments: [
        (#"{"workplace":{"kind":"phoneNumber","address":"112"}}"#, 422, "invalidSettings"),
        (
            #"{"workplace":{"kind":"sipUri","address":"sip:a@b\r\nVia: x"}}"#, 422,
            "invalidSettings"
        ),
        (#"{"workplace":{"kind":"endpoint","address":"a/b&c"}}"#, 422, "invalidSettings"),
        (#"{"workplace":null}"#, 422, "invalidSettings"),
        (#"{"group":"none"}"#, 422, "invalidSettings"),
        (#"[]"#, 400, "malformedBody"), (#""x""#, 400, "malformedBody"),
        (#"{"name":"a","name":"b"}"#, 400, "malformedBody"), ("", 400, "malformedBody"),
    ])
    func `a profile that cannot be is refused, and nothing is lost`(
        _ body: String, _ status: Int, _ code: String
    ) async throws {
        try await open { desk, _ in
            let reply = try await desk.send(.patch, Self.profile, as: .administrator, body: body)
            #expect(reply.status == status)
            #expect(reply.code == code)
            #expect(try await desk.sequencer.read(\.directory) == Desk.directory)
        }
    }

    @Test func `an id must be one that the dialplan bears, and no other's but for its case`()
        async throws
    {
        try await open { desk, _ in
            let body = #"{"workplace":{"kind":"endpoint","address":"1"}}"#
            for (id, code) in [
                ("a%20b", "invalidSettings"), ("%24%7BEVIL%7D", "invalidSettings"),
                ("-x", "invalidSettings"), ("ALICE", "idTooAlike"),
            ] {
                let reply = try await desk.send(
                    .put, Self.tenant + "/agents/\(id)/profile", as: .administrator, body: body)
                #expect(reply.code == code, "\(id)")
            }
        }
    }

    @Test func `a directory that is kept in a file is read, and changed by nobody here`()
        async throws
    {
        try await Desk.open { desk in
            let read = try await desk.send(.get, Self.profile, as: .administrator)
            #expect(read.status == 200)
            for (method, path, body) in [
                (Method.patch, Self.profile, #"{"name":"A"}"#),
                (.put, Self.tenant + "/policy", "{}"), (.put, Self.tenant + "/groups/g", "{}"),
                (.put, Self.tenant, "{}"), (.delete, Self.profile, ""),
                (.delete, Self.tenant + "/groups/empty", ""), (.delete, Self.tenant, ""),
            ] {
                let reply = try await desk.send(method, path, as: .administrator, body: body)
                #expect(reply.status == 409)
                #expect(reply.code == "directoryIsFile", "\(method) \(path)")
            }
            #expect(try await desk.sequencer.read(\.directory) == Desk.directory)
            #expect(try await desk.send(.get, Desk.path("")).status == 200)
        }
    }

    @Test func `a change that cannot be stored is not made`() async throws {
        try await open { desk, _ in
            desk.store.failure = .unavailable("The disk is full.")
            let reply = try await desk.send(
                .patch, Self.profile, as: .administrator, body: #"{"name":"A"}"#)
            #expect(reply.status == 503)
            #expect(try await desk.sequencer.read(\.directory) == Desk.directory)
        }
    }

    @Test func `of many changes at once to one entry none is lost`() async throws {
        try await open { desk, _ in
            let keys = [
                "offerSeconds", "pinSeconds", "validationRingSeconds", "forgottenAfterMinutes",
            ]
            try await withThrowingTaskGroup(of: Int.self) { tasks in
                for key in keys {
                    tasks.addTask {
                        try await desk.send(
                            .patch, Self.tenant + "/policy", as: .administrator,
                            body: "{\"\(key)\":30}"
                        ).status
                    }
                }
                for try await status in tasks { #expect(status == 200) }
            }
            let reply = try await desk.send(
                .get, Self.tenant + "/policy", as: .administrator)
            for key in keys where key != "forgottenAfterMinutes" {
                #expect(part(reply, "policy")[key] as? Int == 30, "\(key)")
            }
        }
    }
}
