internal import Foundation
internal import Synchronization

/// One connection from the service through the proxy to Asterisk: requests one after the other, each with
/// its answer, or the event socket after its opening.
final class ProxyConnection: Sendable {
    private let client: ProxySocket
    private let server: ProxySocket
    private let proxy: AsteriskProxy
    private let state = Mutex(State())

    private struct State {
        var isTunnel = false
        var isFrozen = false
        var isCut = false
    }

    init(client: ProxySocket, server: ProxySocket, proxy: AsteriskProxy) {
        self.client = client
        self.server = server
        self.proxy = proxy
    }

    var isTunnel: Bool { state.withLock { $0.isTunnel } }

    /// Passes no byte on any more, and tells neither side.
    func freeze() { state.withLock { $0.isFrozen = true } }

    /// Ends it for both sides.
    func cut() {
        state.withLock { $0.isCut = true }
        client.shut()
        server.shut()
    }

    /// Works until one of the sides ends it.
    func run() {
        var (fromClient, fromServer): ([UInt8], [UInt8]) = ([], [])
        while exchange(&fromClient, &fromServer) {}
        if isTunnel { tunnel(fromClient, fromServer) }
        cut()
    }

    /// One request and its answer.
    ///
    /// - Returns: whether another may follow.
    private func exchange(_ fromClient: inout [UInt8], _ fromServer: inout [UInt8]) -> Bool {
        guard waitForRequest(fromClient),
            let question = ProxyMessage(from: client, rest: &fromClient),
            let request = proxy.note(question),
            proxy.ask(request, .arrived) == .pass, server.write(question.bytes),
            let answer = ProxyMessage(from: server, rest: &fromServer),
            proxy.ask(request, .answered) == .pass
        else { return false }
        if answer.status == 101 { state.withLock { $0.isTunnel = true } }
        guard client.write(answer.bytes) else { return false }
        return proxy.ask(request, .delivered) == .pass && !isTunnel
    }

    /// An idle connection that Asterisk ends is ended for the service, too.
    private func waitForRequest(_ fromClient: [UInt8]) -> Bool {
        guard fromClient.isEmpty else { return true }
        let end = ContinuousClock.now.advanced(by: .seconds(600))
        while ContinuousClock.now < end {
            let ready = client.wait(for: [client, server], milliseconds: 10_000)
            if ready[1] { return false }
            if ready[0] { return true }
        }
        return false
    }

    /// Bytes both ways, as the proxy's flows allow.
    private func tunnel(_ fromClient: [UInt8], _ fromServer: [UInt8]) {
        let isOver = DispatchSemaphore(value: 0)
        Thread.detachNewThread { [self] in
            pump(fromServer, from: server, to: client, .towardService)
            cut()
            isOver.signal()
        }
        pump(fromClient, from: client, to: server, .towardAsterisk)
        cut()
        isOver.wait()
    }

    private func pump(
        _ first: [UInt8], from source: ProxySocket, to sink: ProxySocket,
        _ direction: AsteriskProxy.Direction
    ) {
        var bytes = first[...]
        while !state.withLock({ $0.isCut }) {
            switch flow(direction) {
            // Nothing is read meanwhile, so that no end is noticed either.
            case .stalled: Thread.sleep(forTimeInterval: 0.01)
            case .free:
                guard fill(&bytes, from: source) else { return }
                // It may be another one since.
                guard flow(direction) == .free else { continue }
                guard sink.write(bytes) else { return }
                bytes = []
            case .slow(let bytesPerSecond):
                guard fill(&bytes, from: source) else { return }
                let part = bytes.prefix(max(1, bytesPerSecond / 20))
                guard sink.write(part) else { return }
                bytes = bytes.dropFirst(part.count)
                Thread.sleep(forTimeInterval: 0.05)
            }
        }
    }

    private func flow(_ direction: AsteriskProxy.Direction) -> AsteriskProxy.Flow {
        state.withLock { $0.isFrozen } ? .stalled : proxy.flow(direction)
    }

    /// - Returns: whether there is something to pass on.
    private func fill(_ bytes: inout ArraySlice<UInt8>, from source: ProxySocket) -> Bool {
        if bytes.isEmpty { bytes = source.read()[...] }
        return !bytes.isEmpty
    }
}
