internal import ConnectionMode
internal import HTTPTypes
internal import Hummingbird
internal import OffhookConfiguration
internal import Orchestration

/// An entry of the directory as administrators see and change it, in the words of directory.yaml.
protocol DirectoryEntry: Sendable {
    /// As it is now.
    func present(in directory: Directory) -> DirectoryChange
    /// As it is written; nil where it is not there.
    func document(of entry: DirectoryChange) -> DocumentValue?
    /// What it is to be.
    func read(
        _ document: DocumentValue, in directory: Directory
    ) throws(ConfigurationError) -> DirectoryChange
    /// As it is shown; nil where it is not there.
    func shown(_ entry: DirectoryChange) -> DocumentValue?
    /// Whether it can be made.
    var mayBeNew: Bool { get }
    var unknown: Refusal { get }
}

extension DirectoryEntry {
    var mayBeNew: Bool { true }
}

/// One administrator's look at an entry, or change of it.
struct DirectoryEdit<Entry: DirectoryEntry>: Sendable {
    private let inquiry: Inquiry
    private let bearer: Bearer
    private let entry: Entry

    /// How often a change is read anew because another one came in between.
    private static var mostTries: Int { 8 }

    init(_ inquiry: Inquiry, _ entry: Entry) throws(Problem) {
        self.inquiry = inquiry
        bearer = try inquiry.administrator()
        self.entry = entry
    }

    /// GET.
    func show() async throws(Problem) -> Response {
        let entry = entry
        let now = try await inquiry.backend.read { entry.present(in: $0.directory) }
        guard let shown = entry.shown(now) else { throw Problem(entry.unknown) }
        return .json(EntryBody(document: shown))
    }

    /// PUT: it is as the body says, and nothing else.
    func replace() async throws(Problem) -> Response {
        try await change { body, _ in body }
    }

    /// PATCH: what the body names is changed, and `null` is as if it were never said (RFC 7396).
    func merge() async throws(Problem) -> Response {
        try await change { body, now in now?.merged(with: body) }
    }

    /// DELETE.
    ///
    /// - Parameter afterwards: what else goes with it. Repeated, it is done again, for the first time may have been cut
    ///   short.
    func remove(
        _ removal: DirectoryChange,
        afterwards: (Authentication, Bearer) async throws(Problem) -> Void = { _, _ in }
    ) async throws(Problem) -> Response {
        try requireStored()
        try await inquiry.requireNoBody()
        let isThere = try await inquiry.backend.read { !$0.directory.present(removal).isRemoval }
        if isThere { _ = try await perform(removal, applyNow: false) { _ in true } }
        try await afterwards(inquiry.backend.authentication, bearer)
        guard isThere else { throw Problem(entry.unknown) }
        return .noContent
    }

    private func requireStored() throws(Problem) {
        guard inquiry.backend.configuration.isDirectoryStored else { throw .directoryIsFile }
    }

    private func applyNow() throws(Problem) -> Bool {
        switch inquiry.request.uri.queryParameters.get("applyNow") {
        case nil, "false": return false
        case "true": return true
        default: throw Page.invalid("Let \"applyNow\" be true or false.")
        }
    }

    private func change(
        _ wanted: (_ body: DocumentValue, _ now: DocumentValue?) -> DocumentValue?
    ) async throws(Problem) -> Response {
        let body = try await inquiry.document()
        let applyNow = try applyNow()
        for _ in 0..<Self.mostTries {
            let directory = try await inquiry.backend.read(\.directory)
            let before = entry.present(in: directory)
            let now = entry.document(of: before)
            guard now != nil || entry.mayBeNew, let wanted = wanted(body, now) else {
                throw Problem(entry.unknown)
            }
            let after: DirectoryChange
            do {
                after = try entry.read(wanted, in: directory)
            } catch {
                throw .invalidSettings(error.description)
            }
            try requireStored()
            let entry = entry
            let outcome = try await perform(after, applyNow: applyNow) { model in
                entry.present(in: model.directory) == before
            }
            if let outcome {
                let status: HTTPResponse.Status = outcome.isNew ? .created : .ok
                return .json(
                    EntryBody(document: entry.shown(after) ?? .map([]), outcome: outcome),
                    status: status)
            }
        }
        throw .unavailable(
            .overloaded, "Nothing was done, for others changed the same; try again.",
            retryAfterSeconds: 1)
    }

    /// Nil where another change came in between.
    private func perform(
        _ change: DirectoryChange, applyNow: Bool,
        if isAsBefore: @escaping @Sendable (ConnectionModel) -> Bool
    ) async throws(Problem) -> DirectoryOutcome? {
        do {
            let answer = try await inquiry.backend.sequencer.perform(
                .administer(change, applyNow: applyNow), by: bearer.actor, if: isAsBefore,
                then: { answer, _ in answer })
            guard case .administered(let outcome) = answer else { throw Problem.internalError }
            return outcome
        } catch let problem as Problem {
            throw problem
        } catch CommandFailure.forbidden {
            return nil
        } catch let failure as CommandFailure {
            throw Problem(failure)
        } catch {
            throw .internalError
        }
    }
}

/// An entry of the directory as it is now, and on whom a change of it had an effect.
struct EntryBody: Encodable, Sendable {
    let document: DocumentValue
    var outcome: DirectoryOutcome?

    private enum CodingKeys: CodingKey {
        case appliedTo, waitingFor
    }

    func encode(to encoder: any Encoder) throws {
        try document.encode(to: encoder)
        guard let outcome else { return }
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(outcome.appliedTo.map(\.agent.rawValue), forKey: .appliedTo)
        try container.encode(outcome.waitingFor.map(\.agent.rawValue), forKey: .waitingFor)
    }
}
