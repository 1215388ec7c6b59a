import ConnectionMode
import Testing

/// All phases of a connection with all inputs.
@Suite struct `The connection as a table` {
    private static let rows = ConnectionTable.rows

    private func rows(_ phase: String) -> [ConnectionTable.Row] {
        Self.rows.filter { $0.phase.hasPrefix(phase) }
    }

    @Test func `every phase says what each input leads to, once`() {
        let inputs = Set(Self.rows.map(\.input))
        let phases = Set(Self.rows.map(\.phase))
        #expect(phases.count == 8)
        #expect(inputs.count == 33)
        #expect(Self.rows.count == phases.count * inputs.count)
        #expect(Set(Self.rows.map { "\($0.phase) \($0.input)" }).count == Self.rows.count)
        for row in Self.rows { #expect((row.refusal == nil) == (row.next != nil), "\(row)") }
    }

    @Test func `V10 only the right PIN opens a connection`() {
        let openings = Self.rows.filter { $0.next == "open" && $0.phase != "open" }
        #expect(Set(openings.map(\.input)) == ["the right PIN"])
        #expect(openings.allSatisfy { $0.phase.hasPrefix("verifying") })
    }

    @Test func `W2 a phone is dialled by a person's wish alone, and from closed alone`() {
        let dials = Self.rows.filter { $0.goals.contains("dial") }
        #expect(dials.map(\.phase) == ["closed", "waiting"])
        // The wish of one who waits is from before (C7).
        #expect(dials.map(\.input) == ["open", "the deadline passes"])
        // Nothing that is seen moves a connection that is closed.
        #expect(
            rows("closed").allSatisfy {
                $0.next == nil || $0.next == "closed" || $0.input == "open"
            })
    }

    @Test func `C1 every end has a reason, and is told`() {
        let ends = Self.rows.filter { $0.next == "closed" && $0.phase != "closed" }
        #expect(ends.count > 60)
        for row in ends {
            #expect(row.endReason != nil, "\(row)")
            #expect(row.told.contains("connectionClosed"), "\(row)")
        }
    }

    @Test func `V4 a PIN of another attempt opens nothing`() {
        for row in Self.rows where row.input == "a PIN of another attempt" {
            #expect(row.refusal == "attemptIsOver")
        }
    }

    @Test func `M4 ends that nobody asked for are told with a notice of loss, and no others`() {
        let asked: Set<EndReason> = [
            .loggedOut, .modeChanged, .workplaceChanged, .workplaceValidated, .canceled,
        ]
        for row in Self.rows {
            guard let reason = row.endReason else { continue }
            // Where a workplace alone is proven, there was no connection to lose.
            let isLoss = !asked.contains(reason) && row.phase != "verifying a workplace alone"
            #expect(row.told.contains("lostNotice") == isLoss, "\(row)")
        }
    }

    @Test func `every phase that waits ends by itself`() {
        for row in Self.rows where row.input == "the deadline passes" {
            let next = ["open": "open", "waiting": "dialing"][row.phase] ?? "closed"
            #expect(row.next == next)
        }
    }
}
