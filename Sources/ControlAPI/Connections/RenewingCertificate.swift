package import Foundation
internal import Logging
internal import NIOCore
internal import NIOSSL
internal import Orchestration
internal import Synchronization

/// The certificate that new connections get. When its files change, the new pair is taken; while what
/// stands there cannot be used, the old one stays. Connections that stand are left alone.
package final class RenewingCertificate: Sendable {
    private struct State {
        var current: ServerCertificate
        /// What was made of the files when they were last looked at.
        var seen: CertificateFiles.Contents?
        var failure: CertificateFailure?
        var isReported = false
        /// What was last said of its end.
        var outlook: String?
    }

    package let files: CertificateFiles
    private let now: @Sendable () -> Date
    private let state: Mutex<State>

    /// Reads the files. Throws what the operator has to put right.
    ///
    /// - Parameter now: by the system's clock, as clients look at it.
    package init(
        _ files: CertificateFiles, now: @escaping @Sendable () -> Date = { Date() }
    ) throws(CertificateFailure) {
        self.files = files
        self.now = now
        let contents = try files.read()
        let current = try ServerCertificate(contents, of: files)
        state = Mutex(State(current: current, seen: contents))
    }

    private var current: ServerCertificate { state.withLock { $0.current } }

    /// `2026-03-01`
    package var expiryDate: String { current.expiryDate }

    /// For a server: each handshake asks anew which certificate there is.
    var configuration: TLSConfiguration {
        let now = current
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: now.chain, privateKey: now.key)
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        configuration.sslContextCallback = { _, promise in
            let now = self.current
            var override = NIOSSLContextConfigurationOverride()
            override.certificateChain = now.chain
            override.privateKey = now.key
            promise.succeed(override)
        }
        return configuration
    }

    /// Looks at the files, and at the time, again and again, until the task is cancelled.
    func watch(every interval: Duration, health: ServiceHealth, logger: Logger) async {
        tellOutlook(health, logger)
        while (try? await Task.sleep(for: interval)) != nil {
            look(logger)
            tellOutlook(health, logger)
        }
    }

    /// Takes what stands in the files now, if that is new and good.
    ///
    /// The two files are seldom replaced in one instant: what cannot be used is told only when it still
    /// stands there at the next look, and once.
    func look(_ logger: Logger) {
        let result = read()
        switch result {
        case .unchanged: return
        case .renewed(let certificate):
            logger.notice(
                "The certificate was renewed: new connections get the new one.",
                metadata: ["validUntil": "\(certificate.expiryDate)"])
        case .failed(let failure):
            logger.error(
                "The new certificate cannot be used, and the old one stays. \(failure)")
        }
    }

    private enum Look {
        case unchanged
        case renewed(ServerCertificate)
        case failed(CertificateFailure)
    }

    private func read() -> Look {
        let contents: CertificateFiles.Contents?
        var failure: CertificateFailure?
        do throws(CertificateFailure) {
            contents = try files.read()
        } catch {
            contents = nil
            failure = error
        }
        return state.withLock { state in
            if contents == state.seen, contents != nil || failure == state.failure {
                guard let failure = state.failure, !state.isReported else { return .unchanged }
                state.isReported = true
                return .failed(failure)
            }
            state.seen = contents
            state.isReported = false
            do throws(CertificateFailure) {
                if let failure { throw failure }
                guard let contents else { return .unchanged }
                state.current = try ServerCertificate(contents, of: files)
                state.failure = nil
                return .renewed(state.current)
            } catch {
                state.failure = error
                return .unchanged
            }
        }
    }

    /// Says that the end comes near, once a day, and that it has come.
    private func tellOutlook(_ health: ServiceHealth, _ logger: Logger) {
        let outlook = current.outlook(at: now())
        let isNews = state.withLock { state in
            defer { state.outlook = outlook }
            return state.outlook != outlook
        }
        guard isNews else { return }
        health.update { $0.certificate = outlook }
        guard let outlook else { return }
        logger.warning("\(outlook)", metadata: ["file": "\(files.certificateFile)"])
    }
}
