internal import NIOCore
internal import NIOSSL
internal import Synchronization
internal import TestSupport

/// A client's side of TLS, which notes the certificates that it is shown.
final class ClientTLS: Sendable {
    private let context: NIOSSLContext
    private let shown = Mutex<[[UInt8]]>([])

    init(
        trusting certificates: TestCertificates, atMost version: TLSVersion? = nil
    ) throws {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .file(certificates.caFile)
        configuration.minimumTLSVersion = .tlsv1
        configuration.maximumTLSVersion = version
        context = try NIOSSLContext(configuration: configuration)
    }

    /// The one that the newest connection was shown.
    var last: [UInt8]? { shown.withLock(\.last) }

    func add(to channel: any Channel) throws {
        let handler = try NIOSSLClientHandler(
            context: context, serverHostname: "localhost"
        ) { chain, promise in
            // Is it one that the authority has made? The chain has the authority's own beside it.
            guard chain.count == 2, let bytes = try? chain[0].toDERBytes() else {
                promise.succeed(.failed)
                return
            }
            self.shown.withLock { $0.append(bytes) }
            promise.succeed(.certificateVerified)
        }
        try channel.pipeline.syncOperations.addHandler(handler, position: .first)
    }

    /// What a file has as its first certificate.
    static func first(in file: String) throws -> [UInt8]? {
        try NIOSSLCertificate.fromPEMFile(file).first?.toDERBytes()
    }
}
