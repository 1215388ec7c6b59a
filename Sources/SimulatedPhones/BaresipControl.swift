internal import Foundation
internal import Synchronization

/// The way to tell a baresip what to do and to hear what happens there: JSON in netstrings over TCP, as
/// its module ctrl_tcp speaks it.
final class BaresipControl: Sendable {
    enum Event: Sendable {
        case incoming, established, closed
        /// What it says to a command.
        case answer(String)
    }

    private let descriptor: Int32
    private let isOpen = Mutex(true)

    private init(descriptor: Int32) { self.descriptor = descriptor }

    /// Nil when nobody listens there in time.
    static func connect(
        to address: String, within limit: Duration, _ handle: @escaping @Sendable (Event) -> Void
    ) async throws -> BaresipControl? {
        var descriptor: Int32 = -1
        _ = await eventually(within: limit, every: .milliseconds(50)) {
            descriptor = open(address)
            return descriptor >= 0
        }
        guard descriptor >= 0 else { return nil }
        let control = BaresipControl(descriptor: descriptor)
        let thread = Thread { control.read(handle) }
        thread.name = "baresip-\(address)"
        thread.start()
        return control
    }

    private static func open(_ address: String) -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var target = sockaddr_in()
        target.sin_family = sa_family_t(AF_INET)
        target.sin_port = UInt16(4444).bigEndian
        inet_pton(AF_INET, address, &target.sin_addr)
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafePointer(to: &target) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(descriptor, $0, size)
            }
        }
        guard result == 0 else {
            close(descriptor)
            return -1
        }
        return descriptor
    }

    /// Whether the phone, or another program that told it something, has not ended the connection.
    var isConnected: Bool { isOpen.withLock { $0 } }

    func send(_ command: String, _ parameters: String) {
        let message = "{\"command\":\"\(command)\",\"params\":\"\(parameters)\",\"token\":\"x\"}"
        let bytes = Array("\(message.utf8.count):\(message),".utf8)
        isOpen.withLock { isOpen in
            guard isOpen else { return }
            _ = Foundation.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        }
    }

    func end() {
        isOpen.withLock { isOpen in
            guard isOpen else { return }
            shutdown(descriptor, Int32(SHUT_RDWR))
            isOpen = false
        }
    }

    private func read(_ handle: (Event) -> Void) {
        var waiting: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            waiting += buffer[..<count]
            while let message = Self.takeNetstring(from: &waiting) {
                if let event = Self.event(in: message) { handle(event) }
            }
        }
        isOpen.withLock { isOpen in
            isOpen = false
            close(descriptor)
        }
    }

    private static func takeNetstring(from bytes: inout [UInt8]) -> [UInt8]? {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
            let length = Int(String(decoding: bytes[..<colon], as: UTF8.self)),
            length >= 0, bytes.count > colon + length + 1
        else { return nil }
        let message = Array(bytes[(colon + 1)...(colon + length)])
        bytes.removeFirst(colon + length + 2)
        return message
    }

    private static func event(in message: [UInt8]) -> Event? {
        let json = try? JSONSerialization.jsonObject(with: Data(message)) as? [String: Any]
        switch json?["type"] as? String {
        case "CALL_INCOMING": return .incoming
        case "CALL_ESTABLISHED": return .established
        case "CALL_CLOSED": return .closed
        default: break
        }
        guard json?["response"] as? Bool == true else { return nil }
        return .answer(json?["data"] as? String ?? "")
    }
}
