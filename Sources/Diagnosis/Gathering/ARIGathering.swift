internal import ARI
internal import ConnectionMode
internal import PBXInstall

/// Asks Asterisk by ARI how it is set up. No event socket is opened: a second one would take the events away from the
/// service.
struct ARIGathering {
    private let client: ARIClient
    private let service: ServiceFacts
    private let deadline: ContinuousClock.Instant

    /// So many requests at once, of which a small `sessionlimit` leaves some to the service.
    private static let atOnce = 4

    init(
        _ configuration: ARIConfiguration, _ service: ServiceFacts,
        _ deadline: ContinuousClock.Instant
    ) {
        var configuration = configuration
        configuration.maximumRunningRequests = Self.atOnce
        configuration.requestTimeout = min(configuration.requestTimeout, .seconds(5))
        client = ARIClient(configuration)
        self.service = service
        self.deadline = deadline
    }

    func facts() async -> Answer<ARIFacts> {
        let answer: Answer<ARIFacts>
        do throws(ARIError) {
            var facts = ARIFacts()
            facts.version = PlainText.oneLine(try await client.status().version, atMost: 60)
            facts.mayWrite = try? await client.mayWrite()
            facts.modules = await modules()
            facts.logs = await logs()
            facts.sounds = await sounds(facts.modules.value)
            facts.hasRecordingFolder = await hasRecordingFolder(facts.modules.value)
            await addEndpoints(to: &facts)
            facts.extensions = await extensions(facts.modules.value)
            answer = .known(facts)
        } catch .refused(status: 404, _) {
            answer = .unknown(
                "Something answers there, without ARI: res_ari and res_ari_asterisk must be loaded, and "
                    + "http.conf must have no prefix.")
        } catch {
            answer = .unknown(PlainText.oneLine("\(error)", atMost: 300))
        }
        await client.shutdown()
        return answer
    }

    private func modules() async -> Answer<[String: Bool]> {
        await ask { client throws(ARIError) in
            Dictionary(try await client.modules().map { ($0.name, $0.isRunning) }) { $0 || $1 }
        }
    }

    private func logs() async -> Answer<[ARIFacts.Log]> {
        await ask { client throws(ARIError) in
            // A console has VERBOSE in any case.
            try await client.logChannels().filter { $0.type != "Console" }.map {
                ARIFacts.Log(name: PlainText.oneLine($0.channel, atMost: 200), levels: $0.levels)
            }
        }
    }

    private func sounds(_ modules: [String: Bool]?) async -> Answer<[String: Set<String>]> {
        guard modules?["res_ari_sounds"] == true else {
            return .unknown("Asterisk does not tell of its sounds: res_ari_sounds is not loaded")
        }
        return await ask { client throws(ARIError) in try await client.soundLanguages() }
    }

    private func hasRecordingFolder(_ modules: [String: Bool]?) async -> Answer<Bool>? {
        guard service.directory.recordsCalls, modules?["res_ari_recordings"] != false else {
            return nil
        }
        return await ask { client throws(ARIError) in try await client.hasRecordingFolder() }
    }

    private func addEndpoints(to facts: inout ARIFacts) async {
        let names = DialedEndpoint.all(of: service).map(\.name)
        await each(names, "endpoint") { facts.endpoints[$0] = $1 }
        let aors = Set(
            facts.endpoints.values.compactMap { answer in
                (answer.value ?? nil)?["aors"]?.split(separator: ",").first.map { $0.trimmed }
            })
        await each(aors.sorted(), "aor") { name, answer in
            if let settings = answer.value ?? nil { facts.aors[name] = settings }
        }
    }

    /// Some at a time.
    private func each(
        _ names: [String], _ kind: String, _ take: (String, Answer<[String: String]?>) -> Void
    ) async {
        await withTaskGroup(of: (String, Answer<[String: String]?>).self) { group in
            for (index, name) in names.enumerated() {
                if index >= Self.atOnce, let (name, answer) = await group.next() {
                    take(name, answer)
                }
                group.addTask { (name, await settings(of: kind, name)) }
            }
            for await (name, answer) in group { take(name, answer) }
        }
    }

    private func settings(of kind: String, _ name: String) async -> Answer<[String: String]?> {
        await ask { client throws(ARIError) -> [String: String]? in
            do throws(ARIError) {
                return try await client.settings(of: kind, name, in: "res_pjsip")
            } catch .refused(status: 404, _) {
                return nil
            }
        }
    }

    private func extensions(_ modules: [String: Bool]?) async -> [String: Bool] {
        guard modules?["func_dialplan"] == true else { return [:] }
        var known: [String: Bool] = [:]
        for (context, name) in Dialplan.questions(service) {
            let answer = await ask { client throws(ARIError) in
                try await client.globalVariable("DIALPLAN_EXISTS(\(context),\(name),1)")
            }
            if case .known(let value) = answer { known["\(context),\(name)"] = value == "1" }
        }
        return known
    }

    /// Not when the time is over.
    private func ask<Value: Sendable>(
        _ body: @Sendable (ARIClient) async throws(ARIError) -> Value
    ) async -> Answer<Value> {
        guard ContinuousClock.now < deadline else { return .unknown("Asterisk took too long") }
        do throws(ARIError) {
            return .known(try await body(client))
        } catch {
            return .unknown(PlainText.oneLine("\(error)", atMost: 300).withoutFullStop)
        }
    }
}
