import ARI
import ConnectionMode
import Testing

@testable import AsteriskGateway

@Suite(.timeLimit(.minutes(1))) struct `A survey of Asterisk` {
    private let reader = SurveyReader(translator: EventTranslator(application: "offhook"))

    /// What is read from an Asterisk with these answers to `GET /channels` and `GET /bridges`.
    private func survey(channels: String, bridges: String) async throws -> Survey {
        let asterisk = try AnsweringAsterisk([
            "/channels": channels, "/bridges": bridges,
            "/asterisk/info": try Recordings.text("rest-asterisk-info"),
        ])
        return try await asterisk.ask { client in
            reader.survey(
                status: try await client.status(), channels: try await client.channels(),
                bridges: try await client.bridges())
        }
    }

    private func survey(_ channels: [String], _ bridges: [String] = []) async throws -> Survey {
        try await survey(
            channels: "[\(channels.joined(separator: ","))]",
            bridges: "[\(bridges.joined(separator: ","))]")
    }

    /// A channel; without an application it is being dialled.
    private func channel(
        _ id: String, state: String = "Up", application: String = "offhook,validation,acme,1001"
    ) -> String {
        """
        {"id":"\(id)","name":"PJSIP/1001-00000000","state":"\(state)",
        "caller":{"name":"Carol","number":"2001"},"connected":{"name":"","number":""},
        "dialplan":{"context":"c","exten":"s","priority":1,
        "app_name":"\(application.isEmpty ? "AppDial2" : "Stasis")",
        "app_data":"\(application)"},
        "channelvars":{"OFFHOOK_DIALED_NUMBER":"91001","OFFHOOK_QUEUE":"sales"}}
        """
    }

    private func bridge(_ id: String, _ kind: String, _ channels: [String]) -> String {
        let list = channels.map { "\"\($0)\"" }.joined(separator: ",")
        return "{\"id\":\"\(id)\",\"bridge_type\":\"\(kind)\",\"channels\":[\(list)]}"
    }

    private func leg(
        _ id: String, isUp: Bool = true, isRinging: Bool = false, in bridge: String? = nil,
        hasCompany: Bool = false, arrival: Survey.Arrival? = nil
    ) -> Survey.Leg {
        Survey.Leg(
            id: LegID(id), isUp: isUp, isRinging: isRinging, bridge: bridge.map { BridgeID($0) },
            hasCompany: hasCompany, arrival: arrival)
    }

    @Test func `O10 a leg of ours that was sent on in the dialplan is not ours any more`()
        async throws
    {
        let legs = try await survey([
            channel("oh-rec-v1", application: "offhook,outbound,acme,1001"),
            channel("oh-rec-v2").replacing("\"Stasis\"", with: "\"Playback\""),
            channel("oh-rec-v3").replacing("\"Stasis\"", with: "\"\""),
        ]).legs
        #expect(legs.map(\.id) == [LegID("oh-rec-v1")])
    }

    // MARK: Our legs

    @Test func `what was recorded is a parked leg`() async throws {
        let survey = try await survey(
            channels: Recordings.text("rest-channels"), bridges: Recordings.text("rest-bridges"))
        let status = try Recordings.text("rest-asterisk-info")
        #expect(status.contains("\"startup_time\":\"\(survey.nodeRun)\""))
        #expect(survey.legs == [leg("oh-rec-1", in: "oh-rec-home")])
        #expect(survey.bridges == [BridgeID("oh-rec-home"), BridgeID("oh-rec-talk")])
    }

    @Test func `a leg of ours may be in no bridge, ringing, or not yet that far`() async throws {
        let survey = try await survey([
            channel("oh-rec-v1"), channel("oh-rec-v2", state: "Ringing", application: ""),
            channel("oh-rec-v3", state: "Down", application: ""),
            channel("oh-rec-v4", state: "Ring", application: ""),
        ])
        #expect(
            survey.legs == [
                leg("oh-rec-v1"), leg("oh-rec-v2", isUp: false, isRinging: true),
                leg("oh-rec-v3", isUp: false), leg("oh-rec-v4", isUp: false),
            ])
    }

    @Test func `a leg of ours is one by its name, in whatever application it is`() async throws {
        let survey = try await survey([
            channel("oh-rec-v1", application: "other,x"),
            channel("oh-rec-v2", application: "offhook,offer,acme,1001"),
        ])
        #expect(survey.legs == [leg("oh-rec-v1"), leg("oh-rec-v2")])
    }

    @Test func `alone and with somebody are told apart`() async throws {
        let survey = try await survey(
            [channel("oh-rec-v1"), channel("oh-rec-v2")],
            [
                bridge("oh-rec-t1", "mixing", ["oh-rec-v1", "17.1"]),
                bridge("oh-rec-t2", "mixing", ["oh-rec-v2"]),
            ])
        #expect(
            survey.legs == [
                leg("oh-rec-v1", in: "oh-rec-t1", hasCompany: true),
                leg("oh-rec-v2", in: "oh-rec-t2"),
            ])
    }

    @Test func `somebody in the bridge counts, also one who is not ours and not listed`()
        async throws
    {
        let bridge = bridge("somebody else's", "mixing", ["oh-rec-v1", "vanished meanwhile"])
        let survey = try await survey([channel("oh-rec-v1")], [bridge])
        #expect(survey.legs == [leg("oh-rec-v1", in: "somebody else's", hasCompany: true)])
        #expect(survey.bridges.isEmpty)
    }

    // MARK: Customers and others

    @Test func `a customer in our application is one with what they came for`() async throws {
        let survey = try await survey([channel("17.1", application: "offhook,offer,acme,1001")])
        let arrival = Survey.Arrival(
            customer: CustomerLeg(leg: LegID("17.1"), kind: .own, isAnswered: true),
            agent: AgentKey(tenant: TenantID("acme"), agent: AgentID("1001")),
            details: OfferDetails(
                caller: Caller(number: "2001", name: "Carol"), dialedNumber: "91001",
                queue: "sales"))
        #expect(survey.legs == [leg("17.1", arrival: arrival)])
    }

    @Test(arguments: ["StasisStart-customer", "StasisStart-local-half"])
    func `a survey and an event make the same of a customer`(_ name: String) async throws {
        let event = try Recordings.event(name)
        guard case .stasisStart(let channel, _) = event,
            case .customerArrived(let customer, let key, let details)? = reader.translator
                .observations(from: event).first
        else {
            Issue.record("another event")
            return
        }
        let arrival = Survey.Arrival(customer: customer, agent: key, details: details)
        let asterisk = try AnsweringAsterisk([
            "/asterisk/info": try Recordings.text("rest-asterisk-info")
        ])
        let status = try await asterisk.ask { try await $0.status() }
        let survey = reader.survey(status: status, channels: [channel], bridges: [])
        #expect(survey.legs.map(\.arrival) == [arrival])
    }

    @Test(arguments: ["offhook", "offhook,", "offhook,offer,acme", "offhook,validation,acme,1001"])
    func `a customer with other arguments is for nobody, and not lost`(_ text: String) async throws
    {
        let legs = try await survey([channel("17.1", application: text)]).legs
        #expect(legs.count == 1)
        #expect(legs.first?.arrival?.agent == AgentKey(tenant: TenantID(""), agent: AgentID("")))
    }

    @Test(arguments: ["", "other,offer,acme,1001", "offhook2,offer,acme,1001", "OFFHOOK,offer"])
    func `channels of others are left alone`(_ application: String) async throws {
        let bridge = bridge("b1", "mixing", ["17.1"])
        let survey = try await survey([channel("17.1", application: application)], [bridge])
        #expect(survey.legs.isEmpty)
        #expect(survey.bridges.isEmpty)
    }

    @Test func `an Asterisk without anything is surveyed too`() async throws {
        let survey = try await survey([])
        #expect(survey.legs.isEmpty)
        #expect(survey.bridges.isEmpty)
        #expect(!survey.nodeRun.isEmpty)
    }

    // MARK: Other stores

    @Test func `legs of another store are found by their epoch, ours and customers are not`()
        async throws
    {
        let survey = try await survey([
            channel("oh-rec-v1"), channel("oh-old-v1"), channel("oh-rec2-v1"),
            channel("oh-re-v1"), channel("oh-"), channel("oh-rec"),
            channel("17.1", application: "offhook,offer,acme,1001"),
        ])
        #expect(
            ForeignLegs.ids(in: survey, epoch: "rec") == [
                LegID("oh-old-v1"), LegID("oh-rec2-v1"), LegID("oh-re-v1"), LegID("oh-"),
                LegID("oh-rec"),
            ])
        #expect(ForeignLegs.ids(in: survey, epoch: "rec2").count == 5)
        #expect(
            ForeignLegs.ids(in: survey, epoch: "rec", leaving: ["old", "re", ""])
                == [LegID("oh-rec2-v1")])
    }

    @Test func `legs that are younger than the store are found among all others`() async throws {
        let survey = try await survey([
            channel("oh-rec-v9"), channel("oh-old-v70"), channel("oh-rec-vx"),
            channel("oh-rec-v10"),
        ])
        #expect(ForeignLegs.later(than: 11, in: survey, epoch: "rec") == nil)
        #expect(ForeignLegs.later(than: 10, in: survey, epoch: "rec") == LegID("oh-rec-v10"))
    }

    @Test func `whose customers are with another store's legs is told, and nobody else's`() {
        func leg(_ id: String, _ bridge: String, customer: Bool = false) -> Survey.Leg {
            let arrival = Survey.Arrival(
                customer: CustomerLeg(leg: LegID(id), kind: .own, isAnswered: true),
                agent: AgentKey(tenant: TenantID("acme"), agent: AgentID("1001")),
                details: OfferDetails(caller: Caller(number: "", name: "")))
            return Survey.Leg(
                id: LegID(id), isUp: true, isRinging: false, bridge: BridgeID(bridge),
                hasCompany: true, arrival: customer ? arrival : nil)
        }
        let survey = Survey(
            nodeRun: "run 1",
            legs: [
                leg("oh-old-v1", "one"), leg("17.1", "one", customer: true),
                leg("oh-old-v2", "two"), leg("oh-rec-v3", "three"),
                leg("17.3", "three", customer: true),
            ], bridges: [])
        #expect(ForeignLegs.holdingCustomers(in: survey, epoch: "rec") == [LegID("oh-old-v1")])
    }

    // MARK: What the model makes of it

    @Test func `a second survey of the same changes nothing more`() async throws {
        var model = ConnectionModel(
            epoch: "rec", directory: Directory(), at: Instant(millisecondsSince1970: 0))
        let stray = try await survey([channel("oh-rec-v9")])
        model.observe(.surveyed(stray), at: Instant(millisecondsSince1970: 1))
        #expect(
            model.takeDecision().effects == [.hangUp(LegID("oh-rec-v9")), .standings([])])
        model.keep()
        model.observe(.surveyed(stray), at: Instant(millisecondsSince1970: 2))
        #expect(model.takeDecision().changes.isEmpty)
    }
}
