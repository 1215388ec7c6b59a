internal import ConnectionMode

/// What recording calls needs (O13h).
enum RecordingChecks {
    private static let modules = ["res_ari_recordings", "res_stasis_recording"]

    static func findings(_ facts: Facts) -> [Finding] {
        guard let ari = facts.ari.value, facts.service.directory.recordsCalls else { return [] }
        let missing = modules.filter { name in
            ari.modules.value.map { $0[name] != true } ?? false
        }
        return missing.map { name in
            Finding(
                .media, "recordings", .warning, "\(name) is not loaded",
                why: "Calls cannot be recorded; each that is to be goes on without.",
                change: Change("modules.conf", section: "modules", "load=\(name).so"))
        } + folder(ari)
    }

    private static func folder(_ ari: ARIFacts) -> [Finding] {
        switch ari.hasRecordingFolder {
        case nil: []
        case .unknown(let reason): [.unknown(.media, "recordings", reason)]
        case .known(true): [.fine(.media, "recordings", "there is a folder for recordings")]
        case .known(false):
            [
                Finding(
                    .media, "recordings", .warning, "there is no folder for recordings",
                    why: "Calls cannot be recorded; each that is to be goes on without.",
                    change: Change(
                        "asterisk.conf", section: "directories",
                        "make a folder named recording below astspooldir, which belongs to the user that runs Asterisk"
                    ))
            ]
        }
    }
}

extension Directory {
    /// Whether any call may be.
    var recordsCalls: Bool {
        tenants.values.contains { tenant in
            tenant.phone.recording != .off && !tenant.agents.isEmpty
                || tenant.groups.values.contains { $0.phone.recording ?? .off != .off }
                || tenant.agents.values.contains { $0.phone.recording ?? .off != .off }
        }
    }
}
