internal import ConnectionMode
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Storage
internal import Testing

/// What came back.
struct Reply {
    let status: Int
    let headers: HTTPHeaders
    let text: String

    func header(_ name: String) -> String? { headers.first(name: name) }

    var json: [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any] ?? [:]
    }

    subscript(key: String) -> Any? { json[key] }

    /// A problem's code.
    var code: String? { self["code"] as? String }
    var actions: [String]? { self["allowedActions"] as? [String] }
}

enum Method: String {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
    case options = "OPTIONS"
}

extension Desk {
    typealias Connection = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>

    func connect() async throws -> Connection {
        try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try tls?.add(to: channel)
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
                }
            }
    }

    /// One request on a connection of its own.
    func send(
        _ method: Method, _ path: String, as token: Token? = .alice,
        json: [String: any Sendable]?
    ) async throws -> Reply {
        guard let json else { return try await send(method, path, as: token) }
        let data = try JSONSerialization.data(withJSONObject: json)
        return try await send(method, path, as: token, body: String(decoding: data, as: UTF8.self))
    }

    func send(
        _ method: Method, _ path: String, as token: Token? = .alice, body: String = "",
        type: String = "application/json", headers extra: [(String, String)] = [],
        isChunked: Bool = false
    ) async throws -> Reply {
        var headers: HTTPHeaders = ["Host": "localhost", "Connection": "close"]
        if let token { headers.add(name: "Authorization", value: "Bearer \(token.text)") }
        if !body.isEmpty { headers.add(name: "Content-Type", value: type) }
        if isChunked {
            headers.add(name: "Transfer-Encoding", value: "chunked")
        } else {
            headers.add(name: "Content-Length", value: "\(body.utf8.count)")
        }
        for (name, value) in extra { headers.replaceOrAdd(name: name, value: value) }
        let head = HTTPRequestHead(
            version: .http1_1, method: HTTPMethod(rawValue: method.rawValue), uri: path,
            headers: headers)
        let reply = try await connect().executeThenClose { inbound, outbound in
            try await outbound.write(.head(head))
            // The answer may come, and the connection go, before all of it is sent.
            try? await outbound.write(.body(.byteBuffer(ByteBuffer(string: body))))
            try? await outbound.write(.end(nil))
            return try await Self.collect(inbound)
        }
        try Contract.shared.watch(method, path, reply, seen)
        return reply
    }

    /// A request whose body begins and does not go on.
    func sendHalf(
        _ method: Method, _ path: String, as token: Token = .alice
    ) async throws -> Reply {
        let head = HTTPRequestHead(
            version: .http1_1, method: HTTPMethod(rawValue: method.rawValue), uri: path,
            headers: [
                "Host": "localhost", "Authorization": "Bearer \(token.text)",
                "Content-Type": "application/json", "Content-Length": "20",
            ])
        let reply = try await connect().executeThenClose { inbound, outbound in
            try await outbound.write(.head(head))
            try await outbound.write(.body(.byteBuffer(ByteBuffer(string: "{"))))
            return try await Self.collect(inbound)
        }
        try Contract.shared.watch(method, path, reply, seen)
        return reply
    }

    static func collect(
        _ inbound: NIOAsyncChannelInboundStream<HTTPClientResponsePart>
    ) async throws -> Reply {
        var head: HTTPResponseHead?
        var body = ByteBuffer()
        for try await part in inbound {
            switch part {
            case .head(let it): head = it
            case .body(var some): body.writeBuffer(&some)
            case .end: break
            }
            if case .end = part { break }
        }
        let answered = try #require(head)
        return Reply(
            status: Int(answered.status.code), headers: answered.headers,
            text: String(buffer: body))
    }

    /// Listens to events for as long as `body` does.
    func listen(
        as token: Token = .alice, after id: String? = nil, inQuery: Bool = false,
        query: String? = nil,
        _ body: (inout EventReader) async throws -> Void
    ) async throws {
        var path = "/v1/tenants/\(token.record.tenant)/events"
        if let id, inQuery { path += "?lastEventId=\(id)" }
        if let query { path += "?\(query)" }
        var headers: HTTPHeaders = [
            "Host": "localhost", "Authorization": "Bearer \(token.text)",
        ]
        if let id, !inQuery { headers.add(name: "Last-Event-ID", value: id) }
        let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: path, headers: headers)
        try await connect().executeThenClose { inbound, outbound in
            try await outbound.write(.head(head))
            try await outbound.write(.end(nil))
            var reader = EventReader(inbound.makeAsyncIterator())
            try await body(&reader)
            if reader.status == 200 { seen.note("GET /v1/tenants/{tenant}/events 200") }
        }
    }
}

/// An event as a client has it.
struct ReadEvent {
    let id: String?
    let type: String
    let json: [String: Any]

    var data: [String: Any] { json["data"] as? [String: Any] ?? [:] }
}

/// Reads a stream of events line by line.
struct EventReader {
    private var parts: NIOAsyncChannelInboundStream<HTTPClientResponsePart>.AsyncIterator
    private var pending = ""
    private(set) var status: Int?
    private(set) var type: String?
    private(set) var heartbeats = 0

    init(_ parts: NIOAsyncChannelInboundStream<HTTPClientResponsePart>.AsyncIterator) {
        self.parts = parts
    }

    /// The next event; nil when the stream has ended.
    mutating func next() async throws -> ReadEvent? {
        while let block = try await nextBlock() {
            if let event = try Self.event(block) { return event }
            if block.hasPrefix(":") { heartbeats += 1 }
        }
        return nil
    }

    mutating func next(_ type: String) async throws -> ReadEvent {
        let event = try #require(try await next())
        #expect(event.type == type)
        return event
    }

    /// Reads until a heartbeat.
    mutating func heartbeat() async throws {
        while let block = try await nextBlock() {
            if block.hasPrefix(": heartbeat") { return }
        }
        Issue.record("The stream ended before a heartbeat.")
    }

    private mutating func nextBlock() async throws -> String? {
        while true {
            if let end = pending.range(of: "\n\n") {
                let block = String(pending[..<end.lowerBound])
                pending.removeSubrange(..<end.upperBound)
                return block
            }
            guard let part = try await parts.next() else { return nil }
            switch part {
            case .head(let head):
                status = Int(head.status.code)
                type = head.headers.first(name: "Content-Type")
            case .body(let buffer): pending += String(buffer: buffer)
            case .end: return nil
            }
        }
    }

    private static func event(_ block: String) throws -> ReadEvent? {
        var fields: [String: String] = [:]
        for line in block.split(separator: "\n") {
            guard let colon = line.range(of: ": ") else { continue }
            fields[String(line[..<colon.lowerBound])] = String(line[colon.upperBound...])
        }
        guard let type = fields["event"], let data = fields["data"] else { return nil }
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(data.utf8)) as? [String: Any])
        try Contract.shared.check(json, "Event")
        return ReadEvent(id: fields["id"], type: type, json: json)
    }
}
