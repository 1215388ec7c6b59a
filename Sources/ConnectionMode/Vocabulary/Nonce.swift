/// 128 bits of chance, handed in by the shell with every input.
///
/// A validation call keeps its nonce; the PIN is derived from it and a secret key outside the
/// model, so that the PIN itself is in no state, store or effect.
public struct Nonce: Hashable, Sendable, Codable {
    public let high: UInt64
    public let low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }
}
