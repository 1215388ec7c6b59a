internal import Foundation
internal import Synchronization

/// Stands between the service and Asterisk's HTTP port: sees and counts each request, can be asked before
/// each is passed on and before its answer is passed back, and can disturb the event socket as a network
/// does.
package final class AsteriskProxy: Sendable {
    /// Where a request is on its way.
    package enum Moment: Sendable {
        /// It has come from the service; Asterisk knows nothing of it.
        case arrived
        /// Asterisk has answered; the service knows nothing of that.
        case answered
        /// The answer is written to the service's socket.
        case delivered
    }

    package enum Passage: Sendable {
        case pass
        /// Not passed on; the service's connection is ended.
        case drop
    }

    /// Asked at each moment of each request, on a thread of that request's own, so that it may take its
    /// time: that is how a request is held.
    package typealias Gate = @Sendable (ProxiedRequest, Moment) -> Passage

    package enum Direction: Hashable, Sendable {
        case towardService, towardAsterisk
    }

    /// How the event socket passes bytes on.
    package enum Flow: Hashable, Sendable {
        case free
        /// Half-open: the connection stays and no byte comes through.
        case stalled
        case slow(bytesPerSecond: Int)
    }

    private struct State {
        var gate: Gate?
        var requests: [ProxiedRequest] = []
        var number = 0
        var flows: [Direction: Flow] = [:]
        var isRefusing = false
        var isEnding = false
        var connections: [ObjectIdentifier: ProxyConnection] = [:]
    }

    /// Where the service finds Asterisk.
    package let port: Int
    /// Asterisk's own.
    private let target: Int
    private let listener: ProxySocket
    private let state = Mutex(State())

    private static let mostConnections = 300
    /// Of the latest requests that are kept.
    private static let mostRequests = 20_000

    /// Begins to listen.
    package init(toward target: Int) throws {
        self.target = target
        (listener, port) = try ProxySocket.listening()
        Thread.detachNewThread { [weak self, listener] in
            while let proxy = self, !proxy.state.withLock({ $0.isEnding }) {
                if let client = listener.accepted() { proxy.serve(client) }
            }
        }
    }

    deinit { listener.shut() }

    /// Ends everything.
    package func end() {
        state.withLock { ($0.isEnding, $0.gate) = (true, nil) }
        listener.shut()
        cutAll()
    }

    package var url: String { "http://127.0.0.1:\(port)" }

    // MARK: Requests

    /// Those since the count began.
    package var requests: [ProxiedRequest] { state.withLock { $0.requests } }

    /// The next request is number 1.
    package func countAnew() {
        state.withLock { ($0.requests, $0.number) = ([], 0) }
    }

    package func setGate(_ gate: Gate?) { state.withLock { $0.gate = gate } }

    // MARK: The link

    /// The event socket's bytes in one direction; what waits goes through when it is free again.
    package func setFlow(_ flow: Flow, _ direction: Direction) {
        state.withLock { $0.flows[direction] = flow }
    }

    /// The event socket that stands is half-open from now on, for good; a new one is not.
    package func freezeEvents() {
        for connection in state.withLock({ Array($0.connections.values) })
        where connection.isTunnel { connection.freeze() }
    }

    /// Ends the event socket for both sides.
    package func cutEvents() {
        for connection in state.withLock({ Array($0.connections.values) })
        where connection.isTunnel { connection.cut() }
    }

    /// Ends every connection for both sides.
    package func cutAll() {
        for connection in state.withLock({ Array($0.connections.values) }) { connection.cut() }
    }

    /// Whether new connections are closed at once; those that stand go on.
    package func refuse(_ isRefusing: Bool) { state.withLock { $0.isRefusing = isRefusing } }

    // MARK: What connections need

    private func serve(_ client: ProxySocket) {
        let mayCome = state.withLock { state in
            !state.isRefusing && !state.isEnding
                && state.connections.count < Self.mostConnections
        }
        guard mayCome, let server = ProxySocket.connected(toPort: target) else {
            return client.shut()
        }
        let connection = ProxyConnection(client: client, server: server, proxy: self)
        state.withLock { $0.connections[ObjectIdentifier(connection)] = connection }
        Thread.detachNewThread {
            connection.run()
            self.state.withLock { $0.connections[ObjectIdentifier(connection)] = nil }
        }
    }

    func note(_ message: ProxyMessage) -> ProxiedRequest? {
        state.withLock { state in
            guard let request = ProxiedRequest(number: state.number + 1, message) else {
                return nil
            }
            state.number += 1
            state.requests.append(request)
            if state.requests.count > Self.mostRequests { state.requests.removeFirst() }
            return request
        }
    }

    func ask(_ request: ProxiedRequest, _ moment: Moment) -> Passage {
        let gate = state.withLock { $0.gate }
        return gate?(request, moment) ?? .pass
    }

    func flow(_ direction: Direction) -> Flow {
        state.withLock { $0.isEnding ? .free : $0.flows[direction] ?? .free }
    }
}
