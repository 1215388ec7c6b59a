internal import ConnectionMode

/// Sends a customer into the dialplan, with variables that say where to. Under `Dial()` and `Queue()` the customer is
/// there already: their own channel is told, and our half ends.
///
/// Asked for again by the model until the leg is seen to be gone.
struct TransferProcedure: Procedure {
    private let customer: CustomerLeg
    private var remaining: ArraySlice<Request>

    init(customer: CustomerLeg, transfer: Transfer) {
        self.customer = customer
        let leg = customer.leg.rawValue
        let variables = [
            ("OFFHOOK_TRANSFER_TO", transfer.destination),
            ("OFFHOOK_TRANSFER_AGENT", transfer.agent), ("OFFHOOK_RESULT", "transferred"),
        ]
        let wayOn: Request
        var caller: String?
        switch customer.kind {
        case .own: wayOn = .continueInDialplan(leg)
        case .dialed(let context):
            wayOn =
                context.map { .continueInDialplan(leg, .start(of: $0)) }
                ?? .hangUp(leg, cause: ReleaseCause.normal)
        case .half(let channel):
            caller = channel?.rawValue
            wayOn = .hangUp(leg, cause: ReleaseCause.normal)
        }
        let requests = variables.map { name, value in
            Request.setVariable(
                leg, name: caller.map { "SHARED(\(name),\($0))" } ?? name, value: value)
        }
        remaining = (requests + [wayOn])[...]
    }

    mutating func start() -> Move { step() }

    mutating func next(after outcome: Outcome) -> Move {
        // Gone, or in the dialplan again: either way out of our hands.
        if outcome == .refused(status: 404) || outcome == .refused(status: 409) {
            return .finish([.legGone(customer.leg, .unknown)])
        }
        // Where to must be known there: the model asks again.
        guard outcome.isAnswer else { return .finish }
        return step()
    }

    private mutating func step() -> Move {
        remaining.popFirst().map { .ask($0) } ?? .finish
    }
}
