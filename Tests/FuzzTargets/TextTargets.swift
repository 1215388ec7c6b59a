internal import ConnectionMode
internal import OffhookConfiguration

/// `offhook.yaml`, then, after a line of `---env`, lines of environment variables.
enum ConfigurationTarget {
    static func take(_ bytes: [UInt8]) throws {
        let parts = String(decoding: bytes, as: UTF8.self).split(
            separator: "---env\n", maxSplits: 1, omittingEmptySubsequences: false)
        var environment = ["OFFHOOK_ARI_PASSWORD": "secret"]
        for line in parts.dropFirst().joined().split(separator: "\n") {
            guard let sign = line.firstIndex(of: "=") else { continue }
            let value = line[line.index(after: sign)...]
            if !value.isEmpty { environment[String(line[..<sign])] = String(value) }
        }
        let configuration: ServiceConfiguration
        do throws(ConfigurationError) {
            configuration = try ServiceConfiguration.parse(
                String(parts[0]), file: "offhook.yaml", environment: environment)
        } catch {
            try checkSentence(error)
            return
        }
        try require(
            (0...65_535).contains(configuration.listenPort)
                && (1...60).contains(configuration.asterisk.requestTimeoutSeconds),
            "A configuration out of its bounds was taken.")
        try require(!"\(configuration)".contains("secret"), "A configuration shows its secret.")
    }

    /// It stays one line, whatever the file says.
    static func checkSentence(_ error: ConfigurationError) throws(Finding) {
        try require(
            PlainText.isOneLine(error.description, atMost: 2_100),
            "An error is not one line: \(error.description)")
    }
}

/// `directory.yaml`, and what comes of its workplaces.
enum DirectoryTarget {
    static func take(_ bytes: [UInt8]) throws {
        let directory: Directory
        do throws(ConfigurationError) {
            directory = try DirectoryFile.parse(
                String(decoding: bytes, as: UTF8.self), file: "directory.yaml")
        } catch {
            try ConfigurationTarget.checkSentence(error)
            return
        }
        let places = directory.tenants.values.flatMap { $0.agents.values.flatMap(\.workplaces) }
        try require(
            directory.faultyWorkplaces.count <= places.count,
            "More workplaces are faulty than there are.")
        let export = try DirectoryDocuments.whole(directory).yaml()
        let again: Directory
        do {
            again = try DirectoryFile.parse(export, file: "export")
        } catch {
            throw Finding("What is exported cannot be imported (\(error)): \(export)")
        }
        try require(again == directory, "What is exported is read as another: \(export)")
        let model = ConnectionModel(epoch: "fuzz", directory: directory, at: CheckedModel.start)
        try require(model.agents.isEmpty, "Somebody is logged in who never logged in.")
    }
}
