internal import HTTPTypes
internal import Hummingbird

enum MeRoutes {
    static let all = [
        Route(.get, "/v1/me") { inquiry throws(Problem) in
            .json(MeBody(try await inquiry.bearer()))
        }
    ]
}
