import ARI
import ConnectionMode
import JSON
import Orchestration
import Testing

@testable import AsteriskGateway

/// Signs of life of phones, from Asterisk's words to the model's.
@Suite struct `C4 signs of life` {
    private static let leg = LegID("oh-rec-1")
    private let translator = EventTranslator(application: "offhook")

    private func seen(
        _ name: String, replacing changes: KeyValuePairs<String, String> = [:]
    ) throws -> [Observation] {
        var text = try Recordings.text(name)
        for (old, new) in changes { text = text.replacing(old, with: new) }
        guard case .event(let event) = Event.read([UInt8](text.utf8)) else {
            Issue.record("\(name) is not read")
            return []
        }
        return translator.observations(from: event)
    }

    @Test func `that a phone can be reached, or not, is told of its legs of ours`() throws {
        #expect(
            try seen("ContactStatusChange-reachable") == [.contactSeen(Self.leg, .reachable)])
        #expect(
            try seen("ContactStatusChange-unreachable") == [.contactSeen(Self.leg, .unreachable)])
        #expect(
            try seen(
                "ContactStatusChange-reachable",
                replacing: ["[\"oh-rec-1\"]": "[\"1795.1\",\"oh-rec-1\",\"oh-rec-2\"]"])
                == [
                    .contactSeen(Self.leg, .reachable), .contactSeen(LegID("oh-rec-2"), .reachable),
                ])
        #expect(
            try seen("ContactStatusChange-reachable", replacing: ["[\"oh-rec-1\"]": "[]"]) == [])
    }

    @Test func `a contact is not the phone: another one of it may be there`() throws {
        #expect(
            try seen(
                "ContactStatusChange-reachable", replacing: ["Reachable": "NonQualified"])
                == [.contactSeen(Self.leg, .unqualified)])
        for word in ["Removed", "Unreachable", "Created", "Updated", ""] {
            #expect(
                try seen("ContactStatusChange-reachable", replacing: ["Reachable": word]) == [])
        }
        // The last one is removed.
        #expect(
            try seen("ContactStatusChange-unreachable", replacing: ["Unreachable": "Removed"])
                == [.contactSeen(Self.leg, .unreachable)])
    }

    @Test func `a count is asked for once, and nothing is made of no answer`() {
        let count = PacketCount(received: 7, reports: 9)
        let look = UntilAnswered.countPackets(of: Self.leg)
        #expect(walk(look, [.saw(.packets(count))]).seen == [.mediaSeen(Self.leg, count)])
        for outcome in [Outcome.unknown, .notSent, .refused(status: 404)] {
            let walked = walk(look, [outcome])
            #expect(walked.asked == [.countPackets(Self.leg.rawValue)])
            #expect(walked.seen.isEmpty)
        }
    }

    @Test func `whether a phone is asked is found out by the endpoint that is dialled`() {
        let asked = walk(
            UntilAnswered.findContact(of: Self.leg, endpoint: "1001"), [.saw(.qualified(true))])
        #expect(asked.asked == [.findContact(endpoint: "1001")])
        #expect(asked.seen == [.contactFound(Self.leg, isQualified: true)])
        let refused = walk(
            UntilAnswered.findContact(of: Self.leg, endpoint: "1001"), [.refused(status: 404)])
        #expect(refused.seen == [.contactFound(Self.leg, isQualified: false)])
        let unsure = walk(UntilAnswered.findContact(of: Self.leg, endpoint: "1001"), [.unknown])
        #expect(unsure.asked.count == 1 && unsure.seen.isEmpty)
        let other = walk(UntilAnswered.findContact(of: Self.leg, endpoint: nil))
        #expect(other.asked.isEmpty)
        #expect(other.seen == [.contactFound(Self.leg, isQualified: false)])
        var configuration = GatewayConfiguration()
        let place = Workplace(kind: .endpoint, address: "1001")
        #expect(configuration.endpoint(of: place, by: nil) == "1001")
        configuration.templates.endpoint = "PJSIP/{address}@proxy"
        #expect(configuration.endpoint(of: place, by: nil) == "proxy")
        configuration.templates.endpoint = "SIP/{address}"
        #expect(configuration.endpoint(of: place, by: nil) == nil)
    }

    @Test func `no look holds up what is to become of the leg`() {
        var outbound = OutboundState(configuration: GatewayConfiguration())
        let look = outbound.pursue(.countPackets(Self.leg))
        let talk = outbound.pursue(
            .connect(agent: Self.leg, Procedures.answered, in: BridgeID("oh-rec-t1")))
        #expect(look?.count == 1 && talk?.count == 1, "both are asked for at once")
    }

    @Test func `what a phone reports makes another number, and nothing else does`() throws {
        func count(_ more: String) throws -> PacketCount {
            PacketCount(
                try RTPStatistics(
                    JSONValue(
                        parsing: [
                            UInt8
                        ](
                            "{\"rxcount\":543,\"txcount\":1,\"rtt\":0.000503,\(more)}".utf8))))
        }
        let first = try count("\"local_normdevmes\":88.1,\"stdevrtt\":0.0002")
        #expect(first.received == 543)
        #expect(try count("\"local_normdevmes\":88.2,\"stdevrtt\":0.0002") == first)
        #expect(try count("\"local_normdevmes\":88.1,\"stdevrtt\":0.0003") != first)
        #expect(throws: JSONError.self) {
            _ = try RTPStatistics(JSONValue(parsing: [UInt8]("{\"rxcount\":-1}".utf8)))
        }
    }

    @Test func `a survey tells which phones are online`() throws {
        func endpoint(_ state: String, _ channel: String) throws -> Endpoint {
            try Endpoint(
                JSONValue(
                    parsing: [
                        UInt8
                    ](
                        "{\"resource\":\"1001\",\"state\":\"\(state)\",\"channel_ids\":[\"\(channel)\"]}"
                            .utf8)))
        }
        let channels = try ["oh-rec-1", "oh-rec-2", "oh-rec-3", "oh-rec-4"].map {
            try Channel(
                JSONValue(
                    parsing: [UInt8](
                        "{\"id\":\"\($0)\",\"name\":\"PJSIP/1001-1\",\"state\":\"Up\",\"dialplan\":{\"context\":\"c\",\"exten\":\"s\",\"priority\":1,\"app_name\":\"Stasis\",\"app_data\":\"offhook,validation,acme,1001\"}}"
                            .utf8)))
        }
        let survey = SurveyReader(translator: translator).survey(
            status: AsteriskStatus(version: "22.10.1", startupTime: "x"), channels: channels,
            bridges: [],
            endpoints: [
                try endpoint("online", "oh-rec-1"), try endpoint("offline", "oh-rec-2"),
                try endpoint("unknown", "oh-rec-3"),
            ])
        #expect(survey.legs.map(\.hasContact) == [true, false, nil, nil])
    }
}
