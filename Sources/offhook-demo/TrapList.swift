extension Trap {
    /// All of them, one after the other on the same Asterisk.
    static let all =
        phones + web + ari + manager + modules + logs + service + queues + dialplan + media

    // MARK: Phones

    private static let pjsip = ["module reload res_pjsip.so"]

    private static func phone(
        _ name: String, _ old: String, _ new: String, _ check: String,
        in file: String = "offhook-pjsip.conf"
    ) -> Trap {
        Trap(
            name: name, file: "etc/\(file)", edit: .replace(old, by: new), reload: pjsip,
            expected: "phones.\(check)", isSeenLive: true)
    }

    private static let phones = [
        phone("rtp_timeout hangs up muted phones", "rtp_timeout=0", "rtp_timeout=30", "rtpTimeout"),
        phone(
            "rtp_timeout_hold too", "rtp_timeout_hold=0", "rtp_timeout_hold=60", "rtpTimeoutHold"),
        phone(
            "no keepalive for parked phones", "rtp_keepalive=2", "rtp_keepalive=0", "rtpKeepalive"),
        phone("a keepalive that RTCP undoes", "rtp_keepalive=2", "rtp_keepalive=5", "rtpKeepalive"),
        phone("each Accept re-INVITEs", "direct_media=no", "direct_media=yes", "directMedia"),
        phone("direct media by default", "direct_media=no", "", "directMedia"),
        phone("phones may transfer", "allow_transfer=no", "allow_transfer=yes", "allowTransfer"),
        phone("no session timers", "timers=always", "timers=no", "sessionTimers"),
        phone("a session of half an hour", "timers_sess_expires=90", "", "sessionExpiry"),
        phone("the caller is not shown", "send_pai=yes", "send_pai=no", "sendPAI"),
        phone(
            "nobody asks for the phone", "qualify_frequency=30", "qualify_frequency=0", "qualify"),
        phone("two phones for one agent", "max_contacts=1", "max_contacts=2", "contacts"),
        Trap(
            name: "a phone that is not there", file: "etc/trap-pjsip.conf",
            edit: .replace("[1102](offhook-phone)", by: "[1103](offhook-phone)"), reload: pjsip,
            expected: "phones.endpoint", isAbsence: true, isSeenLive: true),
        Trap(
            name: "rtp_timeout from the next start on", file: "etc/offhook-pjsip.conf",
            edit: .replace("rtp_timeout=0", by: "rtp_timeout=30"), expected: "phones.rtpTimeout"),
        Trap(
            name: "a trunk with rtp_timeout", file: "etc/trap-pjsip.conf",
            edit: .insert("rtp_timeout=10", after: "aors=carrier"), reload: pjsip,
            expected: "phones.rtpTimeout", isSeenLive: true),
    ]

    // MARK: The two interfaces

    private static func web(
        _ name: String, _ old: String, _ new: String, _ check: String
    ) -> Trap {
        Trap(
            name: name, file: "etc/http.conf", edit: .replace(old, by: new),
            expected: "http.\(check)")
    }

    private static let web = [
        web("http sessionlimit of 100", "sessionlimit=1000", "sessionlimit=100", "sessionLimit"),
        web("the default sessionlimit", "sessionlimit=1000", "", "sessionLimit"),
        web("http at every address", "bindaddr=127.0.0.1", "bindaddr=0.0.0.0", "binding"),
        web("http switched off", "enabled=yes", "enabled=no", "enabled"),
        web(
            "connections closed too soon", "session_keep_alive=15000", "session_keep_alive=5000",
            "keepAlive"),
        Trap(
            name: "ARI below another address", file: "etc/http.conf",
            edit: .insert("prefix=asterisk", after: "enabled=yes"), expected: "http.prefix"),
    ]

    private static let ari = [
        Trap(
            name: "allowed_origins=*", file: "etc/ari.conf",
            edit: .insert("allowed_origins=*", after: "pretty=no"), expected: "ari.allowedOrigins"),
        Trap(
            name: "a write timeout of 100 ms", file: "etc/offhook-ari.conf",
            edit: .replace("websocket_write_timeout=1000", by: "websocket_write_timeout=100"),
            expected: "ari.writeTimeout"),
        Trap(
            name: "a second channelvars", file: "etc/ari.conf",
            edit: .append("[general](+)\nchannelvars=MINE"), expected: "ari.channelVariables"),
        Trap(
            name: "a user who may only read", file: "etc/offhook-ari.conf",
            edit: .replace("read_only=no", by: "read_only=yes"),
            reload: ["module reload res_ari.so"], expected: "ari.user", isSeenLive: true),
        Trap(
            name: "a hashed password", file: "etc/offhook-ari.conf",
            edit: .insert("password_format=crypt", after: "read_only=no"),
            expected: "ari.passwordFormat"),
        Trap(
            name: "Asterisk opens our event socket", file: "etc/ari.conf",
            edit: .append("[elsewhere]\ntype=outbound_websocket\napps=other,offhook"),
            expected: "ari.otherSocket"),
        Trap(
            name: "another ARI password", file: "offhook/password",
            edit: .replace("…", by: "wrong"),
            expected: "asterisk.reachable", also: ["manager.reachable"], isSeenLive: true),
        Trap(
            name: "nobody at ARI's address", file: "offhook/offhook.yaml",
            edit: .replace("  url: …", by: "  url: http://127.0.0.1:1"),
            expected: "asterisk.reachable", isSeenLive: true),
    ]

    private static func user(
        _ name: String, _ old: String, _ new: String, _ check: String, isSeenLive: Bool = false
    ) -> Trap {
        Trap(
            name: name, file: "etc/offhook-manager.conf", edit: .replace(old, by: new),
            reload: ["manager reload"], expected: "manager.\(check)", isSeenLive: isSeenLive)
    }

    private static let manager = [
        user(
            "a manager who may not change queues", "write=agent", "write=call", "classes",
            isSeenLive: true),
        user(
            "a manager who may do everything", "write=agent", "write=all", "classes",
            isSeenLive: true),
        user("a manager who does not read queues", "read=agent", "read=call", "readClass"),
        user(
            "a manager from everywhere", "permit=127.0.0.1/255.255.255.255",
            "permit=0.0.0.0/0.0.0.0", "permit"),
        user("a manager cut off after 100 ms", "writetimeout=5000", "", "writeTimeout"),
        Trap(
            name: "the manager at every address", file: "etc/manager.conf",
            edit: .replace("bindaddr=127.0.0.1", by: "bindaddr=0.0.0.0"),
            expected: "manager.binding"),
        Trap(
            name: "the manager switched off", file: "etc/manager.conf",
            edit: .replace("enabled=yes", by: "enabled=no"), reload: ["manager reload"],
            expected: "manager.enabled", also: ["manager.reachable"]),
    ]

    // MARK: Inside Asterisk

    private static func module(_ name: String, _ check: String = "loaded") -> Trap {
        Trap(
            name: "without \(name)", file: "etc/modules.conf",
            edit: .replace("load=\(name).so", by: "noload=\(name).so"),
            reload: ["module unload \(name).so"], restore: ["module load \(name).so"],
            expected: "modules.\(check)", isSeenLive: true)
    }

    private static let modules = [
        module("bridge_holding"), module("app_stasis"), module("res_ari_playbacks"),
        module("res_ari_bridges"), module("func_strings"),
        module("app_queue"),
        module("res_pjsip_header_funcs", "useful"),
        Trap(
            name: "without res_ari_asterisk", file: "etc/modules.conf",
            edit: .replace("load=res_ari_asterisk.so", by: "noload=res_ari_asterisk.so"),
            reload: ["module unload res_ari_asterisk.so"],
            restore: ["module load res_ari_asterisk.so"], expected: "modules.loaded",
            also: ["asterisk.reachable"]),
    ]

    private static let logs = [
        Trap(
            name: "a log that has PINs", file: "etc/logger.conf",
            edit: .replace(
                "messages.log => notice,warning,error",
                by: "messages.log => notice,warning,error,verbose"),
            reload: ["logger reload"], expected: "logging.verbose", isSeenLive: true),
        Trap(
            name: "a log of everything", file: "etc/logger.conf",
            edit: .insert("full => *", after: "console => notice,warning,error"),
            reload: ["logger reload"], expected: "logging.verbose", isSeenLive: true),
        Trap(
            name: "a console that has PINs", file: "etc/asterisk.conf",
            edit: .insert("verbose = 3", after: "[options]"), expected: "logging.console"),
        Trap(
            name: "event records of each sound", file: "etc/cel.conf",
            edit: .replace("enable=no", by: "events=CHAN_START,STREAM_BEGIN\nenable=yes"),
            expected: "logging.eventRecords"),
    ]

    // MARK: Offhook's own

    private static let service = [
        Trap(
            name: "a language without sounds", file: "offhook/directory.yaml",
            edit: .replace(
                "      \"1002\": {workplace: {kind: endpoint, address: \"1102\"}}",
                by: "      \"1002\": {workplace: {kind: endpoint, address: \"1102\"}, language: fr}"
            ),
            expected: "sounds.digits", isSeenLive: true),
        Trap(
            name: "a kind of workplace that is not dialled", file: "offhook/offhook.yaml",
            edit: .replace("  dial: {phoneNumber: \"PJSIP/{address}@carrier\"}", by: "  dial: {}"),
            expected: "service.dial", isSeenLive: true),
        Trap(
            name: "the API without TLS", file: "offhook/offhook.yaml",
            edit: .replace(
                "listen: {host: 127.0.0.1, port: 0}", by: "listen: {host: 0.0.0.0, port: 0}"),
            expected: "service.listen", isSeenLive: true),
        Trap(
            name: "another name of the application", file: "offhook/offhook.yaml",
            edit: .insert("  application: desk", after: "asterisk:"),
            expected: "dialplan.application"),
        Trap(
            name: "a queue that is not there", file: "offhook/offhook.yaml",
            edit: .replace("    queues: {acme: [crew]}", by: "    queues: {acme: [crew, sales]}"),
            expected: "queues.queue", isSeenLive: true),
    ]

    // MARK: Queues and the dialplan

    private static func queue(
        _ name: String, _ old: String, _ new: String, _ check: String,
        in file: String = "offhook-queues.conf"
    ) -> Trap {
        Trap(
            name: name, file: "etc/\(file)", edit: .replace(old, by: new),
            reload: ["queue reload all"], expected: "queues.\(check)")
    }

    private static let member = "member => Local/1001@offhook-acme/n,0,1001,Stasis:acme:1001"

    private static let queues = [
        queue("ringinuse", "ringinuse=no", "ringinuse=yes", "ringInUse"),
        queue("ringinuse by default", "ringinuse=no", "", "ringInUse"),
        queue("autopause", "autopause=no", "autopause=yes", "autoPause"),
        queue("silence after Accept", "memberdelay=0", "memberdelay=2", "memberDelay"),
        queue("a queue that wraps up", "wrapuptime=0", "wrapuptime=10", "wrapUpTime"),
        queue(
            "an announcement to the agent", "reportholdtime=no", "reportholdtime=yes",
            "reportHoldTime"),
        queue(
            "a member without a state", member, "member => Local/1001@offhook-acme/n,0,1001",
            "memberState", in: "trap-queues.conf"),
        queue(
            "a state in another case", member,
            "member => Local/1001@offhook-acme/n,0,1001,Stasis:Acme:1001",
            "memberState", in: "trap-queues.conf"),
        queue(
            "a member without /n", member,
            "member => Local/1001@offhook-acme,0,1001,Stasis:acme:1001",
            "memberLocal", in: "trap-queues.conf"),
        queue(
            "a member who is no agent", member,
            "member => Local/1909@offhook-acme/n,0,1909,Stasis:acme:1909",
            "member", in: "trap-queues.conf"),
        queue(
            "numbers for names in queue_log", "log_membername_as_agent=yes", "", "memberNames",
            in: "queues.conf"),
        Trap(
            name: "Queue() without the option c", file: "etc/trap-extensions.conf",
            edit: .append("[trap-own]\nexten => 1,1,Queue(trap,t)"), reload: ["dialplan reload"],
            expected: "queues.option"),
        Trap(
            name: "two lengths of ringing", file: "etc/trap-extensions.conf",
            edit: .append("[trap-own]\nexten => 1,1,Gosub(offhook-queue,s,1(trap,30,300))"),
            reload: ["dialplan reload"], expected: "queues.ringSeconds"),
    ]

    private static let dialplan = [
        Trap(
            name: "none of our contexts", file: "etc/extensions.conf",
            edit: .replace("#include offhook-extensions.conf", by: ""),
            expected: "dialplan.contexts",
            also: ["dialplan.tenant"]),
        Trap(
            name: "contexts of an older Offhook", file: "etc/offhook-extensions.conf",
            edit: .replace("[offhook-wait]", by: "[offhook-former]"), reload: ["dialplan reload"],
            expected: "dialplan.contexts", isAbsence: true),
        Trap(
            name: "a tenant without a context", file: "etc/extensions.conf",
            edit: .replace("[offhook-acme](offhook-tenant)", by: ""), reload: ["dialplan reload"],
            expected: "dialplan.tenant"),
        Trap(
            name: "a way on that leads nowhere", file: "etc/trap-extensions.conf",
            edit: .replace("[trap-agent-lost]", by: "[trap-agent-found]"),
            reload: ["dialplan reload"], expected: "dialplan.agentLost", isAbsence: true),
    ]

    private static let media = [
        Trap(
            name: "a music class that is not there", file: "etc/musiconhold.conf",
            edit: .replace("[default]", by: "[other]"), expected: "media.music",
            isAbsence: true),
        Trap(
            name: "tones of no country", file: "etc/indications.conf",
            edit: .replace("country=eu", by: "country=xx"), expected: "media.tones"),
        Trap(
            name: "too few ports for sound", file: "etc/rtp.conf",
            edit: .append("rtpend=9\nrtpstart=0"), expected: "media.ports"),
        Trap(
            name: "no folder for recordings", file: "spool/recording", edit: .remove,
            expected: "media.recordings"),
        Trap(
            name: "fewer calls than agents", file: "etc/asterisk.conf",
            edit: .insert("maxcalls = 3", after: "[options]"), expected: "media.calls"),
        Trap(
            name: "messages that are declined", file: "etc/stasis.conf",
            edit: .append("[declined_message_types]\ndecline=ast_channel_snapshot_type"),
            expected: "media.messages"),
    ]
}
