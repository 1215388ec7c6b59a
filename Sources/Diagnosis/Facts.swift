package import ConnectionMode

/// All that was gathered, and the one thing that checks look at. No secret is in it.
package struct Facts: Sendable {
    package var service: ServiceFacts
    package var machine = MachineFacts()
    package var ari = Answer<ARIFacts>.unknown("Asterisk was not asked")
    /// Nil where Offhook puts nobody into queues.
    package var manager: Answer<ManagerFacts>?
    package var files = Answer<AsteriskFiles>.unknown("there was no folder to look into")

    package init(service: ServiceFacts) { self.service = service }
}

/// What somebody said who may not have been reached.
package enum Answer<Value: Sendable>: Sendable {
    case known(Value)
    /// With the reason, as a part of a sentence.
    case unknown(String)

    package var value: Value? {
        if case .known(let value) = self { value } else { nil }
    }
}

/// What Offhook's own files say.
package struct ServiceFacts: Sendable {
    package struct Manager: Sendable {
        package var host: String
        package var port: Int
        package var username: String
        package var usesTLS: Bool
        /// By tenant, those of which Offhook keeps the members.
        package var queues: [String: [String]]

        package init(
            host: String, port: Int, username: String, usesTLS: Bool, queues: [String: [String]]
        ) {
            self.host = host
            self.port = port
            self.username = username
            self.usesTLS = usesTLS
            self.queues = queues
        }
    }

    package enum State: Sendable, Hashable {
        case notRunning
        case ready
        /// With what is missing.
        case notReady([String])
    }

    /// Where the file is that all this stands in.
    package var file: String
    package var directory: Directory
    package var state = State.notRunning
    package var url = "http://127.0.0.1:8088"
    package var username = "offhook"
    package var application = "offhook"
    package var musicClass = "default"
    package var offerVariables: [String] = []
    package var dial = Dial()
    package var manager: Manager?
    package var listenHost = "127.0.0.1"
    package var isListenTLS = false
    /// The days that the API's certificate is valid for yet.
    package var certificateDays: Int?
    package var connections = 4_096
    /// What the directory and the configuration have that does not fit together, a sentence each.
    package var faults: [String] = []

    package init(file: String, directory: Directory) {
        self.file = file
        self.directory = directory
    }

    /// Dial strings, with those of trunks.
    package struct Dial: Sendable {
        package var endpoint: [String] = ["PJSIP/{address}"]
        package var phoneNumber: [String] = []
        package var sipURI: [String] = []
        package init() {}

        package func templates(_ kind: Workplace.Kind) -> [String] {
            switch kind {
            case .endpoint: endpoint
            case .phoneNumber: phoneNumber
            case .sipUri: sipURI
            }
        }
    }
}

/// What the machine says that this runs on.
package struct MachineFacts: Sendable {
    /// How many files the service's process may have open, or this one's where none serves.
    package var openFiles: Int?
    package var isOpenFilesOfService = false
    /// The same of an Asterisk on this machine.
    package var asteriskOpenFiles: Int?
    package var freeMegabytes: Int?
    package var dataDirectory = ""
    /// Such as NFS; nil for a disk of the machine's own.
    package var networkFileSystem: String?

    package init() {}
}

/// What Asterisk says by ARI.
package struct ARIFacts: Sendable {
    package var version = ""
    package var mayWrite: Bool?
    /// By name, whether it runs.
    package var modules: Answer<[String: Bool]> = .unknown("Asterisk was not asked")
    package var logs: Answer<[Log]> = .unknown("Asterisk was not asked")
    /// By sound, the languages that it is there in.
    package var sounds: Answer<[String: Set<String>]> = .unknown("Asterisk was not asked")
    /// Whether there is a folder for recordings; not asked where no call is recorded.
    package var hasRecordingFolder: Answer<Bool>?
    /// Endpoints and their settings.
    package var endpoints: [String: Answer<[String: String]?>] = [:]
    package var aors: [String: [String: String]] = [:]
    /// Whether a context has an extension, by `context,extension`; nothing where Asterisk cannot tell.
    package var extensions: [String: Bool] = [:]

    package struct Log: Hashable, Sendable {
        package let name: String
        package let levels: Set<String>
        package init(name: String, levels: Set<String>) {
            self.name = name
            self.levels = levels
        }
    }

    package init() {}
}

/// What Asterisk says by its manager interface.
package struct ManagerFacts: Sendable {
    /// The actions that the user may ask for.
    package var actions: Set<String> = []
    /// Nil where that was not told.
    package var queues: Set<String>?
    /// Members who are agents of Offhook, and whose state nobody ever set.
    package var unknownMembers: [Member] = []

    package struct Member: Hashable, Sendable {
        package let queue: String
        package let interface: String

        package init(queue: String, interface: String) {
            self.queue = queue
            self.interface = interface
        }
    }

    package init() {}
}
