internal import ConnectionMode
internal import Storage
internal import Testing

@testable internal import ControlAPI

/// `allowedActions` is honest: what it lists is not refused, and what it leaves out is.
struct AllowedActionTests {
    private static let key = Desk.alice
    private static let now = Instant(millisecondsSince1970: 1_000)

    /// Ways into every state that an agent can be in.
    enum Situation: CaseIterable {
        case loggedOut, loggedIn, dialing, ringing, verifying, open, offered, inCall
        case persistentOff, phoneSystemAway, offeredAndAway, pinLocked
    }

    @Test(arguments: Situation.allCases)
    func `what is allowed is not refused, and the rest is`(_ situation: Situation) throws {
        let model = try Self.model(in: situation)
        let agent = Bearer(Desk.Token.alice.record)
        let allowed = AllowedAction.all(for: agent, on: Self.key, in: model)
        // Lifting is done again without complaint, and never by the agent.
        for action in AllowedAction.allCases where action != .liftPinLock {
            #expect(
                allowed.contains(action) == Self.isTaken(action, by: model), "\(action)")
        }
        let ends: Set<AllowedAction> = [.logOut, .closeConnection, .hangUp]
        let supervisor = Bearer(Desk.Token.supervisor.record)
        let supervised = AllowedAction.all(for: supervisor, on: Self.key, in: model)
        #expect(supervised.filter { $0 != .liftPinLock } == allowed.filter { ends.contains($0) })
        #expect(supervised.contains(.liftPinLock) == (situation == .pinLocked))
        #expect(!allowed.contains(.liftPinLock))
        for other in [Desk.Token.bob, .foreign] {
            #expect(
                AllowedAction.all(for: Bearer(other.record), on: Self.key, in: model).isEmpty)
        }
    }

    private static func model(in situation: Situation) throws -> ConnectionModel {
        var directory = Desk.directory
        if situation == .persistentOff {
            directory.tenants[key.tenant]?.policy.persistentEnabled = false
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
        if situation == .phoneSystemAway { model.observe(.linkLost, at: now) }
        let steps: [Situation] = [.dialing, .ringing, .verifying, .open, .offered, .inCall]
        let goal = situation == .offeredAndAway ? .offered : situation
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
        return model
    }

    /// Whether the model takes the action.
    private static func isTaken(_ action: AllowedAction, by model: ConnectionModel) -> Bool {
        var model = model
        let attempt = model.agents[key]?.connection.attempt?.id ?? AttemptID("none")
        let offer = model.offers.values.first?.id ?? OfferID("none")
        let call = model.calls.values.first?.id ?? CallID("none")
        let command: Command =
            switch action {
            case .logIn: .logIn(key, resuming: nil)
            case .logOut: .logOut(key)
            case .setStatus: .setStatus(key, .onBreak, reason: nil)
            case .openConnection: .openConnection(key)
            case .closeConnection: .closeConnection(key, by: .agent)
            case .confirmPin: .confirmPIN(key, attempt, .wrong)
            // Repeated they are the same, which is no new action.
            case .acceptOffer: .accept(model.calls.isEmpty ? offer : OfferID("none"))
            case .rejectOffer: .reject(offer)
            case .hangUp: .hangUp(call)
            case .liftPinLock: .liftPINLock(key)
            }
        do {
            _ = try model.perform(command, at: now, chance: Nonce(high: 3, low: 4))
            return true
        } catch {
            return false
        }
    }
}
