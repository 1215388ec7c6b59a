internal import ConnectionMode
internal import HTTPTypes

/// The places for files of recordings on their way, of each tenant and in all: who reads slowly holds one for long, and
/// the phone system serves only so many at once.
struct FetchSlots: Sendable {
    static let perTenant = 3
    /// Fewer than are asked of the phone system at once.
    static let inAll = 12

    private let slots = OpenSlots(perHolder: perTenant, inAll: inAll)

    /// A place for one more file. Throws when the tenant, or all together, have as many as they may.
    func take(of tenant: TenantID) throws(Problem) -> OpenSlots.Slot {
        do {
            return try slots.take(for: tenant.rawValue)
        } catch .ofHolder {
            throw .tooManyFetches
        } catch {
            throw .tooManyFetchesInAll
        }
    }
}

extension Problem {
    fileprivate static var tooManyFetches: Problem {
        var problem = Problem(
            .tooManyRequests, .tooManyFetches,
            "Read one of the tenant's recordings to its end before fetching another.")
        problem.retryAfterSeconds = 5
        return problem
    }

    fileprivate static var tooManyFetchesInAll: Problem {
        unavailable(
            .overloaded,
            "No recording was fetched: there are too many; try again in some seconds.",
            retryAfterSeconds: 5)
    }
}
