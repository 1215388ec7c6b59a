package import AMI
internal import ARI
package import ConnectionMode

/// How workplaces are dialled and what customers hear while they wait.
package struct GatewayConfiguration: Sendable {
    /// The Stasis application's name, as in the dialplan.
    package var application: String
    package var templates: DialTemplates
    /// Of trunks, by their names; what has none there is dialled as everything else.
    package var trunks: [String: DialTemplates]
    /// A class of musiconhold.conf.
    package var musicClass: String
    /// The way to the manager interface, by which agents are put into queues; `nil` where nobody is.
    package var manager: AMIConfiguration?
    /// The queues of which Offhook keeps the members.
    package var queues: [TenantID: [String]]
    /// Variables of a customer's channel that the console is told.
    package var offerVariables: [String]

    package init(
        application: String = "offhook", templates: DialTemplates = DialTemplates(),
        trunks: [String: DialTemplates] = [:],
        musicClass: String = "default", manager: AMIConfiguration? = nil,
        queues: [TenantID: [String]] = [:], offerVariables: [String] = []
    ) {
        self.application = application
        self.templates = templates
        self.trunks = trunks
        self.musicClass = musicClass
        self.manager = manager
        self.queues = queues
        self.offerVariables = offerVariables
    }
}

extension GatewayConfiguration {
    /// What to dial for somebody; nil when their kind has no template.
    func dialString(for place: Workplace, by trunk: String?) -> String? {
        trunk.flatMap { trunks[$0]?.dialString(for: place) } ?? templates.dialString(for: place)
    }

    /// By which endpoint of PJSIP somebody is called.
    func endpoint(of place: Workplace, by trunk: String?) -> String? {
        dialString(for: place, by: trunk).flatMap(Endpoint.name(in:))
    }
}

/// What Asterisk is to dial for each kind of workplace; `{address}` stands for the address, and `{digits}`
/// for a phone number's without its `+`.
package struct DialTemplates: Hashable, Sendable {
    /// An endpoint of Asterisk's own.
    package var endpoint: String?
    /// A number by way of a trunk; `nil` where there is none.
    package var phoneNumber: String?
    /// A SIP URI, dialled with the profile of the endpoint that is named.
    package var sipURI: String?

    package init(
        endpoint: String? = "PJSIP/{address}", phoneNumber: String? = nil, sipURI: String? = nil
    ) {
        self.endpoint = endpoint
        self.phoneNumber = phoneNumber
        self.sipURI = sipURI
    }

    /// What to dial for a workplace; `nil` when its kind has no template.
    func dialString(for workplace: Workplace) -> String? {
        let template: String? =
            switch workplace.kind {
            case .endpoint: endpoint
            case .phoneNumber: phoneNumber
            case .sipUri: sipURI
            }
        let digits = workplace.address.filter { $0 != "+" }
        return template?.replacing("{address}", with: workplace.address)
            .replacing("{digits}", with: workplace.kind == .phoneNumber ? digits : "")
    }
}
