internal import DemoWorld
internal import JSON
internal import SimulatedPhones
internal import Transport

/// Plays whole calls on a real Asterisk, one case after the other, and keeps all that it says of each: its
/// events in their order, byte for byte, one a line.
final class ScenarioRecorder {
    let world: World
    let raw: RawARI
    let refusing: RefusingPhone
    private var lines: [String: [UInt8]] = [:]

    var agent: SimulatedPhone { world.agentPhone() }
    var customer: SimulatedPhone { world.customerPhone() }

    init(_ world: World) async throws {
        self.world = world
        raw = try await RawARI(world.asterisk, application: "offhook")
        refusing = try RefusingPhone("1010")
    }

    func record() async throws -> [String: [UInt8]] {
        try await validationCalls()
        try await calls()
        try await queueOffers()
        try await outboundCalls()
        try await answers()
        refusing.end()
        await raw.end()
        return lines
    }

    /// What was said during `play` and until `isOver`; of the endless channel variables nothing is kept.
    ///
    /// - Parameters:
    ///   - play: gets the place from which the case's messages are, and returns the channel that it ends with.
    ///   - isOver: the last word on that channel.
    func scenario(
        _ name: String, endsWith last: String = "ChannelDestroyed",
        _ play: (_ place: Int) async throws -> String
    ) async throws {
        let place = raw.count
        let channel = try await play(place)
        _ = try await raw.wait(from: place) { $0.type == last && $0.channel == channel }
        // What belongs to it and comes in the same moment.
        try await Task.sleep(for: .milliseconds(300))
        let kept = raw.messages(from: place).filter { $0.type != "ChannelVarset" }
        lines[name] = Array(kept.map(\.bytes).joined(separator: [UInt8(ascii: "\n")]))
    }

    func keep(_ name: String, _ text: [UInt8]) { lines[name] = text }

    /// Waits until a phone is idle again, so that the next case begins from nothing.
    func settle(_ phones: SimulatedPhone...) async throws {
        for phone in phones {
            guard await phone.waitUntilIdle() else {
                throw PhoneError("\(phone.name) stays in a call.")
            }
        }
    }

    @discardableResult
    func originate(
        _ channel: String, at endpoint: String, seconds: Int64 = 10
    ) async throws -> RawARI.Answer {
        try await raw.ask(
            .post, "/channels",
            [
                "endpoint": .string(endpoint), "app": "offhook",
                "appArgs": "validation,acme,1001", "channelId": .string(channel),
                "callerId": "Contact Center <8000>", "timeout": .integer(seconds),
            ])
    }

    func bridge(_ name: String, _ type: String) async throws {
        try await raw.ask(
            .post, "/bridges/\(name)", ["type": .string(type), "name": .string(name)])
    }

    func add(_ channels: [String], to bridge: String) async throws {
        try await raw.ask(
            .post, "/bridges/\(bridge)/addChannel",
            ["channel": .array(channels.map { .string($0) })])
    }
}
