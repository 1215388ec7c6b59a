internal import ConnectionMode

/// What can be done with an agent, in the API's words.
enum AllowedAction: String, Encodable, CaseIterable, Sendable {
    case logIn, logOut, setStatus, openConnection, closeConnection, confirmPin
    case acceptOffer, rejectOffer, hangUp, liftPinLock

    private var need: Bearer.Need {
        switch self {
        case .logIn, .setStatus, .openConnection, .confirmPin, .acceptOffer, .rejectOffer: .act
        case .logOut, .closeConnection, .hangUp: .end
        case .liftPinLock: .oversee
        }
    }

    /// What the bearer may do with this agent now, and would not be refused.
    static func all(
        for bearer: Bearer, on key: AgentKey, in model: ConnectionModel
    ) -> [AllowedAction] {
        guard model.directory.profile(of: key) != nil else { return [] }
        return possible(on: key, in: model).filter { bearer.may($0.need, on: key) }
    }

    private static func possible(
        on key: AgentKey, in model: ConnectionModel
    ) -> [AllowedAction] {
        let lifting: [AllowedAction] =
            model.limits[key]?.lockedAt == nil ? [] : [.liftPinLock]
        guard let session = model.agents[key] else { return [.logIn] + lifting }
        var actions: [AllowedAction] = [.setStatus] + lifting
        let isInCall = if case .inCall = session.engagement { true } else { false }
        if !isInCall { actions.append(.logOut) }
        switch session.connection {
        case .closed:
            if mayDial(key, in: model) { actions.append(.openConnection) }
        case .dialing, .ringing:
            actions.append(.closeConnection)
        case .verifying:
            actions += [.closeConnection, .confirmPin]
        case .open:
            if !isInCall { actions.append(.closeConnection) }
        }
        switch session.engagement {
        case .free: break
        case .offered:
            if session.connection.isOpen, model.isPhoneSystemSeen { actions.append(.acceptOffer) }
            actions.append(.rejectOffer)
        case .inCall:
            actions.append(.hangUp)
        }
        return actions
    }

    private static func mayDial(_ key: AgentKey, in model: ConnectionModel) -> Bool {
        model.isPhoneSystemSeen && model.directory.policy(of: key.tenant)?.persistentEnabled == true
            && model.directory.profile(of: key)?.connectionMode == .persistent
            && model.limits[key]?.lockedAt == nil
    }
}
