internal import ConnectionMode
internal import Foundation
internal import OffhookConfiguration
internal import Storage
internal import StorageSQLite
internal import Transport

extension ServiceConfiguration {
    func requireStoredDirectory() throws {
        guard let file = directoryFile else { return }
        throw OperatorMistake(
            "The directory is kept in \(file): change it there and start Offhook again, or let "
                + "\"directory: store\" stand in its configuration.")
    }
}

/// Changes the directory of the service that runs, by its API, with tokens that are made for it and taken back.
/// Whoever may write the store may do this.
final class Administration {
    private let configuration: ServiceConfiguration
    private let store: SQLiteStore
    private let address: String
    private let client: HTTPClient
    private var tokens: [TenantID: (text: String, id: String)] = [:]

    /// What the service says of a change that it did not take.
    struct Refused: Error {
        let sentence: String
    }

    /// What came of a change.
    struct Outcome: Decodable {
        var isNew = false
        var appliedTo: [String]?
        var waitingFor: [String]?

        private enum CodingKeys: CodingKey {
            case appliedTo, waitingFor
        }
    }

    private static let tokenSeconds = 3_600
    private static let mostTries = 30

    /// Ends what was begun, whatever happens in between.
    static func run(
        _ configuration: ServiceConfiguration, _ body: (Administration) async throws -> Void
    ) async throws {
        let administration = try Administration(configuration)
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(administration))
        } catch {
            result = .failure(error)
        }
        await administration.end()
        try result.get()
    }

    private init(_ configuration: ServiceConfiguration) throws {
        try configuration.requireStoredDirectory()
        guard let address = ServiceLock.holder(of: configuration.dataDirectory)?.address else {
            throw OperatorMistake("Offhook does not run: start it, for the change is its to make.")
        }
        do {
            store = try SQLiteStore(directory: configuration.dataDirectory, for: .writing)
        } catch {
            throw OperatorMistake(error)
        }
        self.configuration = configuration
        self.address = address
        client = RunningService.client(certificateFile: configuration.tlsCertificateFile)
    }

    private func end() async {
        for token in tokens.values { _ = try? await store.remove(id: token.id) }
        await client.shutdown()
    }

    // MARK: Changes

    /// Puts an entry in the place of what is there.
    func put(_ change: DirectoryChange, applyNow: Bool) async throws -> Outcome {
        switch change {
        case .tenant(let id, let settings?):
            var outcome = try await send(
                .put, path(id), .keys([("name", .text(settings.name))]), id)
            let policy = try await send(
                .put, path(id, "policy"), DirectoryDocuments.policy(of: settings), id,
                applyNow: applyNow)
            (outcome.appliedTo, outcome.waitingFor) = (policy.appliedTo, policy.waitingFor)
            return outcome
        case .group(let tenant, let id, let group?):
            return try await send(
                .put, path(tenant, "groups", id.rawValue),
                DirectoryDocuments.document(of: group, id), tenant, applyNow: applyNow)
        case .agent(let key, let profile?):
            return try await send(
                .put, path(key.tenant, "agents", key.agent.rawValue, "profile"),
                DirectoryDocuments.document(of: profile, key.agent), key.tenant,
                applyNow: applyNow)
        case .tenant(let id, nil): return try await send(.delete, path(id), nil, id)
        case .group(let tenant, let id, nil):
            return try await send(
                .delete, path(tenant, "groups", id.rawValue), nil, tenant)
        case .agent(let key, nil):
            return try await send(
                .delete, path(key.tenant, "agents", key.agent.rawValue, "profile"), nil,
                key.tenant)
        }
    }

    private func path(_ tenant: TenantID, _ more: String...) -> String {
        (["", "v1", "tenants", tenant.rawValue] + more).joined(separator: "/")
    }

    /// Waits where the service asks for that: many changes are more than a token may send in a second.
    private func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: DocumentValue?, _ tenant: TenantID,
        applyNow: Bool = false
    ) async throws -> Outcome {
        let request = HTTPRequest(
            method, address + path + (applyNow ? "?applyNow=true" : ""),
            headers: [
                .init(name: "Authorization", value: "Bearer \(try await token(for: tenant))"),
                .init(name: "Content-Type", value: "application/json"),
            ],
            body: try body.map { Array(try JSONEncoder().encode($0)) })
        for _ in 0..<Self.mostTries {
            let answer: HTTPResponse
            do {
                answer = try await client.send(request)
            } catch {
                throw OperatorMistake(
                    "Offhook does not answer at \(address): see offhook status, and try again.")
            }
            if answer.status == 429 || answer.status == 503,
                let seconds = answer.header("Retry-After").flatMap({ Int($0) }), seconds <= 5
            {
                try await Task.sleep(for: .seconds(seconds))
                continue
            }
            return try Self.read(answer)
        }
        throw Refused(sentence: "The service has no time for it: try again.")
    }

    private struct Complaint: Decodable {
        let title: String
        let detail: String
    }

    private static func read(_ answer: HTTPResponse) throws -> Outcome {
        let body = Data(answer.body)
        guard (200..<300).contains(answer.status) else {
            guard let complaint = try? JSONDecoder().decode(Complaint.self, from: body) else {
                throw Refused(sentence: "The service answered \(answer.status).")
            }
            throw Refused(
                sentence: PlainText.oneLine(
                    "\(complaint.title). \(complaint.detail)", atMost: 500))
        }
        guard answer.status != 204 else { return Outcome() }
        var outcome = try JSONDecoder().decode(Outcome.self, from: body)
        outcome.isNew = answer.status == 201
        return outcome
    }

    private func token(for tenant: TenantID) async throws -> String {
        if let token = tokens[tenant] { return token.text }
        let (text, record) = TokenRecord.new(
            tenant: tenant, role: .administrator, expiresInSeconds: Self.tokenSeconds,
            note: "the command line's own")
        do {
            try await store.add(record)
        } catch {
            throw OperatorMistake(error)
        }
        tokens[tenant] = (text, record.id)
        return text
    }
}
