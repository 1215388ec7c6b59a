internal import ConnectionMode
internal import Orchestration
internal import Testing

@Suite(.timeLimit(.minutes(1))) struct `The notice board` {
    private static let now = Instant(millisecondsSince1970: 1_800_000_000_000)

    private func post(_ count: Int, on board: NoticeBoard) {
        for _ in 0..<count { board.post([.serviceDegraded("why")], at: Self.now) }
    }

    /// Ends all streams and reads what is left in this one.
    private func numbers(
        _ subscription: NoticeBoard.Subscription, closing board: NoticeBoard
    ) async -> [UInt64] {
        board.close()
        return await subscription.postings.reduce(into: []) { $0 += $1.map(\.id.number) }
    }

    private func place(_ number: UInt64, run: String = "run1") -> PostingID {
        PostingID(run: run, number: number)
    }

    // MARK: Ids

    @Test func `what was told at once comes at once`() async {
        let board = NoticeBoard(run: "run1")
        let subscription = board.subscribe { _ in true }
        board.post([.serviceDegraded("a"), .serviceDegraded("b")], at: Self.now)
        board.post([.serviceDegraded("c")], at: Self.now)
        board.close()
        let lots = await subscription.postings.reduce(into: []) { $0.append($1.count) }
        #expect(lots == [2, 1])
    }

    @Test func `ids are the run and a number that counts up from 1`() async {
        let board = NoticeBoard(run: "run1")
        let subscription = board.subscribe { _ in true }
        board.post([.serviceDegraded("a"), .serviceRestored(gapMilliseconds: 5)], at: Self.now)
        board.post([.serviceDegraded("b")], at: Self.now)
        board.close()
        let ids = await subscription.postings.reduce(into: []) { $0 += $1.map(\.id.description) }
        #expect(ids == ["run1-1", "run1-2", "run1-3"])
        #expect(subscription.last.description == "run1-0")
    }

    @Test(arguments: ["run1-1", "a-b-7", "x-18446744073709551615", "-3"])
    func `an id is read back as it was written`(_ text: String) {
        #expect(PostingID(text)?.description == text)
    }

    @Test(arguments: [
        "", "-", "run1", "run1-", "run1-x", "run1-1 ", "run1--x", "run1-18446744073709551616",
        "7", "run1-1.0", "run1-١",
    ])
    func `what is no id is none`(_ text: String) {
        #expect(PostingID(text) == nil)
    }

    // MARK: Resuming

    @Test func `a listener gets what is told from then on`() async {
        let board = NoticeBoard(run: "run1")
        post(3, on: board)
        let subscription = board.subscribe { _ in true }
        post(2, on: board)
        #expect(!subscription.isResumed)
        #expect(subscription.last == place(3))
        #expect(await numbers(subscription, closing: board) == [4, 5])
    }

    @Test func `a listener who names an id goes on right after it`() async {
        let board = NoticeBoard(run: "run1")
        post(5, on: board)
        let subscription = board.subscribe(after: place(3)) { _ in true }
        post(1, on: board)
        #expect(subscription.isResumed)
        #expect(await numbers(subscription, closing: board) == [4, 5, 6])
    }

    @Test func `the latest id and that of an empty stream can be gone on from`() async {
        let empty = NoticeBoard(run: "run1")
        let first = empty.subscribe(after: place(0)) { _ in true }
        post(1, on: empty)
        #expect(first.isResumed)
        #expect(await numbers(first, closing: empty) == [1])
        let board = NoticeBoard(run: "run1")
        post(2, on: board)
        let last = board.subscribe(after: place(2)) { _ in true }
        #expect(last.isResumed)
        #expect(await numbers(last, closing: board) == [])
    }

    @Test func `an id that is too old needs a snapshot, and the last ones kept do not`() async {
        let board = NoticeBoard(run: "run1", keeps: 4)
        post(8, on: board)
        #expect(!board.subscribe(after: place(3)) { _ in true }.isResumed)
        #expect(!board.subscribe(after: place(0)) { _ in true }.isResumed)
        let subscription = board.subscribe(after: place(4)) { _ in true }
        #expect(subscription.isResumed)
        #expect(await numbers(subscription, closing: board) == [5, 6, 7, 8])
    }

    @Test func `as many as promised can always be gone on from, and never twice as many`() {
        let board = NoticeBoard(run: "run1", keeps: 5)
        for count in UInt64(1)...100 {
            post(1, on: board)
            let oldest = place(count < 5 ? 0 : count - 5)
            #expect(board.subscribe(after: oldest) { _ in true }.isResumed, "after \(count)")
            guard count >= 10 else { continue }
            #expect(!board.subscribe(after: place(count - 10)) { _ in true }.isResumed)
        }
        board.close()
    }

    @Test func `an id of another run or of the future needs a snapshot`() async {
        let board = NoticeBoard(run: "run1")
        post(3, on: board)
        #expect(!board.subscribe(after: place(2, run: "run0")) { _ in true }.isResumed)
        #expect(!board.subscribe(after: place(4)) { _ in true }.isResumed)
        #expect(!board.subscribe(after: place(.max)) { _ in true }.isResumed)
    }

    @Test func `one who missed more than fits starts over`() {
        let board = NoticeBoard(run: "run1", listenerBuffer: 3)
        post(5, on: board)
        #expect(board.subscribe(after: place(3)) { _ in true }.isResumed)
        #expect(!board.subscribe(after: place(1)) { _ in true }.isResumed)
        // Only what the listener wants counts.
        #expect(board.subscribe(after: place(0)) { $0.id.number == 5 }.isResumed)
    }

    // MARK: Listeners

    @Test func `a listener hears only what they want`() async {
        let board = NoticeBoard(run: "run1")
        post(2, on: board)
        let subscription = board.subscribe(after: place(0)) { $0.id.number.isMultiple(of: 2) }
        post(2, on: board)
        #expect(await numbers(subscription, closing: board) == [2, 4])
    }

    @Test func `a slow listener is dropped at their bound, and costs the others nothing`() async {
        let board = NoticeBoard(run: "run1", listenerBuffer: 3)
        let slow = board.subscribe { _ in true }
        let quick = board.subscribe { _ in true }
        var reader = quick.postings.makeAsyncIterator()
        var read: [UInt64] = []
        for _ in 0..<10 {
            post(1, on: board)
            read += (await reader.next() ?? []).map(\.id.number)
        }
        #expect(board.listenerCount == 1)
        // Its stream has ended: nothing is closed here.
        let left: [UInt64] = await slow.postings.reduce(into: []) { $0 += $1.map(\.id.number) }
        #expect(left == [1, 2, 3])
        #expect(read == Array(1...10))
    }

    @Test func `a listener who was dropped can go on where they were`() async {
        let board = NoticeBoard(run: "run1", listenerBuffer: 3)
        let slow = board.subscribe { _ in true }
        post(4, on: board)
        var last = slow.last
        for await lot in slow.postings { last = lot.last?.id ?? last }
        let again = board.subscribe(after: last) { _ in true }
        #expect(again.isResumed)
        #expect(await numbers(again, closing: board) == [4])
    }

    @Test func `a listener who goes is forgotten`() async {
        let board = NoticeBoard(run: "run1")
        let subscription = board.subscribe { _ in true }
        #expect(board.listenerCount == 1)
        let listening = Task { for await _ in subscription.postings {} }
        listening.cancel()
        await listening.value
        // The board forgets them a moment later, and tells nobody.
        while board.listenerCount > 0, !Task.isCancelled { await Task.yield() }
        #expect(board.listenerCount == 0)
    }

    @Test func `nothing is missed or doubled when listening begins in the midst of it`() async {
        let board = NoticeBoard(run: "run1", listenerBuffer: 2_000)
        async let posted: Void = post(1_000, on: board)
        let first = board.subscribe { _ in true }
        let second = board.subscribe(after: first.last) { _ in true }
        await posted
        board.close()
        for subscription in [first, second] {
            let heard: [UInt64] = await subscription.postings.reduce(into: []) {
                $0 += $1.map(\.id.number)
            }
            #expect(heard == Array((first.last.number + 1)..<1_001))
        }
    }
}
