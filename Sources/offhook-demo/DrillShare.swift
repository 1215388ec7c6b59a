/// Which parts of the day one of several drills plays that run side by side.
struct DrillShare {
    var segments: Set<DrillSegment> = []
    var hasStops = false
    private var seconds = 0

    /// The longest go first, each to the share that has least; the same in each process.
    ///
    /// - Parameter part: from 1.
    init(_ part: Int, of count: Int) {
        var shares = Array(repeating: DrillShare(), count: max(1, count))
        func least() -> Int {
            shares.indices.min { shares[$0].seconds < shares[$1].seconds } ?? 0
        }
        for segment in DrillSegment.allCases.sorted(by: { $0.seconds > $1.seconds }) {
            let place = least()
            shares[place].segments.insert(segment)
            shares[place].seconds += segment.seconds
        }
        shares[least()].hasStops = true
        self = shares.indices.contains(part - 1) ? shares[part - 1] : DrillShare()
    }

    private init() {}
}
