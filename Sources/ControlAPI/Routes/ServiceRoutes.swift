internal import HTTPTypes
internal import Hummingbird
internal import Orchestration

/// What is asked of the service itself, without a token. It is answered from the start to the end, also
/// while another process has the store.
enum ServiceRoutes {
    static let all = [
        Route(.get, "/healthz") { _ in .json(AliveBody()) },
        Route(.get, "/readyz") { health in
            let report = health.report
            return .json(
                ReadinessBody(report), status: report.isReady ? .ok : .serviceUnavailable)
        },
        Route(.get, "/openapi.yaml") { _ in
            Response(
                status: .ok, headers: [.contentType: "application/yaml"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: OpenAPIDocument.text)))
        },
    ]
}
