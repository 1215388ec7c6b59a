internal import ArgumentParser
internal import OffhookConfiguration
internal import Storage
internal import StorageSQLite

struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copies the store into a file, while the service runs or not.",
        discussion: """
            The copy is the store as it was at one instant, whole and readable by its owner alone; the \
            service does not wait for it. It has what is needed to go on: sessions, calls, limits, \
            the audit journal and the hashes of tokens. The key that PINs come from is not in it, so that \
            who has a backup knows no PIN. Nothing is ever overwritten.
            """)

    @OptionGroup var options: ConfigurationOptions
    @Argument(
        help: "The file to make, or a folder, in which it is named by the time.",
        completion: .file())
    var place: String

    func run() throws {
        do {
            let backup = try SQLiteStore.backUp(options.load().dataDirectory, to: place)
            print("\(backup.path): store \(backup.epoch), \(backup.bytes) bytes")
        } catch let error as StoreError {
            throw OperatorMistake(error)
        }
    }
}

struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Puts a backup in the store's place, while the service is stopped.",
        discussion: """
            The backup is looked through first. The store that it replaces stays in the data directory under \
            another name. At the next start the service gives the store a new name; it hangs up nothing \
            that the backup does not know of, and says so until "offhook adopt" was told what becomes of it. \
            Tokens that were revoked and PIN locks that were set after the backup are as they were before.
            """)

    @OptionGroup var options: ConfigurationOptions
    @Argument(help: "What \"offhook backup\" made.", completion: .file())
    var backup: String

    func run() throws {
        do {
            let restored = try SQLiteStore.restore(backup, into: options.load().dataDirectory)
            print("Restored the backup that was made \(restored.date).")
            if let replaced = restored.replaced {
                print("The store that was there is \(replaced) now.")
            }
            print("Start the service. If it is not ready then, see \"offhook adopt\".")
        } catch let error as StoreError {
            throw OperatorMistake(error)
        }
    }
}
