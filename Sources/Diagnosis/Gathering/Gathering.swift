package import AMI
package import ARI
internal import Foundation
internal import PBXInstall

/// Gathers what checks look at: by ARI, by the manager interface, from files and from this machine. It changes nothing,
/// listens to no events, and every wait in it ends.
package struct Gathering: Sendable {
    package var service: ServiceFacts
    package var ari: ARIConfiguration
    package var manager: AMIConfiguration?
    /// Asterisk's configuration directory; nil where it is none of this machine's.
    package var asteriskDirectory: String?
    package var dataDirectory: String
    /// The process that serves, if one does.
    package var serviceProcess: String?
    /// How long all of it may take, but for the last request.
    package var limit = Duration.seconds(20)

    package init(
        service: ServiceFacts, ari: ARIConfiguration, manager: AMIConfiguration?,
        asteriskDirectory: String?, dataDirectory: String, serviceProcess: String?
    ) {
        self.service = service
        self.ari = ari
        self.manager = manager
        self.asteriskDirectory = asteriskDirectory
        self.dataDirectory = dataDirectory
        self.serviceProcess = serviceProcess
    }

    package func facts() async -> Facts {
        let deadline = ContinuousClock.now.advanced(by: limit)
        var facts = Facts(service: service)
        facts.files =
            asteriskDirectory.map(Self.files)
            ?? .unknown("name their folder with --asterisk-dir, if they are on this machine")
        async let ari = ARIGathering(ari, service, deadline).facts()
        async let manager = manager.map(ManagerGathering.init)?.facts()
        facts.machine = MachineGathering(
            dataDirectory: dataDirectory, serviceProcess: serviceProcess, files: facts.files.value
        ).facts()
        facts.ari = await ari
        facts.manager = await manager
        return facts
    }

    private static func files(in directory: String) -> Answer<AsteriskFiles> {
        do {
            var files = AsteriskFiles(
                try Snapshot.take(of: directory, names: AsteriskFiles.names))
            let folders = MediaChecks.folders(files)
            for folder in folders.music + [folders.recordings] {
                files.folders[folder] = state(ofFolder: folder)
            }
            return .known(files)
        } catch {
            return .unknown("\(error)".withoutFullStop)
        }
    }

    private static func state(ofFolder path: String) -> AsteriskFiles.FolderState? {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
            isFolder.boolValue
        else {
            // One that is shut looks as if it were not there.
            let above = URL(filePath: path).deletingLastPathComponent().path
            return access(above, X_OK) == 0 ? .missing : nil
        }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            return nil
        }
        return names.isEmpty ? .empty : .filled
    }
}
