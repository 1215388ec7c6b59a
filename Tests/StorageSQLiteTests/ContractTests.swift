import ConnectionMode
import Storage
import Testing

/// What every store of roots does, whatever keeps it.
@Suite struct ContractTests {
    @Test(arguments: StoreKind.allCases)
    func `a new store remembers nothing and counts from one`(_ kind: StoreKind) throws {
        let remembered = try StoreUnderTest(kind).store.load()
        #expect(remembered.agents.isEmpty)
        #expect(remembered.offers.isEmpty)
        #expect(remembered.calls.isEmpty)
        #expect(remembered.departures.isEmpty)
        #expect(remembered.nextName == 1)
        #expect(remembered.nodeRun == nil)
    }

    @Test(arguments: StoreKind.allCases)
    func `the epoch is 6 to 12 lower-case letters and digits`(_ kind: StoreKind) throws {
        let epoch = try StoreUnderTest(kind).store.epoch
        #expect((6...12).contains(epoch.utf8.count))
        #expect(
            epoch.utf8.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            })
    }

    @Test(arguments: StoreKind.allCases)
    func `a commit without changes changes nothing`(_ kind: StoreKind) throws {
        let tested = try StoreUnderTest(kind)
        try tested.store.commit([])
        #expect(try tested.store.load().nextName == 1)
    }

    @Test(arguments: StoreKind.allCases)
    func `what is set to nothing is gone, and may be so twice`(_ kind: StoreKind) throws {
        let tested = try StoreUnderTest(kind)
        let roots = try Roots()
        try tested.store.commit(roots.stored)
        let full = try tested.store.load()
        #expect(full.agents == [roots.agent])
        #expect(full.offers == [roots.offer])
        #expect(full.calls == [roots.call])
        #expect(full.departures == [roots.departure])
        for _ in 1...2 {
            try tested.store.commit(roots.removed)
            let empty = try tested.store.load()
            #expect(empty.agents.isEmpty && empty.offers.isEmpty)
            #expect(empty.calls.isEmpty && empty.departures.isEmpty)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a commit may be repeated`(_ kind: StoreKind) throws {
        let tested = try StoreUnderTest(kind)
        let roots = try Roots()
        for _ in 1...2 {
            try tested.store.commit(roots.stored + [.counter(next: 7, nodeRun: "run 1")])
        }
        let remembered = try tested.store.load()
        #expect(remembered.agents == [roots.agent])
        #expect(remembered.calls == [roots.call])
        #expect(remembered.nextName == 7)
    }

    @Test(arguments: StoreKind.allCases)
    func `of two changes of one thing the later counts`(_ kind: StoreKind) throws {
        let tested = try StoreUnderTest(kind)
        let roots = try Roots()
        try tested.store.commit(
            roots.stored + [.counter(next: 7, nodeRun: "run 1")] + roots.removed
                + [.counter(next: .max, nodeRun: nil)] + roots.stored)
        let remembered = try tested.store.load()
        #expect(remembered.offers == [roots.offer])
        #expect(remembered.nextName == .max)
        #expect(remembered.nodeRun == nil)
    }

    @Test(arguments: StoreKind.allCases)
    func `of a commit that fails nothing is stored`(_ kind: StoreKind) throws {
        let tested = try StoreUnderTest(kind)
        let roots = try Roots()
        try tested.store.commit([.departure(roots.departure.leg, roots.departure)])
        try tested.breakCalls()
        let failure = #expect(throws: StoreError.self) {
            try tested.store.commit([
                .agent(roots.agent.key, roots.agent), .counter(next: 9, nodeRun: "run 9"),
                .departure(roots.departure.leg, nil), .call(roots.call.id, roots.call),
            ])
        }
        #expect(failure.map(isUnavailable) == true)
        let remembered = try tested.store.load()
        #expect(remembered.agents.isEmpty)
        #expect(remembered.calls.isEmpty)
        #expect(remembered.departures == [roots.departure])
        #expect(remembered.nextName == 1)
    }

    private func isUnavailable(_ error: StoreError) -> Bool {
        if case .unavailable = error { true } else { false }
    }
}

/// One root of each kind, out of a day's work.
struct Roots {
    let agent: AgentSession
    let offer: Offer
    let call: Call
    let departure: Departure

    init() throws {
        let day = try Workday(InMemoryStore())
        try day.see(.surveyed(Survey(nodeRun: "run 1", legs: [], bridges: [])))
        try day.open(1)
        let talk = try day.talk(1)
        try day.ask(.hangUp(talk.id))
        let remembered = try day.store.load()
        agent = try #require(remembered.agents.first)
        offer = try #require(remembered.offers.first)
        call = try #require(remembered.calls.first)
        departure = try #require(remembered.departures.first)
    }

    var stored: [Change] {
        [
            .agent(agent.key, agent), .offer(offer.id, offer), .call(call.id, call),
            .departure(departure.leg, departure),
        ]
    }

    var removed: [Change] {
        [
            .agent(agent.key, nil), .offer(offer.id, nil), .call(call.id, nil),
            .departure(departure.leg, nil),
        ]
    }
}
