/// What must hold whatever happens.
package enum Rule: String, Sendable, CaseIterable {
    case oneDial = "W2 a phone is rung at most once an attempt"
    case oneDialAtATime = "C3 a phone is not rung while its connection is open"
    case bridgeNamesOnce = "no bridge's name is used twice"
    case verifiedOnly = "V10 nobody is bridged to a leg that is not open"
    case askedFor = "O5 nobody is bridged without an Accept"
    case overheard =
        "O13e O13f customers and third parties hear each other only when the agent wants it"
    case supervised =
        "O13g nobody hears a supervisor who does not want to be heard by them, and none hears a call without a wish"
    case callsStay = "W1 a call that is up is cut by nobody but people and rules"
    case legsStay = "W1 an open leg is ended by nobody but people and rules"
    case oneOffer = "one offer an agent at a time"
    case offersFit =
        "an offer is made to an agent who is free and available, over an open connection"
    case deadLegs = "C4 nobody is brought to a leg that is known to be dead"
    case livingLegs = "C4 a leg whose phone is there is not closed for want of a sign of life"
    case tenants = "W4 nothing crosses tenants"
    case trueConnected = "C6 connected is said only when it is so"
    case trueHold = "O13a held is said only when it is so"
    case recordings = "O13h what is recorded is what the agent and the policy want of a call"
    case muted = "O13b an agent is muted when and while they asked for it"
    case secretPIN = "V8 a PIN is in no store, journal or notice"
    case owners = "no leg without an owner"
    case nobodyForgotten = "no customer is alone or forgotten"
    case nobodyInSilence = "no customer who was answered waits in silence"
    case silence = "C2 no agent is left with the ringing of somebody who is not called any more"
    case everyWaitEnds = "every wait ends"
    case bridgesGo = "no bridge is left that nobody needs"
    case truth = "what the API says is what the switch has"
    case queuesKnow = "O12 queues see each agent as they are"
    case ledger = "the ledger has what everybody did, once"
    case allGone = "nothing is left when everybody has gone"
    case noTraps = "nothing is refused that was not meant to be"
}

/// A rule that was broken.
package struct Violation: Hashable, Sendable, CustomStringConvertible {
    package let rule: Rule
    package let sentence: String
    package let atMilliseconds: Int64

    package var description: String { "\(rule.rawValue): \(sentence)" }
}
