/// The shared model of agents with persistent connections: pure values, no I/O, no clock.
///
/// Inputs go in one after the other: `perform` a command, `observe` the PBX, `wake` at a deadline.
/// What they lead to is taken out with `takeDecision`, stored, and then either `keep` or `rollBack`
/// is called. Ended offers and calls can be read for an hour, the newest of each agent.
public struct ConnectionModel: Sendable {
    /// What is random in all names of this model's store.
    public let epoch: String
    public private(set) var directory: Directory
    public private(set) var agents: [AgentKey: AgentSession] = [:]
    public private(set) var offers: [OfferID: Offer] = [:]
    public private(set) var calls: [CallID: Call] = [:]
    public private(set) var waitingCustomers: [CustomerID: WaitingCustomer] = [:]
    public private(set) var departures: [LegID: Departure] = [:]
    public private(set) var limits: [AgentKey: AgentLimits] = [:]
    /// What agents chose of their phone settings.
    public private(set) var choices: [AgentKey: AgentChoices] = [:]
    public private(set) var wrongPINs: WrongPINWatch
    /// Whether the PBX is seen: surveyed, and its events come.
    public private(set) var isPhoneSystemSeen = false
    /// The run of the PBX that all legs belong to.
    private(set) var nodeRun: String?

    /// Bridges of which the store says that they were made, until the PBX is seen for the first time.
    private(set) var restoredBridges: Set<BridgeID> = []

    private var numbers: NameNumbers
    private var owners: [LegID: Owner] = [:]
    /// Agents' legs that are leaving the two others to each other, with the calls.
    private(set) var leavers: [LegID: CallID] = [:]
    /// Of the recordings that are not over, the calls.
    private var recordings: [RecordingID: CallID] = [:]
    /// Whose connection a workplace serves (P9).
    private var workplaces: [Workplace: AgentKey] = [:]
    private var deadlines = Deadlines()
    private var history = History()
    /// Not a part of what can be undone: a turn that came to nothing is over all the same.
    var reopening: DialPace
    /// Turns are no part of what can be undone, either.
    public internal(set) var trunks: Trunks
    private var presences: [AgentKey: Presence] = [:]
    /// What is seen of the phones of legs that stand; no part of what can be undone, as presences.
    private var lives: [AgentKey: LifeWatch] = [:]
    private var effects: [Effect] = []
    private var notices: [Notice] = []
    private var alarms: [Alarm] = []
    private var ledger: [LedgerEntry] = []
    private var undo: [Undo] = []

    /// Whose a leg is.
    enum Owner: Hashable, Sendable {
        case agent(AgentKey)
        case offer(OfferID)
        case call(CallID)
        /// A customer for whom no agent is asked now.
        case waiting(CustomerID)
        /// The agent's phone that rings for an offer, on demand.
        case phone(OfferID)
        /// The agent's leg of a call, on demand.
        case agentLeg(CallID)
        /// Whom an agent brought into a call.
        case third(CallID)
        /// Who supervises a call.
        case supervisor(CallID)
        /// What they hear it by.
        case ear(CallID)
    }

    /// How long an ended offer or call can still be read.
    static let historySeconds = 3_600
    /// How many ended offers and calls of one agent can be read, together.
    static let historyShare = 200

    /// - Parameters:
    ///   - epoch: random per store; letters and digits only.
    ///   - directory: who there is.
    ///   - remembered: what the store holds; sessions of agents who are not in the directory any
    ///     more are ended.
    ///   - trunks: by which legs leave the PBX.
    ///   - reopensPerSecond: how many phones are called in a second, in all, after a restart of the PBX.
    ///   - now: the time.
    public init(
        epoch: String, directory: Directory, remembered: Remembered = Remembered(),
        trunks: Trunks = Trunks(), reopensPerSecond: Int = 2, at now: Instant
    ) {
        self.epoch = epoch
        self.directory = directory
        reopening = DialPace(perSecond: reopensPerSecond)
        self.trunks = trunks
        numbers = NameNumbers(from: remembered.nextName)
        nodeRun = remembered.nodeRun
        wrongPINs = remembered.wrongPINs
        for limits in remembered.limits { self.limits[limits.key] = limits }
        for choices in remembered.choices { self.choices[choices.key] = choices }
        for agent in remembered.agents {
            set(agent, for: agent.key)
            lookLater(after: agent.key, at: now)
            followLife(of: agent.key, at: now)
        }
        for offer in remembered.offers { set(offer, for: offer.id) }
        for call in remembered.calls { set(call, for: call.id) }
        for waiting in remembered.waiting { set(waiting, for: waiting.id) }
        history = History(offers: remembered.offers, calls: remembered.calls)
        for departure in remembered.departures { set(departure, for: departure.leg) }
        undo = [.names(numbers)]
        let start = mark
        numbers.reserve()
        let open = remembered.agents.filter(\.connection.isOpen)
        restoredBridges = Set(open.compactMap { $0.connection.attempt?.home })
            .union(remembered.offers.flatMap { [$0.waitingBridge, $0.talkingBridge] })
            .union(remembered.calls.flatMap { [$0.waitingBridge, $0.talkingBridge] })
            .union(remembered.calls.compactMap { $0.third?.waitingBridge })
            .union(remembered.calls.compactMap { $0.supervision?.bridge })
            .union(remembered.waiting.map(\.bridge))
        boundTimes(at: now)
        keepTurns()
        takeModes(at: now)
        for key in agents.keys.sorted() where directory.profile(of: key) == nil {
            // A call that is up is never cut by us, and the store may not know of it: the survey tells.
            guard let session = agents[key], session.engagement == .free,
                session.connection.attempt == nil
            else { continue }
            endSession(of: key, at: now)
        }
        account(since: start, at: now)
    }

    /// This agent alone, at a cost that does not grow with the others: what a command of theirs would lead
    /// to can be tried on it.
    public func narrowed(to key: AgentKey) -> ConnectionModel {
        ConnectionModel(self, onlyOf: key)
    }

    private init(_ whole: ConnectionModel, onlyOf key: AgentKey) {
        (epoch, directory) = (whole.epoch, whole.directory)
        (numbers, wrongPINs) = (whole.numbers, whole.wrongPINs)
        (reopening, trunks) = (whole.reopening, whole.trunks)
        (isPhoneSystemSeen, nodeRun) = (whole.isPhoneSystemSeen, whole.nodeRun)
        if let limits = whole.limits[key] { self.limits[key] = limits }
        if let choices = whole.choices[key] { self.choices[key] = choices }
        waitingCustomers = whole.waitingCustomers
        if let presence = whole.presences[key] { presences[key] = presence }
        if let life = whole.lives[key] { lives[key] = life }
        // Whoever uses the phone that the agent would be called at.
        if let place = whole.workplace(of: key), let user = whole.user(of: place, as: key.tenant) {
            workplaces[identity(of: place, as: key.tenant)] = user
        }
        // Of all legs, not of this agent's alone.
        defer { trunks = whole.trunks }
        guard let session = whole.agents[key] else { return }
        set(session, for: key)
        switch session.engagement {
        case .offered(let id): set(whole.offers[id], for: id)
        case .inCall(let id):
            set(whole.calls[id], for: id)
            if let offer = whole.calls[id]?.offer { set(whole.offers[offer], for: offer) }
        case .free: break
        }
        undo = []
    }

    // MARK: Taking the decision out

    /// What has been decided since the last `keep` or `rollBack`.
    public func takeDecision() -> Decision {
        var decision = Decision()
        decision.effects = effects.withoutVoid
        decision.notices = notices
        decision.alarms = alarms
        decision.ledger = ledger
        var touched = Set<String>()
        for entry in undo.reversed() {
            let change: Change
            let name: String
            switch entry {
            case .agent(let key, _): (change, name) = (.agent(key, agents[key]), "a \(key)")
            case .offer(let id, _): (change, name) = (.offer(id, offers[id]), "o \(id)")
            case .call(let id, _): (change, name) = (.call(id, calls[id]), "c \(id)")
            case .waiting(let id, _):
                (change, name) = (.waiting(id, waitingCustomers[id]), "q \(id)")
            case .departure(let leg, _):
                (change, name) = (.departure(leg, departures[leg]), "d \(leg)")
            case .limits(let key, _): (change, name) = (.limits(key, limits[key]), "l \(key)")
            case .choices(let key, _): (change, name) = (.choices(key, choices[key]), "s \(key)")
            case .wrongPINs: (change, name) = (.wrongPINs(wrongPINs), "w")
            case .directory(let old):
                (change, name) = (.directory(directory.present(old)), old.name)
            case .names(let old) where old.reserved == numbers.reserved: continue
            case .names, .node:
                (change, name) = (.counter(next: numbers.reserved, nodeRun: nodeRun), "n")
            }
            if touched.insert(name).inserted { decision.changes.append(change) }
        }
        return decision
    }

    /// There is no way back.
    ///
    /// - Parameter isStored: whether the decision, and all before it, is in the store.
    public mutating func keep(isStored: Bool = true) {
        if isStored { numbers.secure() }
        if isPhoneSystemSeen { restoredBridges = [] }
        undo.removeAll(keepingCapacity: true)
        effects.removeAll(keepingCapacity: true)
        notices.removeAll(keepingCapacity: true)
        alarms.removeAll(keepingCapacity: true)
        ledger.removeAll(keepingCapacity: true)
    }

    /// The decision could not be stored: all is as it was at the last `keep`.
    public mutating func rollBack() {
        rollBack(to: Mark(undo: 0, effects: 0, notices: 0, alarms: 0, ledger: 0))
    }

    var mark: Mark {
        Mark(
            undo: undo.count, effects: effects.count, notices: notices.count, alarms: alarms.count,
            ledger: ledger.count)
    }

    mutating func rollBack(to mark: Mark) {
        while undo.count > mark.undo, let last = undo.popLast() {
            let kept = undo.count
            switch last {
            case .agent(let key, let old): set(old, for: key)
            case .offer(let id, let old): set(old, for: id)
            case .call(let id, let old): set(old, for: id)
            case .waiting(let id, let old): set(old, for: id)
            case .departure(let leg, let old): set(old, for: leg)
            case .limits(let key, let old): limits[key] = old
            case .choices(let key, let old): choices[key] = old
            case .wrongPINs(let old): wrongPINs = old
            case .directory(let old): set(old)
            case .names(let old): numbers = old
            case .node(let seen, let run): (isPhoneSystemSeen, nodeRun) = (seen, run)
            }
            undo.removeSubrange(kept...)
        }
        effects.removeSubrange(mark.effects...)
        notices.removeSubrange(mark.notices...)
        alarms.removeSubrange(mark.alarms...)
        ledger.removeSubrange(mark.ledger...)
    }

    // MARK: Changing the roots

    mutating func set(_ session: AgentSession?, for key: AgentKey) {
        let old = agents[key]
        undo.append(.agent(key, old))
        if let leg = old?.connection.attempt?.leg { owners[leg] = nil }
        if let leg = session?.connection.attempt?.leg { owners[leg] = .agent(key) }
        if let place = phone(of: old), workplaces[place] == key { workplaces[place] = nil }
        if let place = phone(of: session) { workplaces[place] = key }
        countTrunk(old?.connection.attempt?.trunk, session?.connection.attempt?.trunk)
        agents[key] = session
        if let at = session?.deadline { deadlines.add(at, for: .agent(key)) }
        // A session that begins, or comes back because its end could not be stored.
        if old == nil, session != nil, let look = presences[key]?.nextLook {
            deadlines.add(look, for: .presence(key))
        }
    }

    func presence(of key: AgentKey) -> Presence? { presences[key] }

    mutating func set(_ presence: Presence, of key: AgentKey) {
        if presence.nextLook != presences[key]?.nextLook {
            deadlines.add(presence.nextLook, for: .presence(key))
        }
        presences[key] = presence
    }

    func life(of key: AgentKey) -> LifeWatch? { lives[key] }

    mutating func set(_ life: LifeWatch?, of key: AgentKey) {
        if let look = life?.nextLook, look != lives[key]?.nextLook {
            deadlines.add(look, for: .life(key))
        }
        lives[key] = life
    }

    mutating func set(_ offer: Offer?, for id: OfferID) {
        let old = offers[id]
        undo.append(.offer(id, old))
        if let leg = old?.customer.leg, owners[leg] == .offer(id) { owners[leg] = nil }
        if let leg = old?.phone?.leg, owners[leg] == .phone(id) { owners[leg] = nil }
        if let offer, offer.state == .pending {
            if offer.customerWaits { owners[offer.customer.leg] = .offer(id) }
            if let leg = offer.phone?.leg { owners[leg] = .phone(id) }
        }
        countTrunk(old?.trunk, offer?.trunk)
        offers[id] = offer
        if let offer, offer.isHistory, old?.isHistory != true {
            history.add(.offer(id), of: offer.agent)
        }
        if let at = offer?.deadline { deadlines.add(at, for: .offer(id)) }
    }

    mutating func set(_ call: Call?, for id: CallID) {
        let old = calls[id]
        undo.append(.call(id, old))
        if let leg = old?.customer.leg, owners[leg] == .call(id) { owners[leg] = nil }
        if let leg = old?.agentLeg, owners[leg] == .agentLeg(id) { owners[leg] = nil }
        if let leg = old?.third?.leg, owners[leg] == .third(id) { owners[leg] = nil }
        for leg in old?.supervision?.legs ?? [] { owners[leg] = nil }
        if let leg = call?.third?.leg { owners[leg] = .third(id) }
        if let supervision = call?.supervision {
            for ear in supervision.ears { owners[ear] = .ear(id) }
            owners[supervision.leg] = .supervisor(id)
        }
        if let leg = old?.agentLeg, leavers[leg] == id { leavers[leg] = nil }
        if let call, call.handOver?.waitsForAgent == true { leavers[call.agentLeg] = id }
        if let call, call.holdsCustomer { owners[call.customer.leg] = .call(id) }
        if let call, call.isOnDemand, call.state != .ended { owners[call.agentLeg] = .agentLeg(id) }
        if let recording = old?.recording { recordings[recording.id] = nil }
        if let recording = call?.recording {
            recordings[recording.id] = id
            if let at = recording.deadline, at != old?.recording?.deadline {
                deadlines.add(at, for: .recording(id))
            }
        }
        countTrunk(old?.customersTrunk, call?.customersTrunk)
        countTrunk(old?.agentsTrunk, call?.agentsTrunk)
        countTrunk(old?.thirdPartysTrunk, call?.thirdPartysTrunk)
        countTrunk(old?.supervisorsTrunk, call?.supervisorsTrunk)
        calls[id] = call
        if let call, call.isHistory, old?.isHistory != true {
            history.add(.call(id), of: call.agent)
        }
        if let at = call?.deadline { deadlines.add(at, for: .call(id)) }
    }

    mutating func set(_ waiting: WaitingCustomer?, for id: CustomerID) {
        let old = waitingCustomers[id]
        undo.append(.waiting(id, old))
        if let leg = old?.customer.leg, owners[leg] == .waiting(id) { owners[leg] = nil }
        if let waiting, waiting.offer == nil { owners[waiting.customer.leg] = .waiting(id) }
        waitingCustomers[id] = waiting
        if let waiting, waiting.until != old?.until {
            deadlines.add(waiting.until, for: .waiting(id))
        }
    }

    mutating func set(_ departure: Departure?, for leg: LegID) {
        undo.append(.departure(leg, departures[leg]))
        departures[leg] = departure
        if let at = departure?.nextTry { deadlines.add(at, for: .departure(leg)) }
    }

    mutating func set(_ limits: AgentLimits, for key: AgentKey) {
        undo.append(.limits(key, self.limits[key]))
        self.limits[key] = limits.isClear ? nil : limits
    }

    mutating func set(_ choices: AgentChoices?, choicesOf key: AgentKey) {
        undo.append(.choices(key, self.choices[key]))
        self.choices[key] = choices
    }

    mutating func set(_ change: DirectoryChange) {
        undo.append(.directory(directory.present(change)))
        directory.apply(change)
        guard case .tenant(let tenant, _) = change else { return }
        // Where numbers are read may be another country now, and the same phone go by another name.
        workplaces = workplaces.filter { $0.value.tenant != tenant }
        for (key, session) in agents where key.tenant == tenant {
            if let place = phone(of: session) { workplaces[place] = key }
        }
    }

    mutating func set(_ watch: WrongPINWatch) {
        undo.append(.wrongPINs(wrongPINs))
        wrongPINs = watch
    }

    mutating func setNode(seen: Bool, run: String?) {
        guard seen != isPhoneSystemSeen || run != nodeRun else { return }
        undo.append(.node(seen: isPhoneSystemSeen, run: nodeRun))
        (isPhoneSystemSeen, nodeRun) = (seen, run)
    }

    /// The agents whose sessions were changed since `start`, each once and in a fixed order, with the
    /// session as it was then.
    func agentsTouched(since start: Mark) -> [(key: AgentKey, before: AgentSession?)] {
        var touched: [AgentKey: AgentSession?] = [:]
        for entry in undo[start.undo...] {
            guard case .agent(let key, let before) = entry else { continue }
            if touched[key] == nil { touched[key] = .some(before) }
        }
        return touched.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The agents whose sessions or calls were changed since `start`, each once and in a fixed order, with what they
    /// were doing then.
    func agentsInvolved(since start: Mark) -> [(key: AgentKey, ongoing: OngoingActivity?)] {
        var involved: [AgentKey: OngoingActivity?] = [:]
        var others = Set<AgentKey>()
        for entry in undo[start.undo...] {
            switch entry {
            case .agent(let key, let before):
                if involved[key] == nil { involved[key] = .some(before?.ongoing) }
            case .call(let id, let before):
                if let agent = (calls[id] ?? before)?.agent { others.insert(agent) }
            case .offer, .waiting, .departure, .limits, .choices, .wrongPINs, .directory, .names,
                .node:
                continue
            }
        }
        for key in others where involved[key] == nil {
            involved[key] = .some(agents[key]?.ongoing)
        }
        return involved.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The agents of whom an offer or a call ended since `start`, each once and in a fixed order.
    func agentsWithEnds(since start: Mark) -> [AgentKey] {
        var found = Set<AgentKey>()
        for entry in undo[start.undo...] {
            switch entry {
            case .offer(let id, _):
                if let offer = offers[id], offer.isHistory { found.insert(offer.agent) }
            case .call(let id, _):
                if let call = calls[id], call.isHistory { found.insert(call.agent) }
            case .agent, .waiting, .departure, .limits, .choices, .wrongPINs, .directory, .names,
                .node:
                continue
            }
        }
        return found.sorted()
    }

    /// The calls that were changed since `start` and have, or had, a recording, in a fixed order, as they are or were
    /// last.
    func callsWithRecordings(since start: Mark) -> [(key: CallID, last: Call)] {
        var found: [CallID: Call] = [:]
        for entry in undo[start.undo...] {
            guard case .call(let id, let before) = entry else { continue }
            if let call = calls[id] ?? before, call.recording != nil { found[id] = call }
        }
        return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    func callRecorded(as name: RecordingID) -> CallID? { recordings[name] }

    mutating func takeExcess(of agent: AgentKey) -> ArraySlice<History.Entry> {
        history.excess(of: agent, over: Self.historyShare)
    }

    mutating func achieve(_ more: [Effect]) { effects.append(contentsOf: more) }

    mutating func tell(_ content: Notice.Content, to agent: AgentKey, at now: Instant) {
        notices.append(Notice(subject: .agent(agent), at: now, content: content))
    }

    mutating func tell(_ content: Notice.Content, to tenant: TenantID, at now: Instant) {
        notices.append(Notice(subject: .tenant(tenant), at: now, content: content))
    }

    mutating func raise(_ alarm: Alarm) { alarms.append(alarm) }

    mutating func record(_ entry: LedgerEntry) { ledger.append(entry) }

    func owner(of leg: LegID) -> Owner? { owners[leg] }

    /// Whose connection stands on, or is being opened to, this workplace (P9).
    func user(of workplace: Workplace, as tenant: TenantID) -> AgentKey? {
        workplaces[identity(of: workplace, as: tenant)]
    }

    private func phone(of session: AgentSession?) -> Workplace? {
        guard let session, let attempt = session.connection.attempt else { return nil }
        return identity(of: attempt.workplace, as: session.key.tenant)
    }

    private func identity(of workplace: Workplace, as tenant: TenantID) -> Workplace {
        directory.destinations(of: tenant).identity(of: workplace)
    }

    // MARK: Names and time

    /// A name of this model that was never used before.
    mutating func name(_ kind: NameKind) -> String {
        undo.append(.names(numbers))
        return "oh-\(epoch)-\(kind.rawValue)\(numbers.take())"
    }

    /// The name of what there is one of for each such bridge: the bridge's, but for its kind.
    func name(_ kind: NameKind, after bridge: BridgeID) -> String {
        let number = bridge.rawValue.split(separator: "-").last?.dropFirst() ?? ""
        return "oh-\(epoch)-\(kind.rawValue)\(number)"
    }

    /// Whether something new can be named, whatever becomes of the store.
    var hasNames: Bool { numbers.areAtHand }

    /// Whether something can be named that has to do with what is under way.
    var hasKeptNames: Bool { numbers.areKept }

    enum NameKind: String {
        case session = "s"
        case attempt = "a"
        case leg = "v"
        case home = "h"
        case offer = "o"
        case call = "c"
        case waiting = "w"
        case customer = "q"
        case participant = "p"
        case supervision = "u"
        case listening = "l"
        case recording = "r"
        case talking = "t"
    }

    /// Whether a name was chosen by this model, in this run of the service or an earlier one.
    public func isOurs(_ name: String) -> Bool { name.hasPrefix("oh-\(epoch)-") }

    /// When `wake` is to be called; it may find that nothing is due.
    public var nextWake: Instant? { deadlines.earliest }

    mutating func nextDue(at now: Instant) -> Deadlines.Owner? { deadlines.next(dueAt: now) }
}
