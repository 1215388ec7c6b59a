internal import ARI
internal import ConnectionMode

/// The endpoints of PJSIP that Offhook calls, or calls by.
package struct DialedEndpoint: Hashable, Sendable {
    package enum Role: Hashable, Sendable {
        /// An agent's own phone.
        case phone
        /// What numbers and SIP URIs leave by.
        case trunk
    }

    package let name: String
    package let role: Role

    /// Each once, a phone that is a trunk as well as a phone.
    package static func all(of service: ServiceFacts) -> [DialedEndpoint] {
        var found: [String: Role] = [:]
        for template in service.dial.phoneNumber + service.dial.sipURI {
            if let name = endpoint(in: template) { found[name] = .trunk }
        }
        for tenant in service.directory.tenants.values {
            for place in tenant.agents.values.flatMap(\.workplaces) where place.kind == .endpoint {
                for template in service.dial.endpoint {
                    let dialled = template.replacing("{address}", with: place.address)
                    if let name = endpoint(in: dialled) { found[name] = .phone }
                }
            }
        }
        return found.sorted { $0.key < $1.key }.map { DialedEndpoint(name: $0.key, role: $0.value) }
    }

    /// `carrier` of `PJSIP/{address}@carrier` and of `PJSIP/carrier/{address}`; nil where it is not said.
    package static func endpoint(in dialString: String) -> String? {
        Endpoint.name(in: dialString)
    }
}
