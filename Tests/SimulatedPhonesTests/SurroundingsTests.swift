import Foundation
import SimulatedPhones
import Testing

@Suite struct `A call center that somebody else runs` {
    @Test func `there is none unless the environment names its service`() {
        #expect(Surroundings([:]) == nil)
        #expect(Surroundings(["OFFHOOK_DEMO_SERVICE": "", "OFFHOOK_DEMO_SIP_PORT": "5"]) == nil)
    }

    @Test func `what the environment does not say is as in the containers`() throws {
        let place = try #require(Surroundings(["OFFHOOK_DEMO_SERVICE": "http://offhook:8480"]))
        #expect(place.service == "http://offhook:8480")
        #expect(place.published == place.service)
        #expect(place.customersPort == 8490)
        #expect(place.publishedCustomers == "http://127.0.0.1:8490")
        #expect(place.sipPort == 5060)
        #expect(place.sounds == "/usr/share/asterisk/sounds/en")
        #expect(place.folder.path == "/var/lib/offhook-demo")
    }

    @Test func `everything can be said`() throws {
        let place = try #require(
            Surroundings([
                "OFFHOOK_DEMO_SERVICE": "http://a", "OFFHOOK_DEMO_PUBLISHED": "http://b",
                "OFFHOOK_DEMO_SIP_PORT": "5070", "OFFHOOK_DEMO_SOUNDS": "/sounds",
                "OFFHOOK_DEMO_FOLDER": "/folder", "OFFHOOK_DEMO_CUSTOMERS_PORT": "81",
                "OFFHOOK_DEMO_PUBLISHED_CUSTOMERS": "http://c",
            ]))
        #expect(place.customersPort == 81)
        #expect(place.publishedCustomers == "http://c")
        #expect(place.published == "http://b")
        #expect(place.sipPort == 5070)
        #expect(place.sounds == "/sounds")
        #expect(place.folder.path == "/folder")
    }

    private let table = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
         101: 0100007F:13C4 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 17 2 0 0
         102: 0B00007F:13CE 0100007F:13D8 07 00000000:00000000 00:00000000 00000000     0        0 18 2 0 0
         103: 00000000:13E2 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 19 2 0 0
        """

    @Test func `Asterisk is there when its port is taken on its address or on every one`() {
        #expect(Surroundings.isBound(port: 5060, in: table))
        #expect(Surroundings.isBound(port: 5090, in: table))
    }

    @Test func `a phone's port, a far end's port and a broken table are not Asterisk`() {
        #expect(!Surroundings.isBound(port: 5070, in: table), "another address")
        #expect(!Surroundings.isBound(port: 5080, in: table), "a far end")
        #expect(!Surroundings.isBound(port: 5060, in: ""))
        #expect(!Surroundings.isBound(port: 5060, in: "\n0100007F:13C4\n:\n"))
    }
}
