internal import AMI
internal import DemoWorld
internal import JSON

/// What four books say of the same customers, held against each other customer by customer. A customer is known by the
/// id of their channel.
struct Books {
    /// Of one customer: the agents, in order, by what became of them.
    fileprivate struct Story: Equatable {
        /// With whom they were connected, and who ended it.
        var connected: [String] = []
        /// Who was offered them and did not take them, sorted.
        var notTaken: [String] = []
        /// Who was being offered them when they gave up, or another was quicker.
        var withdrawn: [String] = []
        /// Who accepted them in the moment in which the queue gave up on the agent, or the customer on us.
        var unsure: [String] = []
    }

    private let log: [[String]]
    private let manager: [AMIMessage]
    private let told: [(agent: String, event: EventListener.Told)]
    private let records: [JSONValue]

    init(
        log: [[String]], manager: [AMIMessage],
        told: [(String, EventListener.Told)], records: [JSONValue]
    ) {
        self.log = log
        self.manager = manager
        self.told = told
        self.records = records
    }

    // MARK: What each book says

    private var ofLog: [String: Story] {
        var stories: [String: Story] = [:]
        for line in log where line.count > 3 && line[1] == "day" {
            let (customer, agent) = (line[0], line[2])
            switch line[3] {
            case "ENTERQUEUE": stories[customer, default: Story()].connected += []
            case "CONNECT": stories[customer, default: Story()].connected.append(agent)
            case "COMPLETECALLER": stories[customer]?.end("customer")
            case "COMPLETEAGENT": stories[customer]?.end("agent")
            case "RINGNOANSWER": stories[customer, default: Story()].notTaken.append(agent)
            case "RINGCANCELED": stories[customer, default: Story()].withdrawn.append(agent)
            default: break
            }
        }
        return stories.mapValues(\.sorted)
    }

    private var ofManager: [String: Story] {
        var stories: [String: Story] = [:]
        for event in manager where event["Queue"] == "day" {
            guard let customer = event["Uniqueid"], let kind = event.event else { continue }
            let agent = event["MemberName"] ?? ""
            switch kind {
            case "QueueCallerJoin": stories[customer, default: Story()].connected += []
            case "AgentConnect": stories[customer, default: Story()].connected.append(agent)
            case "AgentComplete":
                stories[customer]?.end(event["Reason"] == "caller" ? "customer" : "agent")
            case "AgentRingNoAnswer":
                stories[customer, default: Story()].notTaken.append(agent)
            default: break
            }
        }
        return stories.mapValues(\.sorted)
    }

    private var ofLedger: [String: Story] {
        var stories: [String: Story] = [:]
        for record in records {
            guard let customer = record.optionalString("customerChannel"),
                let agent = record.optionalString("agent"),
                let outcome = record.optionalString("outcome")
            else { continue }
            var story = stories[customer] ?? Story()
            if record.optionalString("connectedAt") != nil {
                story.connected.append(agent)
                story.end(outcome == "customerHungUp" ? "customer" : "agent")
            } else if outcome == "neverConnected" {
                story.unsure.append(agent)
            } else if outcome == "canceled" {
                story.withdrawn.append(agent)
            } else {
                story.notTaken.append(agent)
            }
            stories[customer] = story
        }
        return stories.mapValues(\.sorted)
    }

    // MARK: Where they differ

    var faults: [String] {
        let (log, manager, ledger) = (ofLog, ofManager, ofLedger)
        var faults: [String] = []
        for customer in Set(log.keys).union(manager.keys).union(ledger.keys).sorted() {
            let written = log[customer] ?? Story()
            let seen = manager[customer] ?? Story()
            let kept = ledger[customer] ?? Story()
            let isLikely =
                written.notTaken == kept.notTaken
                || written.notTaken == (kept.notTaken + kept.unsure).sorted()
            if written.connected != kept.connected || !isLikely {
                faults.append("\(customer): queue_log \(written), ledger \(kept)")
            }
            // Asterisk does not tell the end of every call.
            let isSame = zip(seen.connected, written.connected).allSatisfy { $1.hasPrefix($0) }
            if seen.connected.count != written.connected.count || !isSame
                || seen.notTaken != written.notTaken
            {
                faults.append("\(customer): manager \(seen), queue_log \(written)")
            }
        }
        return faults + faultsOfAPI + faultsOfTimes
    }

    /// What was told of calls and offers, against the ledger, by their ids.
    private var faultsOfAPI: [String] {
        var connected = Set<String>()
        var ended: [String: String] = [:]
        for (agent, event) in told {
            guard let id = event.data.optionalString("id") else { continue }
            switch event.type {
            case "call.connected": connected.insert("\(id) \(agent)")
            case "call.ended": ended[id] = event.data.optionalString("endReason")
            case "offer.rejected": ended[id] = "rejected"
            case "offer.timedOut": ended[id] = "timedOut"
            case "offer.canceled": ended[id] = "canceled"
            case "offer.failed": ended[id] = "failed"
            default: break
            }
        }
        var kept = Set<String>()
        var outcomes: [String: String] = [:]
        for record in records {
            guard let id = record.optionalString("id"), let agent = record.optionalString("agent")
            else { continue }
            if record.optionalString("connectedAt") != nil { kept.insert("\(id) \(agent)") }
            outcomes[id] = record.optionalString("outcome")
        }
        let calls = connected.symmetricDifference(kept).sorted().map {
            "\($0): connected by \(connected.contains($0) ? "the API" : "the ledger") alone"
        }
        let ids = Set(outcomes.keys).union(ended.keys).sorted()
        return calls
            + ids.filter { outcomes[$0] != ended[$0] }.map {
                "\($0): the API told \(ended[$0] ?? "nothing"), the ledger has "
                    + (outcomes[$0] ?? "nothing")
            }
    }

    /// How long each talked, in queue_log's whole seconds.
    private var faultsOfTimes: [String] {
        var logged: [String: [Double]] = [:]
        for line in log where line.count > 5 && line[1] == "day" && line[3].hasPrefix("COMPLETE") {
            logged[line[0], default: []].append(Double(line[5]) ?? -1)
        }
        var kept: [String: [Double]] = [:]
        for record in records {
            guard let customer = record.optionalString("customerChannel"),
                let from = record.optionalString("connectedAt").flatMap(Self.seconds),
                let until = record.optionalString("endedAt").flatMap(Self.seconds)
            else { continue }
            kept[customer, default: []].append(until - from)
        }
        return logged.sorted { $0.key < $1.key }.flatMap { customer, times in
            zip(times, kept[customer] ?? []).filter { abs($0 - $1) > 2 }.map {
                "\(customer): \($0) s in queue_log, \($1) s in the ledger"
            }
        }
    }

    /// Within a day, which is enough to tell how long something took.
    private static func seconds(_ time: String) -> Double? {
        let parts = time.dropFirst(11).dropLast().split(separator: ":").compactMap { Double($0) }
        return parts.count == 3 ? parts[0] * 3_600 + parts[1] * 60 + parts[2] : nil
    }

    var summary: [String] {
        let stories = ofLog
        var outcomes: [String: Int] = [:]
        for record in records {
            outcomes[record.optionalString("outcome") ?? "", default: 0] += 1
        }
        let untold = ofManager.values.map { story in
            story.connected.count { !$0.contains(" until ") }
        }.reduce(0, +)
        return [
            "\(untold) ends of calls are in queue_log and were not told by Asterisk's manager",
            "\(stories.count) customers came to the queue, \(records.count) records are in the ledger:",
        ]
            + outcomes.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    }
}

extension Books.Story {
    fileprivate mutating func end(_ who: String) {
        guard let last = connected.popLast() else { return }
        connected.append("\(last) until the \(who) ended it")
    }

    fileprivate var sorted: Self {
        var story = self
        story.notTaken.sort()
        story.withdrawn.sort()
        return story
    }
}
