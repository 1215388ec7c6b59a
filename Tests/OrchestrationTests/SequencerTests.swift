internal import ConnectionMode
internal import Orchestration
internal import Storage
internal import Testing

@Suite(.timeLimit(.minutes(1))) struct `Decide, remember, act` {
    /// An agent's day, one input after the other; each is decided alone.
    private func day(_ desk: Desk) async throws {
        let attempt = try await desk.opened()
        let customer = CustomerLeg(leg: LegID("caller-1"), kind: .own, isAnswered: true)
        let details = OfferDetails(caller: Caller(number: "+41441234567", name: "Carol"))
        desk.see(.customerArrived(customer, Desk.alice, details))
        let offer = try #require(try await desk.sequencer.read { $0.offers.keys.first })
        _ = try await desk.sequencer.perform(.accept(offer))
        let talk = try await desk.sequencer.read { $0.calls.values.first?.talkingBridge }
        let bridge = try #require(talk)
        desk.see(.legEntered(attempt.leg, bridge))
        try await desk.settled()
        desk.see(.legEntered(customer.leg, bridge))
        try await desk.settled()
        desk.see(.legGone(customer.leg, .hungUp))
        try await desk.settled()
        _ = try await desk.sequencer.perform(.logOut(Desk.alice))
        desk.see(.legGone(attempt.leg, .hungUp))
        try await desk.settled()
    }

    @Test func `all day long a decision is remembered, then acted upon, then told`() async throws {
        try await Desk.open { desk in
            try await day(desk)
            var isRemembered = false
            var isTold = false
            for entry in desk.journal.entries {
                switch entry {
                case .remembered: (isRemembered, isTold) = (true, false)
                case .acted(let effect) where effect.precedesStoring: continue
                case .acted, .spoke: #expect(isRemembered && !isTold, "\(entry)")
                case .told:
                    #expect(isRemembered, "\(entry)")
                    isTold = true
                case .notRemembered: Issue.record("the store was in order")
                }
            }
            #expect(desk.journal.effects.count >= 10)
            #expect(
                desk.journal.notices.contains { if case .callEnded = $0 { true } else { false } })
        }
    }

    @Test func `an accept is acted upon at once, stored, and only then told`() async throws {
        try await Desk.open { desk in
            let attempt = try await desk.opened()
            let offer = try await offered(desk)
            desk.journal.clear()
            _ = try await desk.sequencer.perform(.accept(offer.id))
            let entries = desk.journal.entries
            let connect = Effect.connect(
                agent: attempt.leg, offer.customer, in: offer.talkingBridge)
            guard case .acted(connect)? = entries.first, case .remembered = entries[1] else {
                Issue.record("\(entries)")
                return
            }
            #expect(desk.journal.effects == [connect])
            guard case .acted(.standing(Desk.alice, let standing))? = entries.dropFirst(2).first,
                standing.availability == .busy
            else {
                Issue.record("queues are told when the customer has been seen to: \(entries)")
                return
            }
            #expect(entries.dropFirst(3).allSatisfy { if case .told = $0 { true } else { false } })
        }
    }

    @Test func `an accept stands though the disk is full, and is asked of the PBX once`()
        async throws
    {
        try await Desk.open { desk in
            let attempt = try await desk.opened()
            let offer = try await offered(desk)
            desk.journal.clear()
            desk.memory.failure = .unavailable("The disk is full: make room.")
            guard case .success(.accepted(let call)) = await desk.ask(.accept(offer.id)) else {
                Issue.record("not accepted")
                return
            }
            let connect = Effect.connect(
                agent: attempt.leg, offer.customer, in: offer.talkingBridge)
            #expect(desk.journal.effects == [connect])
            let state = try await desk.sequencer.read { $0.calls[call]?.state }
            #expect(state == .connecting)
        }
    }

    private func offered(_ desk: Desk) async throws -> Offer {
        let customer = CustomerLeg(leg: LegID("1795.1"), kind: .own, isAnswered: true)
        let details = OfferDetails(caller: Caller(number: "+33123456789", name: ""))
        desk.see(.customerArrived(customer, Desk.alice, details))
        return try #require(try await desk.sequencer.read { $0.offers.values.first })
    }

    @Test func `W2 a dial is handed out once its leg is remembered`() async throws {
        try await Desk.open { desk in
            let attempt = try await desk.dialing()
            let entries = desk.journal.entries
            let dialed = try #require(
                entries.firstIndex { if case .acted(.dial) = $0 { true } else { false } })
            guard case .remembered(let changes) = entries[dialed - 1] else {
                Issue.record("something else came before the dial: \(entries[dialed - 1])")
                return
            }
            let legs = changes.compactMap { change -> LegID? in
                guard case .agent(_, let session) = change else { return nil }
                return session?.connection.attempt?.leg
            }
            #expect(legs == [attempt.leg])
        }
    }

    @Test func `a command is answered when its effects are handed out and told`() async throws {
        try await Desk.open { desk in
            _ = try await desk.sequencer.perform(.logIn(Desk.alice, resuming: nil))
            desk.journal.clear()
            guard
                case .dialing(let id) = try await desk.sequencer.perform(
                    .openConnection(Desk.alice))
            else {
                Issue.record("another answer")
                return
            }
            #expect(desk.journal.effects.count == 1)
            #expect(desk.journal.notices == [.connectionDialing(id)])
        }
    }

    @Test func `a refused command remembers, does and tells nothing`() async throws {
        try await Desk.open { desk in
            #expect(
                await desk.ask(.openConnection(Desk.alice)) == .failure(.refused(.notLoggedIn)))
            #expect(desk.journal.entries.isEmpty)
        }
    }

    @Test func `a command that may not be done changes nothing and says so`() async throws {
        try await Desk.open { desk in
            await #expect(throws: CommandFailure.forbidden) {
                try await desk.sequencer.perform(
                    .logIn(Desk.alice, resuming: nil), if: { $0.agents.isEmpty == false },
                    then: { _, _ in Issue.record("nothing was done, so there is nothing to read") })
            }
            #expect(desk.journal.entries.isEmpty)
            let session = try await desk.session()
            #expect(session == nil)
        }
    }

    @Test func `what came of a command is read in the same turn, when it is remembered`()
        async throws
    {
        try await Desk.open { desk in
            let (memory, journal) = (desk.memory, desk.journal)
            let (answer, made, stored, told) = try await desk.sequencer.perform(
                .logIn(Desk.alice, resuming: nil), if: { $0.agents.isEmpty },
                then: { answer, model in
                    (
                        answer, model.agents[Desk.alice], try? memory.load().agents,
                        journal.notices.count
                    )
                })
            let session = try #require(made)
            #expect(answer == .loggedIn(session.id, isNew: true))
            #expect(stored == [session])
            #expect(told == 1)
        }
    }

    @Test func `inputs that wait are decided in order and remembered together`() async throws {
        try await Desk.open { desk in
            let attempt = try await desk.dialing()
            desk.journal.clear()
            try await desk.whileHeld {
                desk.see(.legRinging(attempt.leg))
                desk.see(.legAnswered(attempt.leg))
                desk.see(.legGone(attempt.leg, .hungUp))
            }
            try await desk.settled()
            #expect(desk.journal.commits.count == 1)
            let told = desk.journal.notices.compactMap { content -> String? in
                switch content {
                case .connectionRinging: "ringing"
                case .connectionVerifying: "verifying"
                case .connectionClosed: "closed"
                default: nil
                }
            }
            #expect(told == ["ringing", "verifying", "closed"])
        }
    }

    @Test func `what is read is stored, and a subscription made there begins there`() async throws {
        try await Desk.open { desk in
            _ = try await desk.sequencer.perform(.logIn(Desk.alice, resuming: nil))
            let (board, memory) = (desk.board, desk.memory)
            let (read, stored, subscription) = try await desk.sequencer.read { model in
                (
                    model.agents[Desk.alice], try? memory.load().agents,
                    board.subscribe { _ in true }
                )
            }
            let session = try #require(read)
            #expect(stored == [session])
            _ = try await desk.sequencer.perform(.logOut(Desk.alice))
            board.close()
            let first = try #require(await subscription.postings.first { _ in true }?.first)
            #expect(first.id.number == subscription.last.number + 1)
            guard case .notice(let notice) = first.content,
                case .statusChanged(let view) = notice.content
            else {
                Issue.record("something else was told: \(first)")
                return
            }
            #expect(view.status == .loggedOut)
        }
    }

    @Test func `W2 a started dial that is loaded again is looked for, and never dialled again`()
        async throws
    {
        let memory = InMemoryStore(epoch: "test01")
        let attempt = try await Desk.open(Desk.Options(memory: memory)) { try await $0.dialing() }
        let options = Desk.Options(memory: memory, isPhoneSystemSeen: false)
        try await Desk.open(options) { desk in
            desk.surveyed()
            try await desk.settled()
            #expect(desk.journal.effects == [.find(attempt.leg)])
        }
    }

    @Test func `W1 the PIN of a call outlives a restart, and stopping drops no leg`() async throws {
        let memory = InMemoryStore(epoch: "test01")
        let (attempt, pin) = try await Desk.open(Desk.Options(memory: memory)) { desk in
            let attempt = try await desk.verifying()
            return (attempt, try #require(desk.phones.heard(on: attempt.leg)))
        }
        let leg = Survey.Leg(
            id: attempt.leg, isUp: true, isRinging: false, bridge: nil, hasCompany: false,
            arrival: nil)
        let options = Desk.Options(memory: memory, isPhoneSystemSeen: false)
        try await Desk.open(options) { desk in
            desk.surveyed([leg])
            try await desk.settled()
            #expect(
                try await desk.sequencer.confirm(Desk.alice, attempt.id, typed: pin) == .done)
            #expect(try await desk.session()?.connection.isOpen == true)
            #expect(desk.journal.effects == [.park(attempt.leg, home: attempt.home)])
        }
    }

    @Test func `V5 a wrong PIN is told apart from the right one`() async throws {
        try await Desk.open { desk in
            let attempt = try await desk.verifying()
            let pin = try #require(desk.phones.heard(on: attempt.leg))
            let wrong = String(pin.reversed()) == pin ? pin + "0" : String(pin.reversed())
            #expect(
                try await desk.sequencer.confirm(Desk.alice, attempt.id, typed: wrong)
                    == .wrongPIN(attemptsLeft: 2))
            #expect(try await desk.session()?.connection.isOpen == false)
            #expect(
                try await desk.sequencer.confirm(Desk.alice, attempt.id, typed: pin) == .done)
            #expect(try await desk.session()?.connection.isOpen == true)
        }
    }

    @Test func `V4 the right PIN of a call that is over opens nothing`() async throws {
        try await Desk.open { desk in
            let first = try await desk.verifying()
            let pin = try #require(desk.phones.heard(on: first.leg))
            desk.see(.legGone(first.leg, .hungUp))
            _ = try await desk.sequencer.perform(.openConnection(Desk.alice))
            let second = try #require(try await desk.session()?.connection.attempt)
            desk.see(.legAnswered(second.leg))
            await #expect(throws: CommandFailure.refused(.attemptIsOver(first.id))) {
                try await desk.sequencer.confirm(Desk.alice, first.id, typed: pin)
            }
            #expect(try await desk.session()?.connection.isOpen == false)
        }
    }
}
