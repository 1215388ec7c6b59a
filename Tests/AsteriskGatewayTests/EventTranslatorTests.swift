import ConnectionMode
import Testing

@testable import ARI
@testable import AsteriskGateway

@Suite struct `Events become observations` {
    private let translator = EventTranslator(application: "offhook")
    private let leg = LegID("oh-rec-1")
    private let alice = AgentKey(tenant: TenantID("acme"), agent: AgentID("1001"))

    private func seen(
        _ name: String, replacing changes: KeyValuePairs<String, String> = [:]
    ) throws -> [Observation] {
        try translator.observations(from: Recordings.event(name, replacing: changes))
    }

    /// A recorded arrival: what Asterisk said of the channel, and what it was read as.
    private func arrival(
        _ name: String, replacing changes: KeyValuePairs<String, String> = [:]
    ) throws -> (channel: Channel, read: Survey.Arrival) {
        let event = try Recordings.event(name, replacing: changes)
        let seen = translator.observations(from: event)
        guard case .stasisStart(let channel, _) = event, seen.count == 1,
            case .customerArrived(let customer, let key, let details) = seen[0]
        else { throw Recordings.NotRead(text: "\(seen)") }
        return (channel, Survey.Arrival(customer: customer, agent: key, details: details))
    }

    // MARK: Our legs

    @Test func `a phone rings`() throws {
        #expect(try seen("ChannelStateChange-ringing") == [.legRinging(leg)])
    }

    @Test func `a phone that is called by a channel of ours answers`() throws {
        let change: KeyValuePairs = ["\"state\":\"Ringing\"": "\"state\":\"Up\""]
        #expect(try seen("ChannelStateChange-ringing", replacing: change) == [.legUp(leg)])
    }

    @Test func `a channel that is made without calling anybody is there, and no more`() throws {
        let change: KeyValuePairs = ["\"state\":\"Up\"": "\"state\":\"Down\""]
        #expect(try seen("StasisStart-validation", replacing: change) == [.legMade(leg)])
    }

    @Test(arguments: ["Down", "Busy", "Dialing", "OffHook", "Unknown", ""])
    func `no other state of a phone says anything`(_ state: String) throws {
        let change: KeyValuePairs = ["\"state\":\"Ringing\"": "\"state\":\"\(state)\""]
        #expect(try seen("ChannelStateChange-ringing", replacing: change).isEmpty)
    }

    @Test func `W3 a channel that Asterisk ends because it stops is lost with a restart`() throws {
        let stops = ["\"cause\":32": "\"cause\":4"] as KeyValuePairs
        #expect(
            try seen("ChannelHangupRequest", replacing: stops) == [.legGone(leg, .nodeRestarted)])
        // Hung up at somebody's request: the end itself tells.
        #expect(try seen("ChannelHangupRequest").isEmpty)
        // A cause of Q.850's.
        let phone = ["\"cause\":32,\"soft\":true": "\"cause\":4"] as KeyValuePairs
        #expect(try seen("ChannelHangupRequest", replacing: phone).isEmpty)
    }

    @Test func `an answered phone enters the application`() throws {
        #expect(try seen("StasisStart-validation") == [.legAnswered(leg)])
    }

    @Test func `a leg of ours is one by its name, whatever its arguments`() throws {
        let change: KeyValuePairs = ["\"args\":[\"validation\"": "\"args\":[\"offer\""]
        #expect(try seen("StasisStart-validation", replacing: change) == [.legAnswered(leg)])
    }

    @Test func `a leg enters a bridge`() throws {
        #expect(try seen("ChannelEnteredBridge") == [.legEntered(leg, BridgeID("oh-rec-home"))])
    }

    @Test func `a leg that leaves the application is gone`() throws {
        #expect(try seen("StasisEnd") == [.legGone(leg, .hungUp)])
    }

    @Test func `V7 a call that came to nothing is gone with its reason`() throws {
        let ends: KeyValuePairs<Int, LegEnd> = [
            1: .unreachable, 16: .hungUp, 17: .busy, 18: .unreachable, 19: .noAnswer,
            21: .declined, 34: .networkRejected,
        ]
        for (cause, end) in ends {
            let seen = try seen("ChannelDestroyed-cause-\(cause)")
            let leg = LegID(cause == 16 ? "oh-rec-1" : "oh-rec-refused-\(cause)")
            #expect(seen == [.legGone(leg, end)], "cause \(cause)")
        }
    }

    @Test(arguments: [
        "ChannelLeftBridge", "ChannelHangupRequest", "ChannelHangupRequest-customer",
        "ChannelHangupRequest-local-half", "ChannelHangupRequest-without-cause",
        "ChannelUserevent", "ApplicationReplaced",
    ])
    func `what is only on its way, or no leg's, says nothing`(_ name: String) throws {
        #expect(try seen(name).isEmpty)
    }

    @Test func `each recorded event is either read or not needed, and means at most one thing`()
        throws
    {
        var read = 0
        for name in try Recordings.names() where !name.hasPrefix("rest-") {
            switch Event.read(Array(try Recordings.text(name).utf8)) {
            case .event(let event):
                read += 1
                #expect(translator.observations(from: event).count <= 1, "\(name)")
            case .unneeded: continue
            case .unreadable(_, let why): Issue.record("\(name): \(why)")
            }
        }
        #expect(read >= 15)
    }

    // MARK: Customers

    @Test func `a customer's own channel arrives`() throws {
        let (channel, read) = try arrival("StasisStart-customer")
        let details = OfferDetails(
            caller: Caller(number: "2001", name: ""), dialedNumber: "91001")
        #expect(
            read
                == Survey.Arrival(
                    customer: CustomerLeg(leg: LegID(channel.id), kind: .own, isAnswered: true),
                    agent: alice, details: details))
    }

    @Test func `the half of a call by Dial or Queue arrives with its caller and ringing time`()
        throws
    {
        let (channel, read) = try arrival("StasisStart-local-half")
        let caller = try #require(channel.variables["OFFHOOK_CALLER"])
        #expect(!caller.isEmpty)
        let details = OfferDetails(
            caller: Caller(number: "2001", name: ""), dialedNumber: "81001", ringSeconds: 12)
        #expect(
            read
                == Survey.Arrival(
                    customer: CustomerLeg(
                        leg: LegID(channel.id), kind: .half(caller: LegID(caller)),
                        isAnswered: false),
                    agent: alice, details: details))
    }

    @Test func `O12 a queue's half arrives with the queue`() throws {
        let (_, read) = try arrival("StasisStart-queue-half")
        #expect(read.agent == alice)
        #expect(read.details.queue == "demo")
        #expect(read.details.ringSeconds == 4)
        #expect(read.details.dialedNumber == "6001")
    }

    @Test(arguments: ["queue-member-time-out", "queue-time-out", "dial-time-out"])
    func `O6 when the time for ringing is over, it is told for whom`(_ name: String) throws {
        let dial = try Recordings.event("Dial-\(name)")
        guard case .dial(let caller?, _, .noAnswer) = dial else {
            Issue.record("another event: \(dial)")
            return
        }
        #expect(
            translator.observations(from: dial) == [.ringTimeOver(alice, caller: LegID(caller.id))])
        #expect(try seen("ChannelHangupRequest-\(name)").isEmpty, "which is the same for all")
    }

    @Test(arguments: ["Dial-queue-abandoned", "Dial-queue-answered"])
    func `O5 a caller who leaves, or an answer, is no time-out`(_ name: String) throws {
        #expect(try seen(name).isEmpty)
    }

    @Test(arguments: [
        "PJSIP/1001-0000000c", "Local/1001@offhook-acme@b-0000000c;1",
        "Local/1001@sales-0000000c;1",
        "Local/1001@offhook-acme-0000000c;2", "Local/1001", "Local/-;1", "Local/;1", "",
    ])
    func `a dial at anything but an agent says nothing`(_ name: String) throws {
        guard case .dial(_, let peer, _) = try Recordings.event("Dial-queue-time-out") else {
            Issue.record("another event")
            return
        }
        #expect(try seen("Dial-queue-time-out", replacing: [peer.name: name]).isEmpty)
    }

    @Test func `ids with the signs that they may have are read from a dial`() throws {
        let key = AgentKey(tenant: TenantID("a-b.c_d"), agent: AgentID("x-1.2_3"))
        guard case .dial(let caller?, let peer, _) = try Recordings.event("Dial-dial-time-out")
        else {
            Issue.record("another event")
            return
        }
        #expect(
            try seen(
                "Dial-dial-time-out",
                replacing: [peer.name: "Local/x-1.2_3@offhook-a-b.c_d-0000000c;1"])
                == [.ringTimeOver(key, caller: LegID(caller.id))])
    }

    @Test func `what the dialplan says of a customer is told`() throws {
        let (_, read) = try arrival(
            "StasisStart-local-half",
            replacing: [
                "\"caller\":{\"name\":\"\"": "\"caller\":{\"name\":\"Çarol Müller\"",
                "\"OFFHOOK_QUEUE\":\"\"": "\"OFFHOOK_QUEUE\":\"sales\"",
            ])
        #expect(read.details.caller.name == "Çarol Müller")
        #expect(read.details.queue == "sales")
    }

    @Test func `how long a customer has waited is by Asterisk's own clock`() throws {
        func waited(_ since: String) throws -> Int? {
            try arrival(
                "StasisStart-local-half",
                replacing: [
                    "\"OFFHOOK_QUEUE\":\"\"":
                        "\"OFFHOOK_QUEUE\":\"sales\",\"OFFHOOK_WAITING_SINCE\":\"\(since)\""
                ]
            ).1.details.waitedSeconds
        }
        let (channel, _) = try arrival("StasisStart-local-half")
        let now = try #require(channel.createdAt) / 1_000
        #expect(try waited("\(now - 12)") == 12)
        #expect(try waited("\(now)") == 0)
        for odd in ["", "\(now + 5)", "-1", "x", "\(Int64.min)", "\(Int64.max)", "0"] {
            #expect(try waited(odd) == nil, "\(odd)")
        }
    }

    @Test func `what the operator listed of a customer's variables is told, in one line`() throws {
        let (channel, _) = try arrival(
            "StasisStart-local-half",
            replacing: [
                "\"OFFHOOK_QUEUE\":\"\"":
                    "\"SKILL\":\"gold\\u000a\",\"EMPTY\":\"\",\"SECRET\":\"x\",\"OFFHOOK_QUEUE\":\"\""
            ])
        let listing = EventTranslator(
            application: "offhook", offerVariables: ["SKILL", "EMPTY", "MISSING"])
        let read = listing.arrival(of: channel, ["offer", "acme", "1001"])
        #expect(read.details.attributes == ["SKILL": "gold\u{FFFD}"])
    }

    @Test func `a half without its caller's channel is a half all the same`() throws {
        let (channel, _) = try arrival("StasisStart-local-half")
        let caller = try #require(channel.variables["OFFHOOK_CALLER"])
        let (_, read) = try arrival("StasisStart-local-half", replacing: ["\"\(caller)\"": "\"\""])
        #expect(read.customer.kind == .half(caller: nil))
    }

    @Test(arguments: [
        "", "soon", "12.5", "99999999999999999999", " 12", "0", "-1", "1e3", "NaN", "٠١٢", "+",
        "-9223372036854775808", "9223372036854775807", "0x10", "1_0", "86401", "12;", "${X}",
    ])
    func `a ringing time that is no number, or no time, is none`(_ text: String) throws {
        let (_, read) = try arrival(
            "StasisStart-local-half",
            replacing: ["\"OFFHOOK_RING_SECONDS\":\"12\"": "\"OFFHOOK_RING_SECONDS\":\"\(text)\""])
        #expect(read.details.ringSeconds == nil)
    }

    @Test(arguments: [
        "Local/1001@offhook-acme-00000000;1", "PJSIP/2001-00000008;2", "PJSIP/Local/-00000008",
    ])
    func `only the second half of a Local channel is a half`(_ name: String) throws {
        let (channel, _) = try arrival("StasisStart-local-half")
        let (_, read) = try arrival("StasisStart-local-half", replacing: [channel.name: name])
        #expect(read.customer.kind == .own)
    }

    @Test(arguments: [
        "[]", "[\"offer\"]", "[\"offer\",\"acme\"]", "[\"validation\",\"acme\",\"1001\"]",
        "[\"offer\",\"acme\",\"1001\",\"more\"]", "[\"OFFER\",\"acme\",\"1001\"]",
        "[\"offer\",\"\",\"\"]",
    ])
    func `a customer with other arguments is for nobody, and not lost`(_ text: String) throws {
        let (channel, read) = try arrival(
            "StasisStart-customer",
            replacing: ["\"args\":[\"offer\",\"acme\",\"1001\"]": "\"args\":\(text)"])
        #expect(read.agent == AgentKey(tenant: TenantID(""), agent: AgentID("")))
        #expect(read.customer.leg == LegID(channel.id))
    }

    @Test func `a customer's leg that enters a bridge or leaves is told like ours`() throws {
        let change: KeyValuePairs = ["\"oh-rec-1\"": "\"17.1\""]
        let customer = LegID("17.1")
        #expect(
            try seen("ChannelEnteredBridge", replacing: change) == [
                .legEntered(customer, BridgeID("oh-rec-home"))
            ])
        #expect(try seen("StasisEnd", replacing: change) == [.legGone(customer, .hungUp)])
    }

    @Test func `a customer's ringing says nothing`() throws {
        let change: KeyValuePairs = ["\"oh-rec-1\"": "\"17.1\""]
        #expect(try seen("ChannelStateChange-ringing", replacing: change).isEmpty)
    }
}
