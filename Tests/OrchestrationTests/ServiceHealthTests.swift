internal import Orchestration
internal import Testing

@Suite struct `Whether the service can work` {
    @Test func `before the PBX was reached it is not ready, and says so`() {
        let report = ServiceHealth().report
        #expect(!report.isReady)
        #expect(report.phoneSystem == "The PBX has not been reached yet.")
        #expect(report.store == nil)
        #expect(!report.isStopping)
    }

    @Test func `it is ready once the PBX is seen, and as long as nothing is wrong`() {
        let health = ServiceHealth()
        health.update { $0.phoneSystem = nil }
        #expect(health.report.isReady)
        health.update { $0.phoneSystem = "Asterisk does not answer." }
        #expect(!health.report.isReady)
        #expect(health.report.phoneSystem == "Asterisk does not answer.")
        health.update { $0.phoneSystem = nil }
        #expect(health.report.isReady)
    }

    @Test func `each of PBX, store and stopping is enough not to be ready, and hides no other`() {
        for phoneSystem in [nil, "Asterisk is away."] {
            for store in [nil, "The disk is full."] {
                for isStopping in [false, true] {
                    let health = ServiceHealth()
                    health.update { $0.phoneSystem = phoneSystem }
                    health.update { $0.store = store }
                    health.update { $0.isStopping = isStopping }
                    let report = health.report
                    #expect(report.isReady == (phoneSystem == nil && store == nil && !isStopping))
                    #expect(report.phoneSystem == phoneSystem)
                    #expect(report.store == store)
                    #expect(report.isStopping == isStopping)
                }
            }
        }
    }

    @Test func `changes made at once are all seen`() async {
        let health = ServiceHealth()
        health.update { $0.store = "" }
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<200 {
                group.addTask { health.update { $0.store = ($0.store ?? "") + "x" } }
            }
        }
        #expect(health.report.store?.count == 200)
    }
}
