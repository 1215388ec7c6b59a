internal import Foundation
package import JSON
package import SimulatedPhones
internal import Synchronization
package import Transport

/// Asterisk's REST interface without anything of ours in between but the transport: what the service is
/// compared with, and what recordings are made from.
package final class RawARI: Sendable {
    /// One message of the event socket, as it came.
    package struct Message: Sendable {
        package let bytes: [UInt8]
        package let json: JSONValue
        /// When it was read, by `RTPProbe.now`.
        package let at: Int64

        package var type: String { json.optionalString("type") ?? "" }
        package var channel: String { json["channel"]?.optionalString("id") ?? "" }
        package var bridge: String { json["bridge"]?.optionalString("id") ?? "" }
    }

    package struct Answer: Sendable {
        package let status: Int
        package let bytes: [UInt8]
    }

    package let application: String
    private let base: String
    private let headers: [HTTPHeader]
    private let http = HTTPClient()
    private let link: WebSocketLink
    private let received = Mutex<[Message]>([])

    /// - Parameter all: whether the application hears of everything in this Asterisk.
    package init(
        _ asterisk: AsteriskInstance, application: String, all: Bool = false
    ) async throws {
        self.application = application
        base = asterisk.url
        let credentials = Data("offhook:\(asterisk.password)".utf8).base64EncodedString()
        headers = [HTTPHeader(name: "Authorization", value: "Basic \(credentials)")]
        var socket = WebSocketConfiguration(
            url: "ws" + base.dropFirst(4) + "/ari/events?app=\(application)"
                + (all ? "&subscribeAll=true" : ""))
        socket.headers = headers
        link = try await WebSocketLink.connect(socket)
        Task { [weak self, messages = link.messages] in
            for try await bytes in messages {
                let at = RTPProbe.now
                guard let json = try? JSONValue(parsing: bytes) else { continue }
                self?.received.withLock { $0.append(Message(bytes: bytes, json: json, at: at)) }
            }
        }
    }

    package func end() async {
        await link.close()
        await http.shutdown()
    }

    /// Sends one request, whatever becomes of it.
    @discardableResult
    package func ask(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSONValue? = nil
    ) async throws -> Answer {
        var headers = headers
        if body != nil {
            headers.append(HTTPHeader(name: "Content-Type", value: "application/json"))
        }
        let response = try await http.send(
            HTTPRequest(method, "\(base)/ari\(path)", headers: headers, body: body?.encoded))
        return Answer(status: response.status, bytes: response.body)
    }

    /// How much was received so far: a place to look on from.
    package var count: Int { received.withLock { $0.count } }

    package func messages(from place: Int) -> [Message] {
        received.withLock { Array($0[min(place, $0.count)...]) }
    }

    /// Waits for a message received after `place`.
    package func wait(
        from place: Int = 0, within limit: Duration = .seconds(10),
        for isRight: (Message) -> Bool
    ) async throws -> Message {
        var found: Message?
        _ = await eventually(within: limit, every: .milliseconds(2)) {
            found = messages(from: place).first(where: isRight)
            return found != nil
        }
        guard let found else { throw PhoneError("Asterisk did not send what was waited for.") }
        return found
    }

    /// Waits until a leg has entered the application.
    package func waitForStart(of channel: String, from place: Int = 0) async throws -> Message {
        try await wait(from: place) { $0.type == "StasisStart" && $0.channel == channel }
    }
}
