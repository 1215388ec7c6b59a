package import Foundation

/// Customers who call one number, one after the other and many at once, and hang up after some time: one SIPp process in
/// the place of customer 2001.
package final class ManyCallers: Sendable {
    private let process: ChildProcess

    /// - Parameters:
    ///   - folder: of this run.
    ///   - count: how many calls there are in all.
    ///   - perMinute: how many begin in a minute.
    ///   - atOnce: how many there are at a time, at the most.
    ///   - seconds: how long one lasts who is not hung up before.
    package init(
        in folder: URL, calling number: String, pbxPort: Int, count: Int, perMinute: Int,
        atOnce: Int, seconds: ClosedRange<Int>
    ) throws {
        let place = folder.appending(path: "many-callers")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let scenario = place.appending(path: "scenario.xml")
        try Data(Self.scenario(calling: number, seconds).utf8).write(to: scenario)
        process = try ChildProcess(
            "sipp", "/usr/bin/sipp",
            [
                "127.0.0.1:\(pbxPort)", "-sf", scenario.path, "-i",
                PhoneNetwork.customerAddress(2_001), "-p", "5060", "-m", "\(count)", "-r",
                "\(perMinute)", "-rp", "60000", "-l", "\(atOnce)", "-nostdin",
            ], in: place)
    }

    /// Waits until all have called, and nobody is on the line any more.
    package func waitForEnd(within limit: Duration) async -> Bool {
        await process.waitForEnd(within: limit)
    }

    package func end() async { await process.kill() }

    private static func scenario(calling number: String, _ seconds: ClosedRange<Int>) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <scenario name="call">
          <send retrans="500"><![CDATA[

        INVITE sip:\(number)@[remote_ip]:[remote_port] SIP/2.0
        Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
        From: <sip:[call_number]@[local_ip]:[local_port]>;tag=[pid]-[call_number]
        To: <sip:\(number)@[remote_ip]:[remote_port]>
        Call-ID: [call_id]
        CSeq: 1 INVITE
        Contact: <sip:2001@[local_ip]:[local_port]>
        Max-Forwards: 70
        Content-Type: application/sdp
        Content-Length: [len]

        v=0
        o=- 1 1 IN IP4 [local_ip]
        s=-
        c=IN IP4 [local_ip]
        t=0 0
        m=audio 30000 RTP/AVP 0
        a=rtpmap:0 PCMU/8000

        ]]></send>
          <recv response="100" optional="true"/>
          <recv response="180" optional="true"/>
          <recv response="183" optional="true"/>
          <recv response="200" rrs="true"/>
          <send><![CDATA[

        ACK [next_url] SIP/2.0
        Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
        From: <sip:[call_number]@[local_ip]:[local_port]>;tag=[pid]-[call_number]
        To: <sip:\(number)@[remote_ip]:[remote_port]>[peer_tag_param]
        Call-ID: [call_id]
        CSeq: 1 ACK
        Max-Forwards: 70
        Content-Length: 0

        ]]></send>
          <pause distribution="uniform" min="\(seconds.lowerBound * 1_000)" max="\(seconds.upperBound * 1_000)"/>
          <send retrans="500"><![CDATA[

        BYE [next_url] SIP/2.0
        Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
        From: <sip:[call_number]@[local_ip]:[local_port]>;tag=[pid]-[call_number]
        To: <sip:\(number)@[remote_ip]:[remote_port]>[peer_tag_param]
        Call-ID: [call_id]
        CSeq: 2 BYE
        Max-Forwards: 70
        Content-Length: 0

        ]]></send>
          <recv response="200"/>
        </scenario>
        """
    }
}
