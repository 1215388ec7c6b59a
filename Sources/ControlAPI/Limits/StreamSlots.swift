internal import HTTPTypes
internal import Storage

/// The places for event streams, of each token and in all, so that one token cannot take them all and streams
/// leave connections for requests.
struct StreamSlots: Sendable {
    private let slots: OpenSlots

    init(perBearer: Int, inAll: Int) { slots = OpenSlots(perHolder: perBearer, inAll: inAll) }

    /// How many streams are open.
    var count: Int { slots.count }

    /// A place for one more stream. Throws when the token, or all together, have as many as they may.
    func take(for bearer: Bearer) throws(Problem) -> OpenSlots.Slot {
        do {
            return try slots.take(for: bearer.token.id)
        } catch .ofHolder {
            throw .tooManyStreams
        } catch {
            throw .tooManyStreamsInAll
        }
    }
}

extension Problem {
    fileprivate static var tooManyStreams: Problem {
        var problem = Problem(
            .tooManyRequests, .tooManyStreams,
            "Close one of this token's event streams before opening another.")
        problem.retryAfterSeconds = 5
        return problem
    }

    fileprivate static var tooManyStreamsInAll: Problem {
        unavailable(
            .overloaded, "No stream was opened: there are too many; try again in some seconds.",
            retryAfterSeconds: 5)
    }
}
