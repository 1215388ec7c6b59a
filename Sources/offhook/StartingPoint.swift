internal import ARI
internal import ConnectionMode
internal import ControlAPI
internal import OffhookConfiguration
internal import StorageSQLite

/// All that is read before anything runs, checked as a whole.
struct StartingPoint {
    let configuration: ServiceConfiguration
    let directory: Directory
    let ari: ARIConfiguration
    /// Nil where the API is served without TLS.
    let certificate: RenewingCertificate?
    /// Held for as long as the service runs.
    let lock: ServiceLock?
    let store: SQLiteStore
    let pinKey: [UInt8]

    /// - Parameter alone: whether nobody else may serve from this data directory.
    init(_ configuration: ServiceConfiguration, alone: Bool = false) throws {
        self.configuration = configuration
        do {
            directory = try DirectoryFile.load(configuration.directoryFile)
        } catch {
            throw OperatorMistake(error)
        }
        let asterisk = configuration.asterisk
        ari = ARIConfiguration(
            baseURL: asterisk.url, username: asterisk.username, password: asterisk.password,
            application: asterisk.application,
            requestTimeout: .seconds(asterisk.requestTimeoutSeconds), caFile: asterisk.caFile)
        if let problem = ari.problem { throw OperatorMistake(problem) }
        do {
            certificate = try configuration.certificateFiles.map {
                files throws(CertificateFailure) in try RenewingCertificate(files)
            }
        } catch {
            throw OperatorMistake(error)
        }
        do {
            // Before the store is opened, which may change its form.
            lock = alone ? try ServiceLock(directory: configuration.dataDirectory) : nil
            store = try SQLiteStore(directory: configuration.dataDirectory)
        } catch {
            throw OperatorMistake(error)
        }
        do {
            pinKey = try PINKeyFile.load(directory: configuration.dataDirectory)
        } catch {
            throw OperatorMistake(error)
        }
    }
}

extension ServiceConfiguration {
    fileprivate var certificateFiles: CertificateFiles? {
        guard let tlsCertificateFile, let tlsKeyFile else { return nil }
        return CertificateFiles(certificateFile: tlsCertificateFile, keyFile: tlsKeyFile)
    }
}
