internal import ConnectionMode
package import Logging

/// Writes down what people are told: `customer` is the same from a customer's first offer to the end of the call, and in
/// Asterisk the unique id of their channel; `connection` is the same from a validation call to the end of what it opened.
///
/// It listens as a console does, so that whoever reads the log slowly keeps nobody waiting.
package struct NoticeLog: Sendable {
    private let board: NoticeBoard
    private let logger: Logger

    package init(_ board: NoticeBoard, logger: Logger) {
        self.board = board
        self.logger = logger
    }

    /// Writes until it is cancelled.
    package func run() async {
        guard logger.logLevel <= .info else { return }
        var last: PostingID?
        while !Task.isCancelled {
            let subscription = board.subscribe(after: last) { posting in
                if case .notice = posting.content { true } else { false }
            }
            if !subscription.isResumed {
                if last != nil {
                    logger.warning(
                        "The log is read too slowly: some of what happened is not in it.")
                }
                last = subscription.last
            }
            for await lot in subscription.postings {
                for posting in lot {
                    last = posting.id
                    if case .notice(let notice) = posting.content { write(notice) }
                }
            }
        }
    }

    private func write(_ notice: Notice) {
        let ids = notice.content.ids
        var metadata: Logger.Metadata =
            switch notice.subject {
            case .agent(let key): ["agent": "\(key)"]
            case .tenant(let tenant): ["tenant": "\(tenant)"]
            }
        for (key, value) in ids { metadata[key] = "\(value)" }
        logger.log(
            level: ids.isEmpty ? .debug : .info, "\(notice.content.name)", metadata: metadata)
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
        case .connectionUnhealthy(let id, let why):
            [("connection", id.rawValue), ("reason", why.rawValue)]
        case .connectionRecovered(let id), .connectionExpiring(let id, _),
            .connectionRenewed(let id):
            [("connection", id.rawValue)]
        case .connectionClosed(let id, let reason):
            [("connection", id.rawValue), ("reason", reason.rawValue)]
        case .offerCreated(let offer), .offerAccepted(let offer), .offerRejected(let offer),
            .offerTimedOut(let offer), .offerCanceled(let offer), .offerFailed(let offer):
            [("customer", offer.customer.leg.rawValue), ("offer", offer.id.rawValue)]
        case .customerWaiting(let waiting):
            [("customer", waiting.customer.leg.rawValue), ("waiting", waiting.id.rawValue)]
        case .customerLeft(let waiting, let end):
            [
                ("customer", waiting.customer.leg.rawValue), ("waiting", waiting.id.rawValue),
                ("reason", end.rawValue),
            ]
        case .callCreated(let call), .callDialing(let call), .callRinging(let call),
            .callConnecting(let call), .callConnected(let call), .callEnded(let call),
            .callHeld(let call), .callResumed(let call), .callMuted(let call),
            .callUnmuted(let call), .callCustomerLeft(let call):
            [("customer", call.firstCustomer.leg.rawValue), ("call", call.id.rawValue)]
                + (call.offer.map { [("offer", $0.rawValue)] } ?? [])
                + (call.end.map { [("reason", $0.rawValue)] } ?? [])
        case .thirdParty(let news, let third, let call):
            [
                ("customer", call.firstCustomer.leg.rawValue), ("call", call.id.rawValue),
                ("participant", third.id.rawValue),
            ] + (news.end.map { [("reason", $0.rawValue)] } ?? [])
        case .supervision(let news, let supervision, let call):
            [
                ("customer", call.firstCustomer.leg.rawValue), ("call", call.id.rawValue),
                ("supervision", supervision.id.rawValue),
            ] + (news.end.map { [("reason", $0.rawValue)] } ?? [])
        case .recording(let news, let recording, let call):
            [
                ("customer", call.firstCustomer.leg.rawValue), ("call", call.id.rawValue),
                ("recording", recording.id.rawValue),
            ] + (news.end.map { [("reason", $0.rawValue)] } ?? [])
        case .wrapUpStarted(let wrapUp), .wrapUpEnded(let wrapUp):
            [("call", wrapUp.call.rawValue)]
        case .statusChanged, .connectionPINLocked, .connectionPINUnlocked, .settingsSaved,
            .workplaceReverted, .workplaceEntered, .workplaceValidated, .openNotice, .lostNotice:
            []
        }
    }
}
