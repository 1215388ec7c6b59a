internal import Foundation
internal import Synchronization
public import Logging
internal import Transport

/// The events of one Stasis application: a WebSocket that is opened again whenever it breaks.
///
/// On every connection the event filter is set again before `connected` is told; what Asterisk sent
/// meanwhile follows it. Whoever reads surveys Asterisk at each `connected`, since what happened in
/// between is lost.
public final class EventStream: Sendable {
    /// Why it is disconnected after `reconnect()`.
    public static let closedFromThisSide =
        "The event socket was closed from this side, to be opened anew."

    public enum Happening: Sendable {
        case connected
        case event(Event)
        /// Why, in a sentence that says what to do where something can be done.
        case disconnected(String)
        /// Another instance took the application over. The stream has ended.
        case replaced
    }

    private let client: ARIClient
    private let logger: Logger
    private let counts = Mutex<[String: Int]>([:])
    private let socket = Mutex<WebSocketLink?>(nil)
    private let heard = Mutex<ContinuousClock.Instant?>(nil)
    private let tellAge: (@Sendable (_ milliseconds: Int64) -> Void)?
    private let watchesContacts: Bool

    /// - Parameters:
    ///   - client: whose Asterisk and application it is.
    ///   - logger: told of messages that cannot be read.
    ///   - watchesContacts: whether it is told, too, which contacts of PJSIP's endpoints can be reached.
    ///   - tellAge: is told of each event that is handed out how old it is by Asterisk's clock, which may
    ///     differ from this machine's.
    public init(
        client: ARIClient, logger: Logger, watchesContacts: Bool = false,
        tellAge: (@Sendable (_ milliseconds: Int64) -> Void)? = nil
    ) {
        self.client = client
        self.logger = logger
        self.watchesContacts = watchesContacts
        self.tellAge = tellAge
    }

    /// How many messages of each type could not be read.
    public var unreadableMessages: [String: Int] { counts.withLock { $0 } }

    /// When Asterisk was last heard on the event socket that is, or was, open; nil before the first. What happened
    /// there after it is not known.
    public var lastHeardAt: ContinuousClock.Instant? {
        socket.withLock { $0 }?.heardAt ?? heard.withLock { $0 }
    }

    /// Runs until it is cancelled or another instance takes over, handing each happening to `handle`,
    /// one after the other. What comes meanwhile is held, within bounds; past those the socket is
    /// closed and opened again.
    public func run(_ handle: (Happening) async -> Void) async {
        var state = EventStreamState()
        while !Task.isCancelled {
            let why = await connection(&state, handle)
            switch state.disconnected(jitter: .random(in: 0...1)) {
            case .stop:
                await handle(.replaced)
                return
            case .connect(let milliseconds):
                if Task.isCancelled { return }
                await handle(.disconnected(why))
                try? await Task.sleep(for: .milliseconds(milliseconds))
            }
        }
    }

    /// Breaks the connection, so that it is opened again and `connected` is told anew.
    public func reconnect() async {
        await socket.withLock { $0 }?.close()
    }

    /// One connection from its opening to its end; returns why it ended.
    private func connection(
        _ state: inout EventStreamState, _ handle: (Happening) async -> Void
    ) async -> String {
        let link: WebSocketLink
        do {
            var socket = WebSocketConfiguration(
                url: watchesContacts
                    ? client.configuration.eventURLWithContacts : client.configuration.eventURL)
            socket.headers = [
                HTTPHeader(name: "Authorization", value: client.configuration.authorization)
            ]
            socket.caFile = client.configuration.caFile
            link = try await WebSocketLink.connect(socket)
        } catch {
            return explain(error)
        }
        socket.withLock { $0 = link }
        defer {
            heard.withLock { $0 = link.heardAt }
            socket.withLock { $0 = nil }
        }
        do {
            try await client.setEventFilter(disallowed: Event.unwantedTypes)
            if watchesContacts { try await watchContacts() }
        } catch {
            await link.close()
            return error.description
        }
        state.connected()
        await handle(.connected)
        let since = ContinuousClock.now
        let why = await read(link, &state, handle)
        if since.duration(to: .now) > .seconds(10) { state.provedStable() }
        await link.close()
        return why
    }

    /// An Asterisk that refuses it has no phones of PJSIP, and nothing is to be told of them.
    private func watchContacts() async throws(ARIError) {
        do {
            try await client.watchContacts()
        } catch .refused(let status, let why) {
            logger.warning(
                "Asterisk does not tell which phones can be reached.",
                metadata: ["status": "\(status)", "why": "\(why)"])
        }
    }

    private func read(
        _ link: WebSocketLink, _ state: inout EventStreamState,
        _ handle: (Happening) async -> Void
    ) async -> String {
        do {
            for try await message in link.messages {
                // What is held is handed out even to a cancelled reader.
                if Task.isCancelled { return "the stream was cancelled" }
                switch Event.read(message) {
                case .event(.applicationReplaced):
                    state.replaced()
                    return "another instance took over"
                case .event(let event):
                    measure(message)
                    await handle(.event(event))
                case .unneeded: continue
                case .unreadable(let type, let why): count(type, "\(why)")
                }
            }
            // Whatever Asterisk does to the socket is thrown.
            return Self.closedFromThisSide
        } catch {
            return explain(error)
        }
    }

    private func measure(_ message: [UInt8]) {
        guard let tellAge, let sentAt = AsteriskTime.timestamp(in: message) else { return }
        tellAge(Int64(Date().timeIntervalSince1970 * 1_000) - sentAt)
    }

    /// A bad message is counted, told once for each kind, and passed over.
    private func count(_ type: String, _ why: String) {
        let isFirst = counts.withLock { counts in
            // The kinds come from outside, so their number is bounded.
            let kind = counts.count < 100 || counts[type] != nil ? type : "other"
            counts[kind, default: 0] += 1
            return counts[kind] == 1
        }
        guard isFirst else { return }
        logger.warning(
            "An event cannot be read and is skipped; more of its kind are only counted.",
            metadata: ["type": "\(type)", "why": "\(why)"])
    }

    private func explain(_ error: WebSocketError) -> String {
        let url = client.configuration.baseURL
        switch error {
        case .refused(status: 401, _):
            return
                "Asterisk at \(url) refused the ARI user or password: compare them with ari.conf."
        case .refused(status: 404, _):
            return "There is no ARI at \(url): set enabled=yes in http.conf and ari.conf."
        case .refused(let status, let reason):
            return "Asterisk at \(url) refused the event socket with \(status) \(reason)."
        case .cannotConnect(let why):
            return "Asterisk does not answer at \(url) (\(why)): start it, or correct its address."
        case .timedOut: return "Asterisk at \(url) did not open the event socket in time."
        case .pongMissing: return "Asterisk at \(url) has stopped answering on the event socket."
        case .bufferFull:
            return "Events came faster than they could be worked off; the link starts over."
        case .closed, .messageTooLarge, .invalidURL:
            return "The event socket to \(url) broke: \(error)"
        }
    }
}
