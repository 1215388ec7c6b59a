internal import ConnectionMode
internal import Orchestration
internal import Storage
internal import TestSupport
internal import Testing

/// All the ways in which Swift prints a value.
private func prints(of value: Any) -> [String] {
    var dumped = ""
    dump(value, to: &dumped)
    return ["\(value)", String(describing: value), String(reflecting: value), dumped]
        + Mirror(reflecting: value).children.map { String(reflecting: $0) }
}

@Suite(.timeLimit(.minutes(1))) struct `A PIN stays hidden` {
    /// Not private: the name of such a type has an address in it, which may hold any four digits.
    struct Holder {
        let name = "holder"
        let pin: PIN
    }

    @Test func `V8 a PIN is in no description, dump or mirror, nor in those of what holds it`() {
        let derivation = PINDerivation(secret: Array(repeating: 7, count: 32))
        for low in UInt64(0)..<50 {
            let pin = derivation.pin(for: Nonce(high: 3, low: low))
            let text = pin.digits.map(String.init).joined()
            let list = pin.digits.map(String.init).joined(separator: ", ")
            for value in [pin, [pin], Optional(pin) as Any, Holder(pin: pin), [1: pin]] as [Any] {
                for print in prints(of: value) {
                    #expect(!print.contains(text) && !print.contains(list), "\(print)")
                    #expect(!print.contains("digits"), "\(print)")
                }
            }
        }
    }

    @Test func `V8 the key is in no description, dump or mirror`() {
        let secret: [UInt8] = Array(201...232)
        let derivation = PINDerivation(secret: secret)
        for print in prints(of: derivation) {
            let numbers = Set(print.split { !$0.isNumber }.map(String.init))
            #expect(numbers.isDisjoint(with: secret.map(String.init)), "\(print)")
            #expect(!print.lowercased().contains("c9cacbcc"), "\(print)")
        }
    }

    @Test func `V8 the PIN is in nothing that is stored, told, done or logged`() async throws {
        let capture = RecordingLog()
        var options = Desk.Options()
        options.logger = capture.logger
        try await Desk.open(options) { desk in
            let attempt = try await desk.verifying()
            let pin = try #require(desk.phones.heard(on: attempt.leg))
            desk.memory.failure = .unavailable("The disk is full.")
            _ = try? await desk.sequencer.confirm(Desk.alice, attempt.id, typed: pin)
            desk.memory.failure = nil
            _ = try await desk.sequencer.confirm(Desk.alice, attempt.id, typed: "no \(pin)")
            _ = try await desk.sequencer.confirm(Desk.alice, attempt.id, typed: pin)
            #expect(try await desk.session()?.connection.isOpen == true)
            let remembered = try desk.memory.load()
            let said = desk.journal.entries.flatMap(prints) + prints(of: remembered)
            #expect(!capture.lines.isEmpty)
            // Four digits among those of a time or a nonce are no PIN.
            for text in said + capture.lines {
                let numbers = text.split { !$0.isNumber }
                #expect(!numbers.contains { $0 == pin }, "\(text)")
            }
        }
    }
}
