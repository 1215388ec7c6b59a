import ConnectionMode
import Testing

/// Agents with more than one place to be called at (P6, P7, P9).
@Suite struct `Workplaces` {
    private static let desk = Workplace(kind: .endpoint, address: "1001")
    private static let home = Workplace(kind: .phoneNumber, address: "030 123456")
    private static let away = Workplace(kind: .sipUri, address: "sip:alice@example.com")

    private static func places(_ tenant: inout Tenant) {
        tenant.destinations.country = Country("DE")
        tenant.destinations.allowedDomains = ["example.com"]
        tenant.agents[Desk.agent.agent]?.otherWorkplaces = [home, away]
    }

    private func persistent(policy: (inout Policy) -> Void = { _ in }) throws -> Desk {
        let desk = Desk(policy: policy, tenant: Self.places)
        try desk.logIn()
        desk.clear()
        return desk
    }

    private func connected() throws -> Desk {
        let desk = Desk(tenant: Self.places)
        try desk.openConnection()
        return desk
    }

    @discardableResult
    private func move(_ desk: Desk, to place: Workplace) throws -> Answer {
        desk.clear()
        return try desk.ask(.changeSettings(Desk.agent, SettingsChange(workplace: place)))
    }

    private func refusal(_ desk: Desk, _ place: Workplace) -> Refusal? {
        do throws(Refusal) {
            try desk.ask(.changeSettings(Desk.agent, SettingsChange(workplace: place)))
            return nil
        } catch {
            return error
        }
    }

    private func settings(_ desk: Desk) throws -> PhoneSettings {
        try #require(desk.model.phoneSettings(of: Desk.agent))
    }

    private func expect(
        _ desk: Desk, _ place: Workplace, _ source: SettingSource,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let settings = try settings(desk)
        #expect(settings.workplace.value == place, sourceLocation: sourceLocation)
        #expect(settings.workplace.source == source, sourceLocation: sourceLocation)
        #expect(settings.workplaces == [Self.desk, Self.home, Self.away] || source == .agent)
    }

    private func pending(_ desk: Desk) -> Workplace? {
        desk.model.agents[Desk.agent]?.pendingWorkplace?.workplace
    }

    private func confirm(_ desk: Desk) throws {
        let attempt = try #require(desk.attempt())
        desk.see(.legAnswered(attempt.leg))
        try desk.ask(.confirmPIN(Desk.agent, attempt.id, .right))
    }

    private var reverted: Notice.Content { .workplaceReverted(Self.desk) }

    // MARK: Persistent

    @Test func `P6 an open connection is dropped, and the other phone is called with a new PIN`()
        throws
    {
        let desk = try connected()
        let old = try #require(desk.attempt())
        guard case .dialing(let id) = try move(desk, to: Self.home) else {
            Issue.record("no validation call")
            return
        }
        let new = try #require(desk.attempt())
        #expect(new.id == id && new.id != old.id && new.leg != old.leg)
        #expect(desk.effects.contains(.hangUp(old.leg)))
        let dial = try #require(desk.dials.first)
        #expect(desk.dials.count == 1 && dial.leg == new.leg && dial.purpose == .validation)
        #expect(dial.workplace == Workplace(kind: .phoneNumber, address: "+4930123456"))
        #expect(desk.notices.contains(.connectionClosed(old.id, .workplaceChanged)))
        #expect(!desk.notices.contains { if case .lostNotice = $0 { true } else { false } })
        #expect(desk.status() == .persistentCallOffered)
        #expect(pending(desk) == Self.home)
        try expect(desk, Self.desk, .agent)
        try confirm(desk)
        #expect(pending(desk) == nil)
        try expect(desk, Self.home, .own)
        #expect(desk.status() == .available)
    }

    @Test func `P7 without a connection it is called at the next change to Available`() throws {
        let desk = try persistent()
        #expect(try move(desk, to: Self.away) == .done)
        #expect(desk.effects.isEmpty && pending(desk) == Self.away)
        #expect(desk.notices == [.settingsSaved(.persistent, autoAnswer: false)])
        try desk.becomeAvailable()
        #expect(desk.dials.first?.workplace == Self.away)
    }

    @Test(arguments: [LegEnd.noAnswer, .busy, .unreachable])
    func `P7 Re-open dials it again, and after three failed calls it reverts`(_ end: LegEnd) throws
    {
        let desk = try connected()
        try move(desk, to: Self.home)
        for call in 1...3 {
            #expect(desk.dials.last?.workplace.address == "+4930123456")
            #expect(pending(desk) == Self.home)
            let leg = try #require(desk.attempt()?.leg)
            desk.clear()
            desk.see(.legGone(leg, end))
            #expect(desk.notices.contains(reverted) == (call == 3))
            if call < 3 { try desk.ask(.openConnection(Desk.agent)) }
        }
        #expect(pending(desk) == nil)
        try desk.ask(.openConnection(Desk.agent))
        #expect(desk.dials.last?.workplace == Self.desk)
    }

    @Test func `P7 it reverts when the call is called off, and at the log-out`() throws {
        let off = try connected()
        try move(off, to: Self.home)
        try off.ask(.closeConnection(Desk.agent, by: .agent))
        #expect(pending(off) == nil && off.notices.contains(reverted))

        let out = try persistent()
        try move(out, to: Self.home)
        out.clear()
        try out.ask(.logOut(Desk.agent))
        #expect(out.notices.contains(reverted))
        try out.logIn()
        try out.becomeAvailable()
        #expect(out.dials.last?.workplace == Self.desk)
    }

    @Test func `P7 to go back to where one was validated needs a new PIN, and reverts nothing`()
        throws
    {
        let desk = try connected()
        try move(desk, to: Self.home)
        let other = try #require(desk.attempt()?.leg)
        try move(desk, to: Self.desk)
        #expect(desk.effects.contains(.hangUp(other)))
        #expect(desk.dials.first?.workplace == Self.desk)
        #expect(pending(desk) == nil && !desk.notices.contains(reverted))
    }

    @Test func `the same workplace, however it is written, changes nothing`() throws {
        let desk = try connected()
        try move(desk, to: Self.home)
        try confirm(desk)
        let leg = desk.attempt()?.leg
        try move(desk, to: Workplace(kind: .phoneNumber, address: "+49 (0)30 123456"))
        #expect(desk.effects.isEmpty && desk.notices.isEmpty)
        #expect(desk.attempt()?.leg == leg)
    }

    @Test func `W1 what is pending is pending after a restart`() throws {
        let desk = try persistent()
        try move(desk, to: Self.home)
        let next = desk.restarted()
        next.model.keep()
        #expect(pending(next) == Self.home)
        next.see(survey([]))
        try next.becomeAvailable()
        #expect(next.dials.first?.workplace.address == "+4930123456")
    }

    @Test func `W3 a restart of the PBX is no failure of the phone's`() throws {
        let desk = try connected()
        try move(desk, to: Self.home)
        desk.see(survey(run: "run 2", []))
        for _ in 1...2 {
            try desk.ask(.openConnection(Desk.agent))
            desk.see(.legGone(try #require(desk.attempt()?.leg), .busy))
        }
        #expect(pending(desk) == Self.home)
    }

    // MARK: On demand, or not there

    @Test func `on demand the other phone rings from the next call on`() throws {
        let desk = Desk(phone: PhonePolicy(connectionMode: .onDemand), tenant: Self.places)
        try desk.logIn()
        try desk.becomeAvailable()
        try move(desk, to: Self.home)
        #expect(desk.effects.isEmpty)
        try expect(desk, Self.home, .own)
        _ = desk.offer()
        #expect(desk.dials.first?.workplace.address == "+4930123456")
    }

    @Test func `who is logged out chooses for the next log-in`() throws {
        let desk = Desk(tenant: Self.places)
        try move(desk, to: Self.home)
        try expect(desk, Self.home, .own)
        try desk.logIn()
        try desk.becomeAvailable()
        #expect(desk.dials.first?.workplace.address == "+4930123456")
    }

    @Test func `P9 what is not approved any more is no choice`() throws {
        let desk = Desk(tenant: Self.places)
        try move(desk, to: Self.home)
        var directory = desk.model.directory
        directory.tenants[Desk.acme]?.agents[Desk.agent.agent]?.otherWorkplaces = [Self.away]
        let next = desk.restarted(directory: directory)
        try expect(next, Self.desk, .agent)
    }

    // MARK: Refused

    @Test func `P6 P9 V9 what cannot be is refused, and nothing changes`() throws {
        let desk = try connected()
        let stranger = Workplace(kind: .phoneNumber, address: "030 999999")
        #expect(refusal(desk, stranger) == .workplaceNotApproved)
        let injected = Workplace(kind: .sipUri, address: "sip:alice@example.com\r\nX: y")
        #expect(refusal(desk, injected) == .workplaceNotApproved)
        let leg = desk.attempt()?.leg
        let offer = try #require(desk.offer())
        try desk.ask(.accept(offer))
        desk.clear()
        #expect(refusal(desk, Self.home) == .inCall)
        desk.see(.legGone(Desk.caller.leg, .hungUp))
        desk.see(.linkLost)
        desk.clear()
        #expect(refusal(desk, Self.home) == .phoneSystemAway)
        #expect(desk.effects.isEmpty && desk.notices.isEmpty)
        #expect(desk.attempt()?.leg == leg && pending(desk) == nil)
    }

    @Test func `P9 V9 another's phone, a shut destination and too many calls are refused`() throws {
        let desk = Desk(
            policy: { $0.dialsInTenMinutes = 1 },
            tenant: { tenant in
                Self.places(&tenant)
                let costly = Workplace(kind: .phoneNumber, address: "0900 1234567")
                let other = Workplace(kind: .endpoint, address: "1002")
                tenant.agents[Desk.agent.agent]?.otherWorkplaces += [costly, other]
            })
        try desk.openConnection(Desk.other)
        try desk.openConnection()
        #expect(refusal(desk, Workplace(kind: .endpoint, address: "1002")) == .workplaceInUse)
        #expect(
            refusal(desk, Workplace(kind: .phoneNumber, address: "0900 1234567"))
                == .destinationNotAllowed(.premium))
        guard case .dialRateLimited? = refusal(desk, Self.home) else {
            Issue.record("another call was placed")
            return
        }
        #expect(desk.status() == .available, "the connection stands")
    }

    @Test func `an offer that is pending goes back when the connection is dropped`() throws {
        let desk = try connected()
        let offer = try #require(desk.offer())
        try move(desk, to: Self.home)
        #expect(desk.model.offers[offer]?.state == .rejected)
        #expect(desk.model.agents[Desk.agent]?.requested == .available)
    }
}
