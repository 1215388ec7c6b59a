@testable import DemoWorld
import Foundation
import Synchronization

/// Answers each request with its own first line, and sends what comes after an upgrade back.
final class AnsweringServer: Sendable {
    let port: Int
    private let listener: ProxySocket
    private let lines = Mutex<[String]>([])
    private let sockets = Mutex<[ProxySocket]>([])

    /// The first lines of the requests that came.
    var asked: [String] { lines.withLock { $0 } }

    init() throws {
        (listener, port) = try ProxySocket.listening()
        Thread.detachNewThread { [weak self, listener] in
            while let server = self {
                guard let socket = listener.accepted() else { continue }
                server.sockets.withLock { $0.append(socket) }
                Thread.detachNewThread { server.serve(socket) }
            }
        }
    }

    func endConnections() {
        for socket in sockets.withLock({ $0 }) { socket.shut() }
    }

    private func serve(_ socket: ProxySocket) {
        var rest: [UInt8] = []
        while let request = ProxyMessage(from: socket, rest: &rest) {
            lines.withLock { $0.append(request.start) }
            let isUpgrade = request.start.contains("/events")
            let head =
                isUpgrade
                ? "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"
                : "HTTP/1.1 200 OK\r\nContent-Length: \(request.start.utf8.count)\r\n\r\n"
                    + request.start
            guard socket.write(Array(head.utf8)) else { return }
            guard isUpgrade else { continue }
            while true {
                let bytes = socket.read()
                guard !bytes.isEmpty, socket.write(bytes) else { return }
            }
        }
    }
}

/// A client on one connection.
final class PlainClient {
    private let socket: ProxySocket
    private var rest: [UInt8] = []

    init(port: Int) throws {
        guard let socket = ProxySocket.connected(toPort: port) else {
            throw NobodyThere()
        }
        self.socket = socket
    }

    struct NobodyThere: Error {}

    func write(_ text: String) -> Bool { socket.write(Array(text.utf8)) }

    /// Sends one request; nil when the connection ended without an answer.
    func ask(_ line: String, body: String = "") -> String? {
        let head = "\(line) HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
        guard write(head + body), let answer = ProxyMessage(from: socket, rest: &rest) else {
            return nil
        }
        return answer.body.isEmpty ? answer.start : String(decoding: answer.body, as: UTF8.self)
    }

    /// What has come after the upgrade; nil when nothing came for so long, empty at the end.
    func read(withinMilliseconds limit: Int32) -> String? {
        guard socket.wait(for: [socket], milliseconds: limit)[0] else { return nil }
        return String(decoding: socket.read(), as: UTF8.self)
    }
}
