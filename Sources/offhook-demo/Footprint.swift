internal import Foundation

/// What a process has, as the kernel counts it.
struct Footprint {
    let residentKilobytes: Int
    let threads: Int
    let descriptors: Int

    /// Nil when there is no such process, or it cannot be looked at.
    init?(_ process: Int32) {
        guard let status = FileManager.default.contents(atPath: "/proc/\(process)/status"),
            let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd")
        else { return nil }
        var values: [Substring: Int] = [:]
        for line in String(decoding: status, as: UTF8.self).split(separator: "\n") {
            let parts = line.split { $0 == ":" || $0.isWhitespace }
            guard parts.count > 1, let value = Int(parts[1]) else { continue }
            values[parts[0]] = value
        }
        guard let resident = values["VmRSS"], let threads = values["Threads"] else { return nil }
        residentKilobytes = resident
        self.threads = threads
        descriptors = open.count
    }
}

/// What there is at one time while nothing is under way.
struct SoakCount {
    let calls: Int
    let channels: Int
    let bridges: Int
    let service: Footprint
    let asterisk: Footprint
    let storeKilobytes: Int

    struct Growth: CustomStringConvertible {
        let what: String
        let first: Int
        let last: Int
        let tolerated: Int

        var isTolerable: Bool { last - first <= tolerated }
        var description: String { "\(what): \(first) at half, \(last) at the end" }
    }

    /// Threads and connections that are kept for some seconds after the load are allowed a few; memory what
    /// allocators keep, a tenth and eight megabytes.
    static func growths(from first: SoakCount, to last: SoakCount) -> [Growth] {
        [("Offhook", \SoakCount.service), ("Asterisk", \.asterisk)].flatMap { name, process in
            let (before, after) = (first[keyPath: process], last[keyPath: process])
            return [
                Growth(
                    what: "\(name)'s memory in kB", first: before.residentKilobytes,
                    last: after.residentKilobytes,
                    tolerated: before.residentKilobytes / 10 + 8_192),
                Growth(
                    what: "\(name)'s threads", first: before.threads, last: after.threads,
                    tolerated: 4),
                Growth(
                    what: "\(name)'s descriptors", first: before.descriptors,
                    last: after.descriptors, tolerated: 10),
            ]
        } + [
            Growth(
                what: "Asterisk's channels", first: first.channels, last: last.channels,
                tolerated: 0),
            Growth(
                what: "Asterisk's bridges", first: first.bridges, last: last.bridges, tolerated: 0),
        ]
    }
}

enum FootprintTable {
    static let head =
        "  calls  channels  bridges   Offhook: kB  threads  files  store kB   Asterisk: kB  threads  files"

    static func line(_ count: SoakCount) -> String {
        func right(_ value: Int, _ width: Int) -> String {
            let text = String(value)
            return String(repeating: " ", count: max(0, width - text.count)) + text
        }
        let (service, asterisk) = (count.service, count.asterisk)
        return right(count.calls, 7) + right(count.channels, 10) + right(count.bridges, 9)
            + right(service.residentKilobytes, 14) + right(service.threads, 9)
            + right(service.descriptors, 7) + right(count.storeKilobytes, 10)
            + right(asterisk.residentKilobytes, 15) + right(asterisk.threads, 9)
            + right(asterisk.descriptors, 7)
    }
}
