extension Effect: Transcribed {
    var transcribed: TranscriptValue {
        switch self {
        case .dial(let dial): goal(.dial, dial.members)
        case .dialOut(let call):
            goal(
                .dialOut,
                [
                    "leg": call.leg, "agent": call.agent, "call": call.call,
                    "agentLeg": call.agentLeg,
                    "to": call.party.destination, "toAgent": call.party.agent?.rawValue,
                    "trunk": call.party.trunk,
                    "callerID": call.party.callerID,
                    "ringSeconds": call.party.ringSeconds, "bridge": call.bridge,
                ])
        case .stopRinging(let leg): goal(.stopRinging, ["leg": leg])
        case .find(let leg): goal(.find, ["leg": leg])
        // The nonce stays out: whoever has it and the key has the PIN (V8).
        case .speakPIN(let leg, let pin):
            goal(
                .speakPIN,
                [
                    "leg": leg, "digits": pin.digits, "prompt": pin.prompt,
                    "language": pin.language, "mayBePlaying": pin.mayBePlaying,
                ])
        case .park(let leg, let home): goal(.park, ["leg": leg, "home": home])
        case .prepare(let bridge): goal(.prepare, ["bridge": bridge])
        case .keepWaiting(let customer, let bridge):
            goal(.keepWaiting, ["customer": customer, "bridge": bridge])
        case .connect(let agent, let customer, let bridge):
            goal(.connect, ["agentLeg": agent, "customer": customer, "bridge": bridge])
        case .supervise(let place):
            goal(
                .supervise,
                [
                    "leg": place.leg, "bridge": place.bridge, "ear": place.ear?.leg,
                    "agentLeg": place.ear?.agentLeg, "speaks": place.ear?.speaks,
                ])
        case .stopListening(let leg): goal(.stopListening, ["leg": leg])
        case .findHold(let leg): goal(.findHold, ["leg": leg])
        case .findContact(let leg, let place, let trunk):
            goal(.findContact, ["leg": leg, "workplace": place, "trunk": trunk])
        case .countPackets(let leg): goal(.countPackets, ["leg": leg])
        case .announce(let customer, let announcement, let bridge):
            goal(
                .announce,
                [
                    "customer": customer, "sound": announcement.sound,
                    "language": announcement.language, "bridge": bridge,
                ])
        case .mute(let leg, let mutes): goal(.mute, ["leg": leg, "mutes": mutes])
        case .sendDigits(let leg, let digits):
            goal(.sendDigits, ["leg": leg, "digits": digits.text])
        case .markRecord(let customer, let agent, let call):
            goal(.markRecord, ["customer": customer, "agent": agent, "call": call])
        case .record(let recording, let bridge):
            goal(.record, ["recording": recording, "bridge": bridge])
        case .pauseRecording(let recording, let pauses):
            goal(.pauseRecording, ["recording": recording, "pauses": pauses])
        case .stopRecording(let recording): goal(.stopRecording, ["recording": recording])
        case .findRecording(let recording): goal(.findRecording, ["recording": recording])
        case .hangUp(let leg): goal(.hangUp, ["leg": leg])
        case .release(let customer, let release):
            goal(.release, ["customer": customer, "result": release])
        case .transfer(let customer, let transfer):
            goal(
                .transfer,
                ["customer": customer, "to": transfer.destination, "toAgent": transfer.agent])
        case .dissolve(let bridge): goal(.dissolve, ["bridge": bridge])
        case .watch(let caller): goal(.watch, ["caller": caller])
        case .standing(let key, let standing):
            goal(.standing, ["agent": key, "standing": standing])
        case .standings(let all): goal(.standings, ["agents": all])
        }
    }

    private func goal(
        _ name: ConformanceKit.GoalName, _ members: KeyValuePairs<String, (any Transcribed)?>
    ) -> TranscriptValue {
        TranscriptValue("goal", name, members)
    }
}

extension Dial {
    fileprivate var members: KeyValuePairs<String, (any Transcribed)?> {
        let purposeName: String
        let headers: [AutoAnswerHeader]?
        switch purpose {
        case .validation: (purposeName, headers) = ("validation", nil)
        case .supervision: (purposeName, headers) = ("supervision", nil)
        case .call(let autoAnswer): (purposeName, headers) = ("call", autoAnswer)
        }
        return [
            "leg": leg, "purpose": purposeName, "autoAnswer": headers, "agent": agent,
            "workplace": workplace, "trunk": trunk, "ringSeconds": ringSeconds,
            "callerID": callerID,
        ]
    }
}

extension Workplace: Transcribed {
    var transcribed: TranscriptValue { TranscriptValue(["kind": kind, "address": address]) }
}

extension AgentStanding: Transcribed {
    var transcribed: TranscriptValue {
        TranscriptValue(["agent": agent, "standing": standing])
    }
}

extension QueueStanding: Transcribed {
    var transcribed: TranscriptValue {
        let (name, pause): (String, String?) =
            switch attendance {
            case .away: ("away", nil)
            case .paused(let why): ("paused", why)
            case .working: ("working", nil)
            }
        return TranscriptValue([
            "availability": availability, "attendance": name, "pausedBecause": pause,
            "queues": TranscriptValue(numbers: queues),
        ])
    }
}
