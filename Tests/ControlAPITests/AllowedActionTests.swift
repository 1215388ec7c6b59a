internal import ConnectionMode
internal import Storage
internal import Testing

@testable internal import ControlAPI

/// `allowedActions` and `refusedActions` are honest: what the first lists is not refused, and what the
/// second lists is, for the very reason.
struct AllowedActionTests {
    private static let key = Desk.alice
    private static let now = Instant(millisecondsSince1970: 1_000)

    /// Ways into every state that an agent can be in.
    enum Situation: CaseIterable {
        case loggedOut, loggedIn, dialing, ringing, verifying, open, offered, inCall
        case persistentOff, phoneSystemAway, offeredAndAway, pinLocked, dialedTooOften,
            workplaceTaken, talking, held, wrappingUp
    }

    private static func actions(_ token: Desk.Token, in model: ConnectionModel) -> Actions {
        Actions(for: Bearer(token.record), on: key, in: model, at: now)
    }

    @Test(arguments: Situation.allCases)
    func `what is allowed is not refused, and the rest is, for the reason that is given`(
        _ situation: Situation
    ) throws {
        let model = try Self.model(in: situation)
        let own = Self.actions(.alice, in: model)
        // These are never the agent's.
        let overseers: Set<AllowedAction> = [
            .liftPinLock, .superviseCall, .changeSupervision, .endSupervision,
        ]
        for action in AllowedAction.allCases where !overseers.contains(action) {
            let code = Self.refusal(of: action, by: model)
            #expect(own.allowed.contains(action) == (code == nil), "\(action)")
            #expect(own.refused.first { $0.action == action }?.code == code, "\(action)")
        }
        #expect(
            own.allowed.count + own.refused.count == AllowedAction.allCases.count - overseers.count)
        let ends: Set<AllowedAction> = [.logOut, .closeConnection, .hangUp, .cancelTransfer]
        let supervised = Self.actions(.supervisor, in: model)
        #expect(
            supervised.allowed.filter { !overseers.contains($0) }
                == own.allowed.filter { ends.contains($0) })
        #expect(
            supervised.refused.filter { !overseers.contains($0.action) }
                == own.refused.filter { ends.contains($0.action) })
        for action in overseers where action != .liftPinLock {
            let code = Self.refusal(of: action, by: model)
            #expect(supervised.allowed.contains(action) == (code == nil), "\(action)")
            #expect(supervised.refused.first { $0.action == action }?.code == code, "\(action)")
        }
        #expect(supervised.allowed.contains(.liftPinLock) == (situation == .pinLocked))
        for other in [Desk.Token.bob, .router, .foreign] {
            let none = Self.actions(other, in: model)
            #expect(none.allowed.isEmpty && none.refused.isEmpty)
        }
    }

    @Test(arguments: [
        (Situation.loggedOut, AllowedAction.openConnection, "notLoggedIn"),
        (.loggedIn, .logIn, "alreadyLoggedIn"),
        (.loggedIn, .closeConnection, "connectionAlreadyClosed"),
        (.loggedIn, .acceptOffer, "offerUnknown"), (.loggedIn, .hangUp, "callUnknown"),
        (.open, .completeWrapUp, "notWrappingUp"), (.inCall, .hold, "callNotConnected"),
        (.open, .mute, "callUnknown"), (.held, .sendDigits, "callIsHeld"),
        (.dialing, .confirmPin, "pinNotSpokenYet"), (.dialing, .openConnection, "attemptUnderWay"),
        (.open, .confirmPin, "connectionAlreadyOpen"), (.inCall, .logOut, "inCall"),
        (.inCall, .closeConnection, "inCall"), (.inCall, .placeCall, "inCall"),
        (.offered, .placeCall, "offerPending"), (.verifying, .placeCall, "connectionNotOpen"),
        (.persistentOff, .openConnection, "persistentNotEnabled"),
        (.phoneSystemAway, .openConnection, "phoneSystemAway"),
        (.offeredAndAway, .acceptOffer, "phoneSystemAway"),
        (.pinLocked, .openConnection, "pinLocked"),
        (.dialedTooOften, .openConnection, "dialRateLimited"),
        (.workplaceTaken, .openConnection, "workplaceInUse"),
    ])
    func `each reason is one that a person can do something about`(
        _ situation: Situation, _ action: AllowedAction, _ code: String
    ) throws {
        let refused = Self.actions(.alice, in: try Self.model(in: situation)).refused
        #expect(refused.first { $0.action == action }?.code.rawValue == code)
    }

    @Test func `trying changes nothing`() throws {
        for situation in Situation.allCases {
            let model = try Self.model(in: situation)
            let before = model.takeDecision().changes
            _ = Self.actions(.alice, in: model)
            _ = Self.actions(.supervisor, in: model)
            #expect(model.takeDecision().changes == before)
            #expect(model.agents == (try Self.model(in: situation)).agents)
        }
    }

    private static func model(in situation: Situation) throws -> ConnectionModel {
        var directory = Desk.directory
        if situation == .persistentOff {
            directory.tenants[key.tenant]?.policy.persistentEnabled = false
        }
        if situation == .wrappingUp {
            directory.tenants[key.tenant]?.policy.wrapUpSeconds = 30
        }
        if situation == .workplaceTaken {
            let bob = AgentID("bob")
            let place = directory.profile(of: key)?.workplace
            if let place { directory.tenants[key.tenant]?.agents[bob]?.workplace = place }
        }
        var model = ConnectionModel(epoch: "test01", directory: directory, at: now)
        model.keep()
        model.observe(.surveyed(Survey(nodeRun: "1", legs: [], bridges: [])), at: now)
        func perform(_ command: Command) throws {
            _ = try model.perform(command, at: now, chance: Nonce(high: 1, low: 2))
        }
        guard situation != .loggedOut else { return model }
        try perform(.logIn(key, resuming: nil))
        if situation == .pinLocked {
            for _ in 0..<3 {
                try perform(.openConnection(key))
                let attempt = try #require(model.agents[key]?.connection.attempt)
                model.observe(.legAnswered(attempt.leg), at: now)
                for _ in 0..<3 { try perform(.confirmPIN(key, attempt.id, .wrong)) }
            }
        }
        if situation == .dialedTooOften {
            for _ in 0..<5 {
                try perform(.openConnection(key))
                try perform(.closeConnection(key, by: .agent))
            }
        }
        if situation == .workplaceTaken {
            let bob = AgentKey(tenant: key.tenant, agent: AgentID("bob"))
            try perform(.logIn(bob, resuming: nil))
            try perform(.openConnection(bob))
        }
        if situation == .phoneSystemAway { model.observe(.linkLost, at: now) }
        let steps: [Situation] = [.dialing, .ringing, .verifying, .open, .offered, .inCall]
        let goal: Situation =
            switch situation {
            case .offeredAndAway: .offered
            case .talking, .held, .wrappingUp: .inCall
            default: situation
            }
        guard let last = steps.firstIndex(of: goal) else { return model }
        try perform(.setStatus(key, .available, reason: nil))
        let attempt = try #require(model.agents[key]?.connection.attempt)
        if last >= 1 { model.observe(.legRinging(attempt.leg), at: now) }
        if last >= 2 { model.observe(.legAnswered(attempt.leg), at: now) }
        if last >= 3 { try perform(.confirmPIN(key, attempt.id, .right)) }
        if last >= 4 {
            let customer = CustomerLeg(leg: LegID("caller"), kind: .own, isAnswered: true)
            let details = OfferDetails(caller: Caller(number: "", name: ""))
            model.observe(.customerArrived(customer, key, details), at: now)
        }
        if last >= 5 { try perform(.accept(try #require(model.offers.keys.first))) }
        if situation == .offeredAndAway { model.observe(.linkLost, at: now) }
        if [.talking, .held, .wrappingUp].contains(situation) {
            let call = try #require(model.calls.values.first)
            for leg in [call.agentLeg, call.customer.leg] {
                model.observe(.legEntered(leg, call.talkingBridge), at: now)
            }
            if situation == .held { try perform(.hold(call.id)) }
            if situation == .wrappingUp {
                model.observe(.legGone(call.customer.leg, .hungUp), at: now)
            }
        }
        return model
    }

    /// Why the model does not take the action; nil when it does.
    private static func refusal(
        of action: AllowedAction, by model: ConnectionModel
    ) -> ProblemCode? {
        var model = model
        let attempt = model.agents[key]?.connection.attempt?.id ?? AttemptID("none")
        let offer = model.offers.values.first?.id ?? OfferID("none")
        // Nor is there anything to do with a call that is over.
        let call = model.calls.values.first { $0.state != .ended }?.id ?? CallID("none")
        let participant = model.calls[call]?.third?.id ?? ParticipantID("none")
        let supervision = model.calls[call]?.supervision?.id ?? SupervisionID("none")
        let recording = model.calls[call]?.recording?.id ?? RecordingID("none")
        let nowhere = TransferTarget.destination(Workplace(kind: .endpoint, address: ""))
        let command: Command =
            switch action {
            case .logIn: .logIn(key, resuming: nil)
            case .logOut: .logOut(key)
            case .setStatus: .setStatus(key, .onBreak, reason: nil)
            case .openConnection: .openConnection(key)
            case .closeConnection: .closeConnection(key, by: .agent)
            case .confirmPin: .confirmPIN(key, attempt, .wrong)
            // An offer that was accepted is none any more; Accept repeated is no new action.
            case .acceptOffer: .accept(model.calls.isEmpty ? offer : OfferID("none"))
            case .rejectOffer: .reject(model.calls.isEmpty ? offer : OfferID("none"))
            case .placeCall:
                .placeCall(key, CallOrder(to: Workplace(kind: .endpoint, address: "1")))
            case .hangUp: .hangUp(call)
            case .hold: .hold(call)
            case .resume: .resume(call)
            case .mute: .mute(call, true)
            case .unmute: .mute(call, false)
            case .sendDigits: .sendDigits(call, .plainest)
            case .transfer: .transfer(call, to: nowhere)
            case .consult: .consult(call, nowhere, joins: false)
            case .addParticipant: .consult(call, nowhere, joins: true)
            case .swapTransfer: .direct(call, participant, .swap)
            case .joinTransfer: .direct(call, participant, .join)
            case .completeTransfer: .direct(call, participant, .complete)
            case .cancelTransfer: .direct(call, participant, .dismiss)
            case .completeWrapUp: .completeWrapUp(key)
            case .startRecording: .startRecording(call)
            case .pauseRecording: .pauseRecording(call, recording, true)
            case .resumeRecording: .pauseRecording(call, recording, false)
            case .stopRecording: .stopRecording(call, recording)
            case .liftPinLock: .liftPINLock(key)
            case .superviseCall:
                .supervise(
                    call, .monitor,
                    from: Workplace(kind: .phoneNumber, address: "030 7654321"),
                    by: SupervisorID("supervisor"))
            case .changeSupervision: .changeSupervision(call, supervision, .monitor)
            case .endSupervision: .stopSupervision(call, supervision)
            }
        do {
            _ = try model.perform(command, at: now, chance: Nonce(high: 3, low: 4))
            return nil
        } catch {
            return Problem(error).code
        }
    }
}
