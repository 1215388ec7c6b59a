internal import ConnectionMode

/// What a customer hears in a waiting place of their own before the music (O10).
package struct Prompt: Hashable, Sendable {
    let customer: CustomerLeg
    let bridge: BridgeID
    let announcement: Announcement

    init(customer: CustomerLeg, _ announcement: Announcement, bridge: BridgeID) {
        self.customer = customer
        self.bridge = bridge
        self.announcement = announcement
    }

    /// The bridge is new, and so this name is.
    var playback: String { "\(bridge)-prompt" }
}

/// Brings a customer to a waiting place of their own and plays a prompt there; music follows when it is over.
///
/// It is played in the bridge, not on the customer's channel: there it would hold up whatever is to become of them next.
/// While there is music in a bridge nothing else is heard in it, so that the music comes after. *Source*: seen with Asterisk
/// 22.10.
struct AnnounceProcedure: Procedure {
    let prompt: Prompt
    private var stage = Stage.creating
    private var triesLeft = 3

    private enum Stage { case creating, entering, playing }

    init(prompt: Prompt) { self.prompt = prompt }

    mutating func start() -> Move { .ask(request) }

    mutating func next(after outcome: Outcome) -> Move {
        if outcome == .notSent, triesLeft > 0 {
            triesLeft -= 1
            return .later(milliseconds: 200, request)
        }
        switch stage {
        case .creating where outcome.isAnswer: stage = .entering
        case .entering where outcome == .done: stage = .playing
        case .playing:
            // What is not played is over at the first look.
            let looks = outcome == .done ? PromptProcedure.looks : 0
            return .giveWay(
                milliseconds: PromptProcedure.pauseMilliseconds, .prompt(prompt, looksLeft: looks))
        // They are gone, or where they are is not known: with music, it is seen to again.
        case .creating, .entering:
            return .finish([
                .promptOver(prompt.customer.leg), .waitFailed(prompt.customer.leg),
            ])
        }
        return .ask(request)
    }

    private var request: Request {
        let bridge = prompt.bridge.rawValue
        return switch stage {
        case .creating: .createBridge(bridge, .holding)
        case .entering: .addChannels([prompt.customer.leg.rawValue], bridge: bridge)
        case .playing:
            .announce(
                bridge: bridge, sound: prompt.announcement.sound, playback: prompt.playback,
                language: prompt.announcement.language)
        }
    }
}

/// Looks whether a prompt is over, and then lets music begin.
struct PromptProcedure: Procedure {
    let prompt: Prompt
    let looksLeft: Int
    private var isOver = false

    static let pauseMilliseconds = 500
    static let looks = Announcement.longestSeconds * 1_000 / pauseMilliseconds

    init(prompt: Prompt, looksLeft: Int) {
        self.prompt = prompt
        self.looksLeft = looksLeft
    }

    mutating func start() -> Move { .ask(.findPlayback(prompt.playback)) }

    mutating func next(after outcome: Outcome) -> Move {
        if isOver { return .finish([.promptOver(prompt.customer.leg)]) }
        if looksLeft > 0, outcome == .done || !outcome.isAnswer {
            return .giveWay(
                milliseconds: Self.pauseMilliseconds, .prompt(prompt, looksLeft: looksLeft - 1))
        }
        isOver = true
        return .ask(.startMusic(bridge: prompt.bridge.rawValue))
    }
}
