internal import Foundation
internal import Testing

@testable import Orchestration

@Suite(.timeLimit(.minutes(1))) struct `Waiting for work` {
    @Test func `a signal that came before is not lost, and is taken once`() {
        let wakeUp = WakeUp()
        wakeUp.signal()
        wakeUp.signal()
        let start = ContinuousClock.now
        wakeUp.wait(milliseconds: 20_000)
        #expect(start.duration(to: .now) < .seconds(10))
        let again = ContinuousClock.now
        wakeUp.wait(milliseconds: 50)
        #expect(again.duration(to: .now) >= .milliseconds(50))
    }

    @Test func `a signal ends the wait`() async {
        let wakeUp = WakeUp()
        let start = ContinuousClock.now
        await withCheckedContinuation { done in
            Thread.detachNewThread {
                wakeUp.wait(milliseconds: 30_000)
                done.resume()
            }
            usleep(20_000)
            wakeUp.signal()
        }
        #expect(start.duration(to: .now) < .seconds(20))
    }
}
