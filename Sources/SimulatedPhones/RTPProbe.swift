internal import Foundation
internal import Synchronization

/// A phone's ports for RTP, twenty of its own. Asterisk sends to where a phone's packets come from, which
/// on the loopback network is another address than the phone's, so the port tells who it is.
package struct EarID: Hashable, Sendable {
    let number: Int

    private static let first = 20_000
    private static let width = 20

    /// - Parameter phone: its name; those of 1001 to 1099 and 2001 to 2099 have different ears.
    package init(phone: String) {
        let digits = Int(phone) ?? 0
        number = digits / 1_000 % 4 * 100 + digits % 100
    }

    /// - Parameter port: one at which a phone receives RTP.
    package init?(port: Int) {
        guard port >= Self.first, port < 30_000 else { return nil }
        number = (port - Self.first) / Self.width
    }

    var ports: String {
        let start = Self.first + number * Self.width
        return "\(start)-\(start + Self.width - 2)"
    }
}

/// Sees every RTP packet on the loopback device, with the kernel's time: what a phone received is read,
/// not assumed. Needs the right to look at packets (root, or CAP_NET_RAW).
package final class RTPProbe: Sendable {
    private struct State {
        var packets: [EarID: [RTPPacket]] = [:]
        var serverPort: Int?
        var said: [ServerPacket] = []
        var isEnding = false
    }

    private let descriptor: Int32
    private let state = Mutex(State())

    /// What is kept of a phone: two minutes of 50 packets a second.
    private static let keeps = 6_000

    package init() throws {
        let family: Int32 = 17  // AF_PACKET
        descriptor = socket(family, Int32(SOCK_DGRAM.rawValue), Int32(UInt16(0x0800).bigEndian))
        guard descriptor >= 0 else {
            throw PhoneError(
                "Packets cannot be looked at: run this as root, or with the capability CAP_NET_RAW."
            )
        }
        // struct sockaddr_ll: family, protocol, interface, and what is not needed to bind.
        var address = [UInt8](repeating: 0, count: 20)
        address.withUnsafeMutableBytes { bytes in
            bytes.storeBytes(of: UInt16(family), as: UInt16.self)
            bytes.storeBytes(of: UInt16(0x0800).bigEndian, toByteOffset: 2, as: UInt16.self)
            bytes.storeBytes(of: if_nametoindex("lo"), toByteOffset: 4, as: UInt32.self)
        }
        let isBound = address.withUnsafeBytes { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) {
                bind(descriptor, $0.baseAddress, socklen_t(bytes.count))
            }
        }
        guard isBound == 0 else {
            close(descriptor)
            throw PhoneError(
                "The loopback device cannot be looked at: \(String(cString: strerror(errno))).")
        }
        set(SO_TIMESTAMPNS, 1)
        set(33, 8 << 20)  // SO_RCVBUFFORCE
        var patience = timeval(tv_sec: 0, tv_usec: 200_000)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        let thread = Thread { [weak self, descriptor] in
            while let probe = self, !probe.state.withLock({ $0.isEnding }) { probe.receive() }
            close(descriptor)
        }
        thread.name = "rtp-probe"
        thread.start()
    }

    deinit { state.withLock { $0.isEnding = true } }

    package func end() { state.withLock { $0.isEnding = true } }

    private func set(_ option: Int32, _ value: Int32) {
        var value = value
        setsockopt(descriptor, SOL_SOCKET, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Nanoseconds since 1970, by the clock that packets are stamped with.
    package static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    private func receive() {
        var from = [UInt8](repeating: 0, count: 20)
        var control = [UInt8](repeating: 0, count: 64)
        var bytes = [UInt8](repeating: 0, count: 16_384)
        let count = from.withUnsafeMutableBytes { from in
            control.withUnsafeMutableBytes { control in
                bytes.withUnsafeMutableBytes { buffer in
                    var part = iovec(iov_base: buffer.baseAddress, iov_len: buffer.count)
                    return withUnsafeMutablePointer(to: &part) { part in
                        var message = msghdr()
                        message.msg_name = from.baseAddress
                        message.msg_namelen = socklen_t(from.count)
                        message.msg_iov = part
                        message.msg_iovlen = 1
                        message.msg_control = control.baseAddress
                        message.msg_controllen = control.count
                        return recvmsg(descriptor, &message, 0)
                    }
                }
            }
        }
        // Each packet passes twice here, going and coming; 0 in the address's type is the latter.
        guard count > 0, from[10] == 0 else { return }
        let time = control.withUnsafeBytes { control in
            // struct cmsghdr: length 8, level 4, type 4; then struct timespec.
            control.loadUnaligned(fromByteOffset: 16, as: Int64.self) &* 1_000_000_000
                &+ control.loadUnaligned(fromByteOffset: 24, as: Int64.self)
        }
        if let port = state.withLock({ $0.serverPort }) {
            let packet = bytes.withUnsafeBytes {
                ServerPacket(
                    ipv4: UnsafeRawBufferPointer(rebasing: $0[..<count]), from: port, at: time)
            }
            if let packet { state.withLock { $0.said.append(packet) } }
        }
        let packet = bytes.withUnsafeBytes {
            RTPPacket(ipv4: UnsafeRawBufferPointer(rebasing: $0[..<count]), at: time)
        }
        guard let packet, let ear = EarID(port: packet.port) else { return }
        state.withLock { state in
            state.packets[ear, default: []].append(packet)
            let excess = (state.packets[ear]?.count ?? 0) - 2 * Self.keeps
            if excess >= 0 { state.packets[ear]?.removeFirst(Self.keeps) }
        }
    }

    // MARK: What a server said

    /// Keeps, from now on, what is sent from this port, and forgets what was kept; nil keeps no more.
    package func watchServer(at port: Int?) {
        state.withLock { ($0.serverPort, $0.said) = (port, []) }
    }

    package var said: [ServerPacket] { state.withLock { $0.said } }

    // MARK: What a phone received

    /// The packets with sound in them that came to a phone after `since`.
    package func audio(to ear: EarID, since: Int64) -> [RTPPacket] {
        state.withLock { state in
            let packets = state.packets[ear] ?? []
            // They are in order of time: look for the first from the end.
            var first = packets.count
            while first > 0, packets[first - 1].at > since { first -= 1 }
            return packets[first...].filter(\.isAudio)
        }
    }

    /// The digits that came to a phone after `since`, each once, as its keys would show them (RFC 4733).
    package func digits(to ear: EarID, since: Int64) -> String {
        let packets = state.withLock { $0.packets[ear] ?? [] }
        var (text, last) = ("", UInt32?.none)
        for packet in packets where packet.at > since {
            guard let (digit, timestamp) = packet.endedDigit, timestamp != last else { continue }
            text.append(digit)
            last = timestamp
        }
        return text
    }

    /// Waits until a phone has received these digits, and no others.
    package func receives(
        _ digits: String, at ear: EarID, since: Int64, within limit: Duration = .seconds(8)
    ) async -> Bool {
        let receives = await eventually(within: limit) {
            self.digits(to: ear, since: since) == digits
        }
        if receives { Evidence.note("\(ear) receives the digits \(digits)") }
        return receives
    }

    /// The share of a tone in what came to a phone during the last `milliseconds`; 0 where nothing
    /// came.
    package func share(
        of frequency: Int, to ear: EarID, lastMilliseconds milliseconds: Int = 200
    ) -> Double {
        let packets = audio(to: ear, since: Self.now - Int64(milliseconds) * 1_000_000)
        // Fewer than half of the packets that a steady sound has are not that sound.
        guard packets.count * 40 >= milliseconds else { return 0 }
        return Audio.share(of: frequency, in: packets.flatMap { Audio.decode($0.payload) })
    }

    /// Waits until a phone hears a tone, and nothing else that is loud.
    package func hears(
        _ frequency: Int, at ear: EarID, within limit: Duration = .seconds(5)
    ) async -> Bool {
        let hears = await eventually(within: limit) { share(of: frequency, to: ear) > 0.7 }
        if hears { Evidence.note("\(ear) hears \(frequency) Hz") }
        return hears
    }

    /// Whether nothing is sent to a phone for so long, beginning now. A packet of digital silence
    /// would count as sound.
    package func isSilent(_ ear: EarID, for span: Duration) async -> Bool {
        let start = Self.now
        try? await Task.sleep(for: span)
        let isSilent = audio(to: ear, since: start).isEmpty
        if isSilent { Evidence.note("nothing is sent to \(ear) for \(span.components.seconds) s") }
        return isSilent
    }

    /// When the first packet came that carries a tone; nil if none did.
    package func firstPacket(with frequency: Int, to ear: EarID, since: Int64) -> Int64? {
        audio(to: ear, since: since).first {
            Audio.share(of: frequency, in: Audio.decode($0.payload)) > 0.5
        }?.at
    }
}
