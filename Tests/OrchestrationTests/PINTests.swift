internal import ConnectionMode
internal import Orchestration
internal import Testing

@Suite struct `PIN derivation` {
    private static let derivation = PINDerivation(secret: Array(repeating: 7, count: 32))

    private func text(_ pin: PIN) -> String { pin.digits.map(String.init).joined() }

    /// The PINs of many calls, the same at every run.
    private func many(_ count: UInt64) -> [PIN] {
        (0..<count).map { Self.derivation.pin(for: Nonce(high: 0xFEED, low: $0)) }
    }

    /// How far counts are from all being the same: chi-square.
    private func unevenness(_ counts: [Int]) -> Double {
        let expected = Double(counts.reduce(0, +)) / Double(counts.count)
        return counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) }
            / expected
    }

    // MARK: What it leads to

    /// Worked out apart from this code: the first bytes below 250, modulo 10, of HMAC-SHA-256 over a
    /// zero byte and the nonce, big-endian. Calls that are up during an upgrade depend on it.
    @Test(arguments: [
        (Nonce(high: 1, low: 2), "5822"), (Nonce(high: 0, low: 0), "4519"),
        (Nonce(high: .max, low: .max), "3847"),
    ])
    func `V8 key and nonce alone give the PIN, in this version and the next`(
        _ nonce: Nonce, _ expected: String
    ) {
        #expect(text(Self.derivation.pin(for: nonce)) == expected)
        let again = PINDerivation(secret: Array(repeating: 7, count: 32))
        #expect(text(again.pin(for: nonce)) == expected)
    }

    @Test func `another key, or another half of the nonce, gives other PINs`() {
        let other = PINDerivation(secret: Array(repeating: 8, count: 32))
        let nonces = (UInt64(0)..<200).map { Nonce(high: $0, low: 500) }
        let turned = nonces.map { Nonce(high: $0.low, low: $0.high) }
        let pins = nonces.map { text(Self.derivation.pin(for: $0)) }
        // By chance some are the same: 1 in 10 000.
        #expect(zip(pins, nonces.map { text(other.pin(for: $0)) }).count { $0 == $1 } < 5)
        #expect(zip(pins, turned.map { text(Self.derivation.pin(for: $0)) }).count { $0 == $1 } < 5)
        #expect(Set(pins).count > 190)
    }

    @Test func `V2 a PIN has four digits, leading zeros among them`() {
        let pins = many(1_000)
        #expect(pins.allSatisfy { $0.digits.count == 4 && $0.digits.allSatisfy { $0 < 10 } })
        let zeros = pins.filter { $0.digits.first == 0 }
        #expect(!zeros.isEmpty)
        for pin in zeros {
            #expect(pin.matches(text(pin)))
            #expect(!pin.matches(String(text(pin).dropFirst())))
        }
    }

    @Test(arguments: [1, 4, 6, 31, 200])
    func `a PIN can have any number of digits`(_ count: Int) {
        let pin = Self.derivation.pin(for: Nonce(high: 1, low: 2), digits: count)
        #expect(pin.digits.count == count)
        #expect(pin.digits.allSatisfy { $0 < 10 })
    }

    // MARK: Chance

    /// 100 000 nonces over 10 000 PINs; an even derivation passes this bound but once in a million.
    @Test func `V3 no PIN is likelier than another`() {
        var counts = Array(repeating: 0, count: 10_000)
        for pin in many(100_000) { counts[pin.digits.reduce(0) { $0 * 10 + Int($1) }] += 1 }
        let boundFor9999Degrees = 10_685.7
        #expect(unevenness(counts) < boundFor9999Degrees)
    }

    /// Bytes modulo 10 favour the digits 0 to 5 by 4 %: more than three times this bound.
    @Test func `V3 no digit is likelier than another`() {
        var counts = Array(repeating: 0, count: 10)
        for pin in many(100_000) {
            for digit in pin.digits { counts[Int(digit)] += 1 }
        }
        let boundFor9Degrees = 44.8
        #expect(unevenness(counts) < boundFor9Degrees)
    }

    // MARK: Comparing

    @Test func `only the PIN itself matches, to its last digit`() {
        let pin = Self.derivation.pin(for: Nonce(high: 1, low: 2))
        #expect(pin.matches("5822"))
        for wrong in [
            "", "5", "582", "58220", "5822 ", " 5822", "5823", "5832", "5922", "6822", "2285",
            "0000", "5 822", "５８２２", "5822\0", "582\u{12}", "+582",
        ] {
            #expect(!pin.matches(wrong), "\(wrong.debugDescription)")
        }
    }

    @Test func `one PIN in ten thousand matches`() {
        let pin = Self.derivation.pin(for: Nonce(high: 0, low: 0))
        let matching = (0..<10_000).filter { number in
            pin.matches(String(String(10_000 + number).dropFirst()))
        }
        #expect(matching == [4519])
    }
}
