internal import DemoWorld
internal import JSON
internal import SimulatedPhones
internal import Transport

/// Lets customers wait in a queue and keeps how each end of an offer looks: on the half that is in our
/// hands, and on the caller's own channel.
final class QueueRecorder {
    private let world: World
    private let raw: RawARI
    private let customer: SimulatedPhone
    private var recordings: [String: [UInt8]] = [:]
    private let device = "/deviceStates/Stasis%3Aacme%3A1001?deviceState="

    init(_ world: World, _ raw: RawARI) {
        self.world = world
        self.raw = raw
        customer = world.customerPhone()
    }

    func record() async throws -> [String: [UInt8]] {
        try await abandoned()
        // The time of the member (4 s), and the customer's own in the queue (2 s).
        try await timeOver("6001", "queue-member-time-out")
        try await timeOver("6002", "queue-time-out")
        try await timeOver("81001", "dial-time-out", seconds: 13)
        try await answered()
        return recordings
    }

    private struct Waiting {
        let place: Int
        let half: String
        let caller: String
    }

    /// A customer is offered; their channel is subscribed to, as the service does.
    private func wait(in number: String) async throws -> Waiting {
        try await raw.ask(.put, device + "NOT_INUSE")
        let place = raw.count
        customer.dial(number)
        let start = try await raw.wait(from: place) { $0.type == "StasisStart" }
        let variables = start.json["channel"]?["channelvars"]
        guard let caller = variables?.optionalString("OFFHOOK_CALLER"), !caller.isEmpty else {
            throw PhoneError("\(number) does not tell the caller's channel.")
        }
        if number == "6001" { recordings["StasisStart-queue-half"] = start.bytes }
        let answer = try await raw.ask(
            .post, "/applications/\(raw.application)/subscription?eventSource=channel:\(caller)")
        guard answer.status == 200 else { throw PhoneError("No subscription: \(answer.status)") }
        try await raw.ask(.put, device + "RINGING")
        return Waiting(place: place, half: start.channel, caller: caller)
    }

    /// The half is asked to hang up and ends; before that its caller was told of.
    private func keepEnd(
        of waiting: Waiting, as name: String, dial: String, seconds: Int = 10
    ) async throws {
        let end = try await raw.wait(from: waiting.place, within: .seconds(seconds)) {
            $0.type == "StasisEnd" && $0.channel == waiting.half
        }
        let dialed = try await raw.wait(from: waiting.place) {
            $0.type == "Dial" && $0.json.optionalString("dialstatus") == dial
        }
        let request = try await raw.wait(from: waiting.place) {
            $0.type == "ChannelHangupRequest" && $0.channel == waiting.half
        }
        guard dialed.at <= request.at, request.at <= end.at else {
            throw PhoneError("\(name): the caller was told of too late.")
        }
        recordings["Dial-\(name)"] = dialed.bytes
        recordings["ChannelHangupRequest-\(name)"] = request.bytes
    }

    private func abandoned() async throws {
        let waiting = try await wait(in: "6001")
        customer.hangUp()
        try await keepEnd(of: waiting, as: "queue-abandoned", dial: "CANCEL")
        let isTimeOver = raw.messages(from: waiting.place).contains {
            $0.type == "Dial" && $0.json.optionalString("dialstatus") == "NOANSWER"
        }
        guard !isTimeOver else { throw PhoneError("An abandoned call looks like a time-out.") }
        try await leave()
    }

    private func timeOver(_ number: String, _ name: String, seconds: Int = 10) async throws {
        let waiting = try await wait(in: number)
        try await keepEnd(of: waiting, as: name, dial: "NOANSWER", seconds: seconds)
        try await raw.ask(.put, device + "UNAVAILABLE")
        try await leave()
    }

    /// The agent's side ends an answered call.
    private func answered() async throws {
        let waiting = try await wait(in: "6001")
        try await raw.ask(.post, "/channels/\(waiting.half)/answer")
        recordings["Dial-queue-answered"] = try await raw.wait(from: waiting.place) {
            $0.type == "Dial" && $0.json.optionalString("dialstatus") == "ANSWER"
        }.bytes
        try await raw.ask(.delete, "/channels/\(waiting.half)?reason_code=16")
        recordings["ChannelHangupRequest-queue-ended-by-us"] = try await raw.wait(
            from: waiting.place
        ) { $0.type == "ChannelHangupRequest" && $0.channel == waiting.half }.bytes
        try await leave()
    }

    private func leave() async throws {
        customer.hangUp()
        _ = await customer.waitUntilIdle()
    }
}
