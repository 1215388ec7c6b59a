internal import ConnectionMode
internal import Orchestration
internal import Storage
internal import Testing

@Suite(.timeLimit(.minutes(5))) struct `A store that cannot be written` {
    private static let full = StoreError.unavailable("The disk is full: make room.")
    private static let unavailable = CommandFailure.storeUnavailable("The disk is full: make room.")
    /// A leg with our name that nobody owns; it is hung up when it shows signs of life.
    private static let stray = LegID("oh-test01-v99")

    /// Waits until the store is told to be well again, with no input but the sequencer's own.
    private func waitUntilRestored(_ desk: Desk) async {
        desk.memory.failure = nil
        for await lot in desk.told {
            for posting in lot {
                if case .serviceRestored = posting.content { return }
            }
        }
        Issue.record("nobody said that the store is back")
    }

    @Test func `a command that cannot be remembered is undone and says why`() async throws {
        try await Desk.open { desk in
            desk.memory.failure = Self.full
            #expect(
                await desk.ask(.logIn(Desk.alice, resuming: nil)) == .failure(Self.unavailable))
            #expect(try await desk.session() == nil)
            #expect(desk.journal.notices.isEmpty)
            desk.memory.failure = nil
            let answer = try await desk.sequencer.perform(.logIn(Desk.alice, resuming: nil))
            #expect(answer == .loggedIn(SessionID("oh-test01-s1"), isNew: true))
        }
    }

    @Test func `W2 nothing is dialled that is not remembered`() async throws {
        try await Desk.open { desk in
            _ = try await desk.sequencer.perform(.logIn(Desk.alice, resuming: nil))
            let before = try await desk.session()
            desk.journal.clear()
            desk.memory.failure = Self.full
            #expect(
                await desk.ask(.setStatus(Desk.alice, .available, reason: nil))
                    == .failure(Self.unavailable))
            #expect(await desk.ask(.openConnection(Desk.alice)) == .failure(Self.unavailable))
            #expect(desk.journal.effects.isEmpty)
            #expect(try await desk.session() == before)
            desk.memory.failure = nil
            _ = try await desk.sequencer.perform(.openConnection(Desk.alice))
            #expect(desk.journal.effects.count == 1)
        }
    }

    @Test func `W2 a leg that must go is hung up all the same`() async throws {
        try await Desk.open { desk in
            desk.memory.failure = Self.full
            desk.see(.legAnswered(Self.stray))
            try await desk.settled()
            #expect(desk.journal.effects == [.hangUp(Self.stray)])
            #expect(desk.journal.commits.isEmpty)
        }
    }

    @Test func `what was seen is told at once, and remembered when there is room again`()
        async throws
    {
        var options = Desk.Options()
        // No deadline wakes the sequencer before this test's time is over.
        options.change = { ($0.validationRingSeconds, $0.pinSeconds) = (3_600, 3_600) }
        try await Desk.open(options) { desk in
            let attempt = try await desk.opened()
            desk.journal.clear()
            desk.memory.failure = Self.full
            desk.see(.legGone(attempt.leg, .hungUp))
            #expect(try await desk.session()?.connection.isOpen == false)
            #expect(
                desk.journal.notices.contains(.connectionClosed(attempt.id, .phoneHungUp)))
            #expect(try desk.memory.load().agents.first?.connection.isOpen == true)
            await waitUntilRestored(desk)
            let session = try #require(try await desk.session())
            #expect(try desk.memory.load().agents == [session])
        }
    }

    @Test func `commands are undone and observations kept when both came together`() async throws {
        var options = Desk.Options()
        options.maximumWaiting = 1
        try await Desk.open(options) { desk in
            let attempt = try await desk.opened()
            desk.journal.clear()
            let logIn = Command.logIn(Desk.bob, resuming: nil)
            let answers = try await desk.whileHeld {
                desk.memory.failure = Self.full
                desk.see(.legRinging(Self.stray))
                let answers = await desk.fillIntake(with: logIn, room: 1)
                desk.see(.legGone(attempt.leg, .hungUp))
                return answers
            }
            #expect(await answers.all() == [.failure(Self.unavailable)])
            #expect(try await desk.session(of: Desk.bob) == nil)
            #expect(try await desk.session()?.connection.isOpen == false)
            #expect(
                desk.journal.effects == [.hangUp(Self.stray), .dissolve(attempt.home)])
        }
    }

    @Test func `people are told once that the store is lost, and once that it is back`()
        async throws
    {
        try await Desk.open { desk in
            desk.health.update { $0.phoneSystem = nil }
            desk.memory.failure = Self.full
            for _ in 1...3 { _ = await desk.ask(.logIn(Desk.alice, resuming: nil)) }
            #expect(desk.health.report.store == Self.full.description)
            #expect(!desk.health.report.isReady)
            desk.see(.legAnswered(Self.stray))
            try await desk.settled()
            await waitUntilRestored(desk)
            #expect(desk.health.report.store == nil)
            #expect(desk.health.report.isReady)
            _ = try await desk.sequencer.perform(.logIn(Desk.alice, resuming: nil))
            let told = desk.journal.entries.compactMap { entry -> String? in
                guard case .told(let posting) = entry else { return nil }
                switch posting.content {
                case .notice: return nil
                case .serviceDegraded(let why): return why
                case .serviceRestored: return "restored"
                }
            }
            #expect(told == [Self.full.description, "restored"])
        }
    }

    @Test func `of what could not be remembered the latest of each root is kept`() async throws {
        try await Desk.open { desk in
            let attempt = try await desk.dialing()
            desk.journal.clear()
            desk.memory.failure = Self.full
            for sight in [
                Observation.legRinging(attempt.leg), .legAnswered(attempt.leg),
                .legGone(attempt.leg, .hungUp),
            ] {
                desk.see(sight)
                try await desk.settled()
            }
            await waitUntilRestored(desk)
            let session = try await desk.session()
            #expect(desk.journal.commits == [[.agent(Desk.alice, session)]])
        }
    }

    @Test func `a later command is remembered with, and over, all that waited before it`()
        async throws
    {
        try await Desk.open { desk in
            let attempt = try await desk.opened()
            desk.memory.failure = Self.full
            desk.see(.legGone(attempt.leg, .hungUp))
            try await desk.settled()
            desk.memory.failure = nil
            _ = try await desk.sequencer.perform(.setStatus(Desk.alice, .onBreak, reason: "tea"))
            let session = try #require(try await desk.session())
            #expect(session.requested == .onBreak)
            #expect(!session.connection.isOpen)
            #expect(try desk.memory.load().agents == [session])
        }
    }

    private static func customer(_ name: String) -> Observation {
        .customerArrived(
            CustomerLeg(leg: LegID(name), kind: .own, isAnswered: false), Desk.alice,
            OfferDetails(caller: Caller(number: "+33100", name: "")))
    }

    /// The names of all places that the PBX was asked for.
    private func places(_ desk: Desk) -> Set<BridgeID> {
        desk.journal.effects.reduce(into: []) { places, effect in
            switch effect {
            case .prepare(let bridge), .keepWaiting(_, let bridge): places.insert(bridge)
            default: break
            }
        }
    }

    @Test func `W2 no name is used twice, though the service is killed while the disk is full`()
        async throws
    {
        var options = Desk.Options()
        options.change = { $0.missedOffersBeforeBreak = 99 }
        let (before, attempt) = try await Desk.open(options) { desk in
            let attempt = try await desk.opened()
            desk.memory.failure = Self.full
            desk.see(Self.customer("1"))
            try await desk.settled()
            return (places(desk), attempt)
        }
        #expect(before.count == 2)
        options.memory.failure = nil
        options.isPhoneSystemSeen = false
        try await Desk.open(options) { desk in
            let leg = Survey.Leg(
                id: attempt.leg, isUp: true, isRinging: false, bridge: attempt.home,
                hasCompany: false, arrival: nil)
            desk.surveyed([leg])
            desk.see(Self.customer("2"))
            try await desk.settled()
            let after = places(desk)
            #expect(after.count == 2)
            #expect(after.isDisjoint(with: before))
        }
    }

    @Test func `a customer goes back to the dialplan when no name is left that is safe to use`()
        async throws
    {
        var options = Desk.Options()
        options.change = { $0.missedOffersBeforeBreak = 99 }
        try await Desk.open(options) { desk in
            _ = try await desk.opened()
            desk.memory.failure = Self.full
            var refused = 0
            for index in 0..<10_000 {
                desk.journal.clear()
                let leg = LegID("\(index)")
                desk.see(Self.customer(leg.rawValue))
                desk.see(.legGone(leg, .hungUp))
                try await desk.settled()
                if places(desk).isEmpty {
                    refused = index
                    break
                }
            }
            #expect(refused > 0)
            desk.journal.clear()
            let last = CustomerLeg(leg: LegID("last"), kind: .own, isAnswered: false)
            desk.see(Self.customer("last"))
            try await desk.settled()
            #expect(desk.journal.effects == [.release(last, .unavailable)])
            desk.memory.failure = nil
            _ = try await desk.sequencer.perform(.logIn(Desk.bob, resuming: nil))
            desk.journal.clear()
            desk.see(Self.customer("welcome"))
            try await desk.settled()
            #expect(places(desk).count == 2)
        }
    }

    @Test func `W2 what people end is ended, though the disk is full`() async throws {
        try await Desk.open { desk in
            let attempt = try await desk.opened()
            desk.see(Self.customer("1"))
            let id = try #require(
                try await desk.sequencer.read {
                    $0.offers.values.first { $0.state == .pending }?.id
                })
            guard case .accepted(let call) = try await desk.sequencer.perform(.accept(id)) else {
                Issue.record("not accepted")
                return
            }
            desk.journal.clear()
            desk.memory.failure = Self.full
            #expect(await desk.ask(.hangUp(call)) == .success(.done))
            let customer = CustomerLeg(leg: LegID("1"), kind: .own, isAnswered: false)
            #expect(desk.journal.effects.contains(.release(customer, .agentHungUp)))
            #expect(await desk.ask(.closeConnection(Desk.alice, by: .agent)) == .success(.done))
            #expect(desk.journal.effects.contains(.hangUp(attempt.leg)))
            #expect(await desk.ask(.logOut(Desk.alice)) == .success(.done))
            #expect(try await desk.session() == nil)
            await waitUntilRestored(desk)
            #expect(try desk.memory.load().agents.isEmpty)
        }
    }

    @Test func `a command is not refused for the sake of one that is undone`() async throws {
        var options = Desk.Options()
        options.maximumWaiting = 2
        try await Desk.open(options) { desk in
            let answers = try await desk.whileHeld {
                desk.memory.failure = Self.full
                return await desk.fillIntake(with: .logIn(Desk.bob, resuming: nil), room: 2)
            }
            // The second was `alreadyLoggedIn` only as long as the first stood.
            let both = await answers.all()
            #expect(both == [.failure(Self.unavailable), .failure(Self.unavailable)])
        }
    }

    @Test func `who is told that the store is back is told how long it was away`() async throws {
        try await Desk.open { desk in
            desk.memory.failure = Self.full
            desk.see(.legAnswered(Self.stray))
            try await desk.settled()
            try await Task.sleep(for: .milliseconds(50))
            desk.memory.failure = nil
            for await lot in desk.told {
                for posting in lot {
                    guard case .serviceRestored(let gap) = posting.content else { continue }
                    #expect(gap >= 50)
                    return
                }
            }
        }
    }

    @Test func `what the start decides is kept, though it cannot be stored then`() async throws {
        var options = Desk.Options()
        try await Desk.open(options) { desk in
            _ = try await desk.sequencer.perform(.logIn(Desk.alice, resuming: nil))
        }
        options.isAliceHired = false
        options.isPhoneSystemSeen = false
        options.memory.failure = Self.full
        try await Desk.open(options) { desk async throws in
            // Her session ended with her being taken out of the directory.
            #expect(try await desk.session() == nil)
            #expect(try desk.memory.load().agents.count == 1)
            await waitUntilRestored(desk)
            #expect(try desk.memory.load().agents.isEmpty)
        }
    }

    @Test func `that it is away, and back after how long, is in the audit journal, too`()
        async throws
    {
        try await Desk.open { desk in
            desk.memory.failure = Self.full
            desk.see(.legAnswered(Self.stray))
            try await desk.settled()
            try await Task.sleep(for: .milliseconds(1_500))
            await waitUntilRestored(desk)
            try await desk.settled()
            let lines = try desk.memory.entries(AuditQuery()).filter {
                $0.what.hasPrefix("service")
            }
            #expect(lines.map(\.what) == ["serviceDegraded", "serviceRestored"])
            #expect(lines.first?.detail == Self.full.description)
            let gap = try #require(lines.last?.detail?.split(separator: " ").last)
            #expect(try #require(Int(gap)) >= 1_500)
            let (lost, back) = (try #require(lines.first), try #require(lines.last))
            #expect(back.at.milliseconds(since: lost.at) >= 1_500)
        }
    }

    @Test func `a command that is refused anyway keeps its reason`() async throws {
        try await Desk.open { desk in
            desk.memory.failure = Self.full
            desk.see(.legAnswered(Self.stray))
            #expect(
                await desk.ask(.openConnection(Desk.alice)) == .failure(.refused(.notLoggedIn)))
        }
    }
}
