import Testing

@testable import ConnectionMode

/// What has ended can be read, but not without bound.
@Suite struct HistoryTests {
    @Test
    func `the newest 200 of an agent's ended offers are kept, and the store forgets the others`()
        throws
    {
        let desk = Desk()
        try desk.openConnection()
        var offers: [OfferID] = []
        var forgotten: [OfferID] = []
        for number in 0..<250 {
            let customer = CustomerLeg(leg: LegID("1795.\(number)"), kind: .own, isAnswered: true)
            let offer = try #require(desk.offer(customer))
            offers.append(offer)
            _ = try desk.model.perform(.reject(offer), at: desk.now, chance: Nonce(high: 1, low: 2))
            forgotten += desk.model.takeDecision().changes.compactMap { change in
                if case .offer(let id, nil) = change { id } else { nil }
            }
            desk.model.keep()
            desk.see(.legGone(customer.leg, .hungUp))
        }
        #expect(Set(desk.model.offers.keys) == Set(offers.suffix(200)))
        #expect(forgotten == Array(offers.prefix(50)))
    }

    @Test func `one agent's busy hour does not make another's history shorter`() throws {
        let desk = Desk()
        try desk.openConnection()
        try desk.openConnection(Desk.other)
        let first = try #require(desk.offer(Desk.caller, to: Desk.other))
        try desk.ask(.reject(first))
        for number in 0..<250 {
            let customer = CustomerLeg(leg: LegID("1796.\(number)"), kind: .own, isAnswered: true)
            try desk.ask(.reject(try #require(desk.offer(customer))))
        }
        #expect(desk.model.offers[first]?.state == .rejected)
    }

    @Test func `O10 a customer who is kept is not forgotten, however much ends meanwhile`() throws {
        let desk = Desk()
        try desk.openConnection()
        let call = try #require(try desk.talk())
        desk.see(.legGone(call.agentLeg, .hungUp))
        #expect(desk.model.calls[call.id]?.holdsCustomer == true)
        try desk.ask(.openConnection(Desk.agent))
        let attempt = try #require(desk.attempt())
        desk.answerPhone()
        try desk.ask(.confirmPIN(Desk.agent, attempt.id, .right))
        for number in 0..<250 {
            let customer = CustomerLeg(leg: LegID("1797.\(number)"), kind: .own, isAnswered: true)
            try desk.ask(.reject(try #require(desk.offer(customer))))
        }
        #expect(desk.model.calls[call.id]?.holdsCustomer == true)
        // They leave, and only then are an old one.
        desk.see(.legGone(call.customer.leg, .hungUp))
        #expect(desk.model.calls[call.id]?.state == .ended)
    }

    @Test func `what a store remembers counts, too, oldest first`() throws {
        let desk = Desk()
        try desk.openConnection()
        for number in 0..<200 {
            let customer = CustomerLeg(leg: LegID("1798.\(number)"), kind: .own, isAnswered: true)
            try desk.ask(.reject(try #require(desk.offer(customer))))
            desk.pass(seconds: 1)
        }
        var remembered = desk.remembered
        remembered.offers.shuffle()
        remembered.departures = Array(desk.model.departures.values)
        remembered.nextName = 10_000
        let oldest = try #require(
            desk.model.offers.values.min { $0.createdAt < $1.createdAt })
        desk.model = ConnectionModel(
            epoch: "test", directory: desk.model.directory, remembered: remembered, at: desk.now)
        desk.model.keep()
        let leg = try #require(desk.attempt()?.leg)
        let home = try #require(desk.attempt()?.home)
        let seen = Survey.Leg(
            id: leg, isUp: true, isRinging: false, bridge: home, hasCompany: false, arrival: nil)
        desk.see(.surveyed(Survey(nodeRun: "run 1", legs: [seen], bridges: [home])))
        try desk.ask(.reject(try #require(desk.offer())))
        #expect(desk.model.offers.count == 200)
        #expect(desk.model.offers[oldest.id] == nil)
    }
}
