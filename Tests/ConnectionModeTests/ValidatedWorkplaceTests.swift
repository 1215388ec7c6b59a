import ConnectionMode
import Testing

/// Agents who say where they are called, and prove it.
@Suite struct `Workplaces that agents enter` {
    private static let number = Workplace(kind: .phoneNumber, address: "030 123456")
    private static let dialed = Workplace(kind: .phoneNumber, address: "+4930123456")

    private func desk(
        mode: ConnectionMode = .persistent, mayEnter: Bool? = true, others: [Workplace] = []
    ) -> Desk {
        Desk(
            phone: PhonePolicy(connectionMode: mode, mayEnterWorkplace: mayEnter),
            tenant: { tenant in
                tenant.destinations.country = Country("DE")
                tenant.agents[Desk.agent.agent]?.otherWorkplaces = others
            })
    }

    private func goOffline(_ desk: Desk) throws {
        try desk.logIn()
        try desk.ask(.setStatus(Desk.agent, .workingOffline, reason: nil))
    }

    private func enter(_ place: Workplace) -> Command {
        .changeSettings(Desk.agent, SettingsChange(workplace: place))
    }

    private func validate(_ place: Workplace, _ desk: Desk) throws -> AttemptID {
        guard case .dialing(let id) = try desk.ask(.validateWorkplace(Desk.agent, place)) else {
            throw Refusal.callUnknown
        }
        return id
    }

    private func place(_ desk: Desk) -> Workplace? {
        desk.model.phoneSettings(of: Desk.agent)?.workplace.value
    }

    @Test func `P9 without the permission nothing is entered`() throws {
        let desk = desk(mayEnter: nil)
        try goOffline(desk)
        #expect(throws: Refusal.workplaceNotApproved) { try desk.ask(enter(Self.number)) }
        #expect(throws: Refusal.workplaceNotApproved) {
            try desk.ask(.validateWorkplace(Desk.agent, Self.number))
        }
    }

    @Test func `P9 what the policy does not let be called is no workplace, and no endpoint is`()
        throws
    {
        let desk = desk()
        try goOffline(desk)
        for (kind, address, fault) in [
            (Workplace.Kind.phoneNumber, "112", DestinationFault.emergencyNumber),
            (.phoneNumber, "0900 1234567", .premium), (.phoneNumber, "+43 1 23456", .international),
            (.phoneNumber, "030\r\n12", .malformed),
            (.sipUri, "sip:a@example.com", .notAllowedDomain),
            (.sipUri, "sip:a@b\r\nVia: x", .malformed),
        ] {
            let place = Workplace(kind: kind, address: address)
            #expect(throws: Refusal.destinationNotAllowed(fault)) { try desk.ask(enter(place)) }
            #expect(throws: Refusal.destinationNotAllowed(fault)) {
                try desk.ask(.validateWorkplace(Desk.agent, place))
            }
        }
        let endpoint = Workplace(kind: .endpoint, address: "trunk")
        #expect(throws: Refusal.workplaceNotApproved) { try desk.ask(enter(endpoint)) }
    }

    @Test func `P6 P9 in persistent mode it is called with a new PIN, and everybody is told`()
        throws
    {
        let desk = desk()
        try desk.openConnection()
        try desk.ask(enter(Self.number))
        #expect(desk.dials.last?.workplace == Self.dialed)
        #expect(desk.notices.contains(.workplaceEntered(Self.dialed)))
        let attempt = try #require(desk.attempt()?.id)
        desk.answerPhone()
        try desk.ask(.confirmPIN(Desk.agent, attempt, .right))
        #expect(desk.notices.contains(.workplaceValidated(Self.dialed)))
        #expect(place(desk) == Self.dialed)
        #expect(desk.model.phoneSettings(of: Desk.agent)?.validatedAt == desk.now)
        #expect(desk.status() == .available)
        // It is theirs as long as they may enter one.
        var profile = try #require(desk.model.directory.profile(of: Desk.agent))
        profile.phone.mayEnterWorkplace = false
        try desk.ask(.administer(.agent(Desk.agent, profile)))
        #expect(place(desk)?.kind == .endpoint)
        #expect(desk.model.agents[Desk.agent]?.connection.isOpen == true, "P8")
    }

    @Test func `P9 on demand it is proven first, by a call that opens nothing`() throws {
        let desk = desk(mode: .onDemand)
        try goOffline(desk)
        #expect(throws: Refusal.workplaceNotValidated) { try desk.ask(enter(Self.number)) }
        let attempt = try validate(Self.number, desk)
        #expect(desk.dials.map(\.purpose) == [.validation], "V1")
        #expect(desk.notices.contains(.workplaceEntered(Self.dialed)))
        #expect(desk.status() == .workingOffline)
        let leg = try #require(desk.attempt()?.leg)
        desk.answerPhone()
        desk.clear()
        try desk.ask(.confirmPIN(Desk.agent, attempt, .right))
        #expect(desk.effects.contains(.hangUp(leg)))
        #expect(!desk.effects.contains { if case .park = $0 { true } else { false } })
        #expect(desk.notices.contains(.connectionClosed(attempt, .workplaceValidated)))
        #expect(desk.notices.contains(.workplaceValidated(Self.dialed)))
        #expect(place(desk) == Self.dialed)
        try desk.becomeAvailable()
        #expect(desk.status() == .available)
        #expect(try desk.ask(enter(Self.number)) == .done)
    }

    @Test func `P9 nothing else is done with the phone meanwhile`() throws {
        let desk = desk(mode: .onDemand, others: [Workplace(kind: .endpoint, address: "home")])
        try goOffline(desk)
        let attempt = try validate(Workplace(kind: .endpoint, address: "home"), desk)
        let underWay = Refusal.attemptUnderWay(attempt)
        #expect(throws: underWay) { try desk.becomeAvailable() }
        #expect(throws: underWay) {
            try desk.ask(.validateWorkplace(Desk.agent, Self.number))
        }
        #expect(throws: underWay) {
            try desk.ask(.placeCall(Desk.agent, CallOrder(to: "030 99999")))
        }
        #expect(desk.offer() == nil)
        #expect(!desk.notices.contains { if case .workplaceEntered = $0 { true } else { false } })
        try desk.ask(.closeConnection(Desk.agent, by: .agent))
        #expect(place(desk)?.address == "1001")
        #expect(desk.model.agents[Desk.agent]?.connection.attempt == nil)
    }

    @Test(arguments: [LegEnd.busy, .noAnswer, .unreachable])
    func `V7 P9 a proof that comes to nothing changes nothing`(_ end: LegEnd) throws {
        let desk = desk()
        try goOffline(desk)
        let before = place(desk)
        _ = try validate(Self.number, desk)
        let leg = try #require(desk.attempt()?.leg)
        desk.see(.legRinging(leg))
        desk.see(.legGone(leg, end))
        #expect(place(desk) == before)
        #expect(desk.model.agents[Desk.agent]?.pendingWorkplace == nil)
    }

    @Test func `P9 it needs Work offline, and counts as a dial that was asked for`() throws {
        let desk = desk()
        try desk.logIn()
        #expect(throws: Refusal.mustWorkOffline) {
            try desk.ask(.validateWorkplace(Desk.agent, Self.number))
        }
        try desk.ask(.setStatus(Desk.agent, .workingOffline, reason: nil))
        for _ in 1...5 {
            _ = try validate(Self.number, desk)
            try desk.ask(.closeConnection(Desk.agent, by: .agent))
        }
        do {
            _ = try validate(Self.number, desk)
            Issue.record("a sixth call was placed")
        } catch Refusal.dialRateLimited {}
        // In persistent mode with an open connection there is another way: the new workplace itself.
        desk.pass(seconds: 700)
        try desk.becomeAvailable()
        desk.answerPhone()
        try desk.ask(.confirmPIN(Desk.agent, try #require(desk.attempt()?.id), .right))
        try desk.ask(.setStatus(Desk.agent, .workingOffline, reason: nil))
        #expect(throws: Refusal.connectionAlreadyOpen) {
            try desk.ask(.validateWorkplace(Desk.agent, Self.number))
        }
    }

    @Test func `W1 a proof goes on over a restart of the service`() throws {
        let desk = desk(mode: .onDemand)
        try goOffline(desk)
        let attempt = try validate(Self.number, desk)
        desk.answerPhone()
        let next = desk.restarted()
        next.model.keep()
        let leg = try #require(next.attempt()?.leg)
        next.see(
            .surveyed(
                Survey(nodeRun: "run 1", legs: [ConnectionModeTests.leg(leg)], bridges: [])))
        try next.ask(.confirmPIN(Desk.agent, attempt, .right))
        #expect(place(next) == Self.dialed)
    }
}
