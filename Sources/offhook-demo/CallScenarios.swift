internal import DemoWorld
internal import JSON
internal import SimulatedPhones
internal import Transport

/// The calls whose ends are told apart by what Asterisk says of them.
extension ScenarioRecorder {
    /// A validation call, and each of its ends (V7).
    func validationCalls() async throws {
        let refusals = [
            "busy-486": "486 Busy Here", "busy-600": "600 Busy Everywhere",
            "declined-603": "603 Decline", "unavailable-480": "480 Temporarily Unavailable",
            "not-found-404": "404 Not Found", "timeout-408": "408 Request Timeout",
            "gone-410": "410 Gone", "incomplete-484": "484 Address Incomplete",
            "forbidden-403": "403 Forbidden", "not-acceptable-488": "488 Not Acceptable Here",
            "congestion-503": "503 Service Unavailable",
        ]
        for (name, status) in refusals.sorted(by: { $0.key < $1.key }) {
            try await scenario("dial-\(name)") { _ in
                refusing.refuse(with: status)
                try await originate("oh-rec-dial", at: "PJSIP/1010")
                return "oh-rec-dial"
            }
        }
        agent.manner = .ring
        try await scenario("dial-not-answered") { _ in
            try await originate("oh-rec-dial", at: "PJSIP/\(agent.name)", seconds: 1)
            return "oh-rec-dial"
        }
        try await scenario("dial-ended-by-us") { _ in
            try await originate("oh-rec-dial", at: "PJSIP/\(agent.name)")
            _ = await agent.waitUntilRinging()
            try await raw.ask(.delete, "/channels/oh-rec-dial?reason_code=16")
            return "oh-rec-dial"
        }
        try await settle(agent)
        // A SIP URI at which nothing listens.
        try await scenario("dial-nobody-listens") { _ in
            try await originate(
                "oh-rec-dial", at: "PJSIP/1010/sip:nobody@127.0.0.99:5060", seconds: 1)
            return "oh-rec-dial"
        }
        agent.manner = .answer(afterMilliseconds: 100)
        for (name, isByPhone) in [("phone-hangs-up", true), ("ended-by-us-later", false)] {
            try await scenario("dial-answered-\(name)") { place in
                try await originate("oh-rec-dial", at: "PJSIP/\(agent.name)")
                _ = try await raw.waitForStart(of: "oh-rec-dial", from: place)
                if isByPhone {
                    agent.hangUp()
                } else {
                    try await raw.ask(.delete, "/channels/oh-rec-dial?reason_code=16")
                }
                return "oh-rec-dial"
            }
            try await settle(agent)
        }
    }

    /// An agent and a customer in one bridge, and each way in which that ends.
    func calls() async throws {
        for (number, kind) in [("91001", "call"), ("81001", "half")] {
            try await call("\(kind)-customer-hangs-up", number) { _ in customer.hangUp() }
            try await call("\(kind)-customer-ended-by-us", number) { leg in
                try await raw.ask(.delete, "/channels/\(leg)?reason_code=16")
            }
            try await call("\(kind)-agent-hangs-up", number, endsWith: .agent) { _ in
                agent.hangUp()
            }
            try await call("\(kind)-both-hang-up", number) { _ in
                agent.hangUp()
                customer.hangUp()
            }
            try await call("\(kind)-bridge-deleted", number) { leg in
                try await raw.ask(.delete, "/bridges/oh-rec-talk")
                try await raw.ask(.delete, "/channels/\(leg)?reason_code=16")
            }
        }
        for number in ["71001", "81001"] {
            let kind = number == "81001" ? "half" : "call"
            try await scenario("\(kind)-caller-gives-up", endsWith: "StasisEnd") { place in
                customer.dial(number)
                let start = try await raw.wait(from: place) { $0.type == "StasisStart" }
                customer.hangUp()
                return start.channel
            }
            try await settle(customer)
        }
    }

    private enum Party { case agent, customer }

    private func call(
        _ name: String, _ number: String, endsWith party: Party = .customer,
        _ end: (_ customer: String) async throws -> Void
    ) async throws {
        var left = ""
        try await scenario(
            name, endsWith: party == .agent ? "ChannelDestroyed" : "StasisEnd"
        ) { place in
            try await originate("oh-rec-agent", at: "PJSIP/\(agent.name)")
            _ = try await raw.waitForStart(of: "oh-rec-agent", from: place)
            customer.dial(number)
            let start = try await raw.wait(from: place) {
                $0.type == "StasisStart" && $0.channel != "oh-rec-agent"
            }
            left = start.channel
            try await raw.ask(.post, "/channels/\(left)/answer")
            try await bridge("oh-rec-talk", "mixing")
            try await add(["oh-rec-agent", left], to: "oh-rec-talk")
            _ = try await raw.wait(from: place) {
                $0.type == "ChannelEnteredBridge" && $0.channel == left
            }
            _ = await customer.waitUntilInCall()
            try await end(left)
            return party == .agent ? "oh-rec-agent" : left
        }
        for channel in ["oh-rec-agent", left] {
            try await raw.ask(.delete, "/channels/\(channel)")
        }
        try await raw.ask(.delete, "/bridges/oh-rec-talk")
        try await settle(agent)
        customer.hangUp()
        try await settle(customer)
    }

    /// A customer is dialled while the agent's leg listens in the same bridge (O7).
    func outboundCalls() async throws {
        let refusals = [
            "busy-486": "486 Busy Here", "declined-603": "603 Decline",
            "not-found-404": "404 Not Found", "congestion-503": "503 Service Unavailable",
        ]
        for (name, status) in refusals.sorted(by: { $0.key < $1.key }) {
            refusing.refuse(with: status)
            try await outbound(name, to: "1010") { _ in }
        }
        customer.manner = .ring
        try await outbound("not-answered", to: customer.name, seconds: 1) { _ in }
        try await outbound("ended-by-us", to: customer.name) { _ in
            _ = await customer.waitUntilRinging()
            try await raw.ask(.delete, "/channels/oh-rec-out")
        }
        customer.manner = .answer(afterMilliseconds: 100)
        try await outbound("answered", to: customer.name) { place in
            _ = try await raw.wait(from: place) {
                $0.type == "ChannelStateChange" && $0.channel == "oh-rec-out"
                    && $0.json["channel"]?.optionalString("state") == "Up"
            }
            customer.hangUp()
        }
        try await settle(customer)
    }

    private func outbound(
        _ name: String, to phone: String, seconds: Int = 10,
        _ act: (_ place: Int) async throws -> Void
    ) async throws {
        try await scenario("outbound-\(name)") { place in
            try await originate("oh-rec-agent", at: "PJSIP/\(agent.name)")
            _ = try await raw.waitForStart(of: "oh-rec-agent", from: place)
            try await raw.ask(
                .post, "/channels/create",
                [
                    "endpoint": .string("PJSIP/\(phone)"), "app": "offhook",
                    "appArgs": "outbound,acme,1001", "channelId": "oh-rec-out",
                ])
            _ = try await raw.waitForStart(of: "oh-rec-out", from: place)
            try await bridge("oh-rec-talk", "mixing")
            try await add(["oh-rec-agent", "oh-rec-out"], to: "oh-rec-talk")
            try await raw.ask(.post, "/channels/oh-rec-out/dial?timeout=\(seconds)")
            try await act(place)
            return "oh-rec-out"
        }
        try await raw.ask(.delete, "/channels/oh-rec-agent")
        try await settle(agent)
        try await raw.ask(.delete, "/bridges/oh-rec-talk")
    }
}
