import ConnectionMode

/// How much goes wrong in one seed, and who is there. Rates are thousandths.
struct Weather {
    /// Requests that do not leave, are lost before or after their effect, or come late.
    var requestFaults = 0
    /// Milliseconds that an event may be on its way.
    var slowestEvent = 3
    /// Events that come twice.
    var doubledEvents = 0
    /// Single events that are lost, of those whose loss a deadline makes up for.
    var lostEvents = 0
    var linkBreaks = 0
    var kills = 0
    /// Kills in the middle of a decision: at one of its calls to the store or the PBX.
    var killsWithin = 0
    var stops = 0
    var asteriskRestarts = 0
    var fullDisks = 0
    /// Whether the clock is set while the service is down.
    var clockJumps = false
    var directoryChanges = false
    /// How often an administrator changes the directory while everybody works.
    var administration = 0
    /// Whether agents call somebody themselves.
    var callsOut = false
    /// How often a dialler offers somebody to call.
    var outboundOffers = 0
    /// Whether agents put customers on hold, mute themselves and send digits.
    var actsInCalls = false
    var wrapUpSeconds = 0
    var afterMissedOffers = AfterMissedOffers.onBreak
    /// Whether agents send customers on.
    var transfers = false
    /// Whether agents bring others into their calls.
    var consults = false
    /// How often a supervisor acts.
    var supervisions = 0
    /// Whether agents record their calls, and how often there is no place for a file.
    var records = false
    var recordingFaults = 0
    var recordingMode: RecordingMode?
    /// Whether phones are gone from the network for a while, or for good.
    var phonesVanish = false
    /// How often a router acts, where customers come to wait for it.
    var routing = 0
    /// Of the trunk by which agents are reached.
    var channels: Int?
    var callsPerSecond: Int?
    var maximumSeconds: Int?
    /// Whether agents have two phones, and go from one to the other.
    var movesAbout = false
    /// Milliseconds that the sequencer may take to come to what waits.
    var slowestDecision = 1

    var agents = 1
    var tenants = 1
    var customers = 2
    /// How long things go wrong.
    var seconds = 40
    /// Whether agents begin at work, so that short seeds get far.
    var beginsAtWork = true

    /// Of every tenant, as far as it is not drawn for each.
    var policy: Policy {
        var policy = Policy()
        policy.wrapUpSeconds = wrapUpSeconds
        policy.afterMissedOffers = afterMissedOffers
        if phonesVanish { (policy.proofOfLifeSeconds, policy.mediaLostSeconds) = (15, 15) }
        return policy
    }

    static let calm = Weather()

    static func drawn(by chance: inout Chance) -> Weather {
        var weather = Weather()
        weather.agents = chance.pick(weighted: [(5, 1), (3, 2), (2, 3)])
        weather.tenants = weather.agents > 1 && chance.happens(500) ? 2 : 1
        weather.customers = chance.between(1, 2 + 2 * weather.agents)
        weather.seconds = chance.between(10, 60)
        weather.beginsAtWork = chance.happens(750)
        if chance.happens(100) { return weather }
        func sometimes(_ thousandths: Int, _ most: Int) -> Int {
            chance.happens(thousandths) ? chance.between(1, most) : 0
        }
        weather.requestFaults = sometimes(400, 200)
        if chance.happens(400) { weather.slowestEvent = chance.span(upTo: 3_000) }
        weather.doubledEvents = sometimes(250, 300)
        weather.lostEvents = sometimes(150, 100)
        weather.linkBreaks = sometimes(350, 3)
        weather.kills = sometimes(300, 3)
        weather.killsWithin = sometimes(350, 3)
        weather.stops = sometimes(100, 1)
        weather.asteriskRestarts = sometimes(120, 1)
        weather.fullDisks = sometimes(200, 2)
        weather.clockJumps = chance.happens(200)
        weather.directoryChanges = chance.happens(150)
        if chance.happens(300) { weather.slowestDecision = chance.span(upTo: 400) }
        return weather
    }
}
