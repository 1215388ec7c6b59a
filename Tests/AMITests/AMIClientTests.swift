import NIOSSL
import Synchronization
import TestSupport
import Testing

@testable import AMI

/// A client and a server on this machine.
@Suite(.timeLimit(.minutes(2)))
struct AMIClientTests {
    private static func configuration(_ server: FakeManager) -> AMIConfiguration {
        var configuration = AMIConfiguration(
            port: server.port, username: "offhook", secret: "s3cret")
        configuration.authentication = .plain
        configuration.firstPause = .milliseconds(10)
        configuration.longestPause = .milliseconds(50)
        return configuration
    }

    /// Runs a client and reads what it tells, one after the other.
    private static func withClient(
        _ configuration: AMIConfiguration,
        _ body: (AMIClient, inout AMIUpdates.Iterator) async throws -> Void
    ) async rethrows {
        let client = AMIClient(configuration)
        let running = Task { await client.run() }
        var updates = client.updates.makeAsyncIterator()
        defer { running.cancel() }
        try await body(client, &updates)
        running.cancel()
        await running.value
    }

    private static func connects(_ updates: inout AMIUpdates.Iterator) async -> Bool {
        while let update = await updates.next() {
            if case .connected = update { return true }
        }
        return false
    }

    private static func failure(_ client: AMIClient, _ action: AMIAction) async -> AMIError? {
        do throws(AMIError) {
            _ = try await client.send(action)
            return nil
        } catch {
            return error
        }
    }

    private static func breaks(_ updates: inout AMIUpdates.Iterator) async -> String? {
        while let update = await updates.next() {
            if case .disconnected(let why) = update { return why }
        }
        return nil
    }

    private static func answersAll(_ action: FakeManager.Action) -> FakeManager.Answer {
        switch action["Action"] {
        case "Challenge": .success(action, "Challenge: 12345\r\n")
        case "QueueRemove": .error(action, "Unable to remove interface: Not there")
        case "QueueStatus":
            .text(
                """
                Response: Success\r
                ActionID: \(action["ActionID"] ?? "")\r
                EventList: start\r
                \r
                Event: QueueParams\r
                Queue: support\r
                ActionID: \(action["ActionID"] ?? "")\r
                \r
                Event: Unrelated\r
                \r
                Event: QueueMember\r
                Name: 1001\r
                ActionID: \(action["ActionID"] ?? "")\r
                \r
                Event: QueueStatusComplete\r
                ActionID: \(action["ActionID"] ?? "")\r
                EventList: Complete\r
                ListItems: 2\r
                \r

                """)
        default: .success(action)
        }
    }

    // MARK: Asking

    @Test(arguments: [AMIConfiguration.Authentication.plain, .md5])
    func `it logs in, and actions have their answers`(
        _ how: AMIConfiguration.Authentication
    ) async throws {
        let server = try await FakeManager(Self.answersAll)
        var configuration = Self.configuration(server)
        configuration.authentication = how
        try await Self.withClient(configuration) { client, updates in
            #expect(await Self.connects(&updates))
            let answer = try await client.send(AMIAction("QueuePause", [("Paused", "true")]))
            #expect(answer.response == "Success")
            #expect(
                await Self.failure(client, AMIAction("QueueRemove"))
                    == .refused("Unable to remove interface: Not there"))
            let entries = try await client.list(AMIAction("QueueStatus"))
            #expect(entries.map(\.event) == ["QueueParams", "QueueMember"])
            // What belongs to no action is told as an event; a list's entries are not.
            guard case .event(let event)? = await updates.next() else {
                Issue.record("no event")
                return
            }
            #expect(event.event == "Unrelated")
        }
        let login = server.actions.first { $0["Action"] == "Login" }
        #expect(login?["Username"] == "offhook")
        #expect((login?["Secret"] == nil) == (how == .md5))
        await server.stop()
    }

    @Test func `many actions at once have each its own answer`() async throws {
        let server = try await FakeManager { action in
            .success(action, "Echo: \(action["Number"] ?? "")\r\n")
        }
        try await Self.withClient(Self.configuration(server)) { client, updates in
            #expect(await Self.connects(&updates))
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<50 {
                    group.addTask {
                        let action = AMIAction("Echo", [("Number", "\(number)")])
                        return try await client.send(action)["Echo"] == "\(number)"
                    }
                }
                for try await isRight in group { #expect(isRight) }
            }
        }
        await server.stop()
    }

    @Test func `what is asked for without a session is not sent`() async throws {
        let server = try await FakeManager(Self.answersAll)
        let client = AMIClient(Self.configuration(server))
        #expect(
            await Self.failure(client, AMIAction("Ping"))
                == .notSent("Asterisk's manager interface is not connected"))
        #expect(
            await Self.failure(client, AMIAction("Ping", [("A", "b\r\n\r\nAction: Originate")]))
                != nil)
        await server.stop()
        #expect(server.actions.isEmpty)
    }

    @Test func `there is a bound to what waits for an answer`() async throws {
        let server = try await FakeManager { action in
            action["Action"] == "Login" ? .success(action) : .nothing
        }
        var configuration = Self.configuration(server)
        configuration.maximumPendingActions = 3
        try await Self.withClient(configuration) { client, updates in
            #expect(await Self.connects(&updates))
            let waiting = (0..<3).map { _ in Task { try? await client.send(AMIAction("Slow")) } }
            while server.actions.count < 4 { try await Task.sleep(for: .milliseconds(5)) }
            #expect(
                await Self.failure(client, AMIAction("Slow"))
                    == .notSent("too many actions wait for their answer"))
            for task in waiting { task.cancel() }
            for task in waiting { #expect(await task.value == nil) }
        }
        await server.stop()
    }

    @Test func `a cancelled wait ends, and so does one without an answer`() async throws {
        let server = try await FakeManager { action in
            action["Action"] == "Login" ? .success(action) : .nothing
        }
        var configuration = Self.configuration(server)
        configuration.actionTimeout = .milliseconds(100)
        await Self.withClient(configuration) { client, updates in
            #expect(await Self.connects(&updates))
            #expect(
                await Self.failure(client, AMIAction("Slow"))
                    == .outcomeUnknown("no answer in time"))
            let task = Task { await Self.failure(client, AMIAction("Slow")) }
            task.cancel()
            #expect(await task.value != nil)
            // An answer that comes too late is nobody's.
            for id in 1...9 { server.write("Response: Success\r\nActionID: \(id)\r\n\r\n") }
            server.write("Event: After\r\n\r\n")
            guard case .event(let event)? = await updates.next() else {
                Issue.record("no event")
                return
            }
            #expect(event.event == "After")
        }
        await server.stop()
    }

    @Test func `a list that is too long ends with an error, and the session goes on`() async throws
    {
        let server = try await FakeManager { action in
            guard action["Action"] == "QueueStatus" else { return .success(action) }
            let id = action["ActionID"] ?? ""
            let entry = "Event: QueueMember\r\nActionID: \(id)\r\n\r\n"
            return .text(
                "Response: Success\r\nActionID: \(id)\r\nEventList: start\r\n\r\n"
                    + String(repeating: entry, count: 20)
                    + "Event: Done\r\nActionID: \(id)\r\nEventList: Complete\r\n\r\n")
        }
        var configuration = Self.configuration(server)
        configuration.maximumListEntries = 10
        await Self.withClient(configuration) { client, updates in
            #expect(await Self.connects(&updates))
            let entries = try? await client.list(AMIAction("QueueStatus"))
            #expect(entries == nil)
            #expect(await Self.failure(client, AMIAction("Ping")) == nil)
        }
        await server.stop()
    }

    // MARK: The link

    @Test
    func `when the link breaks what is under way has an unknown outcome, and it connects again`()
        async throws
    {
        let server = try await FakeManager { action in
            action["Action"] == "Cut" ? .textThenCut("") : .success(action)
        }
        await Self.withClient(Self.configuration(server)) { client, updates in
            for _ in 1...3 {
                #expect(await Self.connects(&updates))
                guard case .outcomeUnknown? = await Self.failure(client, AMIAction("Cut")) else {
                    Issue.record("it has an outcome")
                    return
                }
                #expect(await Self.breaks(&updates) != nil)
            }
            #expect(await Self.connects(&updates))
            #expect(await Self.failure(client, AMIAction("Ping")) == nil)
        }
        #expect(server.actions.count { $0["Action"] == "Cut" } == 3, "none is sent twice")
        await server.stop()
    }

    @Test func `a link that answers nothing is closed`() async throws {
        let isDeaf = Mutex(false)
        let server = try await FakeManager { action in
            isDeaf.withLock { $0 } ? .nothing : .success(action)
        }
        var configuration = Self.configuration(server)
        configuration.pingInterval = .milliseconds(50)
        configuration.actionTimeout = .milliseconds(200)
        configuration.loginTimeout = .milliseconds(200)
        await Self.withClient(configuration) { _, updates in
            #expect(await Self.connects(&updates))
            isDeaf.withLock { $0 = true }
            #expect(await Self.breaks(&updates) != nil)
            // Nor does the log-in wait for ever.
            let why = await Self.breaks(&updates)
            #expect(why?.contains("took too long") == true)
            isDeaf.withLock { $0 = false }
            #expect(await Self.connects(&updates))
        }
        await server.stop()
    }

    @Test(arguments: [
        ("Asterisk Call Manager/11.0.0\r\n", "compare them with manager.conf"),
        ("SSH-2.0-OpenSSH_9.2\r\n", "check its port"),
    ])
    func `whoever does not let it in is named`(_ greeting: String, _ words: String) async throws {
        let server = try await FakeManager(greeting: greeting) { action in
            .error(action, "Authentication failed")
        }
        await Self.withClient(Self.configuration(server)) { _, updates in
            let why = await Self.breaks(&updates)
            #expect(why?.contains(words) == true)
            #expect(why?.contains("s3cret") == false)
        }
        await server.stop()
    }

    @Test func `a server that sends without end is left`() async throws {
        let server = try await FakeManager { action in
            action["Action"] == "Login"
                ? .success(action) : .text(String(repeating: "x", count: 100_000))
        }
        var configuration = Self.configuration(server)
        configuration.maximumMessageBytes = 10_000
        await Self.withClient(configuration) { client, updates in
            #expect(await Self.connects(&updates))
            _ = try? await client.send(AMIAction("Flood"))
            #expect(await Self.breaks(&updates) == "Asterisk sent a message that is too long")
        }
        await server.stop()
    }

    @Test func `whoever does not read is told how much was lost`() async throws {
        let server = try await FakeManager { action in
            action["Action"] == "Flood"
                ? .text(
                    String(repeating: "Event: Many\r\n\r\n", count: 500)
                        + "Response: Success\r\nActionID: \(action["ActionID"] ?? "")\r\n\r\n")
                : .success(action)
        }
        var configuration = Self.configuration(server)
        configuration.maximumWaitingEvents = 100
        try await Self.withClient(configuration) { client, updates in
            #expect(await Self.connects(&updates))
            _ = try await client.send(AMIAction("Flood"))
            var events = 0
            reading: while let update = await updates.next() {
                switch update {
                case .event: events += 1
                case .lost(let count):
                    #expect(events + count == 500)
                    #expect(events >= 100)
                    break reading
                case .connected, .disconnected:
                    Issue.record("the link broke")
                    break reading
                }
            }
        }
        await server.stop()
    }

    @Test func `a reader that is cancelled ends`() async throws {
        let client = AMIClient(AMIConfiguration(username: "a", secret: "b"))
        let reading = Task {
            for await _ in client.updates {}
            return true
        }
        reading.cancel()
        #expect(await reading.value)
    }

    // MARK: TLS

    @Test func `TLS is spoken with whom the given authority vouches for`() async throws {
        let certificates = try await TestCertificates()
        defer { certificates.remove() }
        let chain = try NIOSSLCertificate.fromPEMFile(certificates.certificateFile)
        let context = try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) },
                privateKey: .privateKey(
                    try NIOSSLPrivateKey(file: certificates.keyFile, format: .pem))))
        let server = try await FakeManager(tls: context, Self.answersAll)
        for host in ["127.0.0.1", "localhost"] {
            var configuration = Self.configuration(server)
            configuration.host = host
            configuration.tls = AMIConfiguration.TLS(caFile: certificates.caFile)
            await Self.withClient(configuration) { client, updates in
                #expect(await Self.connects(&updates))
                #expect(await Self.failure(client, AMIAction("Ping")) == nil)
            }
        }
        var stranger = Self.configuration(server)
        stranger.tls = AMIConfiguration.TLS()
        await Self.withClient(stranger) { _, updates in
            #expect(await Self.breaks(&updates) != nil)
        }
        let logins = server.actions.count { $0["Action"] == "Login" }
        #expect(logins == 2, "no secret is told to a stranger")
        await server.stop()
    }
}
