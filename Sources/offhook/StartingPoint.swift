internal import ARI
internal import ConnectionMode
internal import ControlAPI
internal import OffhookConfiguration
internal import Storage
internal import StorageSQLite

/// What the operator's files say, checked as a whole; nothing is made.
struct StartingPoint {
    let configuration: ServiceConfiguration
    /// Nil where the store keeps it.
    let directory: Directory?
    let ari: ARIConfiguration
    /// Nil where the API is served without TLS.
    let certificate: RenewingCertificate?

    init(_ configuration: ServiceConfiguration) throws {
        self.configuration = configuration
        do {
            directory = try configuration.directoryFile.map {
                file throws(ConfigurationError) in try DirectoryFile.load(file)
            }
        } catch {
            throw OperatorMistake(error)
        }
        ari = try configuration.ari
        do {
            certificate = try configuration.certificateFiles.map {
                files throws(CertificateFailure) in try RenewingCertificate(files)
            }
        } catch {
            throw OperatorMistake(error)
        }
    }
}

/// The store of a data directory, opened, with the key that belongs to it.
struct OpenedStore {
    let store: SQLiteStore
    let pinKey: [UInt8]

    /// Opening may change the store's form: who serves holds the directory before.
    init(_ configuration: ServiceConfiguration) throws {
        do {
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
    /// Who there is, by the file or by the store; nobody where there is no store yet.
    func currentDirectory() throws -> Directory {
        do {
            if let directoryFile { return try DirectoryFile.load(directoryFile) }
            guard StoreFile(in: dataDirectory).isThere else { return Directory() }
            return try SQLiteStore(directory: dataDirectory, for: .reading).load().directory
        } catch let error as ConfigurationError {
            throw OperatorMistake(error)
        } catch let error as StoreError {
            throw OperatorMistake(error)
        }
    }

    /// The way to Asterisk, if it can be one.
    var ari: ARIConfiguration {
        get throws {
            let ari = ARIConfiguration(
                baseURL: asterisk.url, username: asterisk.username, password: asterisk.password,
                application: asterisk.application,
                requestTimeout: .seconds(asterisk.requestTimeoutSeconds), caFile: asterisk.caFile)
            if let problem = ari.problem { throw OperatorMistake(problem) }
            return ari
        }
    }

    fileprivate var certificateFiles: CertificateFiles? {
        guard let tlsCertificateFile, let tlsKeyFile else { return nil }
        return CertificateFiles(certificateFile: tlsCertificateFile, keyFile: tlsKeyFile)
    }
}
