extension Caller {
    /// As a phone is to show it; nil where nothing is known that a phone could show.
    var presented: String? {
        guard !isWithheld, number.utf8.allSatisfy(Self.isShown) else { return nil }
        let line = PlainText.oneLine(self.name, atMost: 100)
        let name = String(line.unicodeScalars.filter { !"\"<>\\".unicodeScalars.contains($0) })
        return name.isEmpty ? "<\(number)>" : "\"\(name)\" <\(number)>"
    }

    /// As it is written for a phone: `Name <number>`, or a number alone.
    init(shown text: String?) {
        guard let text else {
            self.init(number: "", name: "")
            return
        }
        guard let start = text.firstIndex(of: "<"), let end = text.lastIndex(of: ">"), start < end
        else {
            self.init(number: text, name: "")
            return
        }
        let name = text[..<start].drop { $0 == " " }
        self.init(
            number: String(text[text.index(after: start)..<end]),
            name: String(name.reversed().drop { $0 == " " }.reversed()))
    }

    /// Digits, and what a SIP user may have besides.
    private static func isShown(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "*"),
            UInt8(ascii: "#"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

/// Agents without a standing connection: the phone rings for each offer, and answering it accepts (O3, O4).
extension ConnectionModel {
    /// Where an agent on demand is to be called; a refusal where they cannot be.
    func phoneOnDemand(of key: AgentKey) throws(Refusal) -> Workplace {
        guard let place = workplace(of: key) else { throw .agentUnknown }
        return try reachable(place, for: key)
    }

    /// Where a workplace leads to, if it serves nobody else and may be called.
    func reachable(_ place: Workplace, for key: AgentKey) throws(Refusal) -> Workplace {
        if let user = user(of: place, as: key.tenant), user != key { throw .workplaceInUse }
        do throws(DestinationFault) {
            return try directory.destinations(of: key.tenant).resolve(place, for: .workplace)
        } catch {
            throw .destinationNotAllowed(error)
        }
    }

    /// Lets the agent's phone ring for a call.
    ///
    /// - Parameter other: who is at the other end, as the phone is to show it.
    mutating func ring(
        _ leg: LegID, of key: AgentKey, at place: Workplace, seconds: Int,
        answeringByItself: Bool, showing other: String?, at now: Instant
    ) {
        let policy = directory.policy(of: key.tenant) ?? Policy()
        let trunk = trunks.trunk(to: place, of: key.tenant)
        trunks.callAtOnce(trunk, at: now)
        achieve([
            .dial(
                Dial(
                    leg: leg,
                    purpose: .call(autoAnswer: answeringByItself ? policy.autoAnswerHeaders : []),
                    agent: key, workplace: place, trunk: trunk?.name, ringSeconds: seconds,
                    callerID: other ?? policy.callerID ?? trunk?.callerID))
        ])
    }

    /// The phone that rings for an offer was seen.
    mutating func phoneSeen(_ sight: Connection.Sight, for id: OfferID, at now: Instant) {
        guard let offer = offers[id], let phone = offer.phone else { return }
        switch sight {
        case .ringing: break
        case .answered:
            heard(of: offer.agent, at: now)
            // What cannot be accepted now is with the survey, which follows.
            _ = try? accept(id, answeredOn: phone.leg, at: now)
        case .gone(let end): phoneEnded(offer, end, at: now)
        case .dialFailed(.refused(let end)): phoneEnded(offer, end, at: now)
        // No fault of the agent's: it could not be stored, or Asterisk was away.
        case .dialFailed(.notSent):
            end(offer, as: .failed, releasing: .failed, phoneIsGone: true, at: now)
        case .dialFailed(.outcomeUnknown), .missing(restarted: false): achieve([.find(phone.leg)])
        case .missing(restarted: true): phoneEnded(offer, .nodeRestarted, at: now)
        // Should it come later still, it is hung up.
        case .notFound:
            phoneEnded(offer, .unknown, at: now)
            depart(phone.leg, .hangUp, at: now)
        }
    }

    /// The phone is not there any more, and was not answered. Many phones say busy where they are told to
    /// decline.
    private mutating func phoneEnded(_ offer: Offer, _ end: LegEnd, at now: Instant) {
        switch end {
        case .busy, .declined:
            self.end(offer, as: .rejected, releasing: .rejected, phoneIsGone: true, at: now)
            // A phone cannot be told that it may not.
            if offer.details.mustAccept { countMissedOffer(of: offer.agent, at: now) }
        case .noAnswer:
            self.end(offer, as: .timedOut, releasing: .timedOut, phoneIsGone: true, at: now)
            countMissedOffer(of: offer.agent, at: now)
        // Counted: a queue would offer the next customer to the same phone at once (O6).
        case .unreachable, .networkRejected, .unknown:
            self.end(offer, as: .failed, releasing: .failed, phoneIsGone: true, at: now)
            countMissedOffer(of: offer.agent, mayStay: false, at: now)
        case .hungUp, .nodeRestarted:
            self.end(offer, as: .failed, releasing: .failed, phoneIsGone: true, at: now)
        }
    }

    /// The agent's leg of a call is gone: to hang up ends the call, and who lost their phone in another way
    /// leaves a customer to be looked after (O10).
    mutating func agentLegGone(_ end: LegEnd, of id: CallID, at now: Instant) {
        guard let call = calls[id], call.state != .ended else { return }
        guard call.state != .callingAgent else {
            return ownPhoneSeen(.gone(end), for: id, at: now)
        }
        agentLost(call, end.whileUp, legIsGone: true, at: now)
    }

    /// What a survey says of the phone of an offer that is pending.
    mutating func comparePhone(
        _ offer: Offer, _ phone: OfferPhone, _ legs: [LegID: Survey.Leg], _ restarted: Bool,
        at now: Instant
    ) {
        guard let leg = legs[phone.leg] else {
            phoneSeen(.missing(restarted: restarted), for: offer.id, at: now)
            return
        }
        if leg.isUp { phoneSeen(.answered, for: offer.id, at: now) }
    }
}
