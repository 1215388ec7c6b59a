import ConnectionMode
import Testing

/// What is not seen for a while speaks neither for nor against a phone.
@Suite struct `C4 proof of life over gaps` {
    @Test(arguments: [false, true])
    func `what had stopped before a gap still has, until something new comes`(
        restart: Bool
    ) throws {
        let phone = try SteadyPhone()
        try phone.stop()
        phone.gap(restart: restart)
        let before = phone.looks
        phone.live(seconds: 59, sending: 0)
        #expect(phone.looks > before, "it was counted")
        #expect(phone.unhealth == .mediaStopped && phone.isOpen)
        #expect(phone.desk.notices.isEmpty, "it has not recovered, and is no news")
        #expect(phone.desk.offer() == nil)
        phone.desk.clear()
        phone.gap(restart: restart)
        phone.live(seconds: 100, sending: 50)
        #expect(phone.unhealth == nil && phone.isOpen)
        #expect(
            phone.desk.notices.contains {
                if case .connectionRecovered = $0 { true } else { false }
            })
        #expect(phone.desk.model.agents[Desk.agent]?.health.state == .healthy)
    }

    @Test(arguments: [false, true])
    func `what had stopped before a gap is closed after the time that any other has`(
        restart: Bool
    ) throws {
        let phone = try SteadyPhone()
        try phone.stop()
        phone.gap(seconds: 300, restart: restart)
        phone.live(seconds: 59, sending: 0)
        #expect(phone.isOpen)
        phone.live(seconds: 22, sending: 0)
        #expect(phone.desk.reason() == .connection(.mediaLost))
    }

    /// As after a new key or another codec, when the PBX begins to count anew.
    @Test func `a count that begins anew closes nothing`() throws {
        let phone = try SteadyPhone()
        try phone.stop()
        phone.desk.pass(seconds: 60)
        phone.desk.see(.mediaSeen(phone.leg, PacketCount(received: 0, reports: 0)))
        #expect(phone.isOpen && phone.unhealth == .mediaStopped)
        phone.desk.pass(seconds: 15)
        phone.desk.see(.mediaSeen(phone.leg, PacketCount(received: 700, reports: 0)))
        #expect(phone.isOpen && phone.unhealth == nil)
    }

    /// The events name all channels of an endpoint, and a trunk is one.
    @Test(arguments: [ContactState.reachable, .unreachable])
    func `whether a trunk can be reached says nothing of a phone behind it`(
        state: ContactState
    ) throws {
        let phone = try SteadyPhone {
            $0.destinations.country = Country("DE")
            $0.agents[Desk.agent.agent]?.workplace = Workplace(
                kind: .phoneNumber, address: "+4930123456")
        }
        #expect(phone.desk.attempt()?.workplace.kind == .phoneNumber)
        let heard = phone.desk.model.phoneHeardAt(of: Desk.agent)
        phone.desk.pass(seconds: 1)
        phone.desk.see(.contactSeen(phone.leg, state))
        #expect(phone.unhealth == nil && phone.desk.notices.isEmpty)
        #expect(phone.desk.model.phoneHeardAt(of: Desk.agent) == heard)
        try phone.stop()
        phone.desk.see(.contactSeen(phone.leg, state))
        phone.live(seconds: 30, sending: 0)
        #expect(phone.unhealth == .mediaStopped)
        phone.live(seconds: 46, sending: 50)
        #expect(phone.unhealth == nil && phone.isOpen)
    }

    // MARK: On hold

    @Test func `a phone that holds us may be silent as long as it likes`() throws {
        let phone = try SteadyPhone()
        let attempt = try #require(phone.desk.attempt()?.id)
        phone.desk.see(.legHeld(phone.leg, true))
        let before = phone.looks
        phone.live(seconds: 600, sending: 0)
        #expect(phone.looks == before, "it is not even counted")
        // One that was asked for before it held us.
        phone.count()
        phone.desk.pass(seconds: 60)
        phone.count()
        #expect(phone.isOpen && phone.unhealth == .phoneOnHold)
        phone.desk.see(.legHeld(phone.leg, false))
        phone.live(seconds: 10, sending: 0)
        phone.live(seconds: 120, sending: 50)
        #expect(
            phone.desk.notices == [
                .connectionUnhealthy(attempt, .phoneOnHold), .connectionRecovered(attempt),
            ])
        #expect(phone.looks > before)
        try phone.stop()
        phone.live(seconds: 60, sending: 0)
        #expect(phone.desk.reason() == .connection(.mediaLost), "it had run steadily")
    }

    @Test func `a phone that had stopped has its time anew when it lets go of us`() throws {
        let phone = try SteadyPhone()
        try phone.stop()
        phone.desk.see(.legHeld(phone.leg, true))
        phone.live(seconds: 300, sending: 0)
        #expect(phone.isOpen)
        phone.desk.see(.legHeld(phone.leg, false))
        phone.live(seconds: 59, sending: 0)
        #expect(phone.isOpen && phone.unhealth == .mediaStopped)
        phone.desk.see(.legHeld(phone.leg, true))
        phone.desk.see(.legHeld(phone.leg, false))
        phone.live(seconds: 80, sending: 50)
        #expect(phone.isOpen && phone.unhealth == nil)
    }

    @Test func `holding us does not keep a phone that cannot be reached`() throws {
        let phone = try SteadyPhone()
        phone.desk.see(.contactSeen(phone.leg, .unreachable))
        phone.live(seconds: 50, sending: 0)
        phone.desk.see(.legHeld(phone.leg, true))
        phone.desk.see(.legHeld(phone.leg, false))
        phone.live(seconds: 10, sending: 0)
        #expect(phone.desk.reason() == .connection(.mediaLost))
    }
}
