internal import JSON
internal import Transport

/// A part of Asterisk that was loaded. *Source*: rest-api/asterisk.json, model Module.
public struct AsteriskModule: Hashable, Sendable {
    /// Without `.so`, such as `app_queue`.
    public let name: String
    /// A module can be there and not run: its configuration file was missing or wrong.
    public let isRunning: Bool

    init(_ json: JSONValue) throws(JSONError) {
        let file = try json.string("name")
        name = file.hasSuffix(".so") ? String(file.dropLast(3)) : file
        isRunning = try json.string("status") == "Running"
    }
}

/// Where Asterisk writes what it logs. *Source*: rest-api/asterisk.json, model LogChannel.
public struct LogChannel: Hashable, Sendable {
    /// A file's path; empty for the console.
    public let channel: String
    /// Such as `File`, `Syslog` or `Console`.
    public let type: String
    /// In capitals, such as `NOTICE` and `VERBOSE`. That of a console has `VERBOSE` always.
    public let levels: Set<String>

    init(_ json: JSONValue) throws(JSONError) {
        channel = try json.string("channel")
        type = try json.string("type")
        levels = Set(try json.string("configuration").split(separator: " ").map(String.init))
    }
}

/// Looks at how Asterisk is set up. None of it changes anything, so that all is safe to repeat.
extension ARIClient {
    /// What is loaded.
    public func modules() async throws(ARIError) -> [AsteriskModule] {
        try await ask(.get, "/asterisk/modules") { json throws(JSONError) in
            var modules: [AsteriskModule] = []
            for item in try json.items() { modules.append(try AsteriskModule(item)) }
            return modules
        }
    }

    /// Where is logged what.
    public func logChannels() async throws(ARIError) -> [LogChannel] {
        try await ask(.get, "/asterisk/logging") { json throws(JSONError) in
            var channels: [LogChannel] = []
            for item in try json.items() { channels.append(try LogChannel(item)) }
            return channels
        }
    }

    /// All sounds, such as `digits/4`, each with the languages that it is there in. Asterisk looks at its folders anew for
    /// each such request.
    ///
    /// Refused with status 404 where `res_ari_sounds` is not loaded.
    public func soundLanguages() async throws(ARIError) -> [String: Set<String>] {
        try await ask(.get, "/sounds") { json throws(JSONError) in
            var sounds: [String: Set<String>] = [:]
            for sound in try json.items() {
                let id = try sound.string("id")
                for format in try sound.member("formats").items() {
                    sounds[id, default: []].insert(try format.string("language"))
                }
            }
            return sounds
        }
    }

    /// The settings of an object as Asterisk has them in use, whichever file, template or database they come from.
    /// Asterisk tells passwords as well: do not ask for an `auth`.
    ///
    /// Refused with status 404 when there is no such object.
    ///
    /// - Parameters:
    ///   - kind: such as `endpoint` or `aor`.
    ///   - name: which one of that kind.
    ///   - module: such as `res_pjsip`.
    public func settings(
        of kind: String, _ name: String, in module: String
    ) async throws(ARIError) -> [String: String] {
        let path = [module, kind, name].map(Self.encoded).joined(separator: "/")
        return try await ask(.get, "/asterisk/config/dynamic/" + path) { json throws(JSONError) in
            var settings: [String: String] = [:]
            for item in try json.items() {
                settings[try item.string("attribute")] = item.optionalString("value") ?? ""
            }
            return settings
        }
    }

    /// The value of a global variable or of a dialplan function without a channel.
    ///
    /// Refused with status 404 when there is none.
    public func globalVariable(_ name: String) async throws(ARIError) -> String {
        try await ask(.get, "/asterisk/variable", query: [("variable", name)]) {
            json throws(JSONError) in try json.string("value")
        }
    }

    /// Whether the user may do more than read. Asks for the end of a channel whose name nobody can have: Asterisk says no
    /// in either case, and by the way in which it does.
    public func mayWrite() async throws(ARIError) -> Bool {
        do {
            try await ask(.delete, "/channels/offhook%2Fnobody")
            return true
        } catch .refused(status: 403, _) {
            return false
        } catch .refused(status: 404, _) {
            return true
        }
    }
}
