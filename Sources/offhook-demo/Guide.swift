internal import DemoWorld
internal import Foundation
internal import SimulatedPhones

/// What to do by hand with a running call center.
struct Guide {
    /// The service's address, as people reach it.
    private let base: String
    /// Where customers are let call at a click.
    private let customers: String
    /// The lines of a shell that make `agent`, `supervisor` and `phone`.
    private let preparation: String
    /// How the console is opened for an agent and for a supervisor.
    private let entrance: String
    /// How an agent calls a customer, where one can be called.
    private let calling: String
    /// Asterisk's console, and the service's log.
    private let insight: String
    private let end: String

    /// For one that `run` started.
    init(_ world: World, customers: String) throws {
        self.customers = customers
        let service = world.service
        let configuration = world.asterisk.folder.appending(path: "etc/asterisk.conf").path
        base = service.base
        let agent = try service.token(agent: "1001")
        let other = try service.token(agent: "1002")
        let supervisor = try service.token(["--role", "supervisor"])
        entrance = """
              agent 1001:                           \(base)/console/#token=\(agent)
              agent 1002, who may change settings:  \(base)/console/#token=\(other)
              a supervisor:                         \(base)/console/#token=\(supervisor)
            """
        preparation = """
            # for the consoles of docs/first-console.md, too
            export OFFHOOK=\(base)/v1/tenants/acme AGENT=1001 TOKEN=\(agent)
            agent="Authorization: Bearer $TOKEN"
            supervisor='Authorization: Bearer \(supervisor)'
            phone='\(try OffhookService.findProgram("offhook-demo")) phone'
            """
        calling = """

            # the agent calls a customer, hears the ringing, and then the customer
            curl -s -H "$agent" -X POST $api/agents/1001/calls -H "$json" \\
                 -d '{"to":"sip:2001@\(PhoneNetwork.customerAddress(2_001))"}'
            $phone 2001 answer
            $phone 1001 hear
            $phone 2001 hangup

            """
        insight = """
            \(Project.path("scripts/asterisk-command")) -C \(configuration) -r
            tail -f \(service.folder.appending(path: "offhook.log").path)
            """
        end = "make stop ends everything."
    }

    /// For one in containers. Tokens are made when they are needed: nothing secret is in a log.
    init(_ place: Surroundings) {
        base = place.published
        customers = place.publishedCustomers
        entrance = """
              It asks for a token. These two make one, for agent 1001 and for a supervisor:
              docker compose -f docker/compose.yaml exec -T offhook \
            offhook token create --tenant acme --expires-in-days 1 --agent 1001
              docker compose -f docker/compose.yaml exec -T offhook \
            offhook token create --tenant acme --expires-in-days 1 --role supervisor
            """
        preparation = """
            compose='docker compose -f docker/compose.yaml'
            token="$compose exec -T offhook offhook token create --tenant acme --expires-in-days 1"
            # for the consoles of docs/first-console.md, too
            export OFFHOOK=\(base)/v1/tenants/acme AGENT=1001 TOKEN=$($token --agent 1001)
            agent="Authorization: Bearer $TOKEN"
            supervisor="Authorization: Bearer $($token --role supervisor)"
            phone="$compose exec -T phones offhook-demo phone"
            """
        calling = ""
        insight = """
            $compose exec asterisk asterisk -r
            $compose logs -f offhook

            # a whole day, played by phones of its own
            $compose exec -T -e OFFHOOK_DEMO_TOKEN=$($token --agent \(VisitedCallCenter.agentName)) \
            phones offhook-demo day
            """
        end = "docker compose -f docker/compose.yaml down ends everything."
    }

    var text: String {
        """
        Offhook is at \(base), its contract at \(base)/openapi.yaml, to be read at \(base)/docs/.
        The agent console is at \(base)/console/
        \(entrance)
        Customers call at a click at \(customers)/
        Agents 1001 and 1002 have phones that answer by themselves; 2001 and 2002 are customers.
        Copy these into a shell; the console shows what they do, or does the same at a click:

        api=\(base)/v1/tenants/acme
        \(preparation)
        json='Content-Type: application/json'

        # what happens, as a console hears it (leave it open in a second shell)
        curl -sN -H "$agent" $api/events

        # agent 1001 logs in and becomes available: the phone is called, the PIN is spoken three times
        curl -s -H "$agent" -X POST $api/agents/1001/session
        curl -s -H "$agent" -X PUT $api/agents/1001/status -H "$json" -d '{"status":"available"}'
        $phone 1001 pin                  # listens to what the phone gets, and prints the PIN

        # with the attemptId of the answer above and that PIN
        curl -s -H "$agent" -X POST $api/agents/1001/connection/confirm -H "$json" \\
             -d '{"attemptId":"...","pin":"...."}'
        $phone 1001 hear                 # silence

        # a customer calls; accept with the offer's id
        $phone 2001 dial 91001
        curl -s -H "$agent" $api/offers
        curl -s -H "$agent" -X POST $api/offers/.../accept
        $phone 1001 hear                 # the customer
        $phone 2001 hear                 # the agent
        $phone 2001 hangup               # 1001 is in silence again, and was never rung anew

        # or in the queue "support", whose member 1001 is
        $phone 2001 dial 6000
        \(calling)
        # everybody, as a supervisor sees them; one who listens to a call by phone 1002, and then helps the agent
        curl -s -H "$supervisor" $api/agents
        curl -s -H "$supervisor" -X POST $api/calls/.../supervisions -H "$json" \\
             -d '{"mode":"monitor","phone":{"kind":"endpoint","address":"1002"}}'
        curl -s -H "$supervisor" -X PATCH $api/calls/.../supervisions/... -H "$json" -d '{"mode":"whisper"}'

        # Asterisk's console, and the service's log
        \(insight)

        \(end)

        """
    }
}
