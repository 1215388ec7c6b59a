import Testing

@testable import ARI

/// How an event stream ends, and what it does when its socket breaks or does not open.
@Suite(.timeLimit(.minutes(1)))
struct `The event stream's losses` {
    private static let event =
        "{\"type\":\"StasisEnd\",\"channel\":{\"id\":\"1\",\"name\":\"n\",\"state\":\"Up\"}}"

    enum Loss: CaseIterable { case closed, cut, reconnected }

    @Test(arguments: Loss.allCases)
    func `after a loss it connects again, and again`(_ loss: Loss) async throws {
        let asterisk = try await FakeAsterisk()
        let listening = Listening(asterisk.configuration())
        try await listening.connects()
        for socket in 0..<3 {
            switch loss {
            case .closed: asterisk.close(socket)
            case .cut: asterisk.cut(socket)
            case .reconnected: await listening.stream.reconnect()
            }
            let why = try await listening.disconnects()
            #expect(why.contains(loss == .reconnected ? "closed from this side" : "broke"))
            try await asterisk.untilClosed(socket)
            try await listening.connects()
            asterisk.send(Self.event, on: socket + 1)
            _ = try await listening.event()
        }
        #expect(asterisk.openings == 4)
        await listening.stop()
        await asterisk.stop()
    }

    @Test func `what came before the loss is told before it`() async throws {
        let asterisk = try await FakeAsterisk()
        let mayGoOn = Occasion()
        let listening = Listening(asterisk.configuration()) { happening in
            if case .connected = happening { try? await mayGoOn.wait() }
        }
        try await listening.connects()
        for _ in 1...3 { asterisk.send(Self.event) }
        asterisk.close()
        try await asterisk.untilClosed()
        mayGoOn.happen()
        for _ in 1...3 { _ = try await listening.event() }
        #expect(try await listening.disconnects().contains("broke"))
        await listening.stop()
        await asterisk.stop()
    }

    @Test func `while nothing listens it tries on, and says what to do`() async throws {
        let port = try ReservedPort()
        let listening = Listening(
            ARIConfiguration(
                baseURL: "http://127.0.0.1:\(port.number)", username: "offhook",
                password: "secret", application: "offhook"))
        for _ in 1...2 {
            let why = try await listening.disconnects()
            #expect(why.hasPrefix("Asterisk does not answer at http://127.0.0.1:\(port.number)"))
            #expect(why.hasSuffix("start it, or correct its address."))
        }
        let asterisk = try await FakeAsterisk(on: port)
        var happening = try await listening.next()
        while case .disconnected = happening { happening = try await listening.next() }
        guard case .connected = happening else {
            Issue.record("\(happening)")
            return
        }
        await listening.stop()
        await asterisk.stop()
    }

    @Test(arguments: [
        (FakeAsterisk.Answer.answer(401), "refused the ARI user or password: compare them"),
        (.answer(404), "There is no ARI at"), (.answer(503), "refused the event socket with 503"),
        (.answer(200, "<html>"), "refused the event socket with 200"),
        (
            .answer(
                101,
                headers: [
                    ("Upgrade", "websocket"), ("Connection", "Upgrade"),
                    ("Sec-WebSocket-Accept", "AAAA"),
                ]), "refused the event socket with 101"
        ),
        (.close, "does not answer at"),
    ])
    func `an opening that is refused is told and tried again`(
        _ answer: FakeAsterisk.Answer, _ told: String
    ) async throws {
        let openings = Counter()
        let asterisk = try await FakeAsterisk { asked in
            asked.opensEvents && openings.next() < 2 ? answer : await FakeAsterisk.willing(asked)
        }
        let listening = Listening(asterisk.configuration())
        for _ in 1...2 {
            let why = try await listening.disconnects()
            #expect(why.contains(told))
            #expect(!why.contains("secret"))
        }
        try await listening.connects()
        #expect(asterisk.openings == 3)
        await listening.stop()
        await asterisk.stop()
    }

    @Test(arguments: [
        (FakeAsterisk.Answer.answer(401), "compare them with ari.conf"),
        (.answer(403), "remove read_only from ari.conf"),
        (.answer(500, "{\"message\":\"no memory\"}"), "500: no memory"),
        (.close, "may or may not have done it"),
    ])
    func `without its filter a connection is no connection`(
        _ answer: FakeAsterisk.Answer, _ told: String
    ) async throws {
        let filters = Counter()
        let asterisk = try await FakeAsterisk { asked in
            asked.setsFilter && filters.next() < 1 ? answer : await FakeAsterisk.willing(asked)
        }
        let listening = Listening(asterisk.configuration())
        #expect(try await listening.disconnects().contains(told))
        try await asterisk.untilClosed(0)
        try await listening.connects()
        #expect(asterisk.openings == 2)
        await listening.stop()
        await asterisk.stop()
    }

    @Test func `who listens too slowly gets what was kept, then a new connection`() async throws {
        let asterisk = try await FakeAsterisk()
        let mayGoOn = Occasion()
        let listening = Listening(asterisk.configuration()) { happening in
            if case .connected = happening { try? await mayGoOn.wait() }
        }
        try await listening.connects()
        for _ in 1...10_001 { asterisk.send(Self.event) }
        try await asterisk.untilClosed()
        mayGoOn.happen()
        var count = 0
        var happening = try await listening.next()
        while case .event = happening {
            count += 1
            happening = try await listening.next()
        }
        #expect(count == 10_000)
        guard case .disconnected(let why) = happening else {
            Issue.record("\(happening)")
            return
        }
        #expect(why.hasPrefix("Events came faster"))
        try await listening.connects()
        await listening.stop()
        await asterisk.stop()
    }

    @Test func `another instance that takes over is told last, and not fought`() async throws {
        let asterisk = try await FakeAsterisk()
        let listening = Listening(asterisk.configuration())
        try await listening.connects()
        asterisk.send(Self.event)
        asterisk.send(String(decoding: try Fixtures.bytes("ApplicationReplaced"), as: UTF8.self))
        asterisk.send(Self.event)
        _ = try await listening.event()
        let rest = try await listening.rest()
        #expect(rest.count == 1)
        guard case .replaced? = rest.first else {
            Issue.record("\(rest)")
            return
        }
        try await asterisk.untilClosed()
        #expect(asterisk.openings == 1)
        await listening.stop()
        await asterisk.stop()
    }

    enum Moment: CaseIterable { case opening, filtering, reading, pausing }

    @Test(arguments: Moment.allCases)
    func `a cancelled stream ends, whatever it waits for`(_ moment: Moment) async throws {
        let isThere = Occasion()
        let asterisk = try await FakeAsterisk { asked in
            switch moment {
            case .opening where asked.opensEvents, .filtering where asked.setsFilter:
                isThere.happen()
                return .silence
            case .pausing where asked.opensEvents: return .answer(503)
            default: return await FakeAsterisk.willing(asked)
            }
        }
        let isCancelled = Occasion()
        let listening = Listening(
            asterisk.configuration(requestTimeout: .seconds(3_600))
        ) { happening in
            // Its pause begins after the cancellation, however slow this test is.
            if case .disconnected = happening { try? await isCancelled.wait() }
        }
        switch moment {
        case .opening, .filtering: try await isThere.wait()
        case .reading: try await listening.connects()
        case .pausing: _ = try await listening.disconnects()
        }
        listening.cancel()
        isCancelled.happen()
        #expect(try await listening.rest().isEmpty)
        #expect(asterisk.openings == 1)
        if moment == .filtering || moment == .reading { try await asterisk.untilClosed() }
        await listening.stop()
        await asterisk.stop()
    }

    @Test func `a cancelled stream hands on nothing more of what it holds`() async throws {
        let asterisk = try await FakeAsterisk()
        let mayGoOn = Occasion()
        let listening = Listening(asterisk.configuration()) { happening in
            if case .event = happening { try? await mayGoOn.wait() }
        }
        try await listening.connects()
        for _ in 1...1_000 { asterisk.send(Self.event) }
        try await asterisk.untilTaken()
        _ = try await listening.event()
        listening.cancel()
        mayGoOn.happen()
        #expect(try await listening.rest().isEmpty)
        await listening.stop()
        await asterisk.stop()
    }
}
