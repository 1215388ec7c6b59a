package import Foundation

/// Any number of SIP phones at one address: one SIPp process.
package final class ManyPhones: Sendable {
    /// What they do when they are called.
    package enum Manner: Sendable {
        case ring
        /// Answer, and receive RTP at a port that the last two digits of their names tell; they send none.
        case answer
    }

    package let port: Int
    private let process: ChildProcess
    private let messages: URL

    /// - Parameter folder: of this run.
    package init(in folder: URL, _ manner: Manner = .ring) async throws {
        let program = "/usr/bin/sipp"
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw PhoneError("There is no SIPp: run scripts/install-packages.")
        }
        port = try FreePort.find(datagrams: true)
        let place = folder.appending(path: "many-phones-\(port)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let scenario = place.appending(path: "scenario.xml")
        try Data(manner.scenario.utf8).write(to: scenario)
        messages = place.appending(path: "messages.log")
        process = try ChildProcess(
            "sipp", program,
            [
                "-sf", scenario.path, "-i", "127.0.0.1", "-p", "\(port)", "-nostdin",
                "-trace_shortmsg", "-shortmessage_file", messages.path,
            ], in: place)
        guard await eventually(within: .seconds(5), { !FreePort.isFree(port: port) }) else {
            throw PhoneError("SIPp did not start:\n\(process.logTail())")
        }
    }

    /// When each phone was called, in milliseconds since 1970, in order; by the user part of its address.
    package var calls: [(user: String, at: Double)] {
        let text = (try? String(contentsOf: messages, encoding: .utf8)) ?? ""
        var seen = Set<String>()
        return text.split(separator: "\n").compactMap { line in
            // Date, time, seconds since 1970, R or S, Call-ID, CSeq, first line.
            let fields = line.split(separator: "\t")
            guard fields.count == 7, fields[3] == "R", fields[6].hasPrefix("INVITE sip:"),
                let seconds = Double(fields[2]), seen.insert(String(fields[4])).inserted
            else { return nil }
            let user = fields[6].dropFirst("INVITE sip:".count).prefix { $0 != "@" }
            return (String(user), seconds * 1_000)
        }
    }

    package func end() async { await process.kill() }
}

extension ManyPhones.Manner {
    fileprivate var scenario: String {
        switch self {
        case .ring: Self.ringing
        case .answer: Self.answering
        }
    }

    /// Where the phone of this name receives RTP, of those that answer.
    ///
    /// - Parameter phone: its last two digits are even.
    package static func ear(of phone: String) -> EarID? {
        Int("22" + phone.suffix(2) + "0").flatMap { EarID(port: $0) }
    }

    private static let ringing = """
        <?xml version="1.0" encoding="UTF-8"?>
        <scenario name="ring">
          <recv request="INVITE"/>
          \(reply("180 Ringing"))
          <pause milliseconds="3600000"/>
        </scenario>
        """

    private static let answering: String = {
        let body = """
            v=0
            o=- 1 1 IN IP4 [local_ip]
            s=-
            c=IN IP4 [local_ip]
            t=0 0
            m=audio 22[$2]0 RTP/AVP 0
            a=rtpmap:0 PCMU/8000
            """
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <scenario name="answer">
              <recv request="INVITE" rrs="true">
                <action>
                  <ereg regexp="sip:[0-9][0-9]([0-9][0-9])@" search_in="msg" check_it="true" assign_to="1,2"/>
                </action>
              </recv>
              <Reference variables="1"/>
              \(reply("180 Ringing"))
              <pause milliseconds="200"/>
              \(reply("200 OK", with: body, attributes: "retrans=\"500\""))
              <recv request="ACK"/>
              <label id="1"/>
              <recv request="INVITE" optional="true" next="2"/>
              <recv request="UPDATE" optional="true" next="3"/>
              <recv request="ACK" optional="true" next="1"/>
              <recv request="BYE" next="5"/>
              <label id="2"/>
              \(reply("200 OK", with: body, attributes: "next=\"1\""))
              <label id="3"/>
              \(reply("200 OK", attributes: "next=\"1\""))
              <label id="5"/>
              \(reply("200 OK"))
            </scenario>
            """
    }()

    private static func reply(
        _ status: String, with body: String? = nil, attributes: String = ""
    ) -> String {
        let type = body == nil ? "" : "Content-Type: application/sdp\n"
        return """
            <send \(attributes)><![CDATA[

            SIP/2.0 \(status)
            [last_Via:]
            [last_From:]
            [last_To:];tag=[call_number]
            [last_Call-ID:]
            [last_CSeq:]
            Contact: <sip:[local_ip]:[local_port]>
            \(type)Content-Length: \(body == nil ? "0" : "[len]")

            \(body ?? "")
            ]]></send>
            """
    }
}
