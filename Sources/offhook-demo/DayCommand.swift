internal import ArgumentParser
internal import DemoWorld
internal import Foundation
internal import JSON
internal import SimulatedPhones

struct DayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "day", abstract: "Plays an agent's day and prints each step as it happens.")

    @Flag(
        help: "In a call center that runs already: waits for you to kill the service, too.")
    var killByHand = false

    func run() async throws {
        if let place = Surroundings.current {
            try await visit(place)
        } else {
            try await playOurs()
        }
        print("\nEvery step was seen.")
    }

    private func playOurs() async throws {
        let teller = Teller()
        let folder = Project.folder.appending(path: ".run/day")
        teller.head("Starting Asterisk and three SIP phones: agent 1001, customers 2001 and 2002")
        try await Stage.play(
            in: folder, agents: 1, customers: 2, policy: ["callerID: \"Contact Center <8000>\""]
        ) { world in
            try await Day(center: world, teller: teller).play()
        }
    }

    private func visit(_ place: Surroundings) async throws {
        let name = VisitedCallCenter.agentName
        guard let token = ProcessInfo.processInfo.environment["OFFHOOK_DEMO_TOKEN"] else {
            throw ValidationError("Set OFFHOOK_DEMO_TOKEN to a token of agent \(name).")
        }
        let isKilled = killByHand
        let teller = Teller()
        teller.head("Starting three SIP phones: agent \(name), customers 2003 and 2004")
        try await Stage.play(hint: "Offhook says more in its log.") {
            try await VisitedCallCenter(place, token: token) { teller.tell("> \($0)") }
        } end: {
            await $0.end()
        } act: { center in
            try await Day(center: center, teller: teller, isKilled: isKilled).play()
        }
    }
}

/// An agent's day, played through the public HTTP API and heard in the phones' RTP.
struct Day {
    let center: any CallCenter
    let teller: Teller
    /// Whether the service is killed once.
    var isKilled = true

    func play() async throws {
        teller.head("Starting Offhook")
        try await center.startService()
        teller.tell("Offhook is ready at \(center.base)")
        let desk = try AgentDesk(center, phone: center.agentPhone(0))
        try await morning(desk)
        try await calls(desk)
        if isKilled { try await kill(desk) }
        try await evening(desk)
        await desk.end()
    }

    private func morning(_ desk: AgentDesk) async throws {
        teller.head("The agent logs in and becomes Available")
        // An earlier day may have been cut off.
        _ = try await desk.logOut()
        try teller.check(try await desk.logIn().isFine, "logged in")
        try teller.check(await desk.waitForStatus("onBreak"), "status: On break")
        try teller.check(desk.phone.incomingCalls == 0, "the phone was not called")
        try await open(desk, ringing: 1) { try await desk.setStatus("available") }
        try await silent(desk)
    }

    /// From a request that places the validation call to the open connection.
    private func open(
        _ desk: AgentDesk, ringing count: Int, _ request: () async throws -> ControlClient.Answer
    ) async throws {
        let place = desk.events.count
        let since = RTPProbe.now
        let answer = try await request()
        let attempt = try teller.require(
            answer.body.optionalString("attemptId"), "a validation call (\(answer.status))")
        let offered = await desk.waitForStatus("persistentCallOffered", within: .seconds(2))
        try teller.check(offered, "status: Persistent call offered")
        let ringing = await desk.events.wait(for: "connection.ringing", from: place)
        try teller.check(
            await desk.phone.waitUntilCalled(count) && ringing != nil,
            "the phone rings (call \(count))")
        let verifying = await desk.events.wait(for: "connection.verifying", from: place)
        try teller.check(
            await desk.phone.waitUntilInCall() && verifying != nil, "the phone is answered")
        let pin = try teller.require(await desk.hearPIN(since: since), "the PIN is spoken")
        teller.tell("the PIN is heard in the phone's audio: \(pin)")
        let confirmed = try await desk.confirm(pin, attempt: attempt)
        try teller.check(confirmed.isFine, "the PIN is confirmed in the console")
        let opened = await desk.events.wait(for: "notice.connectionOpened", from: place)
        try teller.check(opened != nil, "told: the connection is open")
        try teller.check(await desk.waitForStatus("available"), "status: Available")
    }

    private func silent(_ desk: AgentDesk) async throws {
        try? await Task.sleep(for: .milliseconds(300))
        let silent = await center.probe.isSilent(desk.phone.ear, for: .seconds(2))
        try teller.check(
            silent && desk.phone.isInCall, "the leg is up and silent: not one audio packet in 2 s")
    }

    private func calls(_ desk: AgentDesk) async throws {
        let customer = center.customerPhone(0)
        teller.head("A customer calls")
        let call = try await connect(desk, customer, dialing: "9\(desk.phone.name)")
        var place = desk.events.count
        customer.hangUp()
        let ended = await desk.events.wait(for: "call.ended", from: place)
        try teller.check(
            ended?.data.optionalString("endReason") == "customerHungUp", "the customer hangs up")
        try await silent(desk)
        try teller.check(desk.phone.incomingCalls == 1, "the phone was never rung a second time")
        teller.head("A second customer is rejected")
        place = desk.events.count
        let second = center.customerPhone(1)
        second.dial("9\(desk.phone.name)")
        let offer = try await offer(desk, from: place)
        try teller.check(try await desk.reject(offer).isFine, "the agent rejects")
        let heard = await center.probe.hears(620, at: second.ear)
        try teller.check(heard, "the customer is back in the dialplan and hears what it plays")
        second.hangUp()
        teller.head("A break")
        try teller.check(try await desk.setStatus("onBreak").isFine, "the agent takes a break")
        try teller.check(await desk.waitForStatus("onBreak"), "status: On break")
        try teller.check(desk.phone.isInCall, "the leg stays up")
        try teller.check(try await desk.setStatus("available").isFine, "and comes back")
        try teller.check(await desk.waitForStatus("available"), "status: Available")
        try teller.check(desk.phone.incomingCalls == 1, "without a new call")
        _ = call
    }

    private func offer(_ desk: AgentDesk, from place: Int) async throws -> String {
        let told = await desk.events.wait(for: "offer.created", from: place)
        let offer = try teller.require(told?.data.optionalString("id"), "the call is offered")
        let number = told?.data["caller"]?.optionalString("number") ?? "a withheld number"
        teller.tell("the console is told: an offer from \(number)")
        return offer
    }

    private func connect(
        _ desk: AgentDesk, _ customer: SimulatedPhone, dialing number: String
    ) async throws -> String {
        let place = desk.events.count
        customer.dial(number)
        let offer = try await offer(desk, from: place)
        let music = await center.probe.hears(World.musicTone, at: customer.ear)
        try teller.check(music, "the customer waits with music")
        let accepted = try await desk.accept(offer)
        try teller.check(accepted.isFine, "the agent clicks Accept")
        let connected = await desk.events.wait(for: "call.connected", from: place)
        let call = try teller.require(connected?.data.optionalString("id"), "connected")
        teller.tell("connected, as Asterisk says")
        let both = await center.hearEachOther(desk.phone, customer)
        try teller.check(both, "each hears the other's tone, and only that")
        return call
    }

    private func kill(_ desk: AgentDesk) async throws {
        teller.head("The service is killed and started again")
        let view = try await desk.connection()
        let attempt = view.optionalString("attemptId")
        let place = desk.events.count
        try await center.killService()
        teller.tell("SIGKILL")
        try teller.check(desk.phone.isInCall, "the leg is still up")
        try await center.startService()
        teller.tell("Offhook is ready again")
        let after = try await desk.connection()
        try teller.check(
            after.optionalString("state") == "open" && after.optionalString("attemptId") == attempt,
            "the same connection is open")
        try teller.check(await desk.waitForStatus("available"), "status: Available")
        try teller.check(desk.phone.incomingCalls == 1, "no new call, no new PIN")
        // What happens before the stream is back is in its snapshot, and not told.
        let isBack = await desk.events.wait(
            for: "stream.snapshot", from: place, within: .seconds(60))
        try teller.check(isBack != nil, "the console's event stream is back")
        _ = try await connect(desk, center.customerPhone(0), dialing: "9\(desk.phone.name)")
        let connected = desk.events.count
        center.customerPhone(0).hangUp()
        let ended = await desk.events.wait(for: "call.ended", from: connected)
        try teller.check(ended != nil, "the customer hangs up")
        try await silent(desk)
    }

    private func evening(_ desk: AgentDesk) async throws {
        teller.head("The agent hangs the phone up")
        let place = desk.events.count
        let start = ContinuousClock.now
        desk.phone.hangUp()
        let lost = await desk.events.wait(for: "notice.connectionLost", from: place)
        let passed = start.duration(to: lost?.at ?? .now)
        try teller.check(
            lost != nil, "told after \(passed.milliseconds) ms: the connection is lost")
        try teller.check(await desk.waitForStatus("notReachable"), "status: Not reachable")
        teller.head("Re-open")
        try await open(desk, ringing: 2) { try await desk.reopen() }
        try await silent(desk)
        teller.head("The agent logs out")
        try teller.check(try await desk.logOut().isFine, "logged out")
        try teller.check(await desk.phone.waitUntilIdle(), "the leg ends")
        guard try center.channelsLeft() != nil else { return }
        let isEmpty = await eventually(within: .seconds(5)) {
            (try? center.channelsLeft()) == 0
        }
        try teller.check(isEmpty, "Asterisk has no channel left")
    }
}

extension Duration {
    var milliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}
