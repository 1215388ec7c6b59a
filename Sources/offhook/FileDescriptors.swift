internal import Foundation
internal import Logging

/// How many files and connections the process may have open.
enum FileDescriptors {
    /// For the store, Asterisk and all else that is not a connection to the API.
    private static let others = 128

    /// Raises the process's limit as far as it goes. Returns how many connections it bears: those wanted, or fewer,
    /// which is logged.
    static func connections(wanted: Int, logger: Logger) -> Int {
        let possible = max(1, raiseLimit() - others)
        if possible < wanted {
            logger.warning(
                "Fewer connections than configured are possible: let the process have more open files.",
                metadata: ["connections": "\(possible)", "configured": "\(wanted)"])
        }
        return min(wanted, possible)
    }

    private static func raiseLimit() -> Int {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return 1_024 }
        var raised = limit
        raised.rlim_cur = limit.rlim_max
        if setrlimit(resource, &raised) == 0 { limit = raised }
        return Int(clamping: limit.rlim_cur)
    }
}
