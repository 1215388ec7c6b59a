internal import HTTPTypes
internal import Hummingbird

enum MeRoutes {
    static let all = [
        Route(.get, "/v1/me", .token) { inquiry throws(Problem) in
            .json(MeBody(try inquiry.bearer()))
        }
    ]
}
