internal import DemoWorld
internal import Foundation
internal import SimulatedPhones
internal import Synchronization

/// Waits in the proxy for one request, kills the service there, and starts it again.
final class DrillKiller: Sendable {
    private struct State {
        var seen = 0
        var chosen: Int?
        var hitAt: Int64?
        var readyAt: Int64?
    }

    private let world: World
    private let proxy: AsteriskProxy
    private let point: KillPoint
    private let mode: KillMode
    private let state = Mutex(State())

    init(_ world: World, _ proxy: AsteriskProxy, _ point: KillPoint, _ mode: KillMode) {
        self.world = world
        self.proxy = proxy
        self.point = point
        self.mode = mode
    }

    /// When it was killed, by `RTPProbe.now`.
    var hitAt: Int64? { state.withLock { $0.hitAt } }

    /// On the request's own thread, so that nothing comes between the moment and the kill.
    private func gate(
        _ request: ProxiedRequest, _ moment: AsteriskProxy.Moment
    ) -> AsteriskProxy.Passage {
        guard isChosen(request, moment) else { return .pass }
        switch (mode, moment) {
        case (.before, .arrived): return strike(.drop)
        case (.before, .answered), (.before, .delivered): return .pass
        case (.after, .arrived):
            if !request.isEventSocket { proxy.setFlow(.stalled, .towardService) }
            return .pass
        case (.after, .answered): return strike(.drop)
        case (.after, .delivered): return .pass
        case (.unread, .arrived): return .pass
        case (.unread, .answered):
            freeze()
            return .pass
        case (.unread, .delivered): return strike(.drop)
        }
    }

    private func isChosen(_ request: ProxiedRequest, _ moment: AsteriskProxy.Moment) -> Bool {
        guard request.description == point.request else { return false }
        return state.withLock { state in
            if moment == .arrived {
                state.seen += 1
                if state.seen == point.occurrence { state.chosen = request.number }
            }
            return state.chosen == request.number && state.hitAt == nil
        }
    }

    private func strike(_ passage: AsteriskProxy.Passage) -> AsteriskProxy.Passage {
        world.service.signal(SIGKILL)
        state.withLock { $0.hitAt = RTPProbe.now }
        // What was held back is for nobody any more.
        proxy.setFlow(.free, .towardService)
        return passage
    }

    /// Stops the service where it is, and returns when it has really stopped.
    private func freeze() {
        world.service.signal(SIGSTOP)
        guard let id = world.service.processID else { return }
        for _ in 0..<100 {
            let stat = FileManager.default.contents(atPath: "/proc/\(id)/stat") ?? Data()
            // Behind the name in brackets; T is stopped.
            let text = String(decoding: stat, as: UTF8.self)
            if text.drop(while: { $0 != ")" }).dropFirst(2).first == "T" { return }
            Thread.sleep(forTimeInterval: 0.001)
        }
    }

    /// Whether the service was away for longer than somebody can be kept with music.
    var wasLong: Bool {
        state.withLock { state in
            state.hitAt.map { (state.readyAt ?? RTPProbe.now) - $0 > 2_000_000_000 } ?? false
        }
    }

    /// Plays something during which the kill happens, and starts the service again after it.
    ///
    /// - Parameter restartsItself: whether what is played does that.
    /// - Returns: from the kill until the service was ready again; nil when its request was not made.
    func whileArmed(
        _ restartsItself: Bool, _ play: () async throws -> Void
    ) async throws -> ClosedRange<Int64>? {
        let restart = Task { try await restarted(restartsItself) }
        arm()
        do {
            try await play()
        } catch {
            await disarm()
            restart.cancel()
            _ = try await restart.value
            throw error
        }
        // What is tidied up comes behind.
        _ = await eventually(within: .seconds(2), every: .milliseconds(5)) { hitAt != nil }
        await disarm()
        // Killed when who plays had started it already.
        if restartsItself, hitAt != nil,
            await world.service.waitForEnd(within: .milliseconds(500))
        {
            try await world.service.start()
        }
        restart.cancel()
        return try await restart.value.map { $0...max($0, RTPProbe.now) }
    }

    private func arm() {
        proxy.setGate { [self] request, moment in gate(request, moment) }
    }

    private func disarm() async {
        proxy.setGate(nil)
        proxy.setFlow(.free, .towardService)
        // Who asked a moment ago is at it still.
        if hitAt == nil { try? await Task.sleep(for: .milliseconds(100)) }
    }

    /// Waits for the kill; nil when there was none until the task was cancelled.
    private func restarted(_ restartsItself: Bool) async throws -> Int64? {
        while hitAt == nil, !Task.isCancelled { try? await Task.sleep(for: .milliseconds(5)) }
        guard let hitAt else { return nil }
        guard !restartsItself else { return hitAt }
        // Not interrupted: without the service nothing can be looked at.
        return try await Task.detached { [self] in
            guard await world.service.waitForEnd(within: .seconds(30)) else {
                throw PhoneError("The service did not end by SIGKILL.")
            }
            try await world.service.start()
            state.withLock { $0.readyAt = RTPProbe.now }
            return hitAt
        }.value
    }
}
