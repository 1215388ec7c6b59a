import ARI
import Logging
import TestSupport
import Testing

/// What the documentation of the library shows, as it is compiled and run.
@Suite(.timeLimit(.minutes(1)))
struct `The example of the documentation` {
    @Test func `it is this one`() throws {
        #expect(try ShownExample.isCompiled("ARI", in: #filePath))
    }

    @Test func `it calls a phone, and plays music to who answers`() async throws {
        let channel = #"{"id":"music-1","name":"PJSIP/1001-1","state":"Up"}"#
        let (steps, step) = AsyncStream<String>.makeStream()
        let asterisk = try await FakeAsterisk { asked in
            if asked.opensEvents { return .socket }
            if asked.setsFilter { return .answer(200, "{}") }
            step.yield("\(asked.method) \(asked.uri.prefix { $0 != "?" })")
            return asked.uri == "/ari/channels" ? .answer(200, channel) : .answer(204)
        }
        let client = ARIClient(asterisk.configuration())
        let events = EventStream(client: client, logger: Logger(label: "test"))
        let playing = Task {
            await playMusic(to: "PJSIP/1001", client: client, events: events) { step.yield($0) }
        }
        var happened = steps.makeAsyncIterator()
        #expect(await happened.next() == "POST /ari/channels")
        asterisk.send(#"{"type":"StasisStart","args":["music"],"channel":\#(channel)}"#)
        #expect(await happened.next() == "POST /ari/bridges/music-1-bridge")
        #expect(await happened.next() == "POST /ari/bridges/music-1-bridge/addChannel")
        #expect(await happened.next() == "POST /ari/bridges/music-1-bridge/moh")
        asterisk.send(#"{"type":"ChannelDestroyed","cause":16,"channel":\#(channel)}"#)
        #expect(await happened.next() == "over, with cause 16")
        playing.cancel()
        await playing.value
        await client.shutdown()
        await asterisk.stop()
    }
}

/// Calls a phone, and lets whoever answers hear music until they hang up.
func playMusic(
    to endpoint: String, client: ARIClient, events: EventStream, say: (String) -> Void
) async {
    var isCalled = false
    await events.run { happening in
        do {
            switch happening {
            case .connected where !isCalled:
                isCalled = true
                let call = Origination(
                    endpoint: endpoint, applicationArguments: "music", channelID: "music-1")
                _ = try await client.originate(call)
            case .event(.stasisStart(let channel, arguments: ["music"])):
                try await client.createBridge("music-1-bridge", .holding)
                try await client.addChannels([channel.id], to: "music-1-bridge")
                try await client.startMusic(in: "music-1-bridge", musicClass: "default")
            case .event(.channelDestroyed(_, let cause, _)): say("over, with cause \(cause)")
            case .disconnected(let why): say(why)
            case .connected, .event, .replaced: break
            }
        } catch {
            say("\(error)")
        }
    }
}
