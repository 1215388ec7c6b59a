import ConnectionMode
import Orchestration
import Storage

/// A person who takes calls: a console, a phone, and a mind of their own.
final class Agent: @unchecked Sendable {  // one thread has it
    unowned let world: World
    let key: AgentKey
    /// One at each of their workplaces, the usual one first.
    let phones: [Phone]
    private var session: SessionID?
    private var lastAttempt: AttemptID?
    private var lastOffer: OfferID?
    private var lastCall: CallID?
    private var isAtHome = false

    init(_ key: AgentKey, _ world: World) {
        self.key = key
        self.world = world
        let places = (world.directory.profile(of: key)?.workplaces ?? [])
            .filter { $0 != Organisation.supervisors }
        phones = places.map { Phone(key, address: $0.address, world) }
    }

    private var state: AgentSession? { world.service.run?.model?.agents[key] }

    // MARK: Life

    /// Logs in and opens the connection, before anything goes wrong.
    func beginAtWork() {
        ask(.logIn(key, resuming: nil))
        world.after(10) { [self] in ask(.setStatus(key, .available, reason: nil)) }
    }

    func liveOn() {
        guard !world.isHealed, !isAtHome else { return }
        act()
        world.after(world.chance.span(upTo: 4_000)) { [self] in liveOn() }
    }

    func goHome() {
        isAtHome = true
        world.after(world.chance.below(3_000)) { [self] in ask(.logOut(key, .now)) }
    }

    private func act() {
        guard let run = world.service.run, run.isListening else { return }
        if world.chance.happens(15) { anyPhone.isRegistered.toggle() }
        if world.weather.phonesVanish, world.chance.happens(20) { anyPhone.vanish() }
        if world.weather.actsInCalls, world.chance.happens(20) { anyPhone.pressHold() }
        guard let state else {
            if world.chance.happens(700) {
                ask(.logIn(key, resuming: world.chance.happens(200) ? session : nil))
            }
            return
        }
        lastAttempt = state.connection.attempt?.id ?? lastAttempt
        switch state.engagement {
        case .offered(let offer):
            answer(offer)
            lastOffer = offer
        case .inCall(let call):
            inCall(call)
            lastCall = call
        case .free: free(state)
        }
    }

    private func answer(_ offer: OfferID) {
        let deed = world.chance.pick(weighted: [
            (60, 0), (8, 1), (8, 2), (12, 3), (3, 4), (3, 5), (3, 6), (3, 7),
        ])
        switch deed {
        case 0: accept(offer)
        case 1:
            accept(offer)
            accept(offer)
        case 2: ask(.reject(offer))
        case 4: ask(.setStatus(key, .onBreak, reason: "lunch"))
        case 5: ask(.logOut(key))
        case 6: ask(.closeConnection(key, by: world.chance.pick([.agent, .admin])))
        case 7:
            if let lastOffer { accept(lastOffer) }
        default: break
        }
    }

    private func inCall(_ call: CallID) {
        if world.weather.actsInCalls, world.chance.happens(300) { return act(in: call) }
        if world.weather.records, world.chance.happens(350) { return record(call) }
        if world.weather.consults, world.chance.happens(350) { return consult(in: call) }
        if world.weather.transfers, world.chance.happens(150) {
            let others = world.agents.filter { $0.key.tenant == key.tenant }.map(\.key.agent)
            return ask(.transfer(call, to: .agent(world.chance.pick(others))))
        }
        let deed = world.chance.pick(weighted: [
            (50, 0), (22, 1), (4, 2), (4, 3), (4, 4), (3, 5), (4, 6), (3, 7), (3, 8), (3, 9),
        ])
        switch deed {
        case 1: ask(.hangUp(call))
        case 2:
            ask(.hangUp(call))
            ask(.hangUp(call))
        case 3: ask(.logOut(key, .now))
        case 4: ask(.logOut(key, .afterCall))
        case 5: ask(.logOut(key))
        case 6: ask(.setStatus(key, .onBreak, reason: nil))
        case 7: ask(.closeConnection(key, by: .agent))
        case 8:
            if let lastOffer { accept(lastOffer) }
        case 9: ask(.logIn(key, resuming: nil, takingOver: true))
        default: break
        }
    }

    private func consult(in call: CallID) {
        guard let third = world.service.run?.model?.calls[call]?.third else {
            let order = Callee.order(&world.chance)
            return ask(
                .consult(call, .destination(order.destination), joins: world.chance.happens(300)))
        }
        let wish: ThirdPartyWish = world.chance.pick(weighted: [
            (30, .swap), (25, .join), (25, .complete), (20, .dismiss),
        ])
        ask(.direct(call, third.id, wish))
        if world.chance.happens(100) {
            ask(.direct(call, third.id, world.chance.pick(ThirdPartyWish.allCases)))
        }
    }

    private func record(_ call: CallID) {
        guard let recording = world.service.run?.model?.calls[call]?.recording else {
            return ask(.startRecording(call))
        }
        switch world.chance.below(8) {
        case 0, 1: ask(.pauseRecording(call, recording.id, true))
        case 2, 3, 4: ask(.pauseRecording(call, recording.id, false))
        case 5: ask(.stopRecording(call, recording.id))
        case 6: ask(.startRecording(call))
        default:
            ask(.pauseRecording(call, recording.id, true))
            ask(.pauseRecording(call, recording.id, false))
        }
    }

    private func act(in call: CallID) {
        switch world.chance.below(12) {
        case 0, 1, 2: ask(.hold(call))
        case 3, 4, 5, 6: ask(.resume(call))
        case 7: ask(.mute(call, true))
        case 8: ask(.mute(call, false))
        case 9: ask(.sendDigits(call, .plainest))
        default:
            ask(.hold(call))
            ask(.resume(call))
        }
    }

    private func free(_ state: AgentSession) {
        if state.wrapUp != nil, world.chance.happens(300) { ask(.completeWrapUp(key)) }
        if world.chance.happens(60) { changeSettings() }
        if world.weather.callsOut, world.chance.happens(120) { callOut() }
        if phones.count > 1, world.chance.happens(60) { move() }
        switch state.connection {
        case .closed where state.mode == .onDemand:
            switch world.chance.below(20) {
            case 0: ask(.logOut(key))
            case 1: ask(.setStatus(key, .onBreak, reason: nil))
            case 2: ask(.openConnection(key))
            case 3: ask(.setStatus(key, .workingOffline, reason: nil))
            default:
                if state.requested != .available, world.chance.happens(500) {
                    ask(.setStatus(key, .available, reason: nil))
                }
            }
        case .closed:
            switch world.chance.below(10) {
            case 0...5: ask(.setStatus(key, .available, reason: nil))
            case 6: ask(.openConnection(key))
            case 7: ask(.setStatus(key, .workingOffline, reason: nil))
            case 8: ask(.liftPINLock(key))
            default: ask(.logOut(key))
            }
        case .waiting(let phase): wait(for: phase.attempt)
        case .dialing(let phase): wait(for: phase.attempt)
        case .ringing(let phase): wait(for: phase.attempt)
        case .verifying(let phase): verify(phase.attempt)
        case .open:
            switch world.chance.below(30) {
            case 0: ask(.logOut(key))
            case 1: ask(.closeConnection(key, by: .agent))
            case 2: ask(.setStatus(key, .onBreak, reason: nil))
            case 3: ask(.logIn(key, resuming: session, takingOver: world.chance.happens(500)))
            case 4:
                if let lastCall { ask(.hangUp(lastCall)) }
            case 5: ask(.openConnection(key))
            default:
                if state.requested != .available, world.chance.happens(500) {
                    ask(.setStatus(key, .available, reason: nil))
                }
            }
        }
    }

    private func changeSettings() {
        var change = SettingsChange(isConfirmed: world.chance.happens(800))
        if world.chance.happens(700) {
            change.connectionMode = world.chance.pick([.onDemand, .persistent])
            if change.connectionMode == .persistent, world.chance.happens(700) {
                ask(.setStatus(key, .workingOffline, reason: nil))
            }
        }
        if world.chance.happens(500) { change.autoAnswer = world.chance.happens(500) }
        ask(.changeSettings(key, change))
    }

    private var anyPhone: Phone { phones.count > 1 ? world.chance.pick(phones) : phones[0] }

    private func phone(of attempt: Attempt) -> Phone? {
        phones.first { $0.leg?.id == attempt.leg.rawValue }
    }

    private func move() {
        let place = Workplace(kind: .endpoint, address: anyPhone.address)
        if state?.requested == .workingOffline, world.chance.happens(500) {
            ask(.validateWorkplace(key, place))
        } else {
            ask(.changeSettings(key, SettingsChange(workplace: place)))
        }
    }

    private func callOut() { ask(.placeCall(key, Callee.order(&world.chance))) }

    private func wait(for attempt: Attempt) {
        switch world.chance.below(30) {
        case 0: ask(.closeConnection(key, by: .agent))
        case 1: ask(.logOut(key))
        case 2: ask(.setStatus(key, .onBreak, reason: nil))
        case 3: ask(.openConnection(key))
        case 4: type("0000", attempt.id)
        case 5: if phones.count > 1 { move() }
        default: break
        }
    }

    private func verify(_ attempt: Attempt) {
        let heard = phone(of: attempt)?.pin
        switch world.chance.below(30) {
        case 0: ask(.closeConnection(key, by: .agent))
        case 1: ask(.logOut(key))
        case 2, 3, 4: type("0000", attempt.id)
        case 5:
            if let lastAttempt, let heard { type(heard, lastAttempt) }
        case 6: type(heard ?? "1", AttemptID("oh-sim-a0"))
        default:
            if let heard { type(heard, attempt.id) }
        }
    }

    // MARK: Asking

    private func accept(_ offer: OfferID) { ask(.accept(offer)) }

    private func type(_ pin: String, _ attempt: AttemptID) {
        guard let run = world.service.run else { return }
        world.judge.types(pin, key, phones, attempt)
        world.note("\(key) types a PIN for \(attempt)")
        run.take(.confirm(key, attempt, typed: pin, by: actor, reply("the PIN", run)))
    }

    private func ask(_ command: Command) {
        guard let run = world.service.run, run.isListening else { return }
        world.note("\(key) asks: \(command)")
        let judge = world.judge
        run.take(
            .command(
                command, by: actor,
                mayDo: { [key] model in
                    if run.isAlive { judge.isDone(command, by: key, model) }
                    return true
                }, reply("\(command)", run)))
    }

    private var actor: Actor { Actor(tenant: key.tenant, name: "\(key)") }

    private func reply(
        _ text: @autoclosure () -> String, _ run: ServiceRun
    ) -> SequencerInput.Reply {
        let text = world.transcript.isRecording ? text() : ""
        return { [self] result, _ in
            guard run.isAlive else { return }
            switch result {
            case .success(let answer):
                if case .loggedIn(let id, _) = answer { session = id }
                world.note("\(key) is answered: \(answer) (\(text))")
            case .failure(let failure): world.note("\(key) is refused: \(failure) (\(text))")
            }
        }
    }
}
