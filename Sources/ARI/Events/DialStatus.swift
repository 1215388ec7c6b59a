/// How a channel that is being dialled gets on. *Source*: rest-api/events.json, Dial.
public enum DialStatus: Hashable, Sendable {
    /// It has just begun.
    case begun
    case ringing
    case answered
    /// It was not answered within the time that the dialling application gave it.
    case noAnswer
    /// The caller left, or another channel was answered first.
    case canceled
    /// Another one, by Asterisk's name.
    case other(String)

    init(_ text: String) {
        switch text {
        case "": self = .begun
        case "RINGING": self = .ringing
        case "ANSWER": self = .answered
        case "NOANSWER": self = .noAnswer
        case "CANCEL": self = .canceled
        default: self = .other(text)
        }
    }
}
