internal import DemoWorld
internal import Foundation
internal import SimulatedPhones

/// The two customers of `run` and of the containers, and what they can do.
struct CustomerPhones: Sendable {
    /// Whom they can call, and under which number of the demo's dialplan.
    static let numbers: KeyValuePairs = [
        "91001": "agent 1001", "91002": "agent 1002", "6000": "the queue “support”",
    ]
    static let names = ["2001", "2002"]

    enum Action: Hashable {
        case call(String)
        case answer, hangUp
    }

    /// A customer as the page shows them.
    struct Sight: Encodable {
        let name: String
        /// A line of `RemotePhone`, or `away`: the phone does not answer.
        let line: String
        /// Nil when the line is idle.
        let hears: String?
    }

    private let pbxPort: Int
    private let probe: RTPProbe

    init(pbxPort: Int) throws {
        self.pbxPort = pbxPort
        probe = try RTPProbe()
    }

    /// Returns when the phone has taken it; what becomes of it is for its line to say.
    ///
    /// - Throws: when the phone does not answer.
    func perform(_ action: Action, as name: String) async throws {
        let phone = try RemotePhone(name)
        switch action {
        case .call(let number): try await phone.tell(.dial(number, pbxPort: pbxPort))
        case .answer: try await phone.tell(.answer)
        case .hangUp: try await phone.tell(.hangUp)
        }
    }

    func sights() async -> [Sight] {
        var sights: [Sight] = []
        for name in Self.names {
            let line = try? await RemotePhone(name).line()
            sights.append(
                Sight(
                    name: name, line: line?.rawValue ?? "away",
                    hears: line == .inCall || line == .calling
                        ? Hearing.words(at: name, probe) : nil))
        }
        return sights
    }
}
