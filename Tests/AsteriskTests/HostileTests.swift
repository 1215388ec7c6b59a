import DemoWorld
import Foundation
import JSON
import SimulatedPhones
import TestSupport
import Testing
import Transport

extension OnTheRealAsterisk {
    @Test(.timeLimit(.minutes(3)))
    func
        `a customer with a hostile name is shown to the console as plain data, and is nowhere else`()
        async throws
    {
        try await Self.withWorld(agents: 1, customers: 0) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            try await desk.openConnection()
            let mark = "/tmp/oh-\(UInt16.random(in: .min ... .max))"
            // Asterisk takes no more than 79 bytes.
            let name = "\"><script>${SHELL(touch \(mark))}%0d%0aX-Evil: 1 $[1+1] `id` &"
            let quoted = name.replacing("\"", with: "\\\"")
            let caller = try RawCaller(
                "2001",
                from: "\"\(quoted)\" <sip:2001%0d%0aX-Evil%3a%22$%7BSHELL(id)%7D@a.example>",
                dialing: "71001", pbxPort: world.asterisk.sipPort)
            let place = desk.events.count
            caller.invite()
            let told = await desk.events.wait(for: "offer.created", from: place)
            let data = try #require(told?.data, "answered: \(caller.answers)")
            let shown = try #require(data["caller"])
            // Asterisk leaves the backslashes of SIP where they are.
            #expect(shown.optionalString("name") == quoted)
            let number = try #require(shown.optionalString("number"))
            #expect(number.hasPrefix("2001"))
            #expect(!HostileText.isHarmful(number), "\(number)")
            caller.cancel()
            #expect(await desk.events.wait(for: "offer.canceled", from: place) != nil)
            #expect(await eventually(within: .seconds(5)) { caller.answers.contains(487) })
            caller.end()
            #expect(!FileManager.default.fileExists(atPath: mark))
            let journal = try world.service.run(["audit", "--tenant", "acme"])
            #expect(journal.contains("offerCanceled"))
            let log = world.service.logTail(10_000)
            #expect(log.contains("Asked Asterisk."))
            for text in [journal, log] {
                #expect(!text.contains("script"))
                #expect(!text.contains("Evil"))
            }
            await desk.end()
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `what a careless dialplan hands on dials nobody else`() async throws {
        try await Self.withWorld(agents: 1, customers: 1) { world in
            let desk = try AgentDesk(world, phone: world.agentPhone())
            try await desk.openConnection()
            let ari = try await RawARI(world.asterisk, application: "careless")
            func call(_ entry: String) async throws {
                let answer = try await ari.ask(
                    .post, "/channels",
                    [
                        "endpoint": .string("Local/\(entry)@demo-careless"),
                        "app": "careless", "timeout": 10,
                    ])
                #expect(answer.status == 200)
            }
            for (entry, text) in [
                ("agent", "1002@offhook-acme/n&Local/canary@demo-careless&Local/1002"),
                ("agent", "1002&Local/canary@demo-careless"),
                ("number", "9&Local/canary@demo-careless ${SHELL(id)} $[1+1] %0d"),
                ("offer", "9&Local/canary@demo-careless ${SHELL(id)} $[1+1] %0d"),
            ] {
                let place = desk.events.count
                let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
                _ = try world.asterisk.console("dialplan set global HOSTILE \"\(escaped)\"")
                let globals = try world.asterisk.console("dialplan show globals")
                #expect(globals.contains("HOSTILE=\(text)"), "\(globals)")
                try await call(entry)
                if entry != "agent" {
                    let told = await desk.events.wait(for: "offer.created", from: place)
                    let data = try #require(told?.data, "\(text)")
                    #expect(data.optionalString("dialedNumber") == text)
                    let id = try #require(data.optionalString("id"))
                    _ = try await desk.reject(id)
                }
                _ = await eventually(within: .seconds(10)) { (try? world.channelCount()) == 1 }
                #expect(
                    !(try world.asterisk.console("dialplan show globals").contains("CANARY")),
                    "\(text)")
            }
            // The canary can be seen.
            try await call("canary")
            #expect(
                await eventually(within: .seconds(5)) {
                    (try? world.asterisk.console("dialplan show globals").contains("CANARY"))
                        == true
                })
            await ari.end()
            await desk.end()
        }
    }
}
