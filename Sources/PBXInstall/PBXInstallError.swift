/// Why nothing, or nothing more, is written. Each tells what to do.
package enum PBXInstallError: Error, Equatable, CustomStringConvertible {
    case directoryUnreadable(String, reason: String)
    case fileUnusable(String)
    case mainFileMissing(String, directory: String)
    case notIncluded(main: String, custom: [String])
    case generalMissing(String)
    case commentOpen(String)
    case fileChanged(String)
    case nameTaken(String, place: String)
    case changedMeanwhile(String)
    case writeFailed(String, reason: String)
    case manifestUnreadable(String)
    case secretUnusable(String)
    case anotherRuns(String)

    package var description: String {
        switch self {
        case .directoryUnreadable(let path, let reason):
            "The Asterisk configuration directory \(path) cannot be read (\(reason)): name the right one "
                + "with --asterisk-dir, and run this as root."
        case .fileUnusable(let sentence): sentence
        case .mainFileMissing(let file, let directory):
            "There is no \(file) in \(directory): name Asterisk's configuration directory with "
                + "--asterisk-dir, or set that part of Asterisk up first."
        case .notIncluded(let main, let custom):
            "\(main) includes no \(custom.joined(separator: " or ")), as FreePBX's own does: put "
                + "that line back (or let FreePBX write the file), or choose --layout plain."
        case .generalMissing(let file):
            "\(file) has no section [general], to which Offhook's file adds: put [general] and "
                + "enabled=yes into it first."
        case .commentOpen(let file):
            "\(file) ends inside a comment that \";--\" begins and no \"--;\" ends, so that nothing can "
                + "be added: close the comment first."
        case .fileChanged(let file):
            "\(file) is there already and is not as Offhook installed it: keep it as it is with "
                + "--keep-changed, or move it away and install again."
        case .nameTaken(let name, let place):
            "The name [\(name)] is taken by \(place), and Offhook's file brings it too: rename or "
                + "remove that section first."
        case .changedMeanwhile(let file):
            "\(file) was changed while the change to it was being shown: run this again."
        case .writeFailed(let path, let reason):
            "\(path) cannot be written (\(reason)). What was written before stays: run the same command again, "
                + "or take all away with --undo."
        case .manifestUnreadable(let path):
            "\(path), which tells what was installed, is damaged or of a newer Offhook: restore it from a backup, or remove the "
                + "lines \"#include offhook-…\", the files offhook-*.conf and it by hand."
        case .secretUnusable(let what):
            "The \(what) cannot be written into Asterisk's configuration: use up to 200 letters, digits and "
                + "signs, without white space and without any of ; \\ \" ' [ ] > = #."
        case .anotherRuns(let directory):
            "Another \"offhook pbx install\" works in \(directory): wait for its end."
        }
    }
}
