/// What JSON can say, for the transcripts alone: numbers are whole there, and nothing is null.
public enum TranscriptValue: Hashable, Sendable, Encodable {
    case text(String)
    case number(Int64)
    case flag(Bool)
    case list([TranscriptValue])
    case object([String: TranscriptValue])

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number): try container.encode(number)
        case .flag(let flag): try container.encode(flag)
        case .list(let list): try container.encode(list)
        case .object(let members): try container.encode(members)
        }
    }

    /// An object's member; nil of all else.
    public subscript(name: String) -> TranscriptValue? {
        switch self {
        case .object(let members): members[name]
        case .text, .number, .flag, .list: nil
        }
    }

    /// An object with the members that there are.
    init(_ members: KeyValuePairs<String, (any Transcribed)?>) {
        var object: [String: TranscriptValue] = [:]
        for (name, value) in members {
            if let value { object[name] = value.transcribed }
        }
        self = .object(object)
    }

    /// An object that says first what it is: `{"goal": "park", …}`.
    init(
        _ kind: String, _ name: some Transcribed,
        _ members: KeyValuePairs<String, (any Transcribed)?> = [:]
    ) {
        self = TranscriptValue(members).with(kind, name)
    }

    /// What is said in words, where anything is.
    init?(words: [String: String]) {
        guard !words.isEmpty else { return nil }
        self = .object(words.mapValues(TranscriptValue.text))
    }

    /// What is said in numbers, where anything is.
    init?(numbers: [String: Int]) {
        guard !numbers.isEmpty else { return nil }
        self = .object(numbers.mapValues { .number(Int64($0)) })
    }

    func with(_ name: String, _ value: some Transcribed) -> TranscriptValue {
        guard case .object(var members) = self else { return self }
        members[name] = value.transcribed
        return .object(members)
    }
}

/// What can stand in a transcript.
protocol Transcribed {
    var transcribed: TranscriptValue { get }
}

extension Transcribed where Self: RawRepresentable, RawValue == String {
    var transcribed: TranscriptValue { .text(rawValue) }
}

extension TranscriptValue: Transcribed {
    var transcribed: TranscriptValue { self }
}

extension String: Transcribed {
    var transcribed: TranscriptValue { .text(self) }
}

extension Int: Transcribed {
    var transcribed: TranscriptValue { .number(Int64(self)) }
}

extension Int64: Transcribed {
    var transcribed: TranscriptValue { .number(self) }
}

extension Bool: Transcribed {
    var transcribed: TranscriptValue { .flag(self) }
}

extension Array: Transcribed where Element: Transcribed {
    var transcribed: TranscriptValue { .list(map(\.transcribed)) }
}

/// `tenant/agent`.
extension AgentKey: Transcribed {
    var transcribed: TranscriptValue { .text(description) }
}

/// Milliseconds since the start of the scenario.
extension Instant: Transcribed {
    var transcribed: TranscriptValue { .number(milliseconds(since: ConformanceKit.start)) }
}

extension TenantID: Transcribed {}
extension GroupID: Transcribed {}
extension SessionID: Transcribed {}
extension SupervisionID: Transcribed {}
extension SupervisorID: Transcribed {}
extension AttemptID: Transcribed {}
extension LegID: Transcribed {}
extension BridgeID: Transcribed {}
extension OfferID: Transcribed {}
extension CallID: Transcribed {}
extension CustomerID: Transcribed {}
extension ParticipantID: Transcribed {}
extension RecordingID: Transcribed {}
extension WaitEnd: Transcribed {}

extension RequestedStatus: Transcribed {}
extension ShownStatus: Transcribed {}
extension EndReason: Transcribed {}
extension Unhealth: Transcribed {}
extension ContactState: Transcribed {}
extension ProofOfLife: Transcribed {}
extension LegEnd: Transcribed {}
extension OfferState: Transcribed {}
extension CallState: Transcribed {}
extension CallEnd: Transcribed {}
extension ThirdPartyState: Transcribed {}
extension ThirdPartyEnd: Transcribed {}
extension ThirdPartyWish: Transcribed {}
extension SupervisionMode: Transcribed {}
extension SupervisionState: Transcribed {}
extension SupervisionEnd: Transcribed {}
extension Audience: Transcribed {}
extension RecordingMode: Transcribed {}
extension RecordingState: Transcribed {}
extension RecordingEnd: Transcribed {}
extension Release: Transcribed {}
extension Availability: Transcribed {}
extension ConnectionMode: Transcribed {}
extension Workplace.Kind: Transcribed {}
extension AutoAnswerHeader: Transcribed {}
extension CustomerAfterHangUp: Transcribed {}
extension AfterMissedOffers: Transcribed {}
extension LogOutTime: Transcribed {}
extension Closer: Transcribed {}
extension SettingsConsequence: Transcribed {}
extension SettingsChange.Reset: Transcribed {}
extension DestinationFault: Transcribed {}
