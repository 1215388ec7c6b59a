extension Tenant: Transcribed {
    /// With its agents, as a scenario begins.
    var transcribed: TranscriptValue {
        var members: [String: TranscriptValue] = [:]
        for (id, profile) in agents { members[id.rawValue] = profile.transcribed }
        return settings.transcribed.with("agents", TranscriptValue.object(members))
    }
}

extension TenantSettings: Transcribed {
    var transcribed: TranscriptValue {
        TranscriptValue([
            "name": name, "policy": policy, "phone": phone, "destinations": destinations,
            "outbound": callingOut, "breakReasons": breakReasons,
            "ledgerDays": ledgerDays, "recordingDays": recordingDays,
        ])
    }
}

extension Policy: Transcribed {
    var transcribed: TranscriptValue {
        TranscriptValue([
            "persistentEnabled": persistentEnabled,
            "validationRingSeconds": validationRingSeconds, "pinSeconds": pinSeconds,
            "dialsInTenMinutes": dialsInTenMinutes, "pinTries": pinTries,
            "offerSeconds": offerSeconds, "missedOffersBeforeBreak": missedOffersBeforeBreak,
            "wrapUpSeconds": wrapUpSeconds,
            "afterMissedOffers": afterMissedOffers, "customerAfterHangUp": customerAfterHangUp,
            "agentLostMusicSeconds": agentLostMusicSeconds,
            "agentLostPrompt": agentLostPrompt, "proofOfLife": proofOfLife,
            "proofOfLifeSeconds": proofOfLifeSeconds, "mediaLostSeconds": mediaLostSeconds,
            "reopenAfterRestart": reopenAfterRestart,
            "forgottenAfterMinutes": forgottenAfterMinutes, "pinPrompt": pinPrompt,
            "callerID": callerID, "autoAnswerHeaders": autoAnswerHeaders,
        ])
    }
}

extension PhonePolicy: Transcribed {
    /// What a level says nothing of is absent.
    var transcribed: TranscriptValue {
        TranscriptValue([
            "persistentEnabled": persistentEnabled, "connectionMode": connectionMode,
            "autoAnswer": autoAnswer, "mayChangeConnectionMode": mayChangeConnectionMode,
            "mayChangeAutoAnswer": mayChangeAutoAnswer, "mayEnterWorkplace": mayEnterWorkplace,
            "recording": recording,
        ])
    }
}

extension Destinations: Transcribed {
    var transcribed: TranscriptValue {
        TranscriptValue([
            "country": country?.code, "allowedPrefixes": allowedPrefixes,
            "blockedPrefixes": blockedPrefixes, "international": international,
            "premium": premium, "allowedDomains": allowedDomains,
            "emergencyNumbers": emergencyNumbers.sorted(), "emergencyCalls": emergencyCalls,
        ])
    }
}

extension Destinations.International: Transcribed {
    var transcribed: TranscriptValue {
        switch self {
        case .none: .text("none")
        case .all: .text("all")
        case .only(let countries, let callingCodes):
            TranscriptValue([
                "countries": countries.map(\.code).sorted(), "callingCodes": callingCodes.sorted(),
            ])
        }
    }
}

extension CallingOut: Transcribed {
    var transcribed: TranscriptValue {
        TranscriptValue([
            "callerIDs": callerIDs, "ringSeconds": ringSeconds,
            "agentLostContext": agentLostContext,
        ])
    }
}

extension Trunk: Transcribed {
    /// What it bears: of what is absent, any number.
    var transcribed: TranscriptValue {
        TranscriptValue([
            "name": name, "kinds": kinds.map(\.rawValue).sorted(), "channels": channels,
            "callsPerSecond": callsPerSecond, "maximumSeconds": maximumSeconds,
            "callerID": callerID,
        ])
    }
}

extension AgentProfile: Transcribed {
    var transcribed: TranscriptValue {
        TranscriptValue([
            "name": name, "phone": phone, "workplace": workplace,
            "otherWorkplaces": otherWorkplaces, "language": language, "group": group,
            "queues": TranscriptValue(numbers: queues),
        ])
    }
}

extension Group: Transcribed {
    var transcribed: TranscriptValue { TranscriptValue(["name": name, "phone": phone]) }
}

extension DirectoryChange: Transcribed {
    /// An entry without `to` is taken out.
    var transcribed: TranscriptValue {
        switch self {
        case .tenant(let tenant, let settings):
            TranscriptValue("entry", "tenant", ["tenant": tenant, "to": settings])
        case .group(let tenant, let id, let group):
            TranscriptValue("entry", "group", ["tenant": tenant, "group": id, "to": group])
        case .agent(let key, let profile):
            TranscriptValue("entry", "agent", ["agent": key, "to": profile])
        }
    }
}
