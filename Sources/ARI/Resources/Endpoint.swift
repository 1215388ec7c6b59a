package import JSON
internal import Transport

/// A phone or trunk that Asterisk knows. *Source*: rest-api/endpoints.json, model Endpoint.
public struct Endpoint: Hashable, Sendable {
    /// Without the technology: `1001` of `PJSIP/1001`.
    public let name: String
    /// Whether a contact of it is known that is not unreachable. One that Asterisk does not ask whether it is there counts
    /// as online; nil where Asterisk does not say.
    public let isOnline: Bool?
    /// The ids of its channels.
    public let channels: [String]

    package init(name: String, isOnline: Bool?, channels: [String]) {
        self.name = name
        self.isOnline = isOnline
        self.channels = channels
    }

    package init(_ json: JSONValue) throws(JSONError) {
        name = try json.string("resource")
        channels = try json.strings("channel_ids")
        switch json.optionalString("state") {
        case "online": isOnline = true
        case "offline": isOnline = false
        default: isOnline = nil
        }
    }

    /// `carrier` of `PJSIP/{address}@carrier` and of `PJSIP/carrier/{address}`; nil where it is not said.
    package static func name(in dialString: String) -> String? {
        guard dialString.hasPrefix("PJSIP/") else { return nil }
        let first = dialString.dropFirst("PJSIP/".count).prefix { $0 != "/" }
        let name = first.split(separator: "@").last.map(String.init) ?? ""
        return name.isEmpty || name.contains("{") ? nil : name
    }
}

extension ARIClient {
    /// All endpoints of PJSIP, also those without a channel. Safe to repeat.
    ///
    /// Refused with status 404 where there are none of PJSIP.
    public func endpoints() async throws(ARIError) -> [Endpoint] {
        try await ask(.get, "/endpoints/PJSIP") { json throws(JSONError) in
            var endpoints: [Endpoint] = []
            for item in try json.items() { endpoints.append(try Endpoint(item)) }
            return endpoints
        }
    }

    /// Lets `configuration.contactApplication` hear whether the contacts of PJSIP's endpoints can be reached, and nothing
    /// else. Safe to repeat.
    ///
    /// In an application of its own, for who subscribes to endpoints is told of each of their channels as well, and would
    /// hear of those in the application twice. *Source*: seen with Asterisk 22.10.
    public func watchContacts() async throws(ARIError) {
        let path = "/applications/\(Self.encoded(configuration.contactApplication))"
        try await ask(
            .put, path + "/eventFilter",
            body: ["allowed": [["type": .string("ContactStatusChange")]]])
        try await ask(.post, path + "/subscription", query: [("eventSource", "endpoint:PJSIP")])
    }

    /// Whether Asterisk asks the contacts of an endpoint whether they are there: two requests, or some more where it has
    /// several address records. Safe to repeat.
    ///
    /// Refused with status 404 when there is no such endpoint.
    public func asksContacts(of endpoint: String) async throws(ARIError) -> Bool {
        let records = try await settings(of: "endpoint", endpoint, in: "res_pjsip")["aors"] ?? ""
        for record in records.split(separator: ",").prefix(Self.mostRecords) {
            let name = record.filter { $0 != " " }
            let seconds = try await settings(of: "aor", name, in: "res_pjsip")["qualify_frequency"]
            if let seconds = seconds.flatMap({ Int($0) }), seconds > 0 { return true }
        }
        return false
    }

    private static var mostRecords: Int { 4 }

    /// What has come from a channel's phone; refused with status 404 where there is no such channel, or no RTP. Safe to
    /// repeat.
    public func rtpStatistics(of id: String) async throws(ARIError) -> RTPStatistics {
        try await ask(.get, "/channels/" + Self.encoded(id) + "/rtp_statistics") {
            json throws(JSONError) in try RTPStatistics(json)
        }
    }
}

/// What has come from a channel's phone. *Source*: rest-api/channels.json, model RTPstat.
public struct RTPStatistics: Hashable, Sendable {
    /// Packets of sound, from the channel's beginning.
    public let receivedPackets: Int
    /// What the phone reported by RTCP and Asterisk reckons from it, by names, as text. While nothing comes from the phone it
    /// stays the same; of a phone whose reports name none of Asterisk's it stays so, too.
    public let reported: [String: String]

    /// Those that Asterisk changes only when a report comes from the phone. *Source*: seen with Asterisk 22.10, with phones
    /// that were frozen.
    private static let reportedNames = [
        "rxjitter", "remote_maxjitter", "remote_minjitter", "remote_normdevjitter",
        "remote_stdevjitter", "rxploss", "remote_maxrxploss", "remote_normdevrxploss",
        "remote_stdevrxploss", "rtt", "maxrtt", "minrtt", "normdevrtt", "stdevrtt",
    ]

    package init(_ json: JSONValue) throws(JSONError) {
        guard let packets = json.optionalInteger("rxcount"), packets >= 0 else {
            throw .missing("rxcount")
        }
        receivedPackets = packets
        var reported: [String: String] = [:]
        for name in Self.reportedNames {
            switch json[name] {
            case .integer(let number)?: reported[name] = "\(number)"
            case .real(let number)?: reported[name] = "\(number)"
            default: continue
            }
        }
        self.reported = reported
    }
}
