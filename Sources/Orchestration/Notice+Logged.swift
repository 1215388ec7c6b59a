internal import ConnectionMode
internal import Logging

extension Logger {
    /// Writes down what people are told. `customer` is the same from a customer's first offer to the end of the call, and
    /// in Asterisk the unique id of their channel; `connection` is the same from a validation call to the end of what it
    /// opened.
    func write(_ notices: [Notice]) {
        guard logLevel <= .info else { return }
        for notice in notices {
            var metadata: Metadata = ["agent": "\(notice.agent)"]
            for (key, value) in notice.content.ids { metadata[key] = "\(value)" }
            let isOfCalls = metadata.count > 1
            log(level: isOfCalls ? .info : .debug, "\(notice.content.name)", metadata: metadata)
        }
    }
}

extension Notice.Content {
    /// By which it is found among others of the same call or connection.
    fileprivate var ids: [(String, String)] {
        switch self {
        case .connectionDialing(let id), .connectionRinging(let id),
            .connectionVerifying(let id, _), .connectionOpened(let id),
            .connectionPINRejected(let id, _):
            [("connection", id.rawValue)]
        case .connectionClosed(let id, let reason):
            [("connection", id.rawValue), ("reason", reason.rawValue)]
        case .offerCreated(let offer), .offerAccepted(let offer), .offerRejected(let offer),
            .offerTimedOut(let offer), .offerCanceled(let offer), .offerFailed(let offer):
            [("customer", offer.customer.leg.rawValue), ("offer", offer.id.rawValue)]
        case .callCreated(let call), .callDialing(let call), .callRinging(let call),
            .callConnecting(let call), .callConnected(let call), .callEnded(let call):
            [("customer", call.customer.leg.rawValue), ("call", call.id.rawValue)]
                + (call.offer.map { [("offer", $0.rawValue)] } ?? [])
                + (call.end.map { [("reason", $0.rawValue)] } ?? [])
        case .statusChanged, .connectionPINLocked, .connectionPINUnlocked, .settingsSaved,
            .workplaceReverted, .workplaceEntered, .workplaceValidated, .openNotice, .lostNotice:
            []
        }
    }
}
