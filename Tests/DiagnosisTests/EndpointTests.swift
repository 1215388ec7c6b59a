import ConnectionMode
import Testing

@testable import Diagnosis

struct EndpointTests {
    @Test func `what Asterisk has in use counts, and the file tells the line`() throws {
        let ground = try Ground()
        var ari = Ground.goodAsterisk()
        ari.endpoints["1001"] = .known([
            "aors": "1001", "direct_media": "false", "rtp_timeout": "20", "rtp_keepalive": "2",
            "timers": "always", "timers_sess_expires": "90", "allow_transfer": "false",
            "send_pai": "true",
        ])
        ground.facts.ari = .known(ari)
        let problem = try ground.problem()
        #expect(problem.what == "rtp_timeout is 20 on 1001")
        #expect(problem.change?.file == "offhook-pjsip.conf")
        #expect(
            problem.change?.text == "it is right there: asterisk -rx 'module reload res_pjsip.so'")
    }

    @Test func `what stands in the file and is not in use yet is told, too`() throws {
        let ground = try Ground()
        ground.facts.ari = .known(Ground.goodAsterisk())
        let line = try ground.change(
            "offhook-pjsip.conf", "direct_media=no", to: "direct_media=yes")
        let problem = try ground.problem()
        #expect(problem.severity == .warning && problem.check == "directMedia")
        #expect(
            problem.what == "direct_media will be yes after the next start on 1001, 1002, carrier")
        #expect(problem.change?.line == line)
    }

    @Test func `without any line Asterisk's own values count`() throws {
        let ground = try Ground()
        try ground.write(
            "pjsip.conf", "[1001]\ntype=endpoint\n[1002]\ntype=endpoint\n[carrier]\ntype=endpoint\n"
        )
        let found = try ground.problems()
        #expect(
            Set(found.map(\.check)) == [
                "directMedia", "rtpKeepalive", "allowTransfer", "sessionExpiry", "sendPAI",
            ])
        let media = try #require(found.first { $0.check == "directMedia" })
        #expect(media.what == "direct_media is yes on 1001, 1002, carrier")
        #expect(
            media.change?.sentence
                == "pjsip.conf line 1 in [1001]: add direct_media=no below, and so for the others")
    }

    @Test(.timeLimit(.minutes(1)))
    func `many phones with one fault are told in few lines`() throws {
        let ground = try Ground()
        var tenant = try #require(ground.facts.service.directory.tenants[TenantID("acme")])
        var text = try ground.text(of: "pjsip.conf")
        for number in 2_000..<4_000 {
            let name = "\(number)"
            tenant.agents[AgentID(name)] = AgentProfile(
                name: name, workplace: Workplace(kind: .endpoint, address: name))
            text += "[\(name)](offhook-phone)\nrtp_timeout=9\n"
        }
        ground.facts.service.directory.tenants[TenantID("acme")] = tenant
        try ground.write("pjsip.conf", text)
        let found = try ground.problems()
        #expect(found.count == 5)
        #expect(found.last?.what == "rtp_timeout is 9 on 2004, 2005, 2006 and 1993 more")
        #expect(found.last?.change?.text == "rtp_timeout=0, and so for the others")
    }

    @Test func `an endpoint that is not there, and one that nobody told of`() throws {
        let ground = try Ground()
        var ari = Ground.goodAsterisk()
        ari.endpoints["1002"] = .known(nil)
        ground.facts.ari = .known(ari)
        let problem = try ground.problem()
        #expect(problem.what == "Asterisk has no endpoint 1002")
        ari.endpoints = ["1001": .unknown("Asterisk took too long")]
        ground.facts.ari = .known(ari)
        ground.facts.files = .unknown("elsewhere")
        let findings = Examination(ground.facts).findings.filter { $0.area == .phones }
        #expect(findings.map(\.what) == ["nothing was told of 1001, 1002, carrier"])
        #expect(findings.map(\.severity) == [.unknown])
    }

    @Test(arguments: [
        ("PJSIP/1001", "1001"), ("PJSIP/{address}@carrier", "carrier"),
        ("PJSIP/00{digits}@carrier", "carrier"), ("PJSIP/profile/sip:a@example.com", "profile"),
        ("PJSIP/profile/{address}", "profile"), ("PJSIP/{address}", nil), ("SIP/1001", nil),
    ])
    func `the endpoint of a dial string`(text: String, name: String?) {
        #expect(DialedEndpoint.endpoint(in: text) == name)
    }
}
