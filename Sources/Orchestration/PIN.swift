internal import Crypto
package import ConnectionMode

/// Four digits, or six (V11), that prove that who hears the phone sits at the console. Never printed.
package struct PIN: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// The digits, each 0 to 9, to be spoken one by one.
    package let digits: [UInt8]

    package var description: String { "PIN(hidden)" }
    package var debugDescription: String { "PIN(hidden)" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }

    /// Whether this is what was typed. Takes the same time wherever the two differ.
    package func matches(_ typed: String) -> Bool {
        let other = Array(typed.utf8)
        guard other.count == digits.count else { return false }
        var difference: UInt8 = 0
        for (digit, byte) in zip(digits, other) { difference |= (digit &+ 0x30) ^ byte }
        return difference == 0
    }
}

/// Derives PINs from nonces, so that a PIN is in no store and still outlives a restart (V8).
package struct PINDerivation: Sendable {
    private let key: SymmetricKey

    /// - Parameter secret: at least 32 random bytes, the same at every start.
    package init(secret: some Sequence<UInt8>) {
        key = SymmetricKey(data: Array(secret))
    }

    /// The PIN of an attempt: every one of that many digits is equally likely.
    package func pin(for nonce: Nonce, digits count: Int = 4) -> PIN {
        var digits: [UInt8] = []
        var block: UInt8 = 0
        while digits.count < count {
            var message: [UInt8] = [block]
            for word in [nonce.high, nonce.low] {
                withUnsafeBytes(of: word.bigEndian) { message.append(contentsOf: $0) }
            }
            let code = HMAC<SHA256>.authenticationCode(for: message, using: key)
            // 250 is the largest multiple of 10 in a byte; what is above would favour low digits.
            for byte in code where byte < 250 && digits.count < count { digits.append(byte % 10) }
            block &+= 1
        }
        return PIN(digits: digits)
    }
}
