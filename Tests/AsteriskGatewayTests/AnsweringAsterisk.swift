import ARI
import Foundation

/// An HTTP server on a free port that answers each `GET` with a text given beforehand: as much of
/// Asterisk's REST interface as a survey reads.
final class AnsweringAsterisk: Sendable {
    private let descriptor: Int32
    private let port: Int
    /// By path, from behind `/ari`.
    private let answers: [String: String]

    init(_ answers: [String: String]) throws {
        self.answers = answers
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, size) == 0 && listen(descriptor, 16) == 0
                    && getsockname(descriptor, address, &size) == 0
            }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        guard isListening else { throw POSIXError(.EADDRNOTAVAIL) }
        let thread = Thread { [answers] in
            while case let connection = accept(descriptor, nil, nil), connection >= 0 {
                Self.serve(connection, answers)
            }
            close(descriptor)
        }
        thread.start()
    }

    deinit { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// Runs a client of this server for as long as `body` does.
    func ask<Value>(_ body: (ARIClient) async throws -> Value) async throws -> Value {
        let client = ARIClient(
            ARIConfiguration(
                baseURL: "http://127.0.0.1:\(port)", username: "u", password: "p",
                application: "offhook"))
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(client))
        } catch {
            result = .failure(error)
        }
        await client.shutdown()
        return try result.get()
    }

    /// Reads one request, answers it and closes the connection.
    private static func serve(_ connection: Int32, _ answers: [String: String]) {
        defer { close(connection) }
        var request = ""
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while !request.contains("\r\n\r\n") {
            let count = read(connection, &buffer, buffer.count)
            guard count > 0 else { return }
            request += String(decoding: buffer[..<count], as: UTF8.self)
        }
        let target = request.split(separator: " ", maxSplits: 2).dropFirst().first ?? ""
        let path = target.prefix { $0 != "?" }.dropFirst("/ari".count)
        let body = answers[String(path)]
        let status = body == nil ? "404 Not Found" : "200 OK"
        let text = body ?? "{\"message\":\"Resource not found\"}"
        let head = "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nConnection: close\r\n"
        let answer = Array("\(head)Content-Length: \(text.utf8.count)\r\n\r\n\(text)".utf8)
        var sent = 0
        while sent < answer.count {
            let count = answer[sent...].withUnsafeBytes { bytes in
                send(connection, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }
}
