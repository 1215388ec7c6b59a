extension Command: Transcribed {
    var transcribed: TranscriptValue {
        switch self {
        case .logIn(let key, let resuming, let takingOver):
            command(.logIn, ["agent": key, "resuming": resuming, "takingOver": takingOver])
        case .logOut(let key, let time): command(.logOut, ["agent": key, "when": time])
        case .setStatus(let key, let status, let reason):
            command(.setStatus, ["agent": key, "status": status, "reason": reason])
        case .openConnection(let key): command(.openConnection, ["agent": key])
        case .closeConnection(let key, let closer):
            command(.closeConnection, ["agent": key, "by": closer])
        case .confirmPIN(let key, let attempt, let verdict):
            command(.confirmPIN, ["agent": key, "attempt": attempt, "pin": verdict])
        case .changeSettings(let key, let change):
            command(.changeSettings, ["agent": key, "change": change])
        case .validateWorkplace(let key, let place):
            command(.validateWorkplace, ["agent": key, "workplace": place])
        case .liftPINLock(let key): command(.liftPINLock, ["agent": key])
        case .accept(let offer): command(.accept, ["offer": offer])
        case .reject(let offer): command(.reject, ["offer": offer])
        case .placeCall(let key, let order): command(.placeCall, ["agent": key, "order": order])
        case .offerCall(let key, let offer):
            command(
                .offerCall,
                [
                    "agent": key, "order": offer.call, "offerSeconds": offer.offerSeconds,
                    "mustAccept": offer.mustAccept,
                    "attributes": TranscriptValue(words: offer.attributes),
                ])
        case .offerCustomer(let customer, let key, let offer):
            command(
                .offerCustomer,
                [
                    "customer": customer, "agent": key, "offerSeconds": offer.offerSeconds,
                    "mustAccept": offer.mustAccept,
                    "attributes": TranscriptValue(words: offer.attributes),
                ])
        case .releaseCustomer(let customer, let tenant):
            command(.releaseCustomer, ["customer": customer, "tenant": tenant])
        case .hangUp(let call): command(.hangUp, ["call": call])
        case .hold(let call): command(.hold, ["call": call])
        case .resume(let call): command(.resume, ["call": call])
        case .mute(let call, let mutes): command(.mute, ["call": call, "mutes": mutes])
        case .sendDigits(let call, let digits):
            command(.sendDigits, ["call": call, "digits": digits.text])
        case .transfer(let call, .destination(let place)):
            command(.transfer, ["call": call, "to": place])
        case .transfer(let call, .agent(let agent)):
            command(.transfer, ["call": call, "toAgent": agent.rawValue])
        case .consult(let call, .destination(let place), let joins):
            command(.consult, ["call": call, "to": place, "joins": joins])
        case .consult(let call, .agent(let agent), let joins):
            command(.consult, ["call": call, "toAgent": agent.rawValue, "joins": joins])
        case .direct(let call, let participant, let wish):
            command(.direct, ["call": call, "participant": participant, "wish": wish])
        case .supervise(let call, let mode, let phone, let supervisor):
            command(
                .supervise,
                ["call": call, "mode": mode, "phone": phone, "supervisor": supervisor])
        case .changeSupervision(let call, let supervision, let mode):
            command(
                .changeSupervision, ["call": call, "supervision": supervision, "mode": mode])
        case .stopSupervision(let call, let supervision):
            command(.stopSupervision, ["call": call, "supervision": supervision])
        case .startRecording(let call): command(.startRecording, ["call": call])
        case .pauseRecording(let call, let recording, let pauses):
            command(.pauseRecording, ["call": call, "recording": recording, "pauses": pauses])
        case .stopRecording(let call, let recording):
            command(.stopRecording, ["call": call, "recording": recording])
        case .completeWrapUp(let key): command(.completeWrapUp, ["agent": key])
        case .administer(let change, let applyNow):
            command(.administer, ["change": change, "applyNow": applyNow])
        }
    }

    private func command(
        _ name: ConformanceKit.CommandName, _ members: KeyValuePairs<String, (any Transcribed)?>
    ) -> TranscriptValue {
        TranscriptValue("command", name, members)
    }
}

extension CallOrder: Transcribed {
    var transcribed: TranscriptValue {
        TranscriptValue(["to": destination, "callerID": callerID, "ringSeconds": ringSeconds])
    }
}

extension SettingsChange: Transcribed {
    var transcribed: TranscriptValue {
        TranscriptValue([
            "connectionMode": connectionMode, "autoAnswer": autoAnswer, "workplace": workplace,
            "resets": resets.isEmpty ? nil : resets.sorted { $0.rawValue < $1.rawValue },
            "isConfirmed": isConfirmed,
        ])
    }
}

extension PINVerdict: Transcribed {
    var transcribed: TranscriptValue {
        switch self {
        case .right: .text("right")
        case .wrong: .text("wrong")
        }
    }
}

extension Answer: Transcribed {
    var transcribed: TranscriptValue {
        switch self {
        case .done: TranscriptValue("answer", "done")
        case .loggedIn(let session, let isNew):
            TranscriptValue("answer", "loggedIn", ["session": session, "isNew": isNew])
        case .dialing(let attempt): TranscriptValue("answer", "dialing", ["attempt": attempt])
        case .wrongPIN(let attemptsLeft):
            TranscriptValue("answer", "wrongPIN", ["attemptsLeft": attemptsLeft])
        case .accepted(let call): TranscriptValue("answer", "accepted", ["call": call])
        case .calling(let call): TranscriptValue("answer", "calling", ["call": call])
        case .offered(let offer): TranscriptValue("answer", "offered", ["offer": offer])
        case .consulting(let participant):
            TranscriptValue("answer", "consulting", ["participant": participant])
        case .supervising(let supervision):
            TranscriptValue("answer", "supervising", ["supervision": supervision])
        case .recording(let recording):
            TranscriptValue("answer", "recording", ["recording": recording])
        case .administered(let outcome):
            TranscriptValue(
                "answer", "administered",
                [
                    "isNew": outcome.isNew, "appliedTo": outcome.appliedTo,
                    "waitingFor": outcome.waitingFor,
                ])
        }
    }
}
