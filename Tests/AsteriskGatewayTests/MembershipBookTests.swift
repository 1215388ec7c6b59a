import ConnectionMode
import Testing

@testable import AsteriskGateway

/// What is asked of Asterisk's queues so that their members are as the agents' statuses.
@Suite struct `Membership of queues` {
    private static let alice = AgentKey(tenant: TenantID("acme"), agent: AgentID("1001"))
    private static let bob = AgentKey(tenant: TenantID("acme"), agent: AgentID("1002"))
    private static let stranger = AgentKey(tenant: TenantID("bolt"), agent: AgentID("1001"))

    private static func standing(
        _ attendance: Attendance, _ queues: [String: Int] = [:]
    ) -> QueueStanding {
        QueueStanding(availability: .unavailable, attendance: attendance, queues: queues)
    }

    private static func member(
        _ key: AgentKey, _ queue: String = "support", isDynamic: Bool = true,
        pausedBecause: String? = nil, penalty: Int = 0
    ) -> QueueMember {
        QueueMember(
            queue: queue, agent: key, isDynamic: isDynamic, pausedBecause: pausedBecause,
            penalty: penalty)
    }

    /// Asterisk's queues, with some members in them.
    private final class Desk {
        var book: MembershipBook

        init(_ book: MembershipBook) { self.book = book }

        init(_ members: [QueueMember] = [], _ standings: [AgentKey: QueueStanding] = [:]) {
            book = MembershipBook(queues: [alice.tenant: ["support", "sales"]])
            book.list(members)
            book.sweep(standings.map { AgentStanding(agent: $0, standing: $1) })
        }

        func want(_ standing: QueueStanding, of key: AgentKey) { book.want(standing, of: key) }
        func next() -> MembershipAction? { book.next() }
        func finish(_ action: MembershipAction, _ outcome: MembershipBook.Outcome) -> Bool {
            book.finish(action, outcome)
        }

        /// Takes all that is asked for.
        func settle() -> [MembershipAction] {
            var actions: [MembershipAction] = []
            while let action = next() {
                actions.append(action)
                #expect(next() == nil, "one at a time")
                #expect(!finish(action, .done))
                guard actions.count < 100 else {
                    Issue.record("it never ends: \(actions.suffix(4))")
                    break
                }
            }
            return actions
        }
    }

    // MARK: In step with the status

    @Test func `an agent is put in, paused, resumed and taken out`() {
        let desk = Desk()
        let queues = ["support": 2, "sales": 0]
        desk.want(Self.standing(.paused("loggedIn"), queues), of: Self.alice)
        let added = desk.settle()
        #expect(
            added == [
                .add(Self.member(Self.alice, "sales", pausedBecause: "loggedIn")),
                .add(Self.member(Self.alice, pausedBecause: "loggedIn", penalty: 2)),
            ])
        desk.want(Self.standing(.working, queues), of: Self.alice)
        #expect(
            desk.settle() == [
                .pause(Self.member(Self.alice, "sales")),
                .pause(Self.member(Self.alice, penalty: 2)),
            ])
        desk.want(Self.standing(.paused("lunch"), queues), of: Self.alice)
        #expect(
            desk.settle().map(\.member.pausedBecause) == ["lunch", "lunch"])
        desk.want(Self.standing(.paused("training"), queues), of: Self.alice)
        #expect(
            desk.settle().map(\.member.pausedBecause) == ["training", "training"])
        desk.want(Self.standing(.away, queues), of: Self.alice)
        #expect(
            desk.settle() == [
                .remove(Self.member(Self.alice, "sales", pausedBecause: "training")),
                .remove(Self.member(Self.alice, pausedBecause: "training", penalty: 2)),
            ])
        #expect(desk.book.isSettled)
    }

    @Test func `what an administrator changes is done at once`() {
        let desk = Desk()
        desk.want(Self.standing(.working, ["support": 0]), of: Self.alice)
        _ = desk.settle()
        desk.want(Self.standing(.working, ["SALES": 1, "support": 7]), of: Self.alice)
        #expect(
            desk.settle() == [
                .setPenalty(Self.member(Self.alice, penalty: 7)),
                .add(Self.member(Self.alice, "SALES", penalty: 1)),
            ])
        desk.want(Self.standing(.working, ["sales": 1]), of: Self.alice)
        #expect(desk.settle() == [.remove(Self.member(Self.alice, penalty: 7))])
    }

    @Test func `W4 nobody is put into a queue that is not their tenant's`() {
        let desk = Desk()
        desk.want(Self.standing(.working, ["support": 0, "other": 0]), of: Self.stranger)
        desk.want(Self.standing(.working, ["other": 0]), of: Self.alice)
        #expect(desk.settle().isEmpty)
    }

    @Test func `an agent whose device state a queue cannot keep is put in nowhere`() {
        let long = AgentKey(
            tenant: TenantID(String(repeating: "t", count: 40)),
            agent: AgentID(String(repeating: "a", count: 40)))
        let desk = Desk(MembershipBook(queues: [long.tenant: ["support"]]))
        desk.book.list([])
        desk.book.sweep([
            AgentStanding(agent: long, standing: Self.standing(.working, ["support": 0]))
        ])
        #expect(desk.settle().isEmpty)
    }

    // MARK: Members of queues.conf and of databases

    @Test func `who stands in queues.conf is paused and resumed, and stays`() {
        let fixed = Self.member(Self.alice, "other", isDynamic: false)
        let desk = Desk([fixed], [Self.alice: Self.standing(.away)])
        #expect(
            desk.settle()
                == [
                    .pause(
                        Self.member(
                            Self.alice, "other", isDynamic: false, pausedBecause: "loggedOut"))
                ])
        desk.want(Self.standing(.working), of: Self.alice)
        #expect(desk.settle() == [.pause(fixed)])
        desk.want(Self.standing(.working, ["support": 0]), of: Self.alice)
        #expect(desk.settle() == [.add(Self.member(Self.alice))])
    }

    @Test func `the penalty of a lasting member is the directory's, also while logged out`() {
        let fixed = Self.member(Self.alice, isDynamic: false, penalty: 1)
        let desk = Desk([fixed], [Self.alice: Self.standing(.away, ["support": 4])])
        #expect(desk.settle().map(\.member.penalty) == [4, 4])
    }

    // MARK: Whatever happened in between

    @Test func `when the manager interface is back only what differs is asked for`() {
        let desk = Desk()
        desk.want(Self.standing(.working, ["support": 0]), of: Self.alice)
        desk.want(Self.standing(.paused("lunch"), ["support": 0]), of: Self.bob)
        _ = desk.settle()
        desk.book.forgetPresent()
        desk.want(Self.standing(.away, ["support": 0]), of: Self.alice)
        #expect(desk.next() == nil)
        #expect(!desk.book.isSettled)
        let nobody = AgentKey(tenant: Self.alice.tenant, agent: AgentID("gone"))
        desk.book.list([
            Self.member(Self.alice), Self.member(Self.bob, pausedBecause: "lunch"),
            Self.member(nobody), Self.member(nobody, "other"), Self.member(Self.stranger),
        ])
        #expect(desk.settle() == [.remove(Self.member(Self.alice)), .remove(Self.member(nobody))])
    }

    @Test func `nothing is asked before the agents are known, nor once Asterisk is out of sight`() {
        let desk = Desk(MembershipBook(queues: [Self.alice.tenant: ["support"]]))
        desk.book.list([Self.member(Self.alice)])
        desk.want(Self.standing(.away), of: Self.alice)
        #expect(desk.next() == nil)
        desk.book.sweep([AgentStanding(agent: Self.alice, standing: Self.standing(.away))])
        #expect(desk.next() != nil)
        desk.book.forgetPresent()
        desk.book.list([Self.member(Self.alice)])
        desk.book.forgetWanted()
        #expect(desk.next() == nil)
    }

    /// Both came to pass after a kill under load: the agent stayed paused in all queues, available as they were.
    @Test func `what is wanted while queues are told something else first is not lost`() {
        let desk = Desk()
        desk.book.list([Self.member(Self.alice, pausedBecause: "missedOffer")])
        let before = Self.standing(.paused("missedOffer"), ["support": 0])
        desk.book.sweep([AgentStanding(agent: Self.alice, standing: before)], isHeld: true)
        desk.want(Self.standing(.working, ["support": 0]), of: Self.alice)
        #expect(desk.next() == nil)
        #expect(!desk.book.isSettled)
        desk.book.release()
        #expect(desk.settle() == [.pause(Self.member(Self.alice))])
    }

    @Test func `what happens while members are being listed counts more than the list`() {
        let desk = Desk([], [Self.alice: Self.standing(.working, ["support": 0])])
        desk.book.forgetPresent()
        desk.book.beginList()
        desk.book.see(Self.member(Self.alice, pausedBecause: "missedOffer"))
        desk.book.see(Self.member(Self.bob))
        desk.book.see(Self.member(Self.bob), isGone: true)
        desk.book.list([Self.member(Self.alice), Self.member(Self.bob)])
        #expect(desk.settle() == [.pause(Self.member(Self.alice))])
        #expect(desk.book.isSettled)
    }

    @Test func `what others change is put right, but not without end`() {
        let desk = Desk([], [Self.alice: Self.standing(.working, ["support": 0])])
        _ = desk.settle()
        for _ in 1...MembershipBook.mostForeignChanges {
            desk.book.see(Self.member(Self.alice, pausedBecause: "by hand"))
            #expect(desk.settle() == [.pause(Self.member(Self.alice))])
            desk.book.see(Self.member(Self.alice))
            #expect(desk.settle().isEmpty)
        }
        desk.book.see(Self.member(Self.alice, pausedBecause: "by hand"))
        #expect(desk.settle().isEmpty, "another program wants something else")
        desk.book.list([Self.member(Self.alice, pausedBecause: "by hand")])
        #expect(desk.settle() == [.pause(Self.member(Self.alice))])
        desk.book.see(Self.member(Self.alice), isGone: true)
        #expect(desk.settle() == [.add(Self.member(Self.alice))])
    }

    @Test func `an event of what is under way changes nothing`() throws {
        let desk = Desk([], [Self.alice: Self.standing(.working, ["support": 0])])
        let add = try #require(desk.next())
        desk.book.see(Self.member(Self.alice))
        #expect(!desk.finish(add, .done))
        #expect(desk.settle().isEmpty)
    }

    @Test func `what Asterisk refuses is not asked for again until it is listed`() throws {
        let desk = Desk([], [Self.alice: Self.standing(.working, ["support": 0, "sales": 0])])
        let first = try #require(desk.next())
        #expect(!desk.finish(first, .refused))
        #expect(desk.settle() == [.add(Self.member(Self.alice))])
        desk.book.list([Self.member(Self.alice)])
        #expect(desk.settle() == [first])
    }

    @Test func `an outcome that nobody knows asks for a list`() throws {
        let desk = Desk([], [Self.alice: Self.standing(.working, ["support": 0])])
        let add = try #require(desk.next())
        #expect(desk.finish(add, .unknown))
        desk.book.forgetPresent()
        desk.book.list([Self.member(Self.alice)])
        #expect(desk.settle().isEmpty)
    }

    /// Standings change, requests fail before or after they took effect, events are lost or late, others meddle, the
    /// interface and Asterisk go away: after one list all is as it should be.
    @Test(arguments: 1...300)
    func `whatever happens, a list puts all right`(_ seed: UInt64) {
        var chance = Chance(state: seed)
        let desk = Desk()
        var queues: [AgentKey: [String: QueueMember]] = [
            Self.bob: ["fixed": Self.member(Self.bob, "fixed", isDynamic: false)]
        ]
        func perform(_ action: MembershipAction) {
            let member = action.member
            let isThere = queues[member.agent]?[member.queue] != nil
            switch action {
            case .add: if !isThere { queues[member.agent, default: [:]][member.queue] = member }
            case .remove: queues[member.agent]?[member.queue] = nil
            case .pause, .setPenalty:
                guard isThere else { return }
                if case .pause = action {
                    queues[member.agent]?[member.queue]?.pausedBecause = member.pausedBecause
                } else {
                    queues[member.agent]?[member.queue]?.penalty = member.penalty
                }
            }
        }
        func all() -> [QueueMember] { queues.values.flatMap(\.values) }
        var wanted: [AgentKey: QueueStanding] = [:]
        let attendances: [Attendance] = [.away, .working, .paused("lunch"), .paused("training")]
        let places = [["support": 0], ["support": 3, "sales": 1], [:], ["sales": 0, "other": 0]]
        for _ in 1...60 {
            let key = [Self.alice, Self.bob][chance.next(2)]
            switch chance.next(9) {
            case 0...3:
                let standing = Self.standing(attendances[chance.next(4)], places[chance.next(4)])
                wanted[key] = standing
                desk.want(standing, of: key)
            case 4: desk.book.forgetPresent()
            case 5: desk.book.list(all())
            case 6:
                // By hand, told or not.
                let queue = ["support", "sales", "fixed"][chance.next(3)]
                guard var member = queues[key]?[queue] else { continue }
                member.pausedBecause = chance.next(2) == 0 ? nil : "by hand"
                queues[key]?[queue] = member
                if chance.next(2) == 0 { desk.book.see(member) }
            case 7: desk.book.forgetWanted()
            default:
                desk.book.sweep(wanted.map { AgentStanding(agent: $0, standing: $1) })
            }
            while chance.next(4) != 0, let action = desk.next() {
                let fate = chance.next(6)
                if fate != 0 { perform(action) }
                if desk.finish(action, fate < 2 ? .unknown : .done), chance.next(2) == 0 {
                    desk.book.list(all())
                }
            }
        }
        desk.book.forgetPresent()
        desk.book.sweep(wanted.map { AgentStanding(agent: $0, standing: $1) })
        desk.book.list(all())
        var count = 0
        while let action = desk.next(), count < 100 {
            perform(action)
            _ = desk.finish(action, .done)
            count += 1
        }
        #expect(count < 20)
        #expect(desk.book.isSettled)
        for (key, standing) in wanted {
            let pause: String? =
                switch standing.attendance {
                case .away: "loggedOut"
                case .paused(let why): why
                case .working: nil
                }
            for member in (queues[key] ?? [:]).values { #expect(member.pausedBecause == pause) }
            let dynamic = (queues[key] ?? [:]).filter(\.value.isDynamic).mapValues(\.penalty)
            let should =
                standing.attendance == .away ? [:] : standing.queues.filter { $0.key != "other" }
            #expect(dynamic == should)
        }
        #expect(queues[Self.bob]?["fixed"] != nil)
    }

    private struct Chance {
        var state: UInt64

        mutating func next(_ bound: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % bound)
        }
    }

    // MARK: Names

    @Test func `an interface is one agent's`() {
        let dotted = AgentKey(tenant: TenantID("a.b-c"), agent: AgentID("x_y-1"))
        for key in [Self.alice, dotted] {
            #expect(QueueMember.agent(of: QueueMember.interface(of: key)) == key)
        }
        for other in [
            "PJSIP/1001", "Local/1001@offhook-acme", "Local/@offhook-acme/n",
            "Local/1001@offhook-/n",
            "Local/1001@other/n", "Local/n", "", "/n", "Local//n",
        ] {
            #expect(QueueMember.agent(of: other) == nil, "\(other)")
        }
    }

    @Test func `a reason is kept as far as a queue keeps it`() {
        #expect(QueueMember.keptReason("lunch") == "lunch")
        let long = QueueMember.keptReason(String(repeating: "ä", count: 100))
        #expect(long.utf8.count <= 79)
        #expect(
            QueueMember.keptReason("a\r\nAction: Originate") == "a\u{FFFD}\u{FFFD}Action: Originate"
        )
    }
}
