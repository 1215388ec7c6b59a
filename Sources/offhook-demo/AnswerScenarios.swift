internal import DemoWorld
internal import JSON
internal import SimulatedPhones
internal import Transport

/// What Asterisk answers when it says no. *Source of the cases*: what each request of the service can meet.
extension ScenarioRecorder {
    /// One line a request: `{"case":…,"request":…,"status":…,"body":…}`.
    func answers() async throws {
        agent.manner = .answer(afterMilliseconds: 100)
        let place = raw.count
        try await originate("oh-rec-leg", at: "PJSIP/\(agent.name)")
        _ = try await raw.waitForStart(of: "oh-rec-leg", from: place)
        try await bridge("oh-rec-place", "holding")
        // Under Dial() the customer's channel is in the dialplan, and only known to us by its name.
        customer.dial("81001")
        let half = try await raw.wait(from: place) {
            $0.type == "StasisStart" && $0.channel != "oh-rec-leg"
        }
        let caller = half.json["channel"]?["channelvars"]?.optionalString("OFFHOOK_CALLER") ?? ""
        var answers: [JSONValue] = []
        for question in questions + self.questions(about: caller) {
            let answer = try await raw.ask(question.method, question.path, question.body)
            let body = answer.bytes.isEmpty ? .null : try JSONValue(parsing: answer.bytes)
            answers.append([
                "case": .string(question.about),
                "request": .string("\(question.method.rawValue) \(question.path)"),
                "status": .integer(Int64(answer.status)), "body": body,
            ])
        }
        let lines = answers.map(\.encoded).joined(separator: [UInt8(ascii: "\n")])
        keep("answers", Array(lines))
        try await raw.ask(.delete, "/channels/oh-rec-leg")
        try await raw.ask(.delete, "/bridges/oh-rec-place")
        customer.hangUp()
        try await settle(agent, customer)
    }

    private struct Question {
        let about: String
        let method: HTTPRequest.Method
        let path: String
        var body: JSONValue?

        init(
            _ about: String, _ method: HTTPRequest.Method, _ path: String, _ body: JSONValue? = nil
        ) {
            (self.about, self.method, self.path, self.body) = (about, method, path, body)
        }
    }

    private func call(_ channel: String, _ endpoint: String) -> JSONValue {
        ["endpoint": .string(endpoint), "app": "offhook", "channelId": .string(channel)]
    }

    /// About a channel that is not in our application.
    private func questions(about caller: String) -> [Question] {
        [
            Question(
                "join a channel that is in the dialplan", .post,
                "/bridges/oh-rec-place/addChannel", ["channel": .string(caller)]),
            Question(
                "play to a channel that is in the dialplan", .post,
                "/channels/\(caller)/play?media=sound:beep"),
            Question(
                "set a variable of a channel that is in the dialplan", .post,
                "/channels/\(caller)/variable?variable=A&value=1"),
            Question(
                "send a channel on that is in the dialplan", .post, "/channels/\(caller)/continue"),
        ]
    }

    private var questions: [Question] {
        [
            Question(
                "dial an endpoint that is not there", .post, "/channels",
                call("oh-rec-x", "PJSIP/nobody")),
            Question(
                "dial a technology that is not there", .post, "/channels",
                call("oh-rec-x", "Nope/1")),
            Question("dial without a technology", .post, "/channels", call("oh-rec-x", "1001")),
            Question(
                "dial with a name in use", .post, "/channels",
                call("oh-rec-leg", "PJSIP/\(agent.name)")),
            Question("read a leg that is gone", .get, "/channels/oh-rec-gone"),
            Question("end a leg that is gone", .delete, "/channels/oh-rec-gone"),
            Question("answer a leg that is gone", .post, "/channels/oh-rec-gone/answer"),
            Question("answer a leg that is up", .post, "/channels/oh-rec-leg/answer"),
            Question("ring a leg that is gone", .post, "/channels/oh-rec-gone/ring"),
            Question(
                "play to a leg that is gone", .post, "/channels/oh-rec-gone/play?media=sound:beep"),
            Question("stop a playback that is over", .delete, "/playbacks/oh-rec-gone"),
            Question(
                "set a variable of a leg that is gone", .post,
                "/channels/oh-rec-gone/variable?variable=A&value=1"),
            Question("send a leg on that is gone", .post, "/channels/oh-rec-gone/continue"),
            Question("read a bridge that is gone", .get, "/bridges/oh-rec-nowhere"),
            Question("delete a bridge that is gone", .delete, "/bridges/oh-rec-nowhere"),
            Question("music in a bridge that is gone", .post, "/bridges/oh-rec-nowhere/moh"),
            Question(
                "make a bridge with a name in use", .post, "/bridges/oh-rec-place",
                ["type": "mixing"]),
            Question(
                "make a bridge of a type that is none", .post, "/bridges/oh-rec-odd",
                ["type": "nope"]),
            Question(
                "join a bridge that is gone", .post, "/bridges/oh-rec-nowhere/addChannel",
                ["channel": "oh-rec-leg"]),
            Question(
                "join a leg that is gone", .post, "/bridges/oh-rec-place/addChannel",
                ["channel": "oh-rec-gone"]),
            Question(
                "join two, one of them gone", .post, "/bridges/oh-rec-place/addChannel",
                ["channel": ["oh-rec-leg", "oh-rec-gone"]]),
            Question("join nobody", .post, "/bridges/oh-rec-place/addChannel", ["channel": []]),
            Question(
                "join where it is", .post, "/bridges/oh-rec-place/addChannel",
                ["channel": "oh-rec-leg"]),
            Question(
                "join where it is, again", .post, "/bridges/oh-rec-place/addChannel",
                ["channel": "oh-rec-leg"]),
            Question("ask for something that is not there", .get, "/nothing"),
            Question("ask in a way that is not there", .put, "/channels/oh-rec-leg"),
            Question(
                "filter an application that is not there", .put, "/applications/nobody/eventFilter",
                ["disallowed": []]),
        ]
    }
}
