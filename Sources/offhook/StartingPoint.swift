internal import ARI
internal import ConnectionMode
internal import OffhookConfiguration
internal import StorageSQLite

/// All that is read before anything runs, checked as a whole.
struct StartingPoint {
    let configuration: ServiceConfiguration
    let directory: Directory
    let ari: ARIConfiguration
    let store: SQLiteStore
    let pinKey: [UInt8]

    init(_ configuration: ServiceConfiguration) throws {
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
