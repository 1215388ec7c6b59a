import ConnectionMode
import Testing

/// Many agents who are reached by one trunk, and a clock that is turned by hand.
@Suite struct `C7 legs come from their trunk's budget` {
    private final class Floor {
        static let acme = TenantID("acme")
        var model: ConnectionModel
        var now = Instant(millisecondsSince1970: 1_800_000_000_000)
        var dials: [(agent: AgentKey, at: Int64, dial: Dial)] = []
        var notices: [Notice.Content] = []
        private let start = Instant(millisecondsSince1970: 1_800_000_000_000)
        private let directory: Directory

        static func agent(_ number: Int) -> AgentKey {
            AgentKey(tenant: acme, agent: AgentID("\(number)"))
        }

        init(_ trunk: Trunk, agents: Int = 10, mode: ConnectionMode = .persistent) throws {
            var policy = Policy()
            policy.persistentEnabled = true
            var tenant = Tenant(
                name: "Acme", policy: policy, phone: PhonePolicy(connectionMode: mode))
            tenant.destinations.country = Country("DE")
            tenant.callingOut.callerIDs = ["+4930555"]
            for number in 1...agents {
                tenant.agents[Self.agent(number).agent] = AgentProfile(
                    name: "\(number)",
                    workplace: Workplace(kind: .phoneNumber, address: "+4930\(100_000 + number)"))
            }
            directory = Directory(tenants: [Self.acme: tenant])
            model = ConnectionModel(
                epoch: "test", directory: directory, trunks: Trunks([trunk]), at: now)
            see(.surveyed(Survey(nodeRun: "run 1", legs: [], bridges: [])))
            for number in 1...agents { try ask(.logIn(Self.agent(number), resuming: nil)) }
        }

        @discardableResult
        func ask(_ command: Command) throws(Refusal) -> Answer {
            let answer = try model.perform(command, at: now, chance: Nonce(high: 1, low: 2))
            take()
            return answer
        }

        func see(_ observation: Observation) {
            model.observe(observation, at: now)
            take()
        }

        /// From one deadline to the next, as the alarm does it.
        func pass(milliseconds: Int64, storing: Bool = true) {
            let end = now.advanced(byMilliseconds: milliseconds)
            while let wake = model.nextWake, wake <= end {
                now = max(now, wake)
                model.wake(at: now, chance: storing ? Nonce(high: 3, low: 4) : nil)
                take()
            }
            now = end
        }

        func available(_ number: Int) throws(Refusal) {
            try ask(.setStatus(Self.agent(number), .available, reason: nil))
        }

        func connection(_ number: Int) -> Connection? {
            model.agents[Self.agent(number)]?.connection
        }

        func restart(
            _ trunk: Trunk, run: String = "run 1", legs: [LegID] = [], isSeen: Bool = true
        ) {
            var remembered = Remembered()
            remembered.agents = Array(model.agents.values)
            remembered.calls = Array(model.calls.values)
            remembered.nextName = 10_000
            remembered.nodeRun = "run 1"
            model = ConnectionModel(
                epoch: "test", directory: directory, remembered: remembered,
                trunks: Trunks([trunk]), at: now)
            guard isSeen else { return }
            see(
                .surveyed(
                    Survey(
                        nodeRun: run,
                        legs: legs.map {
                            Survey.Leg(
                                id: $0, isUp: false, isRinging: true, bridge: nil,
                                hasCompany: false, arrival: nil)
                        }, bridges: [])))
        }

        private func take() {
            let decision = model.takeDecision()
            for case .dial(let dial) in decision.effects {
                dials.append((dial.agent, now.milliseconds(since: start), dial))
            }
            notices += decision.notices.map(\.content)
            model.keep()
        }

        var times: [Int64] { dials.map(\.at) }
    }

    private static func trunk(
        channels: Int? = nil, callsPerSecond: Int? = nil, callerID: String? = nil
    ) -> Trunk {
        Trunk(
            name: "carrier", kinds: [.phoneNumber], channels: channels,
            callsPerSecond: callsPerSecond, callerID: callerID)
    }

    @Test func `a morning's log-ins are paced, not refused, each in its turn`() throws {
        let floor = try Floor(Self.trunk(callsPerSecond: 2))
        for number in 1...10 { try floor.available(number) }
        #expect(floor.dials.count == 1)
        guard case .waiting(let waiting)? = floor.connection(10) else {
            Issue.record("the last one does not wait")
            return
        }
        #expect(waiting.dialsAt == floor.now.advanced(byMilliseconds: 4_500))
        #expect(floor.model.agents[Floor.agent(10)]?.shown.status == .persistentCallOffered)
        #expect(
            floor.notices.count { if case .connectionDialing = $0 { true } else { false } } == 1)
        floor.pass(milliseconds: 10_000)
        #expect(floor.times == (0..<10).map { $0 * 500 })
        #expect(floor.dials.map(\.agent) == (1...10).map(Floor.agent))
        #expect(
            floor.notices.count { if case .connectionDialing = $0 { true } else { false } } == 10)
        // Nobody waits any more.
        try floor.ask(.closeConnection(Floor.agent(1), by: .agent))
        try floor.ask(.openConnection(Floor.agent(1)))
        #expect(floor.dials.count == 11)
    }

    @Test func `who waits may think better of it, and is not called`() throws {
        let floor = try Floor(Self.trunk(callsPerSecond: 1))
        for number in 1...4 { try floor.available(number) }
        let attempt = try #require(floor.connection(2)?.attempt)
        #expect(throws: Refusal.attemptUnderWay(attempt.id)) {
            try floor.ask(.openConnection(Floor.agent(2)))
        }
        #expect(throws: Refusal.pinNotSpokenYet(attempt.id)) {
            try floor.ask(.confirmPIN(Floor.agent(2), attempt.id, .right))
        }
        try floor.ask(.closeConnection(Floor.agent(2), by: .agent))
        try floor.ask(.logOut(Floor.agent(3)))
        #expect(floor.model.departures.isEmpty, "there is no leg to hang up")
        floor.pass(milliseconds: 10_000)
        #expect(floor.dials.map(\.agent) == [Floor.agent(1), Floor.agent(4)])
    }

    @Test func `while the PBX or the store is away nobody is called, and nobody forgotten`() throws
    {
        let floor = try Floor(Self.trunk(callsPerSecond: 1))
        for number in 1...4 { try floor.available(number) }
        floor.see(.linkLost)
        floor.pass(milliseconds: 20_000)
        #expect(floor.dials.count == 1)
        floor.see(.surveyed(Survey(nodeRun: "run 1", legs: [], bridges: [])))
        floor.pass(milliseconds: 20_000, storing: false)
        #expect(floor.dials.count == 1)
        floor.pass(milliseconds: 10_000)
        #expect(Set(floor.dials.map(\.agent)) == Set((1...4).map(Floor.agent)))
        let gaps = zip(floor.times, floor.times.dropFirst()).map { $1 - $0 }
        #expect(gaps.allSatisfy { $0 >= 1_000 })
    }

    @Test(arguments: ["run 1", "run 2"])
    func `W1 W2 a restart goes on with the turns, of us and of the PBX`(_ run: String) throws {
        let trunk = Self.trunk(callsPerSecond: 1)
        let floor = try Floor(trunk)
        for number in 1...3 { try floor.available(number) }
        let leg = try #require(floor.connection(1)?.attempt?.leg)
        floor.restart(trunk, run: run, legs: run == "run 1" ? [leg] : [])
        try floor.available(4)
        floor.pass(milliseconds: 10_000)
        #expect(floor.dials.map(\.agent) == (1...4).map(Floor.agent))
        #expect(floor.times == [0, 1_000, 2_000, 3_000])
    }

    @Test func `a turn that was given while the clock was a day ahead is not a day away`() throws {
        let trunk = Self.trunk(callsPerSecond: 1)
        let floor = try Floor(trunk)
        for number in 1...3 { try floor.available(number) }
        floor.now = floor.now.advanced(bySeconds: 86_400)
        floor.restart(trunk, isSeen: false)
        floor.pass(milliseconds: 3_000)
        floor.now = floor.now.advanced(bySeconds: -86_400)
        floor.restart(trunk, legs: [try #require(floor.dials.first?.dial.leg)])
        floor.pass(milliseconds: 20_000)
        #expect(floor.dials.map(\.agent) == (1...3).map(Floor.agent))
    }

    @Test func `calls to customers do not wait, and take a turn away`() throws {
        let floor = try Floor(Self.trunk(callsPerSecond: 1))
        try floor.available(1)
        let attempt = try #require(floor.connection(1)?.attempt)
        floor.see(.legAnswered(attempt.leg))
        try floor.ask(.confirmPIN(Floor.agent(1), attempt.id, .right))
        for number in 2...4 { try floor.available(number) }
        floor.pass(milliseconds: 1_500)
        #expect(floor.dials.map(\.agent) == [1, 2].map(Floor.agent))
        try floor.ask(.placeCall(Floor.agent(1), CallOrder(to: "030 123456")))
        floor.pass(milliseconds: 10_000)
        #expect(floor.dials.map(\.agent) == [1, 2, 3, 4].map(Floor.agent))
        #expect(floor.times == [0, 1_000, 2_500, 3_500])
    }

    @Test func `no more legs than the trunk has channels, and one that ends makes room`() throws {
        let floor = try Floor(Self.trunk(channels: 2))
        try floor.available(1)
        try floor.available(2)
        #expect(throws: Refusal.trunkFull) { try floor.available(3) }
        #expect(floor.model.trunks.used == ["carrier": 2])
        #expect(floor.model.agents[Floor.agent(3)]?.requested == .onBreak, "nothing has changed")
        let attempt = try #require(floor.connection(1)?.attempt)
        floor.see(.legAnswered(attempt.leg))
        try floor.ask(.confirmPIN(Floor.agent(1), attempt.id, .right))
        #expect(throws: Refusal.trunkFull) {
            try floor.ask(.placeCall(Floor.agent(1), CallOrder(to: "030 123456")))
        }
        floor.see(.legGone(try #require(floor.connection(2)?.attempt?.leg), .busy))
        guard
            case .calling(let id) = try floor.ask(
                .placeCall(Floor.agent(1), CallOrder(to: "030 123456")))
        else {
            Issue.record("not placed")
            return
        }
        #expect(floor.model.trunks.used == ["carrier": 2])
        #expect(throws: Refusal.trunkFull) { try floor.available(3) }
        let customer = try #require(floor.model.calls[id]?.customer.leg)
        floor.see(.legGone(customer, .busy))
        #expect(floor.model.trunks.used == ["carrier": 1])
        try floor.available(3)
        // What could not be stored is not counted.
        let before = floor.model.trunks.used
        _ = try floor.model.perform(
            .closeConnection(Floor.agent(3), by: .agent), at: floor.now,
            chance: Nonce(high: 1, low: 2))
        floor.model.rollBack()
        #expect(floor.model.trunks.used == before)
        #expect(floor.model.narrowed(to: Floor.agent(4)).trunks.used == before)
    }

    @Test func `on demand the phone that rings has a channel of the trunk`() throws {
        let floor = try Floor(Self.trunk(channels: 1), mode: .onDemand)
        try floor.available(1)
        try floor.available(2)
        func arrive(_ name: String, _ number: Int) -> CustomerLeg {
            let customer = CustomerLeg(leg: LegID(name), kind: .own, isAnswered: true)
            floor.see(
                .customerArrived(
                    customer, Floor.agent(number),
                    OfferDetails(caller: Caller(number: "1", name: ""))))
            return customer
        }
        _ = arrive("one", 1)
        #expect(floor.model.trunks.used == ["carrier": 1])
        _ = arrive("two", 2)
        #expect(floor.dials.count == 1, "the second is given back")
        #expect(floor.model.agents[Floor.agent(2)]?.requested == .available, "no fault of theirs")
        let phone = try #require(floor.model.offers.values.first?.phone)
        floor.see(.legAnswered(phone.leg))
        #expect(floor.model.trunks.used == ["carrier": 1])
        let call = try #require(floor.model.calls.values.first)
        floor.see(.legGone(call.customer.leg, .hungUp))
        #expect(floor.model.trunks.used == ["carrier": 0])
    }

    @Test func `a trunk is for its tenants and kinds, and shows its caller`() throws {
        let other = Trunk(name: "other", kinds: [.phoneNumber], tenants: [TenantID("beta")])
        let own = Trunk(name: "own", kinds: [.phoneNumber], tenants: [Floor.acme])
        let sip = Trunk(name: "sip", kinds: [.sipUri])
        let trunks = Trunks([other, own, sip])
        let number = Workplace(kind: .phoneNumber, address: "+4930123456")
        #expect(trunks.trunk(to: number, of: Floor.acme) == own)
        #expect(trunks.trunk(to: number, of: TenantID("beta")) == other)
        #expect(trunks.trunk(to: number, of: TenantID("gamma")) == nil)
        let uri = Workplace(kind: .sipUri, address: "sip:a@example.com")
        #expect(trunks.trunk(to: uri, of: TenantID("gamma")) == sip)
        let floor = try Floor(Self.trunk(callerID: "Center <8000>"))
        try floor.available(1)
        #expect(floor.dials.first?.dial.callerID == "Center <8000>")
        #expect(floor.dials.first?.dial.trunk == "carrier")
    }
}
