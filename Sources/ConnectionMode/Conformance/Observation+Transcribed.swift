extension Observation: Transcribed {
    var transcribed: TranscriptValue {
        switch self {
        case .legRinging(let leg): seen(.legRinging, ["leg": leg])
        case .legAnswered(let leg): seen(.legAnswered, ["leg": leg])
        case .legMade(let leg): seen(.legMade, ["leg": leg])
        case .legUp(let leg): seen(.legUp, ["leg": leg])
        case .legGone(let leg, let end): seen(.legGone, ["leg": leg, "end": end])
        case .legEntered(let leg, let bridge): seen(.legEntered, ["leg": leg, "bridge": bridge])
        case .dialFailed(let leg, let failure):
            seen(.dialFailed, ["leg": leg, "failure": failure])
        case .legNotFound(let leg): seen(.legNotFound, ["leg": leg])
        case .parkFailed(let leg): seen(.parkFailed, ["leg": leg])
        case .waitFailed(let leg): seen(.waitFailed, ["leg": leg])
        case .connectFailed(let bridge): seen(.connectFailed, ["bridge": bridge])
        case .supervisionFailed(let leg): seen(.supervisionFailed, ["leg": leg])
        case .legHeld(let leg, let isHeld): seen(.legHeld, ["leg": leg, "isHeld": isHeld])
        case .contactSeen(let leg, let state):
            seen(.contactSeen, ["leg": leg, "contact": state])
        case .contactFound(let leg, let isQualified):
            seen(.contactFound, ["leg": leg, "isQualified": isQualified])
        case .mediaSeen(let leg, let count):
            seen(
                .mediaSeen,
                ["leg": leg, "received": count.received, "reports": Int(count.reports >> 1)])
        case .promptOver(let leg): seen(.promptOver, ["leg": leg])
        case .legMuted(let leg, let isMuted):
            seen(.legMuted, ["leg": leg, "isMuted": isMuted])
        case .customerArrived(let customer, let key, let details):
            seen(.customerArrived, ["customer": customer, "agent": key, "details": details])
        case .customerWaits(let customer, let tenant, let details, let seconds):
            seen(
                .customerWaits,
                [
                    "customer": customer, "tenant": tenant, "details": details,
                    "seconds": seconds,
                ])
        case .agentHeard(let key): seen(.agentHeard, ["agent": key])
        case .consoleSeen(let key): seen(.consoleSeen, ["agent": key])
        case .ringTimeOver(let key, let caller):
            seen(.ringTimeOver, ["agent": key, "caller": caller])
        case .recordingBegan(let recording): seen(.recordingBegan, ["recording": recording])
        case .recordingSeen(let recording, let paused):
            seen(.recordingSeen, ["recording": recording, "paused": paused])
        case .recordingOver(let recording, let seconds):
            seen(.recordingOver, ["recording": recording, "seconds": seconds])
        case .recordingFailed(let recording):
            seen(.recordingFailed, ["recording": recording])
        case .linkLost: seen(.linkLost, [:])
        case .surveyed(let survey):
            seen(
                .surveyed,
                ["nodeRun": survey.nodeRun, "legs": survey.legs, "bridges": survey.bridges])
        }
    }

    private func seen(
        _ name: ConformanceKit.ObservationName,
        _ members: KeyValuePairs<String, (any Transcribed)?>
    ) -> TranscriptValue {
        TranscriptValue("observation", name, members)
    }
}

extension DialFailure: Transcribed {
    var transcribed: TranscriptValue {
        switch self {
        case .notSent: TranscriptValue("kind", "notSent")
        case .refused(let end): TranscriptValue("kind", "refused", ["end": end])
        case .outcomeUnknown: TranscriptValue("kind", "outcomeUnknown")
        }
    }
}

extension Survey.Leg: Transcribed {
    var transcribed: TranscriptValue {
        TranscriptValue([
            "leg": id, "isUp": isUp, "isRinging": isRinging, "bridge": bridge,
            "hasCompany": hasCompany, "arrival": arrival, "hasContact": hasContact,
        ])
    }
}

extension Survey.Arrival: Transcribed {
    var transcribed: TranscriptValue {
        switch purpose {
        case .agent(let key):
            TranscriptValue(["customer": customer, "agent": key, "details": details])
        case .wait(let tenant, let seconds):
            TranscriptValue([
                "customer": customer, "tenant": tenant, "details": details, "seconds": seconds,
            ])
        }
    }
}

extension CustomerLeg: Transcribed {
    var transcribed: TranscriptValue {
        let leg = TranscriptValue(["leg": leg, "isAnswered": isAnswered])
        switch kind {
        case .own: return leg.with("kind", "own")
        case .half(nil): return leg.with("kind", "half")
        case .half(let caller?): return leg.with("kind", "half").with("caller", caller)
        case .dialed(nil): return leg.with("kind", "dialed")
        case .dialed(let context?):
            return leg.with("kind", "dialed").with("lostContext", context)
        }
    }
}

extension OfferDetails: Transcribed {
    var transcribed: TranscriptValue {
        TranscriptValue([
            "caller": caller, "dialedNumber": dialedNumber, "queue": queue,
            "waitedSeconds": waitedSeconds, "ringSeconds": ringSeconds, "isOutbound": isOutbound,
            "mustAccept": mustAccept, "attributes": TranscriptValue(words: attributes),
        ])
    }
}

extension Caller: Transcribed {
    var transcribed: TranscriptValue { TranscriptValue(["number": number, "name": name]) }
}
