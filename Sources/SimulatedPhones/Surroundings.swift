package import Foundation

/// What the environment says of a call center that somebody else runs, such as `docker/compose.yaml`: this
/// program then adds phones to it and starts nothing else.
package struct Surroundings: Equatable, Sendable {
    /// The service's HTTP API, such as `http://offhook:8480`.
    package let service: String
    /// The same as people reach it.
    package let published: String
    /// Where the page of the customers is served, at every address that this process has.
    package let customersPort: Int
    /// The same page as people reach it.
    package let publishedCustomers: String
    /// Asterisk's SIP port on 127.0.0.1.
    package let sipPort: Int
    /// Asterisk's English sounds.
    package let sounds: String
    /// Where phones keep what they need.
    package let folder: URL

    /// This process's; nil when it has a call center of its own to start.
    package static let current = Surroundings(ProcessInfo.processInfo.environment)

    /// Nil where `OFFHOOK_DEMO_SERVICE` says nothing.
    package init?(_ environment: [String: String]) {
        func value(_ name: String) -> String? {
            environment["OFFHOOK_DEMO_\(name)"].flatMap { $0.isEmpty ? nil : $0 }
        }
        guard let service = value("SERVICE") else { return nil }
        self.service = service
        published = value("PUBLISHED") ?? service
        let customersPort = value("CUSTOMERS_PORT").flatMap { Int($0) } ?? 8490
        self.customersPort = customersPort
        publishedCustomers =
            value("PUBLISHED_CUSTOMERS") ?? "http://127.0.0.1:\(customersPort)"
        sipPort = value("SIP_PORT").flatMap { Int($0) } ?? 5060
        sounds = value("SOUNDS") ?? "/usr/share/asterisk/sounds/en"
        folder = URL(filePath: value("FOLDER") ?? "/var/lib/offhook-demo")
    }

    /// Whether somebody listens at Asterisk's SIP port, by what the kernel says.
    package var hasAsterisk: Bool {
        let table = FileManager.default.contents(atPath: "/proc/net/udp") ?? Data()
        return Self.isBound(port: sipPort, in: String(decoding: table, as: UTF8.self))
    }

    /// Whether 127.0.0.1, or every address, has this port in a table such as `/proc/net/udp`.
    ///
    /// *Source*: proc_net_tcp of the kernel's documentation; addresses are in the machine's byte order.
    package static func isBound(port: Int, in table: String) -> Bool {
        let places = ["0100007F", "00000000"].map { $0 + String(format: ":%04X", port) }
        return table.split(separator: "\n").contains { line in
            let columns = line.split(separator: " ")
            return columns.count > 1 && places.contains(String(columns[1]))
        }
    }
}
