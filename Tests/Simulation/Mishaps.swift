import Storage

/// What goes wrong in a seed, and when.
struct Mishaps {
    let world: World

    init(_ world: World) { self.world = world }

    func schedule() {
        let weather = world.weather
        often(weather.kills) { $0.service.run?.kill(at: "between two decisions") }
        often(weather.killsWithin) {
            $0.service.run?.callsUntilKill = $0.chance.between(1, 8)
        }
        often(weather.stops) { $0.service.run?.stop() }
        often(weather.linkBreaks) { world in
            world.service.isLinkBlocked = true
            world.after(world.chance.span(upTo: 20_000)) { world.service.isLinkBlocked = false }
            world.service.link.breaks(within: 3_000)
        }
        often(weather.asteriskRestarts) { world in
            world.pbx.crash()
            world.after(world.chance.between(500, 15_000)) { world.pbx.boot() }
        }
        often(weather.administration) { Administrator(world: $0).changeSomething() }
        often(weather.outboundOffers) { Dialler(world: $0).offerSomebody() }
        often(weather.routing) { Router(world: $0).act() }
        often(weather.supervisions) { $0.supervisor.act() }
        often(weather.fullDisks) { world in
            world.note("*** the disk is full")
            world.service.disk.failure = .unavailable("The disk is full.")
            world.after(world.chance.span(upTo: 15_000)) {
                world.note("*** the disk has room again")
                world.service.disk.failure = nil
            }
        }
    }

    private func often(_ times: Int, _ deed: @escaping (World) -> Void) {
        for _ in 0..<times {
            world.after(world.chance.below(world.weather.seconds * 1_000)) { [world] in
                if !world.isHealed { deed(world) }
            }
        }
    }
}

extension Weather {
    /// What goes wrong, in a line.
    var summary: String {
        let parts: [(String, Int)] = [
            ("request faults ‰", requestFaults), ("slowest event ms", slowestEvent),
            ("doubled events ‰", doubledEvents), ("lost events ‰", lostEvents),
            ("link breaks", linkBreaks), ("kills", kills), ("kills within", killsWithin),
            ("stops", stops), ("Asterisk restarts", asteriskRestarts), ("full disks", fullDisks),
            ("calls out", callsOut ? 1 : 0), ("outbound offers", outboundOffers),
            ("routing", routing), ("supervisions", supervisions),
            ("moves about", movesAbout ? 1 : 0),
            ("clock jumps", clockJumps ? 1 : 0),
            ("directory changes", directoryChanges ? 1 : 0), ("administration", administration),
            ("slowest decision ms", slowestDecision),
        ]
        return parts.filter { $0.1 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }
}
