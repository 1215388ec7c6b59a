package import Foundation

/// Any number of SIP phones at one address, which ring and are not answered: one SIPp process.
package final class ManyPhones: Sendable {
    package let port: Int
    private let process: ChildProcess
    private let messages: URL

    /// - Parameter folder: of this run.
    package init(in folder: URL) async throws {
        let program = "/usr/bin/sipp"
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw PhoneError("There is no SIPp: run scripts/install-packages.")
        }
        port = try FreePort.find(datagrams: true)
        let place = folder.appending(path: "many-phones")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let scenario = place.appending(path: "ring.xml")
        try Data(Self.ringing.utf8).write(to: scenario)
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

    private static let ringing = """
        <?xml version="1.0" encoding="UTF-8"?>
        <scenario name="ring">
          <recv request="INVITE"/>
          <send><![CDATA[

        SIP/2.0 180 Ringing
        [last_Via:]
        [last_From:]
        [last_To:];tag=[call_number]
        [last_Call-ID:]
        [last_CSeq:]
        Contact: <sip:[local_ip]:[local_port]>
        Content-Length: 0

        ]]></send>
          <pause milliseconds="3600000"/>
        </scenario>
        """
}
