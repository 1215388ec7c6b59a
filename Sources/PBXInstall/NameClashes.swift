/// Two sections of one name are one to Asterisk, with the lines of both: neither owner would get what
/// was written.
enum NameClashes {
    static func check(_ part: Part, in snapshot: Snapshot) throws(PBXInstallError) {
        let names = Set(part.names)
        let main = EffectiveConfiguration(part.files.main, in: snapshot)
        for entry in main.entries where entry.file != part.files.include {
            guard case .section(let name, let traits) = entry.content,
                names.contains(name), !traits.contains("+")
            else { continue }
            throw .nameTaken(name, place: entry.place)
        }
    }
}
