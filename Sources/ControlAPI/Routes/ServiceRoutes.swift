internal import HTTPTypes
internal import Hummingbird
internal import Orchestration

/// What is asked of the service itself, without a token.
enum ServiceRoutes {
    static let all = [
        Route(.get, "/healthz", .open) { _ throws(Problem) in .json(AliveBody()) },
        Route(.get, "/readyz", .open) { inquiry throws(Problem) in
            let report = inquiry.backend.health.report
            return .json(
                ReadinessBody(report), status: report.isReady ? .ok : .serviceUnavailable)
        },
        Route(.get, "/openapi.yaml", .open) { _ throws(Problem) in
            Response(
                status: .ok, headers: [.contentType: "application/yaml"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: OpenAPIDocument.text)))
        },
    ]
}
