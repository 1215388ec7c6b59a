internal import Foundation
internal import OffhookConfiguration
internal import StorageSQLite
internal import Transport

/// The service of a data directory, as it says of itself.
struct RunningService {
    let isReady: Bool
    let lines: [String]

    init(_ configuration: ServiceConfiguration) async {
        guard let holder = ServiceLock.holder(of: configuration.dataDirectory) else {
            (isReady, lines) = (false, ["Offhook does not run: this is what it remembers."])
            return
        }
        let version = "Offhook \(VersionCommand.number) runs (process \(holder.process))"
        guard let address = holder.address else {
            (isReady, lines) = (false, ["\(version), and is starting."])
            return
        }
        let reasons = await Self.reasons(address, certificateFile: configuration.tlsCertificateFile)
        isReady = reasons?.isEmpty == true
        switch reasons {
        case nil: lines = ["\(version), and does not answer at \(address)."]
        case let reasons? where reasons.isEmpty: lines = ["\(version) at \(address), ready."]
        case let reasons?: lines = ["\(version) at \(address), not ready:"] + reasons
        }
    }

    /// The certificate is for the name that consoles use; this asks by the address, for that certificate.
    static func client(certificateFile: String?) -> HTTPClient {
        HTTPClient(.init(caFile: certificateFile, isHostNameChecked: false))
    }

    private struct Readiness: Decodable { let reasons: [String] }

    /// Why it is not ready; `nil` when it does not say.
    private static func reasons(_ address: String, certificateFile: String?) async -> [String]? {
        let client = client(certificateFile: certificateFile)
        let request = HTTPRequest(.get, address + "/readyz", timeout: .seconds(3))
        let answer = try? await client.send(request)
        await client.shutdown()
        guard let answer,
            let readiness = try? JSONDecoder().decode(Readiness.self, from: Data(answer.body))
        else { return nil }
        return readiness.reasons
    }
}
