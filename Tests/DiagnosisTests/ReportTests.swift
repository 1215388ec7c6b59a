import Foundation
import JSON
import Testing

@testable import Diagnosis

struct ReportTests {
    private func report(isQuiet: Bool = false) throws -> Report {
        let ground = try Ground()
        ground.facts.ari = .known(Ground.goodAsterisk())
        try ground.change("offhook-pjsip.conf", "rtp_timeout=0", to: "rtp_timeout=30")
        // What is in use is what stands there.
        var ari = Ground.goodAsterisk()
        for name in ari.endpoints.keys { ari.endpoints[name] = .unknown("not asked") }
        ground.facts.ari = .known(ari)
        ground.facts.manager = nil
        ground.facts.files = .known(try ground.files())
        return Report(Examination(ground.facts), isQuiet: isQuiet)
    }

    @Test func `people read what is wrong, why, and the line to change`() throws {
        let lines = try report(isQuiet: true).lines
        #expect(
            lines == [
                "Phones and trunks",
                "  FAILURE  rtp_timeout is 30 on 1001, 1002, carrier",
                "           A muted phone sends no sound, and is hung up after that many seconds.",
                "           → offhook-pjsip.conf line 18 in [offhook-phone]: rtp_timeout=0", "",
                lines.last ?? "",
            ])
        #expect(lines.last?.hasPrefix("1 failure, ") == true)
    }

    @Test func `no line is longer than a terminal's, and areas stand in their order`() throws {
        let lines = try report().lines
        #expect(lines.allSatisfy { $0.count <= 100 })
        let titles = lines.filter { !$0.isEmpty && !$0.hasPrefix(" ") }.dropLast()
        #expect(Array(titles) == Area.allCases.map(\.title).filter { titles.contains($0) })
    }

    @Test func `what stands in files commands no terminal`() throws {
        let ground = try Ground()
        try ground.change(
            "logger.conf", "messages.log => notice,warning,error",
            to: "\u{1B}[2Jmessages\u{202E}.log => verbose")
        #expect(try ground.problem().what.contains("\u{1B}"))
        let lines = Report(Examination(ground.facts)).lines.joined()
        #expect(lines.contains("messages"))
        #expect(!lines.contains("\u{1B}") && !lines.contains("\u{202E}"))
    }

    @Test func `programs read the same`() throws {
        let json = try report().json
        #expect(json.optionalInteger("failures") == 1)
        #expect(json.optionalInteger("warnings") == 0)
        let findings = try json.member("findings").items()
        let failure = try #require(findings.first { $0.optionalString("severity") == "failure" })
        #expect(failure.optionalString("area") == "phones")
        #expect(failure.optionalString("check") == "rtpTimeout")
        let change = try failure.member("change")
        #expect(change.optionalString("file") == "offhook-pjsip.conf")
        #expect(change.optionalString("section") == "offhook-phone")
        #expect(change.optionalInteger("line") == 18)
        #expect(change.optionalString("text") == "rtp_timeout=0")
        #expect(findings.allSatisfy { $0.optionalString("what") != nil })
    }
}
