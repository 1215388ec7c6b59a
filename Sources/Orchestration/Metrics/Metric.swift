/// What is counted from the start of this run on.
package enum Counter: String, CaseIterable, Sendable {
    case validationCalls = "offhook_validation_calls_total"
    case connectionsOpened = "offhook_connections_opened_total"
    case connectionsClosed = "offhook_connections_closed_total"
    case connectionsUnhealthy = "offhook_connections_unhealthy_total"
    case wrongPINs = "offhook_wrong_pins_total"
    case offers = "offhook_offers_total"
    case offerOutcomes = "offhook_offer_outcomes_total"
    case customersWaited = "offhook_customers_waited_total"
    case customersLeft = "offhook_customers_left_total"
    case callsConnected = "offhook_calls_connected_total"
    case callsEnded = "offhook_calls_ended_total"
    case recordings = "offhook_recordings_total"
    case recordingsEnded = "offhook_recordings_ended_total"
    case asteriskRequests = "offhook_asterisk_requests_total"
    case linkLosses = "offhook_asterisk_link_losses_total"
    case surveys = "offhook_asterisk_surveys_total"

    var labels: [String] {
        switch self {
        case .validationCalls, .connectionsOpened, .wrongPINs, .offers, .callsConnected,
            .customersWaited, .recordings:
            ["tenant"]
        case .connectionsClosed, .connectionsUnhealthy, .callsEnded, .customersLeft,
            .recordingsEnded:
            ["tenant", "reason"]
        case .offerOutcomes: ["tenant", "outcome"]
        case .asteriskRequests: ["request", "outcome"]
        case .linkLosses, .surveys: []
        }
    }

    var help: String {
        switch self {
        case .validationCalls: "Validation calls that were placed to agents' phones."
        case .connectionsOpened: "Connections that a right PIN opened."
        case .connectionsClosed:
            "Connections, and validation calls that opened none, by why they ended."
        case .connectionsUnhealthy:
            "How often open connections were found to be such that nobody is offered, by why."
        case .wrongPINs: "PINs that were not right."
        case .offers: "Customers who were offered to an agent."
        case .offerOutcomes: "What became of offers; one that was accepted may fail after it."
        case .customersWaited: "Customers who came to wait for an agent of a router's choice."
        case .customersLeft: "Those who were not connected, by why they wait no more."
        case .callsConnected: "Calls whose two sides were brought together."
        case .callsEnded: "Calls by why they ended."
        case .recordings: "Recordings of calls that began."
        case .recordingsEnded: "Recordings by why they ended."
        case .asteriskRequests: "Requests to Asterisk by how they ended."
        case .linkLosses: "How often Asterisk went out of sight."
        case .surveys: "How often all that Asterisk has was compared with what should be."
        }
    }
}

/// What is timed, in seconds.
package enum Timing: String, CaseIterable, Sendable {
    case acceptToConnected = "offhook_accept_to_connected_seconds"
    case asteriskRequest = "offhook_asterisk_request_seconds"
    case eventAge = "offhook_asterisk_event_age_seconds"
    case gap = "offhook_asterisk_gap_seconds"
    case storeCommit = "offhook_store_commit_seconds"

    var labels: [String] {
        switch self {
        case .acceptToConnected: ["tenant"]
        case .asteriskRequest: ["request"]
        case .eventAge, .gap, .storeCommit: []
        }
    }

    /// Upper bounds, in milliseconds; the last one, without a bound, is not among them.
    var bounds: [Int64] {
        switch self {
        case .acceptToConnected, .asteriskRequest, .eventAge, .storeCommit:
            [1, 3, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000]
        case .gap: [100, 1_000, 5_000, 15_000, 60_000, 300_000, 3_600_000]
        }
    }

    var help: String {
        switch self {
        case .acceptToConnected:
            "From an agent's Accept, or auto answer, to both sides in one bridge, over an open connection."
        case .asteriskRequest: "How long requests to Asterisk took."
        case .eventAge:
            "How old Asterisk's events were when they came, by Asterisk's own clock: the clocks must agree."
        case .gap: "How long Asterisk was out of sight."
        case .storeCommit: "How long it took to store what was decided."
        }
    }
}

/// What is as it is when it is asked for.
package struct Gauge: Sendable {
    package let name: String
    package let help: String
    package let labels: [String]
    package let samples: [(labels: [String], value: Double)]
    /// Whether it only ever grows.
    package let isCounter: Bool

    package init(
        _ name: String, _ help: String, labels: [String] = [], isCounter: Bool = false,
        samples: [(labels: [String], value: Double)]
    ) {
        (self.name, self.help, self.labels, self.samples) = (name, help, labels, samples)
        self.isCounter = isCounter
    }

    package init(_ name: String, _ help: String, isCounter: Bool = false, _ value: Double) {
        self.init(name, help, isCounter: isCounter, samples: [([], value)])
    }
}
