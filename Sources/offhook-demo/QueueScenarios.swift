internal import DemoWorld
internal import JSON
internal import SimulatedPhones
internal import Transport

/// Offers of a queue that nobody answers, with the caller's own channel subscribed to, as the service does.
extension ScenarioRecorder {
    func queueOffers() async throws {
        try await queueOffer("queue-caller-gives-up", "6001") { customer.hangUp() }
        // The member's time is 4 s; the caller's own in the other queue is 2 s.
        try await queueOffer("queue-member-time-is-over", "6001") {}
        try await queueOffer("queue-caller-time-is-over", "6002") {}
    }

    private func queueOffer(
        _ name: String, _ number: String, _ act: () async throws -> Void
    ) async throws {
        let device = "/deviceStates/Stasis%3Aacme%3A1001?deviceState="
        try await scenario(name, endsWith: "StasisEnd") { place in
            try await raw.ask(.put, device + "NOT_INUSE")
            customer.dial(number)
            let start = try await raw.wait(from: place) { $0.type == "StasisStart" }
            let variables = start.json["channel"]?["channelvars"]
            let caller = variables?.optionalString("OFFHOOK_CALLER") ?? ""
            let answer = try await raw.ask(
                .post, "/applications/\(raw.application)/subscription?eventSource=channel:\(caller)"
            )
            guard answer.status == 200 else {
                throw PhoneError("\(number): no subscription to the caller.")
            }
            // The queue must not offer a second time.
            try await raw.ask(.put, device + "UNAVAILABLE")
            try await act()
            return start.channel
        }
        customer.hangUp()
        try await settle(customer)
    }
}
