import Testing

@testable import ConnectionMode

/// The table that numbers are read with, line by line.
@Suite struct `The numbering table` {
    private static let lines = NumberingTable.text.split(separator: "\n")

    @Test func `every line can be read, with every pattern in it`() {
        #expect(Self.lines.count > 240)
        for line in Self.lines {
            #expect(NumberingPlan(line: line) != nil, "\(line.prefix(60))")
        }
    }

    @Test func `V9 a pattern that cannot be read shuts its country, and opens nothing`() throws {
        let line = try #require(Self.lines.first { $0.hasPrefix("DE ") })
        var fields = line.split(separator: " ").map(String.init)
        #expect(fields.count == 12)
        for place in [2, 5, 7, 8, 9, 10, 11] {
            let right = fields[place]
            fields[place] = "[2-"
            #expect(NumberingPlan(line: fields.joined(separator: " ")[...]) == nil)
            fields[place] = right
        }
    }
}
