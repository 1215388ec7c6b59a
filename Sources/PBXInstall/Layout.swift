/// Who writes Asterisk's own files: the operator, or FreePBX.
package enum Layout: String, CaseIterable, Sendable {
    case plain
    case freepbx

    /// FreePBX's dialplan is in `extensions_additional.conf`, which its `extensions.conf` includes.
    package static func detected(in snapshot: Snapshot) -> Layout {
        EffectiveConfiguration("extensions.conf", in: snapshot)
            .includes("extensions_additional.conf", in: snapshot) ? .freepbx : .plain
    }

    /// The file that gets the `#include` of a part; nil if this Asterisk has no such part.
    func host(of part: Part, in snapshot: Snapshot) throws(PBXInstallError) -> String? {
        let files = part.files
        switch snapshot[files.main] {
        case .absent: return nil
        case .unusable(let sentence): throw .fileUnusable(sentence)
        case .file: break
        }
        switch self {
        case .plain: return files.main
        case .freepbx:
            let main = EffectiveConfiguration(files.main, in: snapshot)
            guard let host = files.custom.first(where: { main.includes($0, in: snapshot) }) else {
                throw .notIncluded(main: files.main, custom: files.custom)
            }
            return host
        }
    }
}
