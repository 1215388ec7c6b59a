internal import ConnectionMode
internal import Orchestration

/// The PIN as Asterisk plays it: prompt or a second of silence, then the digits, three times, two
/// seconds apart (V2).
///
/// Digits are single sounds because a `digits:` playback cannot be stopped. *Source*: ASTERISK PIN.
enum PINPlayback {
    static func name(for leg: LegID) -> String { "\(leg)-pin" }

    static func media(_ pin: PIN, prompt: String?) -> [String] {
        var media = [prompt ?? "sound:silence/1"]
        for reading in 0..<3 {
            if reading > 0 { media.append("sound:silence/2") }
            for digit in pin.digits { media.append("sound:digits/\(digit)") }
        }
        return media
    }
}

/// Speaks a PIN on a leg. Repeated when it did not start, never so that it would be heard twice over.
package struct SpeakProcedure: Procedure {
    let play: Request
    let playback: String
    private var stage: Stage
    private var triesLeft = 4

    private enum Stage { case finding, playing, stopping }

    init(leg: LegID, pin: PIN, spoken: SpokenPIN) {
        playback = PINPlayback.name(for: leg)
        play = .play(
            leg.rawValue, media: PINPlayback.media(pin, prompt: spoken.prompt), playback: playback,
            language: spoken.language)
        stage = spoken.mayBePlaying ? .finding : .playing
    }

    mutating func start() -> Move { .ask(stage == .finding ? .findPlayback(playback) : play) }

    mutating func next(after outcome: Outcome) -> Move {
        switch stage {
        case .finding: return found(outcome)
        case .playing: return played(outcome)
        case .stopping:
            stage = .playing
            return .ask(play)
        }
    }

    private mutating func found(_ outcome: Outcome) -> Move {
        switch outcome {
        // It is being spoken.
        case .done, .saw: return .finish
        case .refused:
            stage = .playing
            return .ask(play)
        case .notSent, .unknown:
            guard triesLeft > 0 else { return .finish }
            triesLeft -= 1
            return .later(milliseconds: 500, .findPlayback(playback))
        }
    }

    private mutating func played(_ outcome: Outcome) -> Move {
        guard triesLeft > 0 else { return .finish }
        triesLeft -= 1
        switch outcome {
        // Refused: the leg is gone or not ours any more, which an event tells.
        case .done, .saw, .refused:
            return .finish
        case .notSent: return .later(milliseconds: 500, play)
        case .unknown:
            stage = .stopping
            return .ask(.stopPlayback(playback))
        }
    }
}
