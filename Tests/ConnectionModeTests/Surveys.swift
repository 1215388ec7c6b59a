import ConnectionMode

/// What the PBX is seen to have.
func survey(
    run: String = "run 1", _ legs: [Survey.Leg], bridges: [BridgeID] = []
) -> Observation {
    .surveyed(Survey(nodeRun: run, legs: legs, bridges: bridges))
}

func leg(
    _ id: LegID, up: Bool = true, ringing: Bool = false, in bridge: BridgeID? = nil,
    company: Bool = false, arrival: Survey.Arrival? = nil, contact: Bool? = nil
) -> Survey.Leg {
    Survey.Leg(
        id: id, isUp: up, isRinging: ringing, bridge: bridge, hasCompany: company,
        arrival: arrival, hasContact: contact)
}
