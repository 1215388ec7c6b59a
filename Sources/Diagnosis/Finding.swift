/// What one check found.
package struct Finding: Hashable, Sendable {
    package enum Severity: String, Sendable, CaseIterable {
        /// As it should be.
        case fine
        /// It could not be looked at.
        case unknown
        /// It works, and one day it will not, or not for everybody.
        case warning
        /// Something does not work, breaks calls or lets strangers in.
        case failure
    }

    package let area: Area
    /// What was looked at, for programs: one word of the area's own, such as `rtpTimeout`. It stays as it is.
    package let check: String
    package let severity: Severity
    /// What is so, in one sentence without its full stop.
    package let what: String
    /// Why it matters; empty when all is fine.
    package var why = ""
    package var change: Change?

    package init(
        _ area: Area, _ check: String, _ severity: Severity, _ what: String, why: String = "",
        change: Change? = nil
    ) {
        self.area = area
        self.check = check
        self.severity = severity
        self.what = what
        self.why = why
        self.change = change
    }

    package static func fine(_ area: Area, _ check: String, _ what: String) -> Finding {
        Finding(area, check, .fine, what)
    }

    package static func unknown(_ area: Area, _ check: String, _ what: String) -> Finding {
        Finding(area, check, .unknown, what)
    }
}

/// What belongs together, in the order in which it is told.
package enum Area: String, Sendable, CaseIterable {
    case machine, service, asterisk, http, ari, manager, modules, logging, sounds, phones, queues,
        dialplan, media

    package var title: String {
        switch self {
        case .machine: "This machine"
        case .service: "Offhook"
        case .asterisk: "Asterisk"
        case .http: "Asterisk's web server"
        case .ari: "ARI"
        case .manager: "Manager interface"
        case .modules: "Modules"
        case .logging: "Logs and records"
        case .sounds: "Sounds"
        case .phones: "Phones and trunks"
        case .queues: "Queues"
        case .dialplan: "Dialplan"
        case .media: "Music, tones and ports"
        }
    }
}

/// The very line to change.
package struct Change: Hashable, Sendable {
    /// As Asterisk names it, below its configuration directory; a path of another file.
    package let file: String
    package var section: String?
    /// Of the line that is there now; nil where one has to be added.
    package var line: Int?
    /// What shall stand there, or what to do.
    package let text: String

    package init(_ file: String, section: String? = nil, line: Int? = nil, _ text: String) {
        self.file = file
        self.section = section
        self.line = line
        self.text = text
    }

    /// In one line, for people.
    package var sentence: String {
        let place = [file, line.map { "line \($0)" }, section.map { "in [\($0)]" }]
        return place.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ") + ": " + text
    }
}
