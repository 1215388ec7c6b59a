package import ConnectionMode

extension ServiceMetrics {
    /// Counts what was told.
    package func take(_ notices: [Notice]) {
        for notice in notices { take(notice.content, of: notice.tenant.rawValue) }
    }

    private func take(_ content: Notice.Content, of tenant: String) {
        switch content {
        case .connectionDialing: count(.validationCalls, [tenant])
        case .connectionOpened: count(.connectionsOpened, [tenant])
        case .connectionClosed(_, let reason):
            count(.connectionsClosed, [tenant, reason.rawValue])
        case .connectionUnhealthy(_, let why):
            count(.connectionsUnhealthy, [tenant, why.rawValue])
        case .connectionPINRejected: count(.wrongPINs, [tenant])
        case .offerCreated: count(.offers, [tenant])
        case .offerAccepted: count(.offerOutcomes, [tenant, "accepted"])
        case .offerRejected: count(.offerOutcomes, [tenant, "rejected"])
        case .offerTimedOut: count(.offerOutcomes, [tenant, "timedOut"])
        case .offerCanceled: count(.offerOutcomes, [tenant, "canceled"])
        case .offerFailed: count(.offerOutcomes, [tenant, "failed"])
        case .customerWaiting: count(.customersWaited, [tenant])
        case .customerLeft(_, let end): count(.customersLeft, [tenant, end.rawValue])
        case .callConnected(let call):
            count(.callsConnected, [tenant])
            // A customer who is called, and an agent whose phone rings first, take their own time.
            guard call.offer != nil, call.dialed == nil, !call.isOnDemand,
                let connectedAt = call.connectedAt
            else { return }
            let milliseconds = connectedAt.milliseconds(since: call.createdAt)
            record(.acceptToConnected, milliseconds: Double(milliseconds), [tenant])
        case .callEnded(let call):
            count(.callsEnded, [tenant, call.end?.rawValue ?? "unknown"])
        case .recording(.started, _, _): count(.recordings, [tenant])
        case .recording(.ended(let end), _, _): count(.recordingsEnded, [tenant, end.rawValue])
        case .recording(.paused, _, _), .recording(.resumed, _, _): break
        case .statusChanged, .connectionRinging, .connectionVerifying, .connectionPINLocked,
            .connectionPINUnlocked, .callCreated, .callDialing, .callRinging, .callConnecting,
            .settingsSaved, .workplaceReverted, .workplaceEntered, .workplaceValidated,
            .openNotice, .lostNotice, .wrapUpStarted, .wrapUpEnded, .callHeld, .callResumed,
            .callMuted, .callUnmuted, .callCustomerLeft, .thirdParty, .supervision,
            .connectionRecovered,
            .connectionExpiring, .connectionRenewed:
            break
        }
    }
}

extension ConnectionModel {
    /// The same of nobody, while there is no model.
    package static let noGauges = ConnectionModel(
        epoch: "", directory: Directory(), at: Instant(millisecondsSince1970: 0)
    ).gauges

    /// How many agents, connections, offers and calls there are, and how they stand.
    package var gauges: [Gauge] {
        var agents: [[String]: Int] = [:]
        var connections: [[String]: Int] = [:]
        for (id, tenant) in directory.tenants {
            for status in ShownStatus.allCases { agents[[id.rawValue, status.rawValue]] = 0 }
            agents[[id.rawValue, ShownStatus.loggedOut.rawValue]] = tenant.agents.count
        }
        for (key, session) in self.agents {
            let tenant = key.tenant.rawValue
            agents[[tenant, session.shown.status.rawValue], default: 0] += 1
            if directory.profile(of: key) != nil {
                agents[[tenant, ShownStatus.loggedOut.rawValue], default: 1] -= 1
            }
            connections[[tenant, session.connection.stateName], default: 0] += 1
        }
        var pending: [[String]: Int] = [:]
        for offer in offers.values where offer.state == .pending {
            pending[[offer.agent.tenant.rawValue], default: 0] += 1
        }
        var calls: [[String]: Int] = [:]
        for call in self.calls.values where call.state != .ended {
            calls[[call.agent.tenant.rawValue, call.state.rawValue], default: 0] += 1
        }
        var waiting: [[String]: Int] = [:]
        for customer in waitingCustomers.values {
            waiting[[customer.tenant.rawValue], default: 0] += 1
        }
        return [
            Gauge(
                "offhook_customers_waiting",
                "Customers who wait for an agent of a router's choice.",
                labels: ["tenant"], counts: waiting),
            Gauge(
                "offhook_agents", "Agents by the status that is shown.",
                labels: ["tenant", "status"], counts: agents),
            Gauge(
                "offhook_connections", "Connections of agents who are logged in, by their state.",
                labels: ["tenant", "state"], counts: connections),
            Gauge(
                "offhook_offers_pending", "Customers who are being offered to an agent.",
                labels: ["tenant"], counts: pending),
            Gauge(
                "offhook_calls", "Calls that have not ended, by their state.",
                labels: ["tenant", "state"], counts: calls),
            Gauge(
                "offhook_trunk_channels", "Legs that a trunk has, or will have.", labels: ["trunk"],
                counts: trunks.used.reduce(into: [:]) { $0[[$1.key]] = $1.value }),
        ]
    }
}

extension Connection {
    fileprivate var stateName: String {
        switch self {
        case .closed: "closed"
        case .waiting: "waiting"
        case .dialing: "dialing"
        case .ringing: "ringing"
        case .verifying: "verifying"
        case .open: "open"
        }
    }
}

extension Gauge {
    fileprivate init(
        _ name: String, _ help: String, labels: [String], counts: [[String]: Int]
    ) {
        let sorted = counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        self.init(
            name, help, labels: labels,
            samples: sorted.map { (labels: $0.key, value: Double($0.value)) })
    }
}
