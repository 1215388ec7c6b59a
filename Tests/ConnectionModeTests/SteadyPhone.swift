import ConnectionMode
import Testing

/// A phone that nobody asks whether it is there, whose packets are counted whenever the model looks.
final class SteadyPhone {
    private(set) var desk: Desk
    let leg: LegID
    let home: BridgeID
    private(set) var packets = 0
    /// How many times it was counted.
    private(set) var looks = 0

    /// Its connection stands, and it has run steadily for some minutes.
    init(tenant: (inout Tenant) -> Void = { _ in }) throws {
        let desk = Desk(tenant: tenant)
        try desk.openConnection()
        let attempt = try #require(desk.attempt())
        (self.desk, leg, home) = (desk, attempt.leg, attempt.home)
        live(seconds: 330, sending: 50)
        desk.clear()
    }

    /// Time passes, and each look is answered.
    func live(seconds: Int, sending perSecond: Int) {
        for _ in 0..<seconds {
            let before = desk.looks.count
            packets += perSecond
            desk.pass(seconds: 1)
            for look in desk.looks.dropFirst(before) {
                switch look {
                case .findContact(leg, _, _):
                    desk.see(.contactFound(leg, isQualified: false))
                case .countPackets(leg):
                    looks += 1
                    count()
                default: break
                }
            }
        }
    }

    /// What has come from it until now is told.
    func count() { desk.see(.mediaSeen(leg, PacketCount(received: packets, reports: 0))) }

    /// It sends nothing, until that is known.
    func stop() throws {
        for _ in 0..<150 where unhealth == nil { live(seconds: 1, sending: 0) }
        try #require(unhealth == .mediaStopped)
        desk.clear()
    }

    /// The link is lost for some seconds, or the service is away.
    func gap(seconds: Int = 30, restart: Bool) {
        if restart {
            let next = desk.restarted()
            next.now = desk.now.advanced(bySeconds: seconds)
            desk = next
        } else {
            desk.see(.linkLost)
            desk.pass(seconds: seconds)
        }
        desk.see(survey([ConnectionModeTests.leg(leg, in: home)], bridges: [home]))
        desk.clear()
    }

    var unhealth: Unhealth? { desk.model.agents[Desk.agent]?.unhealth }
    var isOpen: Bool { desk.model.agents[Desk.agent]?.connection.isOpen == true }
}
