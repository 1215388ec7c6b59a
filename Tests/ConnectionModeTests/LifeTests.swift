import ConnectionMode
import Testing

/// The phone of a leg that stands gives signs of life, or does not.
@Suite struct `C4 proof of life` {
    private func open(
        policy: (inout Policy) -> Void = { _ in }
    ) throws -> (Desk, LegID, AttemptID) {
        let desk = Desk(policy: policy, tenant: { $0.destinations.country = Country("DE") })
        try desk.openConnection()
        let attempt = try #require(desk.attempt())
        return (desk, attempt.leg, attempt.id)
    }

    private func session(_ desk: Desk) throws -> AgentSession {
        try #require(desk.model.agents[Desk.agent])
    }

    /// The next look of the model's own at what comes from the phone, by the minute.
    private func look(_ desk: Desk, _ leg: LegID, _ packets: Int, reports: UInt64 = 0) {
        desk.see(.mediaSeen(leg, PacketCount(received: packets, reports: reports)))
    }

    /// A phone that nobody asks, and that has run steadily for three minutes.
    private func running(
        policy: (inout Policy) -> Void = { _ in }
    ) throws -> (Desk, LegID, AttemptID) {
        let (desk, leg, attempt) = try open(policy: policy)
        desk.see(.contactFound(leg, isQualified: false))
        for minute in 0...3 {
            if minute > 0 { desk.pass(seconds: 60) }
            look(desk, leg, 100 + minute * 3_000)
        }
        desk.clear()
        return (desk, leg, attempt)
    }

    @Test func `a phone that the PBX cannot reach is offered nobody until it can`() throws {
        let (desk, leg, attempt) = try open()
        desk.see(.contactSeen(leg, .unreachable))
        #expect(desk.notices == [.connectionUnhealthy(attempt, .contactUnreachable)])
        #expect(desk.status() == .available, "nothing that the agent asked for has changed")
        #expect(desk.availabilities.last == [Desk.agent: .unavailable])
        #expect(desk.standings[Desk.agent]?.attendance == .paused("contactUnreachable"))
        #expect(desk.offer() == nil)
        #expect(throws: Refusal.connectionUnhealthy) {
            try desk.ask(.placeCall(Desk.agent, CallOrder(to: "030 123456")))
        }
        desk.see(.legGone(Desk.caller.leg, .hungUp))
        desk.clear()
        desk.see(.contactSeen(leg, .unreachable))
        #expect(desk.notices.isEmpty && desk.effects.isEmpty, "told again, it is no news")
        desk.pass(seconds: 20)
        desk.see(.contactSeen(leg, .reachable))
        #expect(desk.notices == [.connectionRecovered(attempt)])
        let session = try session(desk)
        #expect(session.health == (.healthy, nil))
        #expect(session.healthHistory.map(\.state) == [.unhealthy, .healthy])
        #expect(session.healthHistory.map(\.reason) == [.contactUnreachable, nil])
        #expect(desk.model.phoneHeardAt(of: Desk.agent) == desk.now)
        #expect(desk.offer() != nil)
        desk.pass(seconds: 300)
        #expect(desk.model.agents[Desk.agent]?.connection.isOpen == true)
    }

    @Test func `a customer who is offered goes on elsewhere, uncounted`() throws {
        let (desk, leg, _) = try open()
        let offer = try #require(desk.offer())
        desk.clear()
        desk.see(.contactSeen(leg, .unreachable))
        #expect(desk.model.offers[offer]?.state == .failed)
        #expect(desk.effects.contains(.release(Desk.caller, .failed)))
        #expect(throws: Refusal.offerNotPending(.failed)) { try desk.ask(.accept(offer)) }
        #expect(desk.status() == .available, "O6 it is no missed offer")
    }

    @Test func `a phone that stays away is closed as mediaLost, and can be re-opened`() throws {
        let (desk, leg, attempt) = try open()
        desk.see(.contactSeen(leg, .unreachable))
        desk.pass(seconds: 59)
        #expect(desk.model.agents[Desk.agent]?.connection.isOpen == true)
        desk.clear()
        desk.pass(seconds: 1)
        #expect(desk.notices.contains(.connectionClosed(attempt, .mediaLost)))
        #expect(desk.notices.contains(.lostNotice(attempt, .mediaLost)), "M4")
        #expect(desk.effects.contains(.hangUp(leg)))
        #expect(desk.status() == .notReachable)
        #expect(desk.reason() == .connection(.mediaLost))
        desk.see(.legGone(leg, .hungUp))
        try desk.ask(.openConnection(Desk.agent))
        desk.answerPhone()
        let again = try #require(desk.attempt())
        try desk.ask(.confirmPIN(Desk.agent, again.id, .right))
        let session = try session(desk)
        #expect(session.health == (.healthy, nil) && session.healthHistory.isEmpty)
        #expect(desk.offer() != nil)
    }

    @Test func `in a call it is told, and the call is not cut`() throws {
        let (desk, leg, attempt) = try open()
        let call = try #require(try desk.talk())
        desk.see(.contactSeen(leg, .unreachable))
        #expect(desk.notices == [.connectionUnhealthy(attempt, .contactUnreachable)])
        desk.pass(seconds: 600)
        #expect(desk.model.calls[call.id]?.state == .connected)
        #expect(desk.model.agents[Desk.agent]?.connection.isOpen == true)
        desk.see(.legGone(call.customer.leg, .hungUp))
        desk.pass(seconds: 1)
        #expect(desk.reason() == .connection(.mediaLost), "after it the leg has no time left")
    }

    @Test func `neither a restart nor a lost link closes a leg`() throws {
        let (desk, held, _) = try open()
        desk.see(.contactSeen(held, .unreachable))
        let home = try #require(desk.attempt()?.home)
        desk.see(.linkLost)
        desk.pass(seconds: 600)
        #expect(desk.model.agents[Desk.agent]?.connection.isOpen == true)
        let next = desk.restarted()
        next.now = desk.now
        next.pass(seconds: 1)
        next.see(survey([leg(held, in: home, contact: false)], bridges: [home]))
        next.pass(seconds: 59)
        #expect(next.model.agents[Desk.agent]?.unhealth == .contactUnreachable)
        next.pass(seconds: 1)
        #expect(next.reason() == .connection(.mediaLost), "after as long as is given to any other")
    }

    @Test func `that a phone is back is seen by a survey, and so is that it is gone`() throws {
        let (desk, held, attempt) = try open()
        let home = try #require(desk.attempt()?.home)
        desk.see(.linkLost)
        desk.see(survey([leg(held, in: home, contact: false)], bridges: [home]))
        #expect(desk.notices == [.connectionUnhealthy(attempt, .contactUnreachable)])
        desk.clear()
        desk.see(survey([leg(held, in: home, contact: true)], bridges: [home]))
        #expect(desk.notices == [.connectionRecovered(attempt)])
    }

    @Test func `a phone that the PBX asks costs one question`() throws {
        let (desk, leg, _) = try open()
        var asked = 0
        for _ in 0..<120 {
            desk.pass(seconds: 1)
            guard desk.looks.contains(.findContact(leg, desk.attempt()!.workplace, trunk: nil))
            else { continue }
            asked += 1
            desk.see(.contactFound(leg, isQualified: true))
            desk.clear()
        }
        for _ in 0..<60 {
            desk.see(.agentHeard(Desk.agent))
            desk.pass(seconds: 60)
        }
        #expect(asked == 1)
        #expect(!desk.looks.contains(.countPackets(leg)))
        #expect(try session(desk).health == (.healthy, nil))
    }

    @Test func `what comes from any other phone is looked at once a minute, and no oftener`() throws
    {
        let (desk, leg, _) = try open()
        desk.see(.contactFound(leg, isQualified: false))
        var (packets, looks) = (0, 0)
        for _ in 0..<1_200 {
            desk.pass(seconds: 1)
            packets += 50
            guard desk.looks.contains(.countPackets(leg)) else { continue }
            looks += 1
            desk.clear()
            look(desk, leg, packets)
            #expect(desk.looks.isEmpty && desk.notices.isEmpty)
        }
        #expect((19...20).contains(looks))
        // Nothing is asked about a leg to which a customer is being brought.
        let offered = desk.offer()
        desk.clear()
        desk.pass(seconds: 14)
        #expect(offered != nil && !desk.looks.contains(.countPackets(leg)))
    }

    @Test func `looks are spread over the minute`() throws {
        var seconds: [Int] = []
        for number in 0..<40 {
            let desk = Desk()
            for _ in 0..<number {
                _ = try? desk.ask(.logIn(Desk.other, resuming: nil, takingOver: true))
            }
            try desk.openConnection()
            let leg = try #require(desk.attempt()?.leg)
            for second in 1...70 {
                desk.pass(seconds: 1)
                guard
                    desk.looks.contains(where: {
                        if case .findContact(leg, _, _) = $0 { true } else { false }
                    })
                else { continue }
                seconds.append(second)
                break
            }
        }
        #expect(seconds.count == 40)
        #expect(Set(seconds).count > 15, "not all at once")
        #expect(Set(seconds.map { $0 / 15 }).count >= 4, "in every quarter of the minute")
    }

    @Test func `a phone that had run and has stopped is offered nobody, and closed`() throws {
        let (desk, leg, attempt) = try running()
        desk.pass(seconds: 60)
        look(desk, leg, 9_100)
        #expect(desk.notices == [.connectionUnhealthy(attempt, .mediaStopped)])
        #expect(desk.offer() == nil)
        desk.see(.legGone(Desk.caller.leg, .hungUp))
        desk.clear()
        desk.pass(seconds: 60)
        #expect(desk.looks.contains(.countPackets(leg)), "it is looked at once more before")
        #expect(desk.model.agents[Desk.agent]?.connection.isOpen == true)
        look(desk, leg, 9_100)
        #expect(desk.reason() == .connection(.mediaLost))
    }

    @Test func `a phone that slows down is looked at again in 15 s`() throws {
        let (desk, leg, attempt) = try running()
        desk.pass(seconds: 60)
        look(desk, leg, 9_100 + 1_500)
        #expect(desk.notices.isEmpty)
        desk.clear()
        desk.pass(seconds: 15)
        #expect(desk.looks == [.countPackets(leg)])
        look(desk, leg, 9_100 + 1_500)
        #expect(desk.notices == [.connectionUnhealthy(attempt, .mediaStopped)])
        desk.pass(seconds: 30)
        look(desk, leg, 12_000)
        #expect(desk.notices.last == .connectionRecovered(attempt))
        #expect(try session(desk).health == (.healthy, nil))
    }

    @Test func `a look in between is made up for`() throws {
        let (desk, leg, _) = try running()
        var looks = 0
        var packets = 9_100
        for second in 1...3_600 {
            desk.see(.agentHeard(Desk.agent))
            desk.pass(seconds: 1)
            // At one pace for three minutes, then slower for one, as nobody does.
            packets += second / 60 % 4 == 3 ? 20 : 50
            guard desk.looks.contains(.countPackets(leg)) else { continue }
            looks += 1
            desk.clear()
            look(desk, leg, packets)
        }
        #expect(looks <= 61, "no more than one a minute")
        #expect(try session(desk).health == (.healthy, nil))
    }

    @Test func `a phone that never sends is unknown, not dead`() throws {
        let (desk, leg, _) = try open()
        desk.see(.contactFound(leg, isQualified: false))
        for _ in 0..<10 {
            look(desk, leg, 0)
            desk.pass(seconds: 60)
        }
        #expect(desk.notices.isEmpty)
        let session = try session(desk)
        #expect(session.health == (.unknown, nil))
        #expect(session.healthHistory.map(\.state) == [.unknown])
        #expect(session.unhealth == nil)
        #expect(desk.offer() != nil)
    }

    @Test(arguments: [
        // Speech, and minutes of silence.
        [500, 1_900, 0, 0, 700, 0, 2_800, 2_100, 0, 0, 0, 300],
        // Comfort noise in between.
        [40, 41, 40, 40, 0, 0, 40, 40, 0],
    ])
    func `a phone that suppresses silence is not taken for dead`(_ minutes: [Int]) throws {
        let (desk, leg, _) = try open()
        desk.see(.contactFound(leg, isQualified: false))
        var packets = 0
        for more in minutes {
            packets += more
            look(desk, leg, packets)
            desk.pass(seconds: 60)
        }
        #expect(desk.notices.isEmpty)
        #expect(try session(desk).unhealth == nil)
        #expect(desk.offer() != nil)
    }

    @Test func `a phone that reports what it hears is there, also when it sends nothing`() throws {
        let (desk, leg, _) = try running()
        for minute in 1...5 {
            desk.pass(seconds: 60)
            look(desk, leg, 9_100, reports: UInt64(minute))
            desk.pass(seconds: 15)
            look(desk, leg, 9_100, reports: UInt64(100 + minute))
        }
        #expect(desk.notices.isEmpty)
        #expect(try session(desk).health == (.healthy, nil))
    }

    @Test func `by contact alone nothing is counted, and never is never`() throws {
        let (byContact, leg, _) = try open { $0.proofOfLife = .contact }
        byContact.see(.contactFound(leg, isQualified: false))
        byContact.pass(seconds: 120)
        #expect(!byContact.looks.contains(.countPackets(leg)))
        #expect(try session(byContact).health == (.unknown, nil))
        let (off, other, _) = try open { $0.proofOfLife = .never }
        off.see(.contactSeen(other, .unreachable))
        off.pass(seconds: 120)
        #expect(off.notices.isEmpty && off.looks.isEmpty)
        #expect(off.offer() != nil)
    }

    @Test func `what is late, of another leg or from before a gap changes nothing`() throws {
        let (desk, held, _) = try running()
        look(desk, LegID("another"), 1)
        desk.see(.contactSeen(LegID("another"), .unreachable))
        desk.see(.contactFound(LegID("another"), isQualified: true))
        let home = try #require(desk.attempt()?.home)
        desk.see(.linkLost)
        desk.pass(seconds: 60)
        look(desk, held, 9_100)
        desk.see(survey([leg(held, in: home)], bridges: [home]))
        look(desk, held, 9_100)
        #expect(desk.notices.isEmpty)
        desk.pass(seconds: 60)
        // As many as there can be, and then as few.
        look(desk, held, .max)
        desk.pass(seconds: 60)
        look(desk, held, 0)
        #expect(desk.notices.isEmpty)
    }

    @Test func `the history is bounded`() throws {
        let (desk, leg, _) = try open()
        for _ in 0..<20 {
            desk.see(.contactSeen(leg, .unreachable))
            desk.see(.contactSeen(leg, .reachable))
        }
        let history = try session(desk).healthHistory
        #expect(history.count == HealthChange.most)
        #expect(history.last?.state == .healthy)
    }

    @Test func `a phone that was gone before the PIN was typed is found gone when it opens`() throws
    {
        let desk = Desk()
        try desk.logIn()
        let attempt = try #require(try desk.becomeAvailable())
        desk.answerPhone()
        let leg = try #require(desk.attempt()?.leg)
        desk.see(.contactSeen(leg, .unreachable))
        #expect(
            !desk.notices.contains { if case .connectionUnhealthy = $0 { true } else { false } })
        try desk.ask(.confirmPIN(Desk.agent, attempt, .right))
        #expect(try session(desk).unhealth == .contactUnreachable)
    }
}
