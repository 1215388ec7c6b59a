import ARI
import AsteriskGateway
import ConnectionMode

/// What each request leads to, and is answered with.
extension FakeSwitch {
    typealias Answer = (Outcome) -> Void

    /// Takes a request in. The answer may come much later: a move waits for what plays.
    ///
    /// - Parameter sent: when it left us.
    func take(_ request: Request, sent: Int64, _ answer: @escaping Answer) {
        switch request {
        case .originate(let call): answer(originate(call, sent: sent))
        case .create(let call): answer(create(call, sent: sent))
        case .dial(let id, let seconds): answer(dial(id, seconds))
        case .stopRinging(let id): answer(inStasis(id) { $0.hearsRinging = false })
        case .findChannel(let id):
            guard let leg = legs[id] else { return answer(.refused(status: 404)) }
            answer(
                .saw(.channel(leg.state == .up ? .up : leg.state == .ringing ? .ringing : .other)))
        case .findHold(let id):
            answer(legs[id].map { .saw(.held($0.isOnHold)) } ?? .refused(status: 404))
        case .findContact(let endpoint):
            guard let phone = world.phones[endpoint] else {
                return answer(.refused(status: 404))
            }
            answer(.saw(.qualified(phone.isQualified)))
        case .countPackets(let id):
            guard let leg = legs[id] else { return answer(.refused(status: 404)) }
            let phone = world.phones.values.first { $0.leg === leg }
            let packets = phone?.packetsSent ?? 0
            answer(.saw(.packets(PacketCount(received: packets, reports: 0))))
        case .hangUp(let id, let cause): answer(hangUp(id, cause))
        case .answer(let id): answer(answerChannel(id))
        case .ring(let id):
            answer(inStasis(id) { _ in })
        case .mute(let id, let mutes): answer(inStasis(id) { $0.isMuted = mutes })
        case .listen(let id, let ear, let speaks): answer(listen(to: id, as: ear, speaks))
        case .sendDigits(let id, _): answer(inStasis(id) { _ in })
        case .setVariable(let id, let name, let value):
            answer(inStasis(id) { $0.variables[name] = value })
        case .continueInDialplan(let id, _): answer(continueInDialplan(id, sent: sent))
        case .play(let id, let media, let playback, _): answer(play(id, media, playback))
        case .findPlayback(let name):
            let isPlaying = sortedLegs.contains { $0.playback?.name == name }
            answer(isPlaying ? .done : .refused(status: 404))
        case .stopPlayback(let name): answer(stopPlayback(name))
        case .createBridge(let id, let kind): answer(createBridge(id, kind, sent: sent))
        case .addChannels(let ids, let bridge), .addCallee(let ids, let bridge):
            addChannels(ids, bridge, sent: sent, answer)
        case .startMusic(let bridge):
            guard bridges[bridge] != nil else { return answer(.refused(status: 404)) }
            bridges[bridge]?.hasMusic = true
            answer(.done)
        case .announce(let bridge, _, _, _):
            guard bridges[bridge] != nil else { return answer(.refused(status: 404)) }
            answer(.done)
        case .findBridge(let id):
            answer(bridges[id].map { .saw(.bridge($0.legs)) } ?? .refused(status: 404))
        case .deleteBridge(let id): answer(deleteBridge(id))
        case .record(let name, let bridge): answer(record(name, bridge))
        case .pauseRecording(let name, let pauses): answer(pauseRecording(name, pauses))
        case .stopRecording(let name): answer(stopRecording(name))
        case .findRecording(let name): answer(findRecording(name))
        case .subscribe(let channel):
            guard let leg = legs[channel] else { return answer(.refused(status: 422)) }
            leg.isSubscribed = true
            answer(.done)
        case .setDeviceState(let name, let state):
            guard name.hasPrefix("Stasis:") else { return answer(.refused(status: 409)) }
            deviceStates[name] = state
            world.dialplan.deviceStateChanged()
            answer(.done)
        }
    }

    private func inStasis(_ id: String, _ deed: (Leg) -> Void) -> Outcome {
        guard let leg = legs[id] else { return .refused(status: 404) }
        guard leg.isInStasis else { return .refused(status: 409) }
        deed(leg)
        return .done
    }

    // MARK: Channels

    private func make(_ call: PlacedCall, sent: Int64) -> Leg {
        let arguments = call.arguments.split(separator: ",").map(String.init)
        let leg = Leg(
            call.channel, name: "\(call.endpoint)-\(newName())", state: .down,
            place: .called(arguments: arguments), isOriginated: true,
            tenant: TenantID(arguments.count > 1 ? arguments[1] : ""))
        add(leg)
        if world.now - sent > 1_000 { lateLegs.insert(leg.id) }
        return leg
    }

    private func originate(_ call: PlacedCall, sent: Int64) -> Outcome {
        guard call.endpoint.contains("/") else { return .refused(status: 400) }
        guard legs[call.channel] == nil else { return .refused(status: 409) }
        if call.endpoint == "PJSIP/\(Supervisor.address)" {
            if !dialled.insert(call.channel).inserted {
                world.broken(.oneDial, "a supervisor is rung again for \(call.channel)")
            }
            world.supervisor.ring(make(call, sent: sent), seconds: call.ringSeconds)
            return .done
        }
        guard call.endpoint.hasPrefix("PJSIP/"),
            let phone = world.phones[String(call.endpoint.dropFirst(6))], phone.isRegistered
        else { return .refused(status: 500) }
        if !dialled.insert(call.channel).inserted {
            world.broken(.oneDial, "\(phone) is rung again for \(call.channel)")
        }
        let leg = make(call, sent: sent)
        phone.ring(leg, seconds: call.ringSeconds, sent: sent)
        return .done
    }

    /// It is with us some time after the answer; nobody is called by it yet.
    private func create(_ call: PlacedCall, sent: Int64) -> Outcome {
        guard legs[call.channel] == nil, call.endpoint == "PJSIP/\(Callee.address)" else {
            return .refused(status: 409)
        }
        let leg = make(call, sent: sent)
        leg.isCallee = true
        guard case .called(let arguments) = leg.place else { return .done }
        world.after(world.chance.below(30)) { [self] in
            guard legs[leg.id] === leg, !leg.isInStasis else { return }
            if !enterStasis(leg, arguments) { finish(leg, cause: 0, sip: nil) }
        }
        return .done
    }

    private func dial(_ id: String, _ seconds: Int) -> Outcome {
        guard let leg = legs[id] else { return .refused(status: 404) }
        guard leg.isInStasis, leg.state == .down else { return .refused(status: 409) }
        if !dialled.insert(id).inserted { world.broken(.oneDial, "\(id) is dialled again") }
        let callee = Callee(leg, world)
        add(callee)
        callee.ring(seconds: seconds)
        return .done
    }

    /// An ear is with us some time after the answer.
    private func listen(to id: String, as name: String, _ speaks: Bool) -> Outcome {
        guard let spied = legs[id] else { return .refused(status: 404) }
        guard legs[name] == nil else { return .refused(status: 500) }
        let ear = Leg(
            name, name: "Snoop/\(id)-\(newName())", state: .up, place: .called(arguments: []),
            isOriginated: true, tenant: spied.tenant)
        ear.listens = (spied, speaks)
        if speaks { world.judge.speaks(to: spied) }
        add(ear)
        world.after(world.chance.below(30)) { [self] in
            guard legs[ear.id] === ear, !ear.isInStasis else { return }
            if !enterStasis(ear, []) { finish(ear, cause: 0, sip: nil) }
        }
        return .done
    }

    /// The phone was picked up.
    func pickUp(_ leg: Leg) {
        guard legs[leg.id] != nil, case .called(let arguments) = leg.place else { return }
        leg.state = .up
        emit(.channelStateChange(leg.channel), about: leg)
        // With nobody who serves the application the call is dropped at once.
        guard enterStasis(leg, arguments) else { return finish(leg, cause: 0, sip: nil) }
    }

    private func hangUp(_ id: String, _ cause: Int) -> Outcome {
        guard let leg = legs[id] else { return .refused(status: 404) }
        world.judge.endsLeg(leg)
        end(leg, requested: 32, cause: cause, byUs: "hang up \(id), cause \(cause)")
        return .done
    }

    private func answerChannel(_ id: String) -> Outcome {
        inStasis(id) { leg in
            guard leg.state != .up else { return }
            leg.state = .up
            emit(.channelStateChange(leg.channel), about: leg)
            leg.whenAnswered?()
        }
    }

    private func continueInDialplan(_ id: String, sent: Int64) -> Outcome {
        inStasis(id) { leg in
            // A request that was long on its way is not our doing, should they be back by then.
            let isOurs = sent >= leg.enteredAt
            leave(leg, byUs: isOurs ? "continue \(id) in the dialplan" : nil)
            emit(.stasisEnd(leg.channel), about: leg)
            leg.place = .dialplan
            leg.isSubscribed = false
            leg.whenContinued?()
        }
    }

    // MARK: Playbacks

    private func play(_ id: String, _ media: [String], _ name: String) -> Outcome {
        inStasis(id) { leg in
            let digits = media.filter { $0.hasPrefix("sound:digits/") }.map { $0.last ?? " " }
            let pin = String(digits.prefix(digits.count / 3))
            world.judge.know(pin, on: leg)
            world.phones.values.first { $0.leg === leg }?.hear(pin, afterMilliseconds: 4_000)
            play(name, on: leg, milliseconds: 750 * digits.count + 5_000)
        }
    }

    private func stopPlayback(_ name: String) -> Outcome {
        guard let leg = sortedLegs.first(where: { $0.playback?.name == name }) else {
            return .refused(status: 404)
        }
        endPlayback(of: leg)
        return .done
    }

    // MARK: Bridges

    private func createBridge(
        _ id: String, _ kind: Request.BridgeKind, sent: Int64
    ) -> Outcome {
        guard bridges[id] == nil else { return .refused(status: 409) }
        if let deleted = deletedBridges[id] {
            // The real one has crashed on it. What was long on its way is not our doing.
            if sent > deleted {
                world.broken(.bridgeNamesOnce, "bridge \(id) is made a second time")
            }
            return .refused(status: 500)
        }
        bridges[id] = Bridge(id: id, kind: kind, isLate: world.now - sent > 1_000)
        return .done
    }

    private func addChannels(
        _ ids: [String], _ bridge: String, sent: Int64, _ answer: @escaping Answer
    ) {
        guard bridges[bridge] != nil else { return answer(.refused(status: 404)) }
        guard !ids.isEmpty, ids.allSatisfy({ legs[$0] != nil }) else {
            return answer(.refused(status: 400))
        }
        guard ids.allSatisfy({ legs[$0]?.isInStasis == true }) else {
            return answer(.refused(status: 422))
        }
        move(ids[...], into: bridge, sent: sent, answer)
    }

    /// One after the other; who is gone by then is left out, and the answer is yes all the same.
    private func move(
        _ ids: ArraySlice<String>, into bridge: String, sent: Int64, _ answer: @escaping Answer
    ) {
        guard let id = ids.first else { return answer(.done) }
        let rest = ids.dropFirst()
        guard let leg = legs[id], leg.isInStasis else {
            return move(rest, into: bridge, sent: sent, answer)
        }
        guard leg.playback == nil else {
            leg.waiting.append { [self] in move(ids, into: bridge, sent: sent, answer) }
            return
        }
        // It was long on its way, or waited for what was playing: what has been decided since may part them.
        if world.now - sent > 1_000 { world.judge.comesLate(id) }
        if bridges[bridge] != nil {
            if leg.bridge == bridge { leave(leg) }
            leave(leg, byUs: "add \(id) to \(bridge)")
            bridges[bridge]?.legs.append(id)
            leg.bridge = bridge
            emit(.channelEnteredBridge(leg.channel, bridge: bridge), about: leg)
            if let place = bridges[bridge] { world.judge.enters(leg, place) }
        }
        // Between two of them anything may happen.
        guard !rest.isEmpty, world.chance.happens(100) else {
            return move(rest, into: bridge, sent: sent, answer)
        }
        world.after(world.chance.between(1, 30)) { [self] in
            move(rest, into: bridge, sent: sent, answer)
        }
    }

    private func deleteBridge(_ id: String) -> Outcome {
        guard let bridge = bridges[id] else { return .refused(status: 404) }
        for member in bridge.legs.reversed() {
            if let leg = legs[member] { leave(leg, byUs: "delete bridge \(id)") }
        }
        bridges[id] = nil
        endRecordings(of: id)
        deletedBridges[id] = world.now
        return .done
    }
}
