internal import DemoWorld
internal import JSON
internal import SimulatedPhones
internal import Synchronization

/// An agent with a customer who calls again and again, each time with the next of all ends.
final class SoakPair: Sendable {
    /// How a call goes.
    enum Outcome: String, CaseIterable {
        case customerHangsUp = "ended by the customer"
        case agentHangsUp = "ended by the agent"
        case throughDial = "through Dial(), ended by the customer"
        case throughDialAgentHangsUp = "through Dial(), ended by the agent"
        case unanswered = "answered by Accept, ended by the customer"
        case rejected = "rejected"
        case abandoned = "given up by the customer before Accept"

        /// The prefix that the demo's dialplan has for it.
        var prefix: Int {
            switch self {
            case .customerHangsUp, .agentHangsUp, .rejected, .abandoned: 9
            case .throughDial, .throughDialAgentHangsUp: 8
            case .unanswered: 7
            }
        }
    }

    let desk: AgentDesk
    private let world: World
    private let customer: SimulatedPhone
    private let state = Mutex((calls: 0, outcomes: [String: Int]()))

    /// So often it is read from RTP who hears whom, and that the leg is silent after it.
    private static let listensEach = 50

    init(_ world: World, agent: SimulatedPhone, customer: SimulatedPhone) throws {
        self.world = world
        self.customer = customer
        desk = try AgentDesk(world, phone: agent)
    }

    var name: String { desk.phone.name }
    var calls: Int { state.withLock { $0.calls } }
    var outcomes: [String: Int] { state.withLock { $0.outcomes } }

    func play(_ count: Int) async throws {
        for _ in 0..<count {
            let number = calls
            let outcome = Outcome.allCases[number % Outcome.allCases.count]
            do {
                try await play(outcome, listens: number.isMultiple(of: Self.listensEach))
            } catch {
                throw PhoneError("Call \(number) of \(name) (\(outcome.rawValue)): \(error)")
            }
            state.withLock { state in
                state.calls += 1
                state.outcomes[outcome.rawValue, default: 0] += 1
            }
        }
    }

    private func play(_ outcome: Outcome, listens: Bool) async throws {
        let place = desk.events.count
        customer.dial("\(outcome.prefix)\(name)")
        let offer = try await desk.waitForOffer(from: place)
        switch outcome {
        case .customerHangsUp, .throughDial, .unanswered:
            _ = try await talk(offer, from: place, listens)
            customer.hangUp()
            try await told("call.ended", from: place)
        case .agentHangsUp, .throughDialAgentHangsUp:
            let call = try await talk(offer, from: place, listens)
            guard try await desk.hangUp(call).isFine else { throw PhoneError("Not hung up.") }
        case .rejected:
            guard try await desk.reject(offer).isFine else { throw PhoneError("Not rejected.") }
            // Back in the dialplan, which would play a tone for a while.
            customer.hangUp()
        case .abandoned:
            customer.hangUp()
            try await told("offer.canceled", from: place)
        }
        guard await customer.waitUntilIdle(), await desk.waitForStatus("available") else {
            throw PhoneError("The call did not end.")
        }
        guard listens else { return }
        guard await world.probe.isSilent(desk.phone.ear, for: .milliseconds(500)) else {
            throw PhoneError("The leg is not silent after the call.")
        }
    }

    private func talk(_ offer: String, from place: Int, _ listens: Bool) async throws -> String {
        guard try await desk.accept(offer).isFine else { throw PhoneError("Not accepted.") }
        let call = try await told("call.connected", from: place)
        if listens {
            guard await world.hearEachOther(desk.phone, customer) else {
                throw PhoneError("The two do not hear each other.")
            }
        }
        return call
    }

    @discardableResult
    private func told(_ type: String, from place: Int) async throws -> String {
        guard let told = await desk.events.wait(for: type, from: place),
            let id = told.data.optionalString("id")
        else { throw PhoneError("The console was not told \(type).") }
        return id
    }
}
