/// Plans an undo: a function of what is there and of what the manifest says was done.
struct UndoPlanner {
    private let snapshot: Snapshot
    private var remaining: Snapshot
    private var plan: Plan

    init(_ snapshot: Snapshot) {
        self.snapshot = snapshot
        remaining = snapshot
        plan = Plan(kind: .undo, directory: snapshot.directory)
    }

    mutating func make() throws(PBXInstallError) -> Plan {
        guard let manifest = try Manifest.read(from: snapshot) else {
            plan.notes.append("Nothing is installed in \(snapshot.directory).")
            return plan
        }
        for host in manifest.hosts { try planHost(host) }
        for own in manifest.files { try planOwn(own) }
        plan.changes.append(
            Change(
                name: Manifest.fileName, before: snapshot[Manifest.fileName].state, after: nil))
        for part in Part.allCases
        where manifest.own(part.files.include) != nil
            || manifest.host(of: part.files.include) != nil
        {
            plan.reloads.append(part.files.reload)
            plan.warnings += Leftovers.warnings(for: part, in: remaining)
        }
        return plan
    }

    /// Our lines go, all else stays; a file that we made and that nobody wrote into goes too.
    private mutating func planHost(_ host: Manifest.Host) throws(PBXInstallError) {
        let before: FileState
        switch snapshot[host.name] {
        case .absent: return
        case .unusable(let sentence): throw .fileUnusable(sentence)
        case .file(let state): before = state
        }
        if before.path != host.path {
            plan.warnings.append(
                "\(host.name) led to \(host.path) and leads to \(before.path) now: look into the former "
                    + "for the line \"#include \(host.block.include)\" yourself.")
        }
        var after = before
        after.bytes = host.block.removed(from: before.bytes)
        guard after.bytes != before.bytes else { return }
        let isGone = host.isMade && after.bytes.isEmpty && !before.isLink
        add(Change(name: host.name, before: before, after: isGone ? nil : after))
    }

    /// Our file goes, or what stood there before comes back, unless somebody changed or uses it.
    private mutating func planOwn(_ own: Manifest.Own) throws(PBXInstallError) {
        guard let part = Part.allCases.first(where: { $0.files.include == own.name }) else {
            return
        }
        let before: FileState
        switch snapshot[own.name] {
        case .absent:
            guard own.before != nil else { return }
            plan.notes.append("\(own.name) was removed by somebody and stays so.")
            return
        case .unusable(let sentence): throw .fileUnusable(sentence)
        case .file(let state): before = state
        }
        if let saved = own.before, Array(saved.bytes) == before.bytes,
            saved.attributes == before.attributes
        {
            return
        }
        guard !before.isLink,
            own.versions.contains(Manifest.digest(before.bytes, of: part))
        else {
            plan.notes.append(
                "\(own.name) was changed and is left where it is: delete it when you need it no more."
            )
            return
        }
        if let saved = own.before {
            let after = FileState(
                path: before.path, bytes: Array(saved.bytes), attributes: saved.attributes)
            add(Change(name: own.name, before: before, after: after))
            return
        }
        let users = Part.allCases.map(\.files.main) + ["http.conf", "modules.conf", "logger.conf"]
        if let user = users.first(where: {
            EffectiveConfiguration($0, in: remaining).includes(own.name, in: remaining)
        }) {
            plan.notes.append(
                "\(own.name) is left where it is, because \(user) includes it by another line than ours: "
                    + "without the file Asterisk would not load \(user).")
            return
        }
        add(Change(name: own.name, before: before, after: nil))
    }

    private mutating func add(_ change: Change) {
        plan.changes.append(change)
        remaining[change.name] = change.after.map { .file($0) } ?? .absent
    }
}
