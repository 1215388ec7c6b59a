import Foundation
import JSON
import Testing

@testable import Diagnosis

struct FileTests {
    @Test func `the shipped configuration is found to be right`() throws {
        let ground = try Ground()
        #expect(try ground.problems() == [])
        ground.facts.ari = .known(Ground.goodAsterisk())
        #expect(try ground.problems() == [])
    }

    @Test func `a section has what its templates say, and then its own`() throws {
        let ground = try Ground()
        try ground.write(
            "pjsip.conf",
            """
            [base](!)
            type=endpoint
            rtp_timeout=1
            [phone](!,base)
            rtp_timeout=2
            [1001](phone)
            aors=1001
            [1001](phone)
            type=aor
            [1001](+)
            direct_media=no
            """)
        let sections = try ground.files().sections(of: "pjsip.conf")
        let endpoint = try #require(
            sections.first { $0.name == "1001" && $0["type"]?.value == "endpoint" })
        #expect(endpoint.settings.map(\.value) == ["endpoint", "1", "2", "1001", "no"])
        #expect(endpoint["RTP_TIMEOUT"]?.line == 5)
        #expect(endpoint["rtp_timeout"]?.section == "phone")
        #expect(sections.filter(\.isTemplate).map(\.name) == ["base", "phone"])
    }

    @Test(.timeLimit(.minutes(1)))
    func `whatever stands in files, there is an answer`() throws {
        let ground = try Ground()
        var text = "[t0](!)\nrtp_timeout=1\n"
        for number in 1...60 {
            text += "[t\(number)](!,t\(number - 1),t\(number - 1))\nrtp_timeout=\(number)\n"
        }
        try ground.write("pjsip.conf", text + "[1001](t60)\ntype=endpoint\n")
        let number = String(Int.max)
        try ground.write("rtp.conf", "[general]\nrtpstart=-\(number)\nrtpend=\(number)\n")
        for file in ["http.conf", "manager.conf", "asterisk.conf", "queues.conf"] {
            try ground.add(
                "[options](+)\nmaxcalls=-1\nverbose=\(number)\n[general](+)\nsessionlimit=\(number)\n"
                    + "[odd](offhook-queue)\nmember => Local/@offhook-,,,\ntimeout=x\nmember =>\n]\n[",
                to: file)
        }
        try ground.write(
            "extensions.conf", "[x]\nexten => ,\nexten => 1,1,Queue(\nsame => n,Queue()\n")
        try ground.write("ari.conf", "[general]\nchannelvars=,,,\nallowed_origins=,*\n[offhook]\n")
        #expect(try !ground.problems().isEmpty)
    }

    @Test func `a file that cannot be read is not blamed for what it lacks`() throws {
        let ground = try Ground()
        try ground.write("http.conf", "")
        #expect(try ground.problems().map(\.check).contains("enabled"))
        try FileManager.default.removeItem(at: ground.folder.appending(path: "http.conf"))
        try FileManager.default.createDirectory(
            at: ground.folder.appending(path: "http.conf"), withIntermediateDirectories: false)
        #expect(try ground.problems() == [])
        let told = try ground.findings().filter { $0.check == "files" }
        #expect(told.map(\.severity) == [.unknown])
        #expect(told.first?.what.contains("http.conf is not a file") == true)
    }

    @Test func `no secret is told, whatever is wrong`() throws {
        let ground = try Ground()
        for file in ["http.conf", "logger.conf", "queues.conf", "extensions.conf", "modules.conf"] {
            try ground.write(file, "")
        }
        try ground.change("offhook-ari.conf", "read_only=no", to: "password_format=crypt")
        try ground.change("offhook-manager.conf", "write=agent", to: "write=all")
        try ground.change("offhook-pjsip.conf", "rtp_timeout=0", to: "rtp_timeout=5")
        let findings = try ground.findings()
        #expect(findings.count > 10)
        let report = Report(Examination(ground.facts))
        #expect(!report.lines.joined().contains(Ground.secret))
        #expect(!String(decoding: report.json.encoded, as: UTF8.self).contains(Ground.secret))
    }

    @Test func `each line of a file that is wrong is named`() throws {
        let wrong: [(file: String, old: String, new: String, area: Area, check: String)] = [
            ("http.conf", "sessionlimit=1000", "sessionlimit=100", .http, "sessionLimit"),
            ("http.conf", "bindaddr=127.0.0.1", "bindaddr=::", .http, "binding"),
            ("http.conf", "enabled=yes", "enabled=no", .http, "enabled"),
            ("ari.conf", "pretty=no", "allowed_origins=*", .ari, "allowedOrigins"),
            ("ari.conf", "enabled=yes", "enabled=no", .ari, "enabled"),
            (
                "offhook-ari.conf", "websocket_write_timeout=1000", "websocket_write_timeout=100",
                .ari, "writeTimeout"
            ),
            ("offhook-ari.conf", "password=\(Ground.secret)", "password=", .ari, "password"),
            ("offhook-manager.conf", "write=agent", "write=call", .manager, "classes"),
            ("offhook-manager.conf", "read=agent", "read=all", .manager, "readClass"),
            ("manager.conf", "bindaddr=127.0.0.1", "bindaddr=0.0.0.0", .manager, "binding"),
            (
                "logger.conf", "messages.log => notice,warning,error",
                "messages.log => notice,verbose(3)", .logging, "verbose"
            ),
            (
                "modules.conf", "load=bridge_holding.so", "noload=bridge_holding.so", .modules,
                "loaded"
            ),
            ("offhook-queues.conf", "ringinuse=no", "ringinuse=yes", .queues, "ringInUse"),
            (
                "queues.conf", "member => Local/1001@offhook-acme/n,0,1001,Stasis:acme:1001",
                "member => Local/1001@offhook-acme/n,0,1001,Stasis:acme:1O01", .queues,
                "memberState"
            ),
            ("offhook-pjsip.conf", "rtp_timeout=0", "rtp_timeout=30", .phones, "rtpTimeout"),
            ("offhook-pjsip.conf", "rtp_keepalive=2", "rtp_keepalive=7", .phones, "rtpKeepalive"),
            (
                "offhook-pjsip.conf", "qualify_frequency=30", "qualify_frequency=0", .phones,
                "qualify"
            ),
            ("indications.conf", "country=eu", "country=zz", .media, "tones"),
        ]
        for (file, old, new, area, check) in wrong {
            let ground = try Ground()
            let line = try ground.change(file, old, to: new)
            let problem = try ground.problem()
            #expect(problem.area == area && problem.check == check)
            #expect(problem.change?.file == file, "\(check)")
            #expect(problem.change?.line == line, "\(check)")
            #expect(!problem.why.isEmpty)
        }
    }
}
