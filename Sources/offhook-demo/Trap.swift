internal import Foundation
internal import SimulatedPhones

/// One thing that is wrong in a configuration where all else is right.
struct Trap: Sendable {
    enum Edit: Sendable {
        /// One line of a file becomes another; an empty one is taken out.
        case replace(String, by: String)
        /// Lines behind the first that is this one.
        case insert(String, after: String)
        case append(String)
        /// The whole file, or a folder, is not there.
        case remove
    }

    let name: String
    /// Below the folder of Asterisk or of Offhook.
    let file: String
    let edit: Edit
    /// Console commands that make Asterisk see it, and see that it is gone.
    var reload: [String] = []
    /// Of the same, where they differ.
    var restore: [String]?
    /// What must be found: area and check.
    let expected: String
    /// What else may be found because of it.
    var also: [String] = []
    /// Something is not there: no line can be named.
    var isAbsence = false
    /// Whether it must be found without Asterisk's files, too.
    var isSeenLive = false

    /// - Parameter before: the file's text.
    /// - Returns: the text to write, and the number of the line that is wrong now; nil where there is none.
    func applied(to before: String) throws -> (text: String, line: Int?) {
        var lines = before.components(separatedBy: "\n")
        func place(_ wanted: String) throws -> Int {
            // With … at the end, whatever follows.
            let index = lines.firstIndex {
                wanted.hasSuffix("…") ? $0.hasPrefix(wanted.dropLast()) : $0 == wanted
            }
            guard let index else {
                throw PhoneError("\(name): \(file) has no line \"\(wanted)\".")
            }
            return index
        }
        var wrong: Int?
        switch edit {
        case .remove: return ("", nil)
        case .append(let text):
            lines += text.components(separatedBy: "\n") + [""]
        case .insert(let text, let other):
            let index = try place(other) + 1
            lines.insert(contentsOf: text.components(separatedBy: "\n"), at: index)
            wrong = index + 1
        case .replace(let old, let new):
            let index = try place(old)
            lines.replaceSubrange(index...index, with: new.isEmpty ? [] : [new])
            if !new.isEmpty { wrong = index + 1 }
        }
        return (lines.joined(separator: "\n"), wrong)
    }
}
