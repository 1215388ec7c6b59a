internal import Foundation

/// What to install, and how.
package struct InstallOptions: Sendable {
    /// Nil: found out.
    package var layout: Layout?
    /// The parts wanted besides those that are needed; nil: all whose main file is there.
    package var parts: Set<Part>?
    /// Leaves files of ours alone that somebody changed.
    package var keepsChanged = false
    /// Secrets given by the operator.
    package var secrets: [Part: String] = [:]

    package init() {}
}

/// Plans an installation: a function of what is there and of what is wanted.
struct InstallPlanner {
    let snapshot: Snapshot
    let options: InstallOptions
    private let layout: Layout
    private let old: Manifest?
    private var manifest: Manifest
    private var plan: Plan
    private var ownChanges: [Change] = []
    private var hostChanges: [Change] = []

    init(_ snapshot: Snapshot, _ options: InstallOptions) throws(PBXInstallError) {
        self.snapshot = snapshot
        self.options = options
        layout = options.layout ?? Layout.detected(in: snapshot)
        old = try Manifest.read(from: snapshot)
        manifest = old ?? Manifest()
        plan = Plan(kind: .install, directory: snapshot.directory)
    }

    mutating func make() throws(PBXInstallError) -> Plan {
        plan.notes.append("The layout is \(layout == .plain ? "plain Asterisk" : "FreePBX")'s.")
        var chosen: [Part] = []
        for part in Part.allCases {
            guard let host = try host(of: part) else { continue }
            chosen.append(part)
            try NameClashes.check(part, in: snapshot)
            try planFile(of: part)
            try planInclude(of: part, in: host)
        }
        plan.warnings += Checks.warnings(for: chosen, in: snapshot)
        let changes = ownChanges + hostChanges
        if !changes.isEmpty || manifest != old {
            let change = try manifestChange()
            plan.changes = (change.map { [$0] } ?? []) + changes
        }
        return plan
    }

    /// Nil if the part is not installed.
    private mutating func host(of part: Part) throws(PBXInstallError) -> String? {
        let isWanted = part.isNeeded || options.parts?.contains(part) == true
        guard isWanted || options.parts == nil else { return nil }
        do throws(PBXInstallError) {
            if let host = try layout.host(of: part, in: snapshot) { return host }
            guard !isWanted else {
                throw PBXInstallError.mainFileMissing(
                    part.files.main, directory: snapshot.directory)
            }
            plan.notes.append("There is no \(part.files.main): \(part.rawValue) is left out.")
            return nil
        } catch {
            guard case .notIncluded = error, !isWanted else { throw error }
            plan.warnings.append("\(part.rawValue) is left out. \(error)")
            return nil
        }
    }

    /// Our own file: made, brought up to date, or left.
    private mutating func planFile(of part: Part) throws(PBXInstallError) {
        let name = part.files.include
        let digest = Manifest.digest(part.shipped, of: part)
        let known = manifest.own(name)
        var before: FileState?
        switch snapshot[name] {
        case .absent: break
        case .unusable(let sentence): throw .fileUnusable(sentence)
        case .file(let state):
            guard !state.isLink else {
                throw .fileUnusable(
                    "\(snapshot.path(of: name)) is a symbolic link, and Offhook's files are never put behind one: "
                        + "remove it first.")
            }
            before = state
        }
        if let before {
            let found = Manifest.digest(before.bytes, of: part)
            guard found == digest || known?.versions.contains(found) == true else {
                guard options.keepsChanged else {
                    throw .fileChanged(snapshot.path(of: name))
                }
                plan.notes.append("\(name) was changed and is kept as it is.")
                return
            }
        }
        let after = FileState(
            path: snapshot.path(of: name), bytes: try filled(part, before),
            attributes: attributes(of: part, before))
        guard after.bytes != before?.bytes else { return }
        ownChanges.append(Change(name: name, before: before, after: after))
        if !plan.reloads.contains(part.files.reload) { plan.reloads.append(part.files.reload) }
        let saved = before.map { Manifest.Saved(bytes: Data($0.bytes), attributes: $0.attributes) }
        manifest.note(
            Manifest.Own(
                name: name,
                versions: (known?.versions ?? []).filter { $0 != digest } + [digest],
                before: known == nil ? saved : known?.before))
    }

    /// What is shipped, with the secret that was given, or that stands there already, or a new one.
    private mutating func filled(
        _ part: Part, _ before: FileState?
    ) throws(PBXInstallError) -> [UInt8] {
        guard let line = part.files.secret else { return part.shipped }
        let old = before.flatMap { line.value(in: $0.bytes) }
        let given = options.secrets[part]
        if let given, !SecretLine.isUsable(given) {
            throw .secretUnusable("\(line.key) for \(part.files.main)")
        }
        let secret = given ?? old ?? SecretLine.random()
        if secret != old {
            plan.secrets.append(
                Plan.Secret(
                    part: part, value: secret, isNew: given == nil, isReplaced: old != nil))
        }
        return line.set(secret, in: part.shipped)
    }

    /// As the main file of the part; with a secret closed to all but Asterisk.
    private func attributes(of part: Part, _ before: FileState?) -> FileAttributes {
        let model = snapshot[part.files.main].state?.attributes
        var attributes =
            before?.attributes ?? model
            ?? FileAttributes(mode: 0o640, owner: geteuid(), group: getegid())
        attributes.mode &= 0o666
        if part.files.secret != nil {
            if let ari = snapshot[Part.ari.files.main].state?.attributes { attributes = ari }
            attributes.mode = 0o640
        }
        return attributes
    }

    /// The `#include`, unless something has it already.
    private mutating func planInclude(of part: Part, in host: String) throws(PBXInstallError) {
        let files = part.files
        let main = EffectiveConfiguration(files.main, in: snapshot)
        guard !main.includes(files.include, in: snapshot) else { return }
        if part == .ari, !main.hasSection("general") { throw .generalMissing(files.main) }
        var before: FileState?
        switch snapshot[host] {
        case .absent: break
        case .unusable(let sentence): throw .fileUnusable(sentence)
        case .file(let state):
            if ConfigurationText(state.bytes).endsInComment {
                throw .commentOpen(snapshot.path(of: host))
            }
            before = state
        }
        let block = IncludeBlock(files.include, for: before?.bytes ?? [])
        var after =
            before
            ?? FileState(
                path: snapshot.path(of: host), bytes: [],
                attributes: snapshot[files.main].state?.attributes
                    ?? attributes(of: part, nil))
        after.bytes = block.appended(to: after.bytes)
        hostChanges.append(Change(name: host, before: before, after: after))
        if !plan.reloads.contains(files.reload) { plan.reloads.append(files.reload) }
        manifest.note(
            Manifest.Host(name: host, path: after.path, block: block, isMade: before == nil))
    }

    private func manifestChange() throws(PBXInstallError) -> Change? {
        let name = Manifest.fileName
        let before = snapshot[name].state
        // It holds what stood in files before, so that nobody else need read it.
        let attributes = FileAttributes(mode: 0o600, owner: geteuid(), group: getegid())
        let after = FileState(
            path: snapshot.path(of: name), bytes: try manifest.bytes(),
            attributes: before?.attributes ?? attributes)
        return after.bytes == before?.bytes ? nil : Change(name: name, before: before, after: after)
    }
}
