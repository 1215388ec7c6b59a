/// The modules of Asterisk without which Offhook cannot work: the needed ones of asterisk-conf/fresh/modules.conf.
package enum NeededModules {
    package static func names(for parts: [Part]) -> [String] {
        always + (parts.contains(.phones) ? phones : []) + (parts.contains(.queues) ? queues : [])
    }

    static let always = [
        "res_http_websocket", "res_stasis", "res_stasis_answer", "res_stasis_device_state",
        "res_stasis_playback", "app_stasis", "res_ari", "res_ari_model", "res_ari_applications",
        "res_ari_asterisk", "res_ari_bridges", "res_ari_channels", "res_ari_device_states",
        "res_ari_endpoints", "res_ari_events", "res_ari_playbacks", "bridge_simple",
        "bridge_softmix", "bridge_holding", "res_musiconhold", "pbx_config", "app_dial",
        "app_stack", "func_callerid", "func_cdr", "func_channel", "func_global", "func_logic",
        "func_strings",
    ]

    static let phones = [
        "chan_pjsip", "res_pjsip", "res_pjsip_session", "res_pjsip_sdp_rtp", "res_rtp_asterisk",
    ]

    static let queues = ["app_queue"]
}
