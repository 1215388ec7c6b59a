internal import Foundation
internal import SimulatedPhones

/// A TCP socket of the proxy, closed with its last user; each call blocks its thread, within bounds.
final class ProxySocket: Sendable {
    private let descriptor: Int32

    /// Nothing of ours is silent for so long but a connection that is forgotten.
    private static let longestSilence = timeval(tv_sec: 600, tv_usec: 0)
    private static let longestWrite = timeval(tv_sec: 30, tv_usec: 0)

    private init(_ descriptor: Int32) {
        self.descriptor = descriptor
        set(SOL_SOCKET, SO_RCVTIMEO, Self.longestSilence)
        set(SOL_SOCKET, SO_SNDTIMEO, Self.longestWrite)
        set(Int32(IPPROTO_TCP), TCP_NODELAY, Int32(1))
    }

    deinit { close(descriptor) }

    /// - Throws: when no port can be had.
    static func listening() throws -> (socket: ProxySocket, port: Int) {
        let port = try FreePort.find()
        guard let socket = new(), socket.with(port, bind) == 0, listen(socket.descriptor, 128) == 0
        else { throw PhoneError("The proxy cannot listen: \(String(cString: strerror(errno))).") }
        return (socket, port)
    }

    /// Nil when nobody is there.
    static func connected(toPort port: Int) -> ProxySocket? {
        guard let socket = new(), socket.with(port, connect) == 0 else { return nil }
        return socket
    }

    private static func new() -> ProxySocket? {
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(AF_INET, kind, 0)
        return descriptor < 0 ? nil : ProxySocket(descriptor)
    }

    /// Waits for the next connection; nil when there was none for a second, or this socket is shut.
    func accepted() -> ProxySocket? {
        guard wait(for: [self], milliseconds: 1_000).first == true else { return nil }
        let next = accept(descriptor, nil, nil)
        guard next >= 0 else { return nil }
        _ = fcntl(next, F_SETFD, FD_CLOEXEC)
        return ProxySocket(next)
    }

    /// What has come, at least a byte; nothing at the connection's end.
    func read() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = recv(descriptor, &bytes, bytes.count, 0)
            if count < 0, errno == EINTR { continue }
            return Array(bytes.prefix(max(0, count)))
        }
    }

    /// - Returns: whether all of it was taken.
    func write(_ bytes: some Collection<UInt8>) -> Bool {
        let bytes = Array(bytes)
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { all in
                send(
                    descriptor, all.baseAddress?.advanced(by: sent), bytes.count - sent,
                    Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Ends the connection for both sides, and whoever waits for it.
    func shut() { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// Which of these have something to read, or have ended.
    func wait(for sockets: [ProxySocket], milliseconds: Int32) -> [Bool] {
        var polled = sockets.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        _ = poll(&polled, nfds_t(polled.count), milliseconds)
        return polled.map { $0.revents != 0 }
    }

    private func set<Value: BitwiseCopyable>(_ level: Int32, _ name: Int32, _ value: Value) {
        var value = value
        setsockopt(descriptor, level, name, &value, socklen_t(MemoryLayout<Value>.size))
    }

    /// With 127.0.0.1 and a port.
    private func with(
        _ port: Int, _ act: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
        inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                act(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
