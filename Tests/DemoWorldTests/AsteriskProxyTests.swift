import DemoWorld
import Foundation
import SimulatedPhones
import Synchronization
import Testing

@Suite struct `The proxy between the service and Asterisk` {
    private let server: AnsweringServer
    private let proxy: AsteriskProxy

    init() throws {
        server = try AnsweringServer()
        proxy = try AsteriskProxy(toward: server.port)
    }

    @Test func `it passes requests on, counts them and names them`() throws {
        let client = try PlainClient(port: proxy.port)
        #expect(client.ask("GET /ari/asterisk/info") == "GET /ari/asterisk/info HTTP/1.1")
        proxy.countAnew()
        _ = client.ask(
            "POST /ari/channels", body: #"{"app":"offhook","channelId":"oh-1x2y-v17"}"#)
        _ = client.ask(
            "POST /ari/bridges/oh-1x2y-t3/addChannel",
            body: #"{"channel":["oh-1x2y-v17","pbx-1700000000.12"]}"#)
        _ = client.ask("PUT /ari/deviceStates/Stasis%3Aacme%3A1001?deviceState=INUSE")
        #expect(
            proxy.requests.map(\.description) == [
                "POST /channels oh-v", "POST /bridges/oh-t/addChannel oh-v+customer",
                "PUT /deviceStates/Stasis:acme:1001?deviceState=INUSE",
            ])
        #expect(proxy.requests.map(\.number) == [1, 2, 3])
        proxy.end()
    }

    @Test func `a request can be stopped before it leaves, and its answer before it is read`()
        async throws
    {
        let moments = Mutex<[AsteriskProxy.Moment]>([])
        proxy.setGate { request, moment in
            moments.withLock { $0.append(moment) }
            switch moment {
            case .arrived: return request.target == "/before" ? .drop : .pass
            case .answered: return request.target == "/after" ? .drop : .pass
            case .delivered: return .pass
            }
        }
        #expect(try PlainClient(port: proxy.port).ask("GET /before") == nil)
        #expect(server.asked.isEmpty)
        #expect(try PlainClient(port: proxy.port).ask("GET /after") == nil)
        #expect(server.asked == ["GET /after HTTP/1.1"])
        #expect(try PlainClient(port: proxy.port).ask("GET /other") == "GET /other HTTP/1.1")
        // The client has its answer before the proxy has told of that.
        let expected: [AsteriskProxy.Moment] = [
            .arrived, .arrived, .answered, .arrived, .answered, .delivered,
        ]
        #expect(await eventually(within: .seconds(10)) { moments.withLock { $0 } == expected })
        proxy.end()
    }

    @Test func `the event socket is stalled and freed in each direction`() throws {
        let client = try PlainClient(port: proxy.port)
        #expect(client.ask("GET /ari/events?app=a")?.contains("101") == true)
        #expect(client.write("one"))
        #expect(client.read(withinMilliseconds: 2_000) == "one")
        for direction in [AsteriskProxy.Direction.towardAsterisk, .towardService] {
            proxy.setFlow(.stalled, direction)
            #expect(client.write("two"))
            #expect(client.read(withinMilliseconds: 200) == nil)
            proxy.setFlow(.free, direction)
            #expect(client.read(withinMilliseconds: 2_000) == "two")
        }
        // Requests are not touched by it.
        proxy.setFlow(.stalled, .towardService)
        #expect(try PlainClient(port: proxy.port).ask("GET /a") == "GET /a HTTP/1.1")
        proxy.end()
    }

    @Test func `a slow event socket passes all bytes, slowly`() throws {
        let client = try PlainClient(port: proxy.port)
        _ = client.ask("GET /ari/events?app=a")
        proxy.setFlow(.slow(bytesPerSecond: 200), .towardService)
        let text = String(repeating: "x", count: 60)
        let start = ContinuousClock.now
        #expect(client.write(text))
        var read = ""
        while read.count < text.count, let more = client.read(withinMilliseconds: 2_000) {
            guard !more.isEmpty else { break }
            read += more
        }
        #expect(read == text)
        #expect(start.duration(to: .now) > .milliseconds(200))
        proxy.end()
    }

    @Test func `the event socket is cut, or frozen for good while a new one is free`() throws {
        let cut = try PlainClient(port: proxy.port)
        _ = cut.ask("GET /ari/events?app=a")
        proxy.cutEvents()
        #expect(cut.read(withinMilliseconds: 2_000) == "")
        let frozen = try PlainClient(port: proxy.port)
        _ = frozen.ask("GET /ari/events?app=a")
        proxy.freezeEvents()
        #expect(frozen.write("nobody hears it"))
        #expect(frozen.read(withinMilliseconds: 200) == nil)
        let fresh = try PlainClient(port: proxy.port)
        _ = fresh.ask("GET /ari/events?app=a")
        #expect(fresh.write("heard"))
        #expect(fresh.read(withinMilliseconds: 2_000) == "heard")
        proxy.end()
        #expect(frozen.read(withinMilliseconds: 2_000) == "")
    }

    @Test func `connections are refused, and ended with Asterisk's`() throws {
        let idle = try PlainClient(port: proxy.port)
        _ = idle.ask("GET /a")
        server.endConnections()
        #expect(idle.read(withinMilliseconds: 2_000) == "")
        proxy.refuse(true)
        #expect(try PlainClient(port: proxy.port).ask("GET /b") == nil)
        proxy.refuse(false)
        #expect(try PlainClient(port: proxy.port).ask("GET /b") == "GET /b HTTP/1.1")
        proxy.end()
    }
}
