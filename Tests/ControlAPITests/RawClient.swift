internal import NIOCore
internal import NIOPosix

/// A client that sends whatever bytes it likes.
struct RawClient: Sendable {
    let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>

    static func connect(to port: Int) async throws -> RawClient {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel)
                }
            }
        return RawClient(channel: channel)
    }

    /// Sends the pieces with pauses between them, and returns what came until the server closed.
    static func exchange(
        with port: Int, _ pieces: [[UInt8]], pause: Duration = .zero
    ) async throws -> String {
        try await connect(to: port).channel.executeThenClose { inbound, outbound in
            let answer = Task {
                var all = ByteBuffer()
                do {
                    for try await var some in inbound { all.writeBuffer(&some) }
                } catch {}
                return String(decoding: all.readableBytesView, as: UTF8.self)
            }
            do {
                for piece in pieces {
                    try await outbound.write(ByteBuffer(bytes: piece))
                    if pause > .zero { try await Task.sleep(for: pause) }
                }
            } catch {
                // The server may have had enough.
            }
            return await answer.value
        }
    }

    static func exchange(with port: Int, _ text: String) async throws -> String {
        try await exchange(with: port, [Array(text.utf8)])
    }
}

extension Desk {
    /// The head of a request, with a token, after which the server closes.
    static func head(
        _ line: String, as token: Token = .alice, _ fields: [String] = []
    ) -> String {
        let all =
            [
                "\(line) HTTP/1.1", "Host: localhost", "Authorization: Bearer \(token.text)",
                "Connection: close",
            ] + fields
        return all.joined(separator: "\r\n") + "\r\n\r\n"
    }
}
