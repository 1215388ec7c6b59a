internal import ArgumentParser
internal import DemoWorld
internal import Foundation
internal import SimulatedPhones

struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures Accept beside one raw request to Asterisk, interleaved.")

    @Option(help: "How often each is measured.")
    var times = 300

    func validate() throws {
        guard (2...10_000).contains(times) else {
            throw ValidationError("--times is from 2 to 10000.")
        }
    }

    func run() async throws {
        let times = times
        print("Starting Asterisk, four SIP phones and Offhook ...")
        try await Stage.play(
            in: Project.folder.appending(path: ".run/bench"), agents: 2, customers: 2,
            logLevel: "info"
        ) { world in
            try await world.service.start()
            let raw = try await RawARI(world.asterisk, application: "bench")
            let floor = try await RawAccept(raw, world)
            let ours = try await ServiceAccept(world)
            var series = Series()
            for index in 0..<times {
                // Whoever is first now is second the next time.
                if index.isMultiple(of: 2) {
                    series.floor.append(try await floor.measure())
                    series.ours.append(try await ours.measure())
                } else {
                    series.ours.append(try await ours.measure())
                    series.floor.append(try await floor.measure())
                }
                if (index + 1).isMultiple(of: 50) {
                    FileHandle.standardError.write(Data("\(index + 1) of \(times)\n".utf8))
                }
            }
            await ours.end()
            await raw.end()
            print(series.report)
        }
    }
}

/// From the click, or the request, until something was seen.
struct Sample {
    /// Until Asterisk said that both legs are in one bridge.
    let bothMilliseconds: Double
    /// Until each phone got the first packet of the other.
    let heardMilliseconds: Double
}

struct Series {
    var floor: [Sample] = []
    var ours: [Sample] = []

    var report: String {
        """
        \(floor.count) of each, one after the other, on \(ProcessInfo.processInfo.activeProcessorCount) \
        processors; milliseconds
                                          median   95 % of it lies in     p99
        until both are in one bridge, as Asterisk says
          one raw addChannel           \(line(floor.map(\.bothMilliseconds)))
          Accept over the HTTP API     \(line(ours.map(\.bothMilliseconds)))
          ratio of the medians         \(ratio(\.bothMilliseconds))
        until each phone gets the other's first packet
          one raw addChannel           \(line(floor.map(\.heardMilliseconds)))
          Accept over the HTTP API     \(line(ours.map(\.heardMilliseconds)))
          ratio of the medians         \(ratio(\.heardMilliseconds))
        """
    }

    private func line(_ values: [Double]) -> String {
        let range = Statistics.medianInterval(values)
        return String(
            format: "%8.2f   %8.2f to %6.2f  %8.2f", Statistics.median(values), range.lowerBound,
            range.upperBound, Statistics.percentile(99, of: values))
    }

    private func ratio(_ key: KeyPath<Sample, Double>) -> String {
        let (ours, floor) = (ours.map { $0[keyPath: key] }, floor.map { $0[keyPath: key] })
        let range = Statistics.ratioInterval(ours, floor)
        return String(
            format: "%8.2f   %8.2f to %6.2f", Statistics.median(ours) / Statistics.median(floor),
            range.lowerBound, range.upperBound)
    }
}
