/// One header field as it stands on the wire.
package struct HTTPHeader: Sendable, Equatable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// A request to be sent once; `timeout` counts from the call, so it includes time in the queue.
package struct HTTPRequest: Sendable {
    package enum Method: String, Sendable, CaseIterable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    package var method: Method
    package var url: String
    package var headers: [HTTPHeader]
    package var body: [UInt8]?
    package var timeout: Duration

    package init(
        _ method: Method, _ url: String, headers: [HTTPHeader] = [], body: [UInt8]? = nil,
        timeout: Duration = .seconds(10)
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
    }
}

/// A whole answer, of any status.
package struct HTTPResponse: Sendable {
    package var status: Int
    package var headers: [HTTPHeader]
    package var body: [UInt8]

    package init(status: Int, headers: [HTTPHeader] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first value under a name, whatever its case.
    package func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }
}

/// An answer whose body arrives piece by piece, as server-sent events do.
///
/// The transfer ends when the reader stops: its task is cancelled, or the last copy of `chunks`
/// and of its iterators goes away. `chunks` throws `TransportError`.
package struct HTTPStream: Sendable {
    package let status: Int
    package let headers: [HTTPHeader]
    package let chunks: AsyncThrowingStream<[UInt8], any Error>
}

/// An answer whose body arrives piece by piece, no faster than it is read.
///
/// The transfer ends when the reader stops, as an `HTTPStream` does.
package struct HTTPDownload: AsyncSequence, Sendable {
    package let status: Int
    package let headers: [HTTPHeader]
    let chunks: AsyncThrowingStream<[UInt8], any Error>
    /// Says that there is room again.
    let goOn: @Sendable () -> Void

    package func makeAsyncIterator() -> Iterator {
        Iterator(chunks: chunks.makeAsyncIterator(), goOn: goOn)
    }

    package struct Iterator: AsyncIteratorProtocol {
        var chunks: AsyncThrowingStream<[UInt8], any Error>.Iterator
        let goOn: @Sendable () -> Void

        /// Throws `TransportError`.
        package mutating func next() async throws -> [UInt8]? {
            defer { goOn() }
            return try await chunks.next()
        }
    }

    /// The first value under a name, whatever its case.
    package func header(_ name: String) -> String? {
        HTTPResponse(status: status, headers: headers).header(name)
    }
}

/// Why there is no answer, told by what the peer can have seen of the request.
package enum TransportError: Error, Equatable, Sendable {
    /// No byte of the request left this process: it is safe to send it again.
    case notSent(String)
    /// The peer may have acted on the request.
    case outcomeUnknown(String)
    /// The peer answered, with more than is accepted.
    case responseTooLarge(limitBytes: Int)
    /// The request cannot be put on the wire as it is; repeating it is of no use.
    case invalidRequest(String)
}
