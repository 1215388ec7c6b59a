internal import Foundation
internal import NIOSSL

/// Where the API's certificate and its key are, in PEM form.
package struct CertificateFiles: Hashable, Sendable {
    /// The server's certificate first, then those of its issuers.
    package let certificateFile: String
    package let keyFile: String

    package init(certificateFile: String, keyFile: String) {
        self.certificateFile = certificateFile
        self.keyFile = keyFile
    }

    /// What stands in both now. It may be half of a renewal: only a pair that fits is used.
    struct Contents: Hashable, Sendable {
        let certificate: Data
        let key: Data
    }

    func read() throws(CertificateFailure) -> Contents {
        try Contents(
            certificate: read(certificateFile, "The certificate file"),
            key: readSecret(keyFile, "The key file"))
    }

    private func read(_ path: String, _ what: String) throws(CertificateFailure) -> Data {
        do {
            return try Data(contentsOf: URL(filePath: path))
        } catch {
            throw CertificateFailure(
                FileManager.default.fileExists(atPath: path)
                    ? "\(what) \(path) cannot be read: give it to the user that runs Offhook."
                    : "\(what) \(path) is not there: write it, or name the right one.")
        }
    }

    /// A file that everybody can read holds no secret.
    private func readSecret(_ path: String, _ what: String) throws(CertificateFailure) -> Data {
        let data = try read(path, what)
        let mode = try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        if let mode = mode as? Int, mode & 0o004 != 0 {
            throw CertificateFailure("\(what) \(path) is readable by everybody: chmod 640 \(path).")
        }
        return data
    }
}

/// Why a certificate cannot be used, in one sentence that says what to do.
package struct CertificateFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ sentence: String) { description = sentence }
}

/// A certificate with those of its issuers, and the key that belongs to it.
struct ServerCertificate: Sendable {
    let chain: [NIOSSLCertificateSource]
    let key: NIOSSLPrivateKeySource
    /// Seconds since 1970 from which on clients refuse it.
    let expiresAt: Int
    /// Seconds since 1970 from which on its end is near.
    private let isNearFrom: Int

    /// A renewal usually comes when a third of the time is left; later than two weeks before the end nobody
    /// should wait, and certificates for some days need no warning from their first day.
    private static let longestWarningSeconds = 14 * 86_400

    /// Reads both and sees to it that they belong together.
    init(
        _ contents: CertificateFiles.Contents, of files: CertificateFiles
    ) throws(CertificateFailure) {
        guard let chain = try? NIOSSLCertificate.fromPEMBytes(Array(contents.certificate)),
            let first = chain.first
        else {
            throw CertificateFailure(
                "The certificate file \(files.certificateFile) has no certificate in PEM form: "
                    + "write the server's into it, then those of its issuers.")
        }
        guard let key = try? NIOSSLPrivateKey(bytes: Array(contents.key), format: .pem) else {
            throw CertificateFailure(
                "The key file \(files.keyFile) has no private key in PEM form without a passphrase: "
                    + "write that of the certificate into it.")
        }
        self.chain = chain.map { .certificate($0) }
        self.key = .privateKey(key)
        expiresAt = Int(first.notValidAfter)
        let lifetime = max(0, expiresAt - Int(first.notValidBefore))
        isNearFrom = expiresAt - min(Self.longestWarningSeconds, lifetime / 3)
        do {
            _ = try NIOSSLContext(
                configuration: .makeServerConfiguration(
                    certificateChain: self.chain, privateKey: self.key))
        } catch {
            throw CertificateFailure(
                "The key in \(files.keyFile) does not belong to the first certificate in "
                    + "\(files.certificateFile): name two files that were made together.")
        }
    }

    /// What people have to know of its end, in a sentence; nil while that is far.
    func outlook(at now: Date) -> String? {
        let left = Double(expiresAt) - now.timeIntervalSince1970
        guard left > 0 else {
            return
                "The API's certificate expired on \(expiryDate): clients refuse it until it is renewed."
        }
        guard now.timeIntervalSince1970 >= Double(isNearFrom) else { return nil }
        let days = Int(left / 86_400)
        let when =
            switch days {
            case 0: "within a day"
            case 1: "in 1 day"
            default: "in \(days) days"
            }
        return "The API's certificate expires on \(expiryDate), \(when): renew it."
    }

    /// `2026-03-01`
    var expiryDate: String {
        String(
            Date(timeIntervalSince1970: Double(expiresAt)).formatted(.iso8601).prefix(10))
    }
}
