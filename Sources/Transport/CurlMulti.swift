internal import CCurl

/// A `CURLM *`, told apart from the `CURL *` which looks the same to Swift.
///
/// Unchecked: libcurl lets any thread call `curl_multi_wakeup`; everything else is called by the
/// transfer thread alone.
struct CurlMulti: @unchecked Sendable {
    let raw: UnsafeMutableRawPointer

    /// libcurl's global state is set up once for the process, before any handle.
    private static let isReady = offhook_curl_global_init() == CURLE_OK

    init?(maximumConnections: Int) {
        guard Self.isReady, let raw = curl_multi_init() else { return nil }
        self.raw = raw
        _ = offhook_curl_multi_set_long(raw, CURLMOPT_MAXCONNECTS, maximumConnections)
    }

    func wake() {
        _ = curl_multi_wakeup(raw)
    }

    func perform() {
        var running: Int32 = 0
        _ = curl_multi_perform(raw, &running)
    }

    /// Sleeps until there is something to do, a wake-up, or `milliseconds` have passed.
    func poll(milliseconds: Int) {
        _ = curl_multi_poll(raw, nil, 0, Int32(clamping: milliseconds), nil)
    }

    func add(_ transfer: CurlTransfer) -> Bool {
        curl_multi_add_handle(raw, transfer.easy) == CURLM_OK
    }

    func remove(_ transfer: CurlTransfer) {
        _ = curl_multi_remove_handle(raw, transfer.easy)
    }

    func nextDone() -> (easy: UnsafeMutableRawPointer, result: CURLcode)? {
        var result = CURLE_OK
        guard let easy = offhook_curl_multi_next_done(raw, &result) else { return nil }
        return (easy, result)
    }

    func free() {
        _ = curl_multi_cleanup(raw)
    }
}
