/// The way to Asterisk's manager interface (AMI), by which agents are put into its queues.
package struct ManagerSection: Sendable, CustomReflectable {
    package var host = "127.0.0.1"
    package var port = 5_038
    package var username = "offhook"
    package var password = ""
    package var usesTLS = false
    package var caFile: String?
    /// By tenant, the queues of which Offhook keeps the members.
    package var queues: [String: [String]] = [:]

    package var customMirror: Mirror {
        Mirror(self, children: ["host": host, "port": port, "queues": queues])
    }

    /// - Parameter passwordFile: is told the file that holds the password.
    init(
        _ section: YAMLSection, _ passwordFile: inout String?
    ) throws(ConfigurationError) {
        host = try section.string("host") ?? host
        username = try section.string("username") ?? username
        passwordFile = try section.string("passwordFile")
        usesTLS = try section.bool("tls") ?? usesTLS
        port = try section.integer("port", in: 1...65_535) ?? (usesTLS ? 5_039 : port)
        caFile = try section.string("caFile")
        guard caFile == nil || usesTLS else {
            throw section.error("caFile", "is of use with tls: true only")
        }
        if let tenants = try section.section("queues") {
            queues = try Self.queues(tenants)
        }
        try section.refuseOthers()
    }

    private static func queues(
        _ tenants: YAMLSection
    ) throws(ConfigurationError) -> [String: [String]] {
        var queues: [String: [String]] = [:]
        var owners: [String: String] = [:]
        for tenant in tenants.keys {
            guard Names.isID(tenant) else {
                throw tenants.error(tenant, "must be a tenant's id: \(Names.idRule)")
            }
            let names =
                try tenants.strings(
                    tenant, "names of queues.conf: letters, digits, - and _", where: Names.isPlain)
                ?? []
            for name in names {
                guard owners.updateValue(tenant, forKey: name.lowercased()) == nil else {
                    throw tenants.error(
                        tenant,
                        "must have no queue that stands here twice: a queue is one tenant's, and "
                            + "case makes no difference")
                }
            }
            queues[tenant] = names
        }
        return queues
    }

    /// The same with its password; `nil` where there is none, so that the interface is not used.
    func complete(
        _ environment: [String: String], file: String, passwordFile: String?
    ) throws(ConfigurationError) -> ManagerSection? {
        var section = self
        if let password = environment["OFFHOOK_AMI_PASSWORD"] {
            section.password = password
        } else if let passwordFile {
            section.password = try TextFile.secret(passwordFile, "The manager's password file")
        } else if queues.isEmpty {
            return nil
        } else {
            throw ConfigurationError(
                "\(file): name the file with the secret of Asterisk's manager user in "
                    + "asterisk.manager.passwordFile, or set OFFHOOK_AMI_PASSWORD: without it "
                    + "nobody is put into the queues of asterisk.manager.queues.")
        }
        return section
    }
}
