internal import ConnectionMode
internal import HTTPTypes
internal import Hummingbird
internal import Orchestration

enum GroupRoutes {
    private static let path = "/v1/tenants/{tenant}/groups/{group}"

    static let all = [
        Route(.get, "/v1/tenants/{tenant}/groups", .tenant, respond: list),
        Route(.get, path, .administrator) { inquiry throws(Problem) in
            try await edit(inquiry).show()
        },
        Route(.put, path, .administrator) { inquiry throws(Problem) in
            try await edit(inquiry).replace()
        },
        Route(.patch, path, .administrator) { inquiry throws(Problem) in
            try await edit(inquiry).merge()
        },
        Route(.delete, path, .administrator) { inquiry throws(Problem) in
            let entry = try entry(inquiry)
            return try await edit(inquiry).remove(.group(entry.tenant, entry.group, nil))
        },
    ]

    private static func entry(_ inquiry: Inquiry) throws(Problem) -> GroupEntry {
        GroupEntry(tenant: try inquiry.bearer().tenant, group: GroupID(try inquiry.name("group")))
    }

    private static func edit(_ inquiry: Inquiry) throws(Problem) -> DirectoryEdit<GroupEntry> {
        try DirectoryEdit(inquiry, entry(inquiry))
    }

    private static func list(_ inquiry: Inquiry) async throws(Problem) -> Response {
        let bearer = try inquiry.bearer()
        let page = try Page(inquiry.request.uri.queryParameters)
        let list = try await inquiry.backend.read { model in
            let groups = model.directory.tenants[bearer.tenant]?.groups ?? [:]
            return page.cut(Groups.visible(to: bearer, in: model.directory), by: \.rawValue) {
                GroupBody(id: $0.rawValue, name: groups[$0]?.name ?? $0.rawValue)
            }
        }
        return .json(Timed(list, at: inquiry.backend.now))
    }
}
