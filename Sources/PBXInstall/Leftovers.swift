/// What of the operator's own still builds on our files when these are gone.
enum Leftovers {
    static func warnings(for part: Part, in snapshot: Snapshot) -> [String] {
        let files = part.files
        guard snapshot[files.include] == .absent else { return [] }
        let names = Set(part.names)
        let main = EffectiveConfiguration(files.main, in: snapshot)
        return main.entries.compactMap { entry in
            switch entry.content {
            case .section(let name, let traits):
                if traits.contains(where: names.contains)
                    || traits.contains("+") && names.contains(name)
                {
                    return
                        "\(entry.place) has [\(name)] made from what goes: remove it, or Asterisk "
                        + "will not load \(files.main) any more."
                }
            case .setting(_, let value):
                if part == .dialplan, let name = names.first(where: { value.contains("\($0),") }) {
                    return "\(entry.place) goes to \(name), which goes: calls that come there fail."
                }
            case .include: break
            }
            return nil
        }
    }
}
