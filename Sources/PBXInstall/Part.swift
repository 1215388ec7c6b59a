/// What is installed: each part is one include file of ours, in one file that Asterisk reads already.
package enum Part: String, CaseIterable, Sendable {
    case ari
    case dialplan
    case phones
    case queues
    case manager

    /// Which files belong to a part.
    struct Files: Sendable {
        let include: String
        /// What Asterisk reads, and where the `#include` goes in the plain layout.
        let main: String
        /// Where the `#include` goes beside FreePBX, which writes the main file itself: the first of
        /// these that the main file includes.
        let custom: [String]
        /// The console command with which Asterisk reads it anew.
        let reload: String
        var secret: SecretLine?
    }

    /// *Sources* of the custom files, all by Sangoma: `etc/extensions.conf` and `functions.inc/drivers/PJSip.class.php`
    /// (`genConfig`) of github.com/FreePBX/core and `etc/ari.conf` of github.com/FreePBX/arimanager, both
    /// read in the branches release/16.0 and release/17.0; `amp_conf/astetc/manager.conf` of
    /// github.com/FreePBX/framework. `queues.conf` is in no public branch of FreePBX 16 or 17; both names
    /// are known from installed systems. None is taken on trust: the main file must include it.
    var files: Files {
        switch self {
        case .ari:
            Files(
                include: "offhook-ari.conf", main: "ari.conf",
                custom: ["ari_additional_custom.conf"], reload: "module reload res_ari.so",
                secret: SecretLine(key: "password", placeholder: "password="))
        case .dialplan:
            Files(
                include: "offhook-extensions.conf", main: "extensions.conf",
                custom: ["extensions_custom.conf"], reload: "dialplan reload")
        case .phones:
            Files(
                include: "offhook-pjsip.conf", main: "pjsip.conf", custom: ["pjsip_custom.conf"],
                reload: "module reload res_pjsip.so")
        case .queues:
            Files(
                include: "offhook-queues.conf", main: "queues.conf",
                custom: ["queues_custom.conf", "queues_post_custom.conf"],
                reload: "queue reload all")
        case .manager:
            Files(
                include: "offhook-manager.conf", main: "manager.conf",
                custom: ["manager_custom.conf"], reload: "manager reload",
                secret: SecretLine(key: "secret", placeholder: ";secret="))
        }
    }

    /// Without these Offhook does nothing, so that they are never left out.
    package var isNeeded: Bool { self == .ari || self == .dialplan }

    /// The include file as it is shipped.
    var shipped: [UInt8] { Array((IncludeFiles.texts[files.include] ?? "").utf8) }

    /// The sections that the include file brings; nobody else may have them.
    var names: [String] {
        ConfigurationText(shipped).lines.compactMap { line in
            guard case .section(let name, let traits) = line.content, !traits.contains("+") else {
                return nil
            }
            return name
        }
    }
}
