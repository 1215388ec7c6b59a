import ConnectionMode
import Orchestration

/// One seed's world: the switch with its phones, the service with its store, the people, and time.
///
/// One thread has it; nothing in it waits. All chance comes from the seed, so that it can be run again.
final class World: @unchecked Sendable {
    /// The earliest time: 2027, and nothing depends on it.
    static let beginning: Int64 = 1_800_000_000_000
    private static let mostSteps = 60_000

    let seed: UInt64
    var chance: Chance
    let weather: Weather
    /// Milliseconds since the beginning.
    private(set) var now: Int64 = 0
    private var timeline = Timeline()
    private(set) var steps = 0
    private(set) var violation: Violation?
    let transcript: Transcript
    /// Whether nothing goes wrong any more.
    private(set) var isHealed = false

    /// By which all agents' own phones are reached.
    var trunk: Trunk {
        Trunk(
            name: "carrier", kinds: [.endpoint], channels: weather.channels,
            callsPerSecond: weather.callsPerSecond, maximumSeconds: weather.maximumSeconds)
    }
    private(set) lazy var directory = Organisation.directory(weather, &chance, seed: seed)
    private(set) lazy var pbx = FakeSwitch(self)
    private(set) lazy var judge = Judge(self)
    private(set) lazy var service = Service(self)
    private(set) lazy var agents = directory.agentKeys.map { Agent($0, self) }
    /// By their addresses.
    private(set) lazy var phones = Dictionary(
        uniqueKeysWithValues: agents.flatMap(\.phones).map { ($0.address, $0) })
    private(set) lazy var dialplan = Dialplan(self)
    private(set) lazy var supervisor = Supervisor(self)

    /// - Parameter isPlain: without what people could not do in the beginning: agents to call out and to change
    ///   phones, administrators to change the directory while the service runs, diallers to offer calls.
    init(seed: UInt64, isRecording: Bool, isPlain: Bool = false) {
        self.seed = seed
        chance = Chance(seed: seed)
        var weather = Weather.drawn(by: &chance)
        // Seeds from before agents could do all that are the same days without it.
        var other = Chance(seed: ~seed)
        weather.callsOut = !isPlain && other.happens(600)
        weather.movesAbout = !isPlain && other.happens(300)
        if !isPlain, other.happens(250) { weather.administration = other.between(1, 6) }
        if !isPlain, other.happens(400) { weather.outboundOffers = other.between(2, 30) }
        if !isPlain {
            weather.actsInCalls = other.happens(600)
            weather.wrapUpSeconds = other.pick([0, 0, 2, 10])
            if other.happens(400) { weather.callsPerSecond = other.pick([1, 2, 10]) }
            if other.happens(200) { weather.channels = other.between(1, 3) }
            if other.happens(200) { weather.maximumSeconds = other.pick([25, 40, 60]) }
            weather.transfers = other.happens(400)
            if other.happens(300) {
                weather.afterMissedOffers = other.pick(AfterMissedOffers.allCases)
            }
            if other.happens(300) { weather.routing = other.between(4, 40) }
            weather.consults = other.happens(400)
            if other.happens(300) { weather.supervisions = other.between(40, 200) }
            weather.records = other.happens(400)
            if other.happens(250) { weather.recordingMode = other.pick([.always, .always, .off]) }
            if other.happens(200) { weather.recordingFaults = other.between(1, 300) }
            weather.phonesVanish = other.happens(300)
        }
        self.weather = weather
        transcript = Transcript(isRecording: isRecording)
    }

    // MARK: Time

    func after(_ milliseconds: Int, _ deed: @escaping () -> Void) {
        timeline.add(at: now + Int64(max(0, milliseconds)), deed)
    }

    private func run(until end: Int64) {
        while violation == nil, let next = timeline.earliest, next <= end,
            let (at, deed) = timeline.removeFirst()
        {
            now = at
            steps += 1
            deed()
            if steps > Self.mostSteps { broken(.everyWaitEnds, "it does not come to rest") }
        }
        if violation == nil { now = end }
    }

    // MARK: What happens

    /// Runs the seed from beginning to end.
    func run() {
        _ = (phones, dialplan)
        if weather.administration > 0 { service.keep(directory) }
        note("\(weather.agents) agents, \(weather.customers) customers, \(weather.summary)")
        service.start()
        run(until: 1_000)
        if weather.beginsAtWork { for agent in agents { agent.beginAtWork() } }
        run(until: 3_000)
        for agent in agents { agent.liveOn() }
        dialplan.open()
        Mishaps(self).schedule()
        let length = Int64(weather.seconds) * 1_000
        run(until: 3_000 + length)
        heal()
        // By then all that was lost before has been noticed, and some still wait.
        for _ in 0..<2 {
            run(until: now + 6_000)
            if violation == nil { Rest(self).checkMusic() }
        }
        run(until: now + 188_000)
        if violation == nil { Rest(self).check() }
        goHome()
        run(until: now + 60_000)
        if violation == nil { Rest(self).checkEmpty() }
        timeline.clear()
        pbx.end()
        service.run?.end()
    }

    /// From here on everything works, and nobody does anything new.
    private func heal() {
        isHealed = true
        note("--- everything works again, and nobody does anything new ---")
        service.heal()
        pbx.heal()
        for phone in phones.values.sorted(by: { $0.address < $1.address }) { phone.comeBack() }
        dialplan.heal()
    }

    /// The day is over: everybody leaves.
    private func goHome() {
        guard violation == nil else { return }
        note("--- everybody leaves ---")
        dialplan.close()
        for agent in agents { agent.goHome() }
    }

    /// What the directory says from the next start on.
    func changeDirectory() { directory = Organisation.changed(directory, &chance) }

    /// What the store says, where it keeps the directory: a run may have been killed before it could answer.
    func take(_ stored: Directory) { directory = stored }

    func take(_ change: DirectoryChange) { directory.apply(change) }

    // MARK: Telling

    func note(_ text: @autoclosure () -> String) {
        guard transcript.isRecording else { return }
        transcript.add(text(), at: now)
    }

    func broken(_ rule: Rule, _ sentence: @autoclosure () -> String) {
        guard violation == nil else { return }
        violation = Violation(rule: rule, sentence: sentence(), atMilliseconds: now)
        note("!!! \(rule.rawValue): \(sentence())")
    }
}
