internal import CCurl

/// What runs all transfers of a client on a thread of its own, until its queue is closed.
///
/// *Source*: curl_multi_poll(3), curl_multi_wakeup(3).
final class CurlThread {
    private let configuration: HTTPClientConfiguration
    private let queue: HTTPExchangeQueue
    private let multi: CurlMulti
    private var transfers: [UnsafeMutableRawPointer: CurlTransfer] = [:]

    static func start(
        _ configuration: HTTPClientConfiguration, _ queue: HTTPExchangeQueue
    ) -> JoinableThread? {
        let thread = JoinableThread(name: "http-transfers") {
            let connections = configuration.maximumRunning + configuration.maximumStreams
            guard let multi = CurlMulti(maximumConnections: connections) else {
                return queue.ended("libcurl does not start")
            }
            queue.opened(multi)
            CurlThread(configuration, queue, multi).run()
        }
        if thread == nil { queue.ended("no thread can be started") }
        return thread
    }

    private init(
        _ configuration: HTTPClientConfiguration, _ queue: HTTPExchangeQueue, _ multi: CurlMulti
    ) {
        self.configuration = configuration
        self.queue = queue
        self.multi = multi
    }

    private func run() {
        while true {
            let now = ContinuousClock.now
            let intake = queue.take(upTo: configuration.maximumRunning - occupied, now: now)
            for exchange in intake.started { start(exchange) }
            for exchange in intake.cancelled { cancel(exchange) }
            for exchange in intake.goingOn { goOn(exchange) }
            if intake.isClosing { break }
            endLate(now)
            multi.perform()
            // A free slot goes to the queue before the thread sleeps.
            if collectDone() { continue }
            multi.poll(milliseconds: sleepMilliseconds(intake.nextDeadline))
        }
        for transfer in transfers.values { end(transfer) { $0.end(because: "shut down") } }
        queue.ended("the client is shut down") { multi.free() }
    }

    /// Streams whose head has come no longer hold a slot: they may stay open for days.
    private var occupied: Int { transfers.count - flowingStreams }

    private var flowingStreams: Int {
        transfers.values.count { $0.exchange.sink != nil && $0.hasHead }
    }

    private func start(_ exchange: HTTPExchange) {
        if exchange.sink != nil, flowingStreams >= configuration.maximumStreams {
            return refuse(exchange, "too many streams are open")
        }
        guard let transfer = CurlTransfer(exchange, configuration), multi.add(transfer) else {
            return refuse(exchange, "libcurl refuses the request")
        }
        transfers[transfer.easy] = transfer
    }

    private func refuse(_ exchange: HTTPExchange, _ reason: String) {
        queue.finished(exchange)
        exchange.fail(.notSent(reason))
    }

    private func cancel(_ exchange: HTTPExchange) {
        guard let transfer = transfers.values.first(where: { $0.exchange === exchange }) else {
            return
        }
        end(transfer) { $0.end(because: "cancelled") }
    }

    private func goOn(_ exchange: HTTPExchange) {
        transfers.values.first { $0.exchange === exchange }?.goOn()
    }

    private func endLate(_ now: ContinuousClock.Instant) {
        let late = transfers.values.filter { hasDeadline($0) && $0.exchange.deadline <= now }
        for transfer in late { end(transfer) { $0.end(because: "timed out") } }
    }

    private func collectDone() -> Bool {
        var isAny = false
        while let (easy, result) = multi.nextDone() {
            isAny = true
            if let transfer = transfers[easy] { end(transfer) { $0.end(result) } }
        }
        return isAny
    }

    /// Takes the transfer off the multi handle before its waiting side hears of the end.
    private func end(_ transfer: CurlTransfer, _ tell: (CurlTransfer) -> Void) {
        multi.remove(transfer)
        transfers[transfer.easy] = nil
        queue.finished(transfer.exchange)
        tell(transfer)
    }

    /// A stream's deadline is for its head.
    private func hasDeadline(_ transfer: CurlTransfer) -> Bool {
        transfer.exchange.sink == nil || !transfer.hasHead
    }

    private func sleepMilliseconds(_ nextQueued: ContinuousClock.Instant?) -> Int {
        var next = nextQueued
        for transfer in transfers.values where hasDeadline(transfer) {
            next = min(next ?? transfer.exchange.deadline, transfer.exchange.deadline)
        }
        guard let next else { return 60_000 }
        return min(60_000, (next - .now).boundedMilliseconds)
    }
}
