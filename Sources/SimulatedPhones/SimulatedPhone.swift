package import Foundation
internal import Synchronization

/// A SIP phone: one baresip process with an address of its own on the loopback network, which sends a
/// steady tone of its own, so that whoever hears it knows whom they hear.
package final class SimulatedPhone: Sendable {
    /// What it does when it is called.
    package enum Manner: Sendable, Equatable {
        case answer(afterMilliseconds: Int)
        /// Answers at once, also when the program that started it has ended.
        case answerByItself
        /// Rings until somebody answers or gives up.
        case ring
        /// Answers 486.
        case busy
    }

    package let name: String
    package let address: String
    /// Where what it receives is to be read.
    package let ear: EarID
    /// Of the tone that it sends, in hertz; a multiple of 50.
    package let tone: Int

    private let folder: URL
    private let state: Mutex<State>
    private let pbxPort: Int

    private struct State {
        var manner: Manner
        var process: ChildProcess?
        var control: BaresipControl?
        var incoming = 0
        var isRinging = false
        var isInCall = false
    }

    /// - Parameters:
    ///   - pbxPort: the SIP port of Asterisk on 127.0.0.1.
    ///   - folder: of this run; the phone makes one in it.
    package init(
        _ name: String, address: String, tone: Int,
        manner: Manner = .answer(afterMilliseconds: 300),
        pbxPort: Int, in folder: URL
    ) {
        self.name = name
        self.address = address
        self.tone = tone
        ear = EarID(phone: name)
        self.pbxPort = pbxPort
        self.folder = folder.appending(path: "phone-\(name)")
        state = Mutex(State(manner: manner))
    }

    package var manner: Manner {
        get { state.withLock { $0.manner } }
        set { state.withLock { $0.manner = newValue } }
    }

    /// How often it was called since it was made.
    package var incomingCalls: Int { state.withLock { $0.incoming } }
    package var isRinging: Bool { state.withLock { $0.isRinging } }
    package var isInCall: Bool { state.withLock { $0.isInCall } }

    /// Whether its process runs.
    package var isRunning: Bool { state.withLock { $0.process }?.isRunning ?? false }

    /// - Parameter isMute: whether it never sends anything, as a phone that is muted or suppresses silence may.
    package func start(isMute: Bool = false) async throws {
        try writeConfiguration(isMute: isMute)
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/baresip") else {
            throw PhoneError("There is no baresip: run scripts/install-packages.")
        }
        let process = try ChildProcess(
            "baresip", "/usr/bin/baresip", ["-f", folder.path], in: folder)
        let control = try await BaresipControl.connect(to: address, within: .seconds(10)) {
            [weak self] event in self?.take(event)
        }
        guard let control else {
            await process.end()
            throw PhoneError("The phone \(name) did not start:\n\(process.logTail())")
        }
        state.withLock { state in
            state.process = process
            state.control = control
        }
    }

    /// Ends the phone; a call is hung up.
    package func stop() async {
        if isInCall || isRinging {
            hangUp()
            _ = await eventually(within: .seconds(1)) { !isInCall }
        }
        let process = state.withLock { state in
            state.control?.end()
            state.control = nil
            (state.isRinging, state.isInCall) = (false, false)
            return state.process
        }
        await process?.end(kindlyFor: .seconds(2))
    }

    /// Is gone from one moment to the next, without a word to anybody.
    package func vanish() async {
        let process = state.withLock { state in
            state.control?.end()
            state.control = nil
            (state.isRinging, state.isInCall) = (false, false)
            return state.process
        }
        await process?.kill()
    }

    /// Is still from one moment to the next, as when its network is gone, and goes on.
    package func freeze(_ isOn: Bool) {
        state.withLock { $0.process }?.signal(isOn ? SIGSTOP : SIGCONT)
    }

    package func dial(_ number: String) {
        send("dial", "sip:\(number)@127.0.0.1:\(pbxPort)")
    }

    package func answer() { send("accept") }

    package func hangUp() { send("hangup") }

    /// Puts the call on hold, as the key of a desk phone does, or takes it off.
    package func hold(_ isOn: Bool) { send(isOn ? "hold" : "resume") }

    /// Presses keys, one after the other.
    package func press(_ keys: String) async {
        for key in keys {
            send("sndcode", "\(key)")
            try? await Task.sleep(for: .milliseconds(300))
        }
    }

    /// Until it says itself that it was called so often: Asterisk may say earlier that it rings.
    package func waitUntilCalled(_ count: Int, within limit: Duration = .seconds(5)) async -> Bool {
        await eventually(within: limit) { incomingCalls >= count } && incomingCalls == count
    }

    package func waitUntilRinging(within limit: Duration = .seconds(10)) async -> Bool {
        await eventually(within: limit) { isRinging || isInCall }
    }

    package func waitUntilInCall(within limit: Duration = .seconds(10)) async -> Bool {
        await eventually(within: limit) { isInCall }
    }

    package func waitUntilIdle(within limit: Duration = .seconds(10)) async -> Bool {
        await eventually(within: limit) { !isInCall && !isRinging }
    }

    private func send(_ command: String, _ parameters: String = "") {
        state.withLock { $0.control }?.send(command, parameters)
    }

    private func take(_ event: BaresipControl.Event) {
        switch event {
        case .incoming:
            let manner = state.withLock { state in
                state.incoming += 1
                state.isRinging = true
                return state.manner
            }
            switch manner {
            case .answer(let milliseconds):
                Task {
                    try? await Task.sleep(for: .milliseconds(milliseconds))
                    answer()
                }
            case .ring, .answerByItself: break
            case .busy: hangUp()
            }
        case .established: state.withLock { ($0.isRinging, $0.isInCall) = (false, true) }
        case .closed: state.withLock { ($0.isRinging, $0.isInCall) = (false, false) }
        case .answer: break
        }
    }

    private func writeConfiguration(isMute: Bool) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let sound = folder.appending(path: "tone-\(tone).wav")
        if !FileManager.default.fileExists(atPath: sound.path) {
            try Audio.writeTone(tone, seconds: 1_800, to: sound)
        }
        let answerMode = manner == .answerByItself ? "auto" : "manual"
        let account =
            "<sip:\(name)@\(address)>;regint=0;answermode=\(answerMode);audio_codecs=PCMU/8000/1\n"
        let configuration = """
            poll_method epoll
            sip_listen \(address):5060
            net_interface \(address)
            call_local_timeout 3600
            call_max_calls 4
            audio_source \(isMute ? "aubridge,nobody" : "aufile,\(sound.path)")
            audio_player aubridge,none
            audio_alert aubridge,none
            ausrc_srate 8000
            auplay_srate 8000
            ausrc_channels 1
            auplay_channels 1
            audio_level no
            jitter_buffer_type off
            rtcp_mux no
            rtp_ports \(ear.ports)
            module_path \(Self.modulePath)
            module g711.so
            module aufile.so
            module aubridge.so
            module_tmp account.so
            module_app menu.so
            module_app ctrl_tcp.so
            ctrl_tcp_listen \(address):4444

            """
        try Data(configuration.utf8).write(to: folder.appending(path: "config"))
        try Data(account.utf8).write(to: folder.appending(path: "accounts"))
        try Data().write(to: folder.appending(path: "contacts"))
    }

    private static let modulePath = "/usr/lib/baresip/modules"
}
