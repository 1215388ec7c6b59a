import ConnectionMode
import Foundation
import Testing

/// The transcripts by which an adapter for another PBX, or a model in another language, is tested.
@Suite struct `The conformance kit` {
    private static let transcripts = ConformanceKit.transcripts

    private static var steps: [Transcript.Step] { transcripts.scenarios.flatMap(\.steps) }

    private static func encoded(_ transcripts: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(transcripts), as: UTF8.self)
    }

    private func names(_ kind: String, in values: [TranscriptValue]) -> Set<String> {
        Set(
            values.compactMap {
                guard case .text(let name)? = $0[kind] else { return nil }
                return name
            })
    }

    @Test func `every command, observation, goal and notice is in some scenario`() {
        let inputs = Self.steps.map(\.input)
        #expect(names("command", in: inputs) == Set(ConformanceKit.commandNames))
        #expect(names("observation", in: inputs) == Set(ConformanceKit.observationNames))
        #expect(names("goal", in: Self.steps.flatMap(\.goals)) == Set(ConformanceKit.goalNames))
        #expect(names("notice", in: Self.steps.flatMap(\.told)) == Set(ConformanceKit.noticeNames))
    }

    @Test func `every scenario has a name of its own, and plays the same each time`() throws {
        let scenarios = ConformanceKit.scenarios
        #expect(Set(scenarios.map(\.name)).count == scenarios.count)
        #expect(scenarios.allSatisfy { $0.name.allSatisfy { $0.isLetter || $0.isNumber } })
        for scenario in scenarios { #expect(scenario.play() == scenario.play()) }
        let first = try Self.encoded(Self.transcripts)
        #expect(try Self.encoded(ConformanceKit.transcripts) == first)
    }

    @Test func `V8 no transcript has a PIN, or the chance that PINs come from`() throws {
        let text = try Self.encoded(Self.transcripts)
        #expect(!text.lowercased().contains("nonce"))
        for half in [ConformanceKit.chance.high, ConformanceKit.chance.low] {
            #expect(!text.contains(String(half)))
            #expect(!text.lowercased().contains(String(half, radix: 16)))
        }
        for input in Self.steps.map(\.input) {
            guard let pin = input["pin"] else { continue }
            #expect(pin == .text("right") || pin == .text("wrong"))
        }
    }

    @Test func `every step is one input, in the order of time`() {
        for transcript in Self.transcripts.scenarios {
            #expect(!transcript.steps.isEmpty)
            var last: Int64 = 0
            for step in transcript.steps {
                let kinds = ["command", "observation", "deadlines"].filter {
                    step.input[$0] != nil
                }
                #expect(kinds.count == 1, "\(transcript.name): \(step.input)")
                #expect(step.atMilliseconds >= last)
                last = step.atMilliseconds
            }
        }
    }

    @Test func `a command is answered or refused, and nothing follows on what is refused`() {
        for step in Self.steps {
            let isCommand = step.input["command"] != nil
            #expect((step.answer != nil) != (step.refusal != nil) || !isCommand)
            #expect(isCommand || (step.answer == nil && step.refusal == nil))
            guard step.refusal != nil else { continue }
            #expect(step.goals.isEmpty && step.told.isEmpty && step.agents.isEmpty)
        }
    }

    @Test func `no scenario has lost its way, or is about somebody who is not there`() throws {
        for transcript in Self.transcripts.scenarios {
            let text = try Self.encoded(transcript)
            #expect(!text.contains("nowhere"), "\(transcript.name)")
        }
    }

    @Test func `a name of the model's is given before it is asked for, or is nobody's`() throws {
        for transcript in Self.transcripts.scenarios {
            var given = Set<Substring>()
            for step in transcript.steps {
                for name in try Self.names(in: step.input) where !given.contains(name) {
                    let number = Int(name.drop { !$0.isNumber })
                    #expect(number ?? 0 >= 900, "\(transcript.name): \(name)")
                }
                if let answer = step.answer { given.formUnion(try Self.names(in: answer)) }
                given.formUnion(try Self.names(in: .list(step.goals + step.told)))
            }
        }
    }

    /// Those that the model chose.
    private static func names(in value: TranscriptValue) throws -> [Substring] {
        let text = try encoded(value)
        return text.split(separator: "\"").filter { $0.hasPrefix("oh-kit-") }
    }

    @Test func `what is late, doubled or unknown changes nothing`() throws {
        let late = try #require(
            Self.transcripts.scenarios.first { $0.name == "lateAndDoubled" })
        let opening = try #require(
            Self.transcripts.scenarios.first { $0.name == "openingByPIN" })
        let after = late.steps.dropFirst(opening.steps.count)
        let effective = after.filter {
            !$0.goals.isEmpty || !$0.told.isEmpty || !$0.agents.isEmpty
        }
        // The only one of them that is news.
        #expect(effective.map { $0.input["observation"] } == [.text("legGone")])
    }
}
