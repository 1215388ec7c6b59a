internal import CCurl

/// One exchange on the wire: an easy handle with what has come of the answer.
///
/// Lives on the transfer thread only. The callbacks reach it through a raw pointer, so it must
/// outlive the handle, which its `deinit` frees.
final class CurlTransfer {
    let exchange: HTTPExchange
    let easy: UnsafeMutableRawPointer
    private let limitBytes: Int
    private var fields: UnsafeMutablePointer<curl_slist>?

    /// Whether a byte of the request can have left.
    private(set) var isSending = false
    /// Whether the head of the final answer is complete.
    private(set) var hasHead = false
    private var isTooLarge = false
    private var isReaderBehind = false
    private var isPaused = false
    private var isSecondSending = false
    private var headBytes = 0
    private var response = HTTPResponse(status: 0)

    private static let maximumHeadBytes = 256 << 10
    private static let stallSeconds = 10

    init?(_ exchange: HTTPExchange, _ configuration: HTTPClientConfiguration) {
        guard let easy = curl_easy_init() else { return nil }
        self.exchange = exchange
        self.easy = easy
        self.limitBytes = configuration.maximumResponseBytes
        guard setConnection(configuration), setRequest(exchange.request), setCallbacks() else {
            return nil
        }
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_slist_free_all(fields)
    }

    /// The reader has room: what was not taken comes again.
    func goOn() {
        guard isPaused else { return }
        isPaused = false
        _ = curl_easy_pause(easy, CURLPAUSE_CONT)
    }

    /// Tells the waiting side how the transfer ended.
    func end(_ result: CURLcode) {
        guard result == CURLE_OK, !isTooLarge else { return fail(error(for: result)) }
        // libcurl takes the end of a connection within a head for the end of an answer.
        guard hasHead else { return fail(.outcomeUnknown("the answer ended within its head")) }
        exchange.resolve(.success(response))
        exchange.sink?.finish()
    }

    /// Ends an exchange which libcurl did not end: a deadline, a cancellation, a shutdown.
    func end(because reason: String) {
        fail(isSending ? .outcomeUnknown(reason) : .notSent(reason))
    }

    private func fail(_ error: TransportError) {
        exchange.fail(error)
    }

    private func error(for result: CURLcode) -> TransportError {
        if isTooLarge || result == CURLE_FILESIZE_EXCEEDED {
            return .responseTooLarge(limitBytes: limitBytes)
        }
        if isReaderBehind { return .outcomeUnknown("the reader of the stream fell behind") }
        if isSecondSending { return .outcomeUnknown("the connection died under the request") }
        if result == CURLE_URL_MALFORMAT { return .invalidRequest("the URL is malformed") }
        let reason = String(cString: curl_easy_strerror(result))
        return isSending ? .outcomeUnknown(reason) : .notSent(reason)
    }
}

// MARK: - Options

extension CurlTransfer {
    private func set(_ option: CURLoption, _ value: Int) -> Bool {
        offhook_curl_set_long(easy, option, value) == CURLE_OK
    }

    private func set(_ option: CURLoption, _ value: String) -> Bool {
        offhook_curl_set_string(easy, option, value) == CURLE_OK
    }

    private func setConnection(_ configuration: HTTPClientConfiguration) -> Bool {
        if let caFile = configuration.caFile {
            // Without this the system's authorities would be accepted beside the file's.
            guard set(CURLOPT_CAINFO, caFile),
                offhook_curl_set_string(easy, CURLOPT_CAPATH, nil) == CURLE_OK
            else { return false }
        }
        // A killed name look-up would otherwise be waited for, by every transfer of the thread.
        return set(CURLOPT_QUICK_EXIT, 1)
            && set(CURLOPT_NOSIGNAL, 1)
            && set(CURLOPT_PROXY, "")
            && set(CURLOPT_PROTOCOLS_STR, "http,https")
            && set(CURLOPT_FOLLOWLOCATION, 0)
            && set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
            && set(CURLOPT_TCP_NODELAY, 1)
            && set(CURLOPT_SSL_VERIFYPEER, 1)
            && set(CURLOPT_SSL_VERIFYHOST, configuration.isHostNameChecked ? 2 : 0)
            && set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
            && set(
                CURLOPT_CONNECTTIMEOUT_MS, max(1, configuration.connectTimeout.boundedMilliseconds))
            && set(CURLOPT_MAXAGE_CONN, configuration.idleConnection.boundedSeconds)
            // A container that is started anew has a new address: each connection looks it up.
            && set(CURLOPT_DNS_CACHE_TIMEOUT, 0)
    }

    private func setRequest(_ request: HTTPRequest) -> Bool {
        // The path goes out as the caller wrote it, with no `..` folded by libcurl.
        guard set(CURLOPT_URL, request.url), set(CURLOPT_PATH_AS_IS, 1), setBody(request),
            set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        else { return false }
        // With an `Expect: 100-continue` large bodies wait a second for servers that do not answer it.
        var lines = ["Expect:"]
        if !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
            lines.append("Content-Type:")
        }
        for header in request.headers {
            let isBlank = header.value.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 }
            lines.append(isBlank ? "\(header.name);" : "\(header.name): \(header.value)")
        }
        for line in lines {
            guard let list = curl_slist_append(fields, line) else { return false }
            fields = list
        }
        return offhook_curl_set_list(easy, CURLOPT_HTTPHEADER, fields) == CURLE_OK
    }

    private func setBody(_ request: HTTPRequest) -> Bool {
        let body: [UInt8]
        switch request.method {
        case .get, .delete:
            guard let given = request.body else { return set(CURLOPT_HTTPGET, 1) }
            body = given
        case .post, .put, .patch:
            body = request.body ?? []
        }
        guard offhook_curl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, body.count) == CURLE_OK
        else { return false }
        if body.isEmpty { return set(CURLOPT_COPYPOSTFIELDS, "") }
        // libcurl only reads the bytes, and copies them before this returns.
        return body.withUnsafeBytes { bytes in
            offhook_curl_set_pointer(
                easy, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
        } == CURLE_OK
    }

    private func setCallbacks() -> Bool {
        let context = Unmanaged.passUnretained(self).toOpaque()
        for option in [CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_PREREQDATA] {
            guard offhook_curl_set_pointer(easy, option, context) == CURLE_OK else { return false }
        }
        if exchange.waitsForReader {
            // Not while it is paused. *Source*: CURLOPT_LOW_SPEED_TIME(3), curl_easy_pause(3).
            guard set(CURLOPT_LOW_SPEED_LIMIT, 1),
                set(CURLOPT_LOW_SPEED_TIME, Self.stallSeconds)
            else { return false }
        }
        if exchange.sink == nil {
            guard
                offhook_curl_set_offset(easy, CURLOPT_MAXFILESIZE_LARGE, limitBytes) == CURLE_OK
            else { return false }
        }
        let write = offhook_curl_set_data_callback(easy, CURLOPT_WRITEFUNCTION) {
            bytes, size, count, context in
            CurlTransfer.of(context)?.tookBody(bytes, size &* count) ?? 0
        }
        let header = offhook_curl_set_data_callback(easy, CURLOPT_HEADERFUNCTION) {
            bytes, size, count, context in
            CurlTransfer.of(context)?.tookHeaderLine(bytes, size &* count) ?? 0
        }
        let beforeSending = offhook_curl_set_prereq_callback(easy) { context, _, _, _, _ in
            (CurlTransfer.of(context)?.maySend() ?? false)
                ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
        }
        return write == CURLE_OK && header == CURLE_OK && beforeSending == CURLE_OK
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> CurlTransfer? {
        context.map { Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
    }
}

// MARK: - Callbacks

extension CurlTransfer {
    /// libcurl asks each time a connection is ready and before it writes any byte of the request.
    ///
    /// So a request for which this was never asked did not leave. libcurl sends again by itself,
    /// whatever the method, when a re-used connection dies before the answer's first byte; then it
    /// asks a second time, and only a GET may go out twice.
    ///
    /// *Source*: CURLOPT_PREREQFUNCTION(3).
    private func maySend() -> Bool {
        if isSending && exchange.request.method != .get {
            isSecondSending = true
            return false
        }
        isSending = true
        return true
    }

    private func tookHeaderLine(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        headBytes += count
        guard headBytes <= Self.maximumHeadBytes else {
            isTooLarge = true
            return 0
        }
        // What follows a complete head are trailers, which nobody here asks for.
        guard !hasHead, let bytes else { return count }
        let raw = UnsafeRawBufferPointer(start: bytes, count: count)
        let line = String(decoding: raw, as: UTF8.self).trimmingLineEnd()
        if line.hasPrefix("HTTP/") {
            let status = line.split(separator: " ", maxSplits: 2).dropFirst().first
            response = HTTPResponse(status: status.flatMap { Int($0) } ?? 0)
        } else if line.isEmpty {
            // A head of the 100s announces another.
            if response.status >= 200 { tookHead() }
        } else if let colon = line.firstIndex(of: ":") {
            let value = line[line.index(after: colon)...].trimmingBlanks()
            response.headers.append(HTTPHeader(name: String(line[..<colon]), value: value))
        }
        return count
    }

    private func tookHead() {
        hasHead = true
        if exchange.sink != nil { exchange.resolve(.success(response)) }
    }

    private func tookBody(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        guard count > 0, let bytes else { return count }
        let raw = UnsafeRawBufferPointer(start: bytes, count: count)
        guard let sink = exchange.sink else {
            guard count <= limitBytes - response.body.count else {
                isTooLarge = true
                return 0
            }
            response.body.append(contentsOf: raw)
            return count
        }
        switch sink.yield(Array(raw)) {
        case .enqueued: return count
        case .dropped where exchange.waitsForReader:
            isPaused = true
            return Int(CURL_WRITEFUNC_PAUSE)
        case .dropped:
            isReaderBehind = true
            return 0
        case .terminated: return 0
        @unknown default: return 0
        }
    }
}

extension StringProtocol {
    fileprivate func trimmingLineEnd() -> String {
        var line = String(self)
        // A CR LF pair is one Character.
        while let last = line.last, last.isNewline { line.removeLast() }
        return line
    }

    fileprivate func trimmingBlanks() -> String {
        let start = drop { $0 == " " || $0 == "\t" }
        let end = start.reversed().drop { $0 == " " || $0 == "\t" }
        return String(end.reversed())
    }
}
