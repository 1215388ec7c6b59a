internal import DemoWorld
internal import Foundation
internal import SimulatedPhones
internal import Synchronization

/// Stops by SIGTERM: no new work is taken, what is under way is finished, every leg stays.
enum DrillStop: String, CaseIterable {
    case idle, acceptUnderWay, openingUnderWay, twice, racing, unanswered, starting

    var about: String {
        switch self {
        case .idle: "nothing is under way"
        case .acceptUnderWay: "Accept was clicked, and Asterisk is slow to answer the customer"
        case .openingUnderWay: "the PIN was confirmed, and the leg is about to be parked"
        case .twice: "a second SIGTERM comes while an Accept is being finished"
        case .racing: "Accept and SIGTERM come within the same milliseconds"
        case .unanswered: "Asterisk does not answer what is under way"
        case .starting: "SIGTERM comes at each request of the start"
        }
    }

    /// Drain and log-off of the API are bounded by this.
    static let longestStop = Duration.seconds(10)

    func play(_ crew: DrillCrew) async throws {
        switch self {
        case .idle: try await crew.stopped()
        case .acceptUnderWay: try await crew.stopDuringAccept(signals: 1)
        case .openingUnderWay: try await crew.stopDuringOpening()
        case .twice: try await crew.stopDuringAccept(signals: 3)
        case .racing:
            for milliseconds in [0, 1, 2, 3, 5, 8] {
                try await crew.stopRacingAccept(after: .milliseconds(milliseconds))
            }
        case .unanswered: try await crew.stopUnanswered()
        case .starting: try await crew.stopDuringStart()
        }
    }
}

/// Holds a request in the proxy until it is let go, ten seconds at the most.
final class DrillHold: Sendable {
    private let isHeld = Mutex(false)
    private let isFree = Mutex(false)
    private let proxy: AsteriskProxy

    /// - Parameter isRight: which request, at which moment.
    init(
        _ proxy: AsteriskProxy,
        _ isRight: @escaping @Sendable (ProxiedRequest, AsteriskProxy.Moment) -> Bool
    ) {
        self.proxy = proxy
        proxy.setGate { [self] request, moment in
            guard isRight(request, moment) else { return .pass }
            isHeld.withLock { $0 = true }
            let end = ContinuousClock.now.advanced(by: .seconds(10))
            while !isFree.withLock({ $0 }), ContinuousClock.now < end {
                Thread.sleep(forTimeInterval: 0.005)
            }
            return .pass
        }
    }

    func wait() async throws {
        guard await eventually(within: .seconds(10), { isHeld.withLock { $0 } }) else {
            throw PhoneError("The request that was to be held was not made.")
        }
    }

    func letGo() {
        isFree.withLock { $0 = true }
        proxy.setGate(nil)
    }
}

extension DrillCrew {
    /// SIGTERM, and what must come of it.
    fileprivate func stopped() async throws {
        world.service.signal(SIGTERM)
        try await ended()
    }

    private func ended() async throws {
        guard await world.service.waitForEnd(within: DrillStop.longestStop) else {
            throw PhoneError("Offhook did not end within \(DrillStop.longestStop) of SIGTERM.")
        }
        guard world.service.exitStatus == 0 else {
            throw PhoneError(
                "Offhook ended with \(world.service.exitStatus ?? -1) after SIGTERM, not with 0.")
        }
    }

    /// The customer is not answered yet, so that two requests are needed; the answer to the first is held.
    fileprivate func stopDuringAccept(signals: Int) async throws {
        try await arrive(customer, dialing: "71001", for: agent)
        let hold = DrillHold(proxy) { $1 == .answered && $0.target.hasSuffix("/answer") }
        defer { hold.letGo() }
        if let offer = try await agent.view().offer { try await agent.accept(offer) }
        try await hold.wait()
        for _ in 0..<signals {
            world.service.signal(SIGTERM)
            try await Task.sleep(for: .milliseconds(200))
        }
        try await refuseWork()
        guard world.service.isRunning else {
            throw PhoneError("Offhook did not wait for the Accept that was under way.")
        }
        hold.letGo()
        try await ended()
        try await hear(agent, customer)
        try await world.service.start()
        try await agent.waitUntil("in the call") { $0.callState == "connected" }
        try await endCall(agent, customer)
    }

    /// It does not wait for ever, and the next start completes the Accept.
    fileprivate func stopUnanswered() async throws {
        try await arrive(customer, dialing: "71001", for: agent)
        let hold = DrillHold(proxy) { $1 == .answered && $0.target.hasSuffix("/answer") }
        defer { hold.letGo() }
        if let offer = try await agent.view().offer { try await agent.accept(offer) }
        try await hold.wait()
        try await stopped()
        hold.letGo()
        try await world.service.start()
        try await agent.waitUntil("in the call") { $0.callState == "connected" }
        try await hear(agent, customer)
        try await endCall(agent, customer)
    }

    /// What was answered well is done, what was not can be asked for again.
    fileprivate func stopRacingAccept(after pause: Duration) async throws {
        let view = try await arrive(customer, dialing: "71001", for: agent)
        let offer = view.offer ?? ""
        let accepting = Task { [agent] in await agent.acceptOnce(offer) }
        try await Task.sleep(for: pause)
        try await stopped()
        if await accepting.value {
            try await hear(agent, customer)
            try await world.service.start()
            try await agent.waitUntil("in the call") { $0.callState == "connected" }
        } else {
            try await world.service.start()
            try await accept(agent, customer)
        }
        try await endCall(agent, customer)
    }

    private func refuseWork() async throws {
        guard let status = await agent.tryOnce() else { return }
        guard status == 503 else {
            throw PhoneError("While it stops, Offhook answers \(status), not 503.")
        }
    }

    fileprivate func stopDuringOpening() async throws {
        let hold = DrillHold(proxy) { $1 == .answered && $0.target.hasPrefix("/ari/playbacks/") }
        defer { hold.letGo() }
        let opening = Task { try await open(newcomer) }
        try await hold.wait()
        world.service.signal(SIGTERM)
        try await Task.sleep(for: .milliseconds(300))
        hold.letGo()
        try await ended()
        guard newcomer.phone.isInCall else { throw PhoneError("The leg that opened is gone.") }
        try await world.service.start()
        try await opening.value
        try await talk(newcomer, customer, dialing: "91004")
        try await endCall(newcomer, customer)
        try await newcomer.logOut()
        try await idle(newcomer.phone)
        forget(newcomer)
    }

    /// At each request of a start in turn; those of a start differ by one or two from time to time.
    fileprivate func stopDuringStart() async throws {
        try await stopped()
        for number in 1...8 {
            proxy.countAnew()
            let hold = DrillHold(proxy) { $1 == .arrived && $0.number == number }
            defer { hold.letGo() }
            let start = Task { try? await world.service.start() }
            try await hold.wait()
            world.service.signal(SIGTERM)
            try await Task.sleep(for: .milliseconds(200))
            hold.letGo()
            await start.value
            try await ended()
        }
    }

    /// Stops and starts in one way, and sees what is lost.
    func play(_ stop: DrillStop) async -> [Finding] {
        var findings: [Finding] = []
        do {
            try await stop.play(self)
            if !world.service.isRunning {
                // Nobody is there; every leg is.
                findings += phones()
                try await world.service.start()
            }
            findings += await check(after: nil, nil)
        } catch {
            findings.append(Finding(.wrongResult, "\(error)"))
            findings += phones()
        }
        return findings
    }
}
