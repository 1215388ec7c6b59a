/// Counts wrong PINs over the whole deployment, so that a slow attack over many agents finds no way
/// (V11): past the day's number, new PINs have six digits.
///
/// The arithmetic, for 10,000 agents of whom 600 have lost their token. An agent's own limit allows 10
/// wrong PINs a day, 6,000 in all. Until the number N is reached a guess is right once in 10^4, then
/// once in 10^6, so the day's chance of any right guess is below N/10^4 + 6,000/10^6: with N = 400,
/// 4.6 %, under the 5 % that are allowed. Honest agents who mistype 3 % of the time make about 310
/// wrong PINs in 10,000 openings, with a standard deviation of 18: 400 is five of them above, so an
/// honest day raises no alarm. One stolen token has 10/10^4 = 0.1 %. Fewer agents mistype less, and
/// the number follows them down.
public struct WrongPINWatch: Hashable, Sendable, Codable {
    /// The number never is above this, whatever the number of agents.
    public static let mostADay = 400

    private static let hourSeconds: Int64 = 3_600
    private static let hoursOfDay: Int64 = 24

    private struct Hour: Hashable, Sendable, Codable {
        /// Whole hours since 1970.
        let number: Int64
        var count: Int
    }

    private var hours: [Hour] = []

    public init() {}

    /// The number for so many agents: what honest ones mistype, five standard deviations, and what a few
    /// who are locked have typed.
    public static func number(forAgents agents: Int) -> Int {
        let honest = 0.031 * Double(max(0, agents))
        let number = honest + 5 * honest.squareRoot() + 50
        return number >= Double(mostADay) ? mostADay : Int(number)
    }

    /// Wrong PINs within the last 24 hours.
    public func count(at now: Instant) -> Int {
        let oldest = Self.hour(of: now) - Self.hoursOfDay
        return hours.reduce(0) { $1.number > oldest ? $0 + $1.count : $0 }
    }

    /// How many digits a new PIN has.
    func pinDigits(forAgents agents: Int, at now: Instant) -> Int {
        count(at: now) >= Self.number(forAgents: agents) ? 6 : 4
    }

    mutating func countWrongPIN(at now: Instant) {
        let hour = Self.hour(of: now)
        hours.removeAll { $0.number <= hour - Self.hoursOfDay }
        if let last = hours.indices.last, hours[last].number >= hour {
            hours[last].count += 1
        } else {
            hours.append(Hour(number: hour, count: 1))
        }
    }

    /// What was counted in hours that are still to come was counted in this one.
    func notAhead(of now: Instant) -> WrongPINWatch {
        let hour = Self.hour(of: now)
        let ahead = hours.filter { $0.number > hour }.reduce(0) { $0 + $1.count }
        guard ahead > 0 else { return self }
        var watch = self
        watch.hours.removeAll { $0.number > hour }
        if let last = watch.hours.indices.last, watch.hours[last].number == hour {
            watch.hours[last].count += ahead
        } else {
            watch.hours.append(Hour(number: hour, count: ahead))
        }
        return watch
    }

    private static func hour(of now: Instant) -> Int64 {
        now.millisecondsSince1970 / (hourSeconds * 1_000)
    }
}
