import ARI
import AsteriskGateway
import ConnectionMode
import Logging
import Orchestration
import Storage

/// One run of the service, from its start to its end: the real sequencer, model, translator and
/// procedures, with time, chance, store and network from the simulation.
final class ServiceRun: PhoneSystem, @unchecked Sendable {  // one thread has it
    private static let quietLogger = Logger(label: "simulation") { _ in SwiftLogNoOpLogHandler() }
    private static let secret = (0..<32).map { UInt8($0) }

    unowned let world: World
    let number: Int
    private var worker: SequencerWorker?
    private let listening: NoticeBoard.Subscription
    private var outbound = OutboundState(configuration: GatewayConfiguration())
    private var devices = DeviceStateQueue()
    private var waiting: [SequencerInput] = []
    private var isDeciding = false
    /// Which of the planned decisions is still to come.
    private var plan = 0
    private(set) var isAlive = true
    /// Whether events and commands are taken.
    private(set) var isListening = true
    /// Ends it at one of its next calls to the store or the PBX.
    var callsUntilKill: Int?

    init(_ world: World, number: Int, clockError: Int64) {
        self.world = world
        self.number = number
        let offset = World.beginning + clockError
        let clock = ServiceClock(
            now: { [unowned world] in Instant(millisecondsSince1970: offset + world.now) })
        let board = NoticeBoard(run: "run\(number)", keeps: 1)
        // Kept: whoever lets go of it hears nothing any more, sooner or later.
        listening = board.subscribe { [unowned world] posting in
            world.judge.told(posting)
            return false
        }
        let store = RunStore(self)
        let remembered = (try? store.load()) ?? Remembered()
        if world.weather.administration > 0 { world.take(remembered.directory) }
        let model = ConnectionModel(
            epoch: store.epoch, directory: world.directory, remembered: remembered,
            trunks: Trunks([world.trunk]), at: clock.now)
        worker = SequencerWorker(
            model: model,
            parts: Sequencer.Parts(
                store: store, phoneSystem: self, board: board, health: ServiceHealth(),
                pins: PINDerivation(secret: Self.secret), clock: clock, logger: Self.quietLogger,
                chance: { [unowned world] in
                    Nonce(high: world.chance.next(), low: world.chance.next())
                }))
    }

    /// The model as the API reads it; nil between two decisions of a run that is over.
    var model: ConnectionModel? { isAlive ? worker?.model : nil }

    func begin() { decide() }

    // MARK: Inputs

    func observe(_ observation: Observation) { take(.observation(observation)) }

    func take(_ input: SequencerInput) {
        guard isListening else { return }
        waiting.append(input)
        plan(in: world.isHealed ? 0 : world.chance.below(world.weather.slowestDecision + 1))
    }

    private func plan(in milliseconds: Int) {
        guard !isDeciding else { return }
        plan += 1
        let number = plan
        world.after(milliseconds) { [self] in
            // One that is stopped decides nothing more: it only finishes what is under way.
            if plan == number, isListening { decide() }
        }
    }

    private func decide() {
        guard isAlive, let worker, !isDeciding else { return }
        let inputs = waiting
        waiting = []
        isDeciding = true
        worker.process(inputs)
        isDeciding = false
        guard isAlive else { return }
        world.judge.decided(worker.model, inputs.count)
        plan(in: waiting.isEmpty ? worker.millisecondsToWait : 0)
    }

    // MARK: Kills

    /// Whether the process gets past a call to the outside.
    func passes(_ place: String) -> Bool {
        guard isAlive else { return false }
        guard let left = callsUntilKill else { return true }
        guard left <= 1 else {
            callsUntilKill = left - 1
            return true
        }
        kill(at: place)
        return false
    }

    func kill(at place: String) {
        guard isAlive else { return }
        world.note("*** the service is killed (\(place))")
        isAlive = false
        isListening = false
        // Not before the decision has returned: the worker is still on the stack.
        world.after(0) { [self] in
            worker = nil
            world.service.ended(self)
        }
    }

    /// Takes nothing new, finishes what waits, and then what is under way.
    func stop() {
        guard isListening, isAlive else { return }
        world.note("*** the service is stopped")
        decide()
        isListening = false
        world.service.link.end()
        drain(looksLeft: 250)
    }

    private func drain(looksLeft: Int) {
        guard isAlive else { return }
        if outbound.isIdle || looksLeft == 0 { return kill(at: "it has ended") }
        world.after(20) { [self] in drain(looksLeft: looksLeft - 1) }
    }

    // MARK: The phone system

    func pursue(_ effect: Effect) {
        guard passes("acting") else { return }
        switch effect {
        case .standing(let key, let standing):
            guard let device = DeviceStateQueue.device(of: key) else { return }
            tell(devices.want(DeviceState(standing.availability), of: device))
        case .standings(let all):
            var states: [String: DeviceState] = [:]
            for entry in all {
                if let device = DeviceStateQueue.device(of: entry.agent) {
                    states[device] = DeviceState(entry.standing.availability)
                }
            }
            tell(devices.sweep(states))
        case .dial, .dialOut, .stopRinging, .find, .speakPIN, .park, .prepare, .keepWaiting,
            .connect, .supervise, .stopListening, .findHold, .mute, .sendDigits, .markRecord,
            .hangUp, .release, .transfer, .record, .pauseRecording, .stopRecording, .findRecording,
            .findContact, .countPackets, .announce,
            .dissolve,
            .watch:
            follow(outbound.pursue(effect))
        }
    }

    func speak(_ pin: PIN, on leg: LegID, _ spoken: SpokenPIN) {
        guard passes("acting") else { return }
        follow(outbound.speak(pin, on: leg, spoken))
    }

    func forget(_ leg: LegID) { outbound.forget(leg) }

    func forgetDeviceStates() { devices.forgetAll() }

    private func follow(_ steps: [OutboundState.Step]?) {
        guard let steps else { return world.broken(.noTraps, "too many goals wait") }
        for step in steps {
            switch step {
            case .observe(let observation): observe(observation)
            case .ask(let request, let job):
                world.service.wire.send(request) { [self] outcome in
                    if isAlive { follow(outbound.take(outcome, of: job)) }
                }
            case .pause(let milliseconds, let job):
                world.after(milliseconds) { [self] in
                    if isAlive { follow(outbound.endPause(of: job)) }
                }
            case .giveWay(let milliseconds, let goal):
                world.after(milliseconds) { [self] in
                    if isAlive { follow(outbound.pursue(goal)) }
                }
            }
        }
    }

    private func tell(_ jobs: [DeviceStateQueue.Job]) {
        for job in jobs {
            world.service.wire.send(.setDeviceState(job.device, job.state)) { [self] outcome in
                guard isAlive else { return }
                world.after(outcome.isAnswer ? 0 : 500) { [self] in
                    if isAlive { tell(devices.finish(job, isTold: outcome.isAnswer)) }
                }
            }
        }
    }

    func heal() { callsUntilKill = nil }

    /// The world ends: this and the sequencer let go of each other.
    func end() { worker = nil }

    var isIdle: Bool { outbound.isIdle && devices.isIdle }
}
