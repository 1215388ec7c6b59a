internal import Foundation

/// Why the API cannot be served where it was asked for; each says what to do in one sentence.
package enum ListenFailure: Error, Hashable, Sendable, CustomStringConvertible {
    case portInUse(host: String, port: Int)
    case notPermitted(host: String, port: Int)
    case addressNotHere(host: String)
    case hostUnknown(host: String)
    /// Anything else, in the system's words.
    case failed(host: String, port: Int, why: String)

    init(errno code: CInt, host: String, port: Int) {
        self =
            switch code {
            case EADDRINUSE: .portInUse(host: host, port: port)
            case EACCES, EPERM: .notPermitted(host: host, port: port)
            case EADDRNOTAVAIL: .addressNotHere(host: host)
            default: .failed(host: host, port: port, why: String(cString: strerror(code)))
            }
    }

    package var description: String {
        switch self {
        case .portInUse(let host, let port):
            "Port \(port) on \(host) is in use by another process: stop it, or choose another port."
        case .notPermitted(let host, let port):
            "This user may not listen on port \(port) of \(host): choose a port from 1024 up."
        case .addressNotHere(let host):
            "This machine does not have the address \(host): listen on one that it has."
        case .hostUnknown(let host):
            "The name \(host) has no address: listen on an address, or put the name into the DNS."
        case .failed(let host, let port, let why):
            "Listening on port \(port) of \(host) failed (\(why)): choose another address or port."
        }
    }
}
