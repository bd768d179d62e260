import CCurl
import Dispatch
import Foundation
import Registry

/// One message on its way, and what curl tells of it; belongs to the transport's thread.
final class WebhookTransfer {
    let number: Int
    var isSlow: Bool
    var began = DispatchTime(uptimeNanoseconds: 0)

    private let message: WebhookMessage
    private let url: String
    private let isPlain: Bool
    private let continuation: CheckedContinuation<WebhookOutcome, Never>
    private var own: [NetworkBlock] = []
    private var denied: [NetworkBlock] = []
    private var sockets: SocketCount?
    /// Lists that curl reads while the message is on its way.
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private var headBytes = 0
    /// Of the head that is being read; an answer may have others before its own.
    private var headStatus = 0
    private var isHeadWhole = false
    private var answer: [UInt8] = []
    private var retryAfter: Int?
    private var wasForbidden = false
    private var foundNoSocket = false

    /// The head of an answer, all lines together.
    private static let longestHead = 16 << 10
    /// What is kept of an answer's body, where it is wanted at all.
    private static let longestAnswer = 4 << 10

    init(
        _ number: Int,
        _ message: WebhookMessage,
        url: String,
        isPlain: Bool,
        _ continuation: CheckedContinuation<WebhookOutcome, Never>
    ) {
        self.number = number
        self.message = message
        self.url = url
        self.isPlain = isPlain
        self.continuation = continuation
        isSlow = message.isSlow
    }

    func answer(_ outcome: WebhookOutcome) {
        continuation.resume(returning: outcome)
    }

    /// Lets the lists go, once curl no longer reads them.
    func forget() {
        for list in lists { curl_slist_free_all(list) }
        lists = []
    }

    /// Sets everything on a new handle; the transfer must outlive it.
    func prepare(
        _ handle: UnsafeMutableRawPointer,
        _ limits: WebhookLimits,
        own: [NetworkBlock],
        denied: [NetworkBlock],
        _ sockets: SocketCount,
        _ resolved: [String],
        _ authorities: String?
    ) -> CURLcode {
        (self.own, self.denied, self.sockets) = (own, denied, sockets)
        let signature = WebhookSignature.header(
            id: message.id,
            seconds: message.seconds,
            body: message.body,
            secrets: message.secrets
        )
        guard !signature.isEmpty,
            let head = Self.list([
                "Content-Type: application/json", "User-Agent: Hoshifuda", "Accept: */*", "Expect:",
                "webhook-id: \(message.id)", "webhook-timestamp: \(message.seconds)", "webhook-signature: \(signature)",
            ])
        else { return CURLE_BAD_FUNCTION_ARGUMENT }
        lists.append(head)
        var code = CURLE_OK
        func set(_ result: CURLcode) { if code == CURLE_OK { code = result } }
        let texts: [(CURLoption, String?)] = [
            (CURLOPT_URL, url), (CURLOPT_PROTOCOLS_STR, isPlain ? "http" : "https"), (CURLOPT_PROXY, ""),
            (CURLOPT_NOPROXY, "*"), (CURLOPT_CAINFO, authorities),
        ]
        for (option, text) in texts { if let text { set(hoshi_curl_set_text(handle, option, text)) } }
        let numbers: [(CURLoption, Int)] = [
            // A name server that never answers must not hold this thread when its message is given up.
            (CURLOPT_QUICK_EXIT, 1),
            (CURLOPT_NOSIGNAL, 1), (CURLOPT_FOLLOWLOCATION, 0), (CURLOPT_SSL_VERIFYPEER, 1),
            (CURLOPT_SSL_VERIFYHOST, 2), (CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
            (CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1)), (CURLOPT_PATH_AS_IS, 1),
            // Each connection is judged when it is made, so none is used twice.
            (CURLOPT_FRESH_CONNECT, 1), (CURLOPT_FORBID_REUSE, 1),
            (CURLOPT_CONNECTTIMEOUT_MS, limits.connectTimeout), (CURLOPT_TIMEOUT_MS, limits.timeout),
            (CURLOPT_POST, 1), (CURLOPT_POSTFIELDSIZE, message.body.count),
        ]
        for (option, number) in numbers { set(hoshi_curl_set_long(handle, option, number)) }
        message.body.withUnsafeBytes { body in
            // Copied by curl; an empty body still needs an address.
            set(
                hoshi_curl_set_pointer(
                    handle,
                    CURLOPT_COPYPOSTFIELDS,
                    UnsafeMutableRawPointer(mutating: body.baseAddress)
                )
            )
        }
        set(hoshi_curl_set_list(handle, CURLOPT_HTTPHEADER, head))
        if !resolved.isEmpty, let names = Self.list(resolved) {
            lists.append(names)
            set(hoshi_curl_set_list(handle, CURLOPT_RESOLVE, names))
        }
        set(listen(handle, sockets))
        return code
    }

    private func listen(_ handle: UnsafeMutableRawPointer, _ sockets: SocketCount) -> CURLcode {
        let transfer = Unmanaged.passUnretained(self).toOpaque()
        let results = [
            hoshi_curl_set_transfer(handle, CURLOPT_HEADERFUNCTION, Self.reading),
            hoshi_curl_set_pointer(handle, CURLOPT_HEADERDATA, transfer),
            hoshi_curl_set_transfer(handle, CURLOPT_WRITEFUNCTION, Self.taking),
            hoshi_curl_set_pointer(handle, CURLOPT_WRITEDATA, transfer),
            hoshi_curl_set_open_socket(handle, Self.opening),
            hoshi_curl_set_pointer(handle, CURLOPT_OPENSOCKETDATA, transfer),
            hoshi_curl_set_close_socket(handle, Self.closing),
            // A connection may be closed after its message has ended: the count outlives both.
            hoshi_curl_set_pointer(handle, CURLOPT_CLOSESOCKETDATA, Unmanaged.passUnretained(sockets).toOpaque()),
        ]
        return results.first { $0 != CURLE_OK } ?? CURLE_OK
    }

    private static func list(_ lines: [String]) -> UnsafeMutablePointer<curl_slist>? {
        lines.reduce(nil as UnsafeMutablePointer<curl_slist>?) { curl_slist_append($0, $1) }
    }

    /// What the exchange amounts to; an answer whose head did not end is none.
    ///
    /// - Parameter code: curl's; 0 is success, 23 an answer that was not read on.
    func outcome(code: UInt32) -> WebhookOutcome {
        let status = isHeadWhole ? headStatus : 0
        return WebhookOutcome(
            WebhookVerdict.delivery(code: code, status: status, wasForbidden: wasForbidden),
            status: status,
            retryAfter: status == 429 || status == 503 ? retryAfter : nil,
            isSlow: code == 28,
            body: answer,
            cause: foundNoSocket && status == 0 ? .sender : .endpoint
        )
    }

    private static func this(_ context: UnsafeMutableRawPointer) -> WebhookTransfer {
        Unmanaged<WebhookTransfer>.fromOpaque(context).takeUnretainedValue()
    }

    /// A line of the answer's head.
    private static let reading: hoshi_curl_transfer = { bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        let transfer = WebhookTransfer.this(context)
        let length = size * count
        transfer.headBytes += length
        guard transfer.headBytes <= WebhookTransfer.longestHead else { return 0 }
        transfer.read(String(decoding: UnsafeRawBufferPointer(start: bytes, count: length), as: UTF8.self))
        // The status has said all that is needed; nobody waits for a body that was not asked for.
        return transfer.isHeadWhole && !transfer.message.wantsAnswer ? 0 : length
    }

    /// Reads the status line, the empty line at the end, and `Retry-After` in seconds (RFC 9110 §10.2.3); its other
    /// form, a date, is not read.
    private func read(_ line: String) {
        if line.hasPrefix("HTTP/") {
            headStatus = line.split(separator: " ").dropFirst().first.flatMap { Int($0.prefix(3)) } ?? 0
        } else if line.utf8.allSatisfy({ $0 == 0x0D || $0 == 0x0A }) {
            isHeadWhole = headStatus >= 200
        }
        let halves = line.split(separator: ":", maxSplits: 1)
        guard halves.count == 2, halves[0].lowercased() == "retry-after" else { return }
        let digits = halves[1].filter { !$0.isWhitespace }
        guard (1...9).contains(digits.utf8.count), digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return }
        retryAfter = Int(digits)
    }

    /// The beginning of the answer's body.
    private static let taking: hoshi_curl_transfer = { bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        let transfer = WebhookTransfer.this(context)
        let length = size * count
        let room = WebhookTransfer.longestAnswer - transfer.answer.count
        transfer.answer += UnsafeRawBufferPointer(start: bytes, count: length).prefix(room)
        return length <= room ? length : 0
    }

    /// Judges the very address that is about to be connected to; -1 keeps every packet in.
    private static let opening: curl_opensocket_callback = { context, _, address in
        guard let context, let address, let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) else { return -1 }
        let transfer = WebhookTransfer.this(context)
        guard !transfer.wasForbidden,
            let found = WebhookTransfer.networkAddress(
                family: address.pointee.family,
                UnsafeRawPointer(address) + offset
            ),
            PublicNetwork.admits(found, isPlain: transfer.isPlain, own: transfer.own, denied: transfer.denied)
        else {
            // A name that leads to one such address is not trusted with its others.
            transfer.wasForbidden = true
            return -1
        }
        guard let sockets = transfer.sockets, !sockets.isFull else {
            transfer.foundNoSocket = true
            return -1
        }
        let made = socket(address.pointee.family, address.pointee.socktype, address.pointee.protocol)
        if made >= 0 { sockets.begin() }
        return made
    }

    private static let closing: curl_closesocket_callback = { context, socket in
        if let context { Unmanaged<SocketCount>.fromOpaque(context).takeUnretainedValue().end() }
        return close(socket)
    }

    /// Reads `sockaddr_in` or `sockaddr_in6` where it lies: a copy of `sockaddr` would cut the longer one off.
    private static func networkAddress(family: Int32, _ raw: UnsafeRawPointer) -> NetworkAddress? {
        let (offset, count): (Int, Int)
        switch family {
        case AF_INET: (offset, count) = (4, 4)
        case AF_INET6: (offset, count) = (8, 16)
        default: return nil
        }
        return NetworkAddress(bytes: (0..<count).map { raw.load(fromByteOffset: offset + $0, as: UInt8.self) })
    }
}

/// What a curl code and a status say of a message.
enum WebhookVerdict {
    /// - Parameters:
    ///   - code: curl's; 0 is success, 23 an answer that was not read on, 28 a timeout, 52 and 56 a lost answer.
    ///   - status: the answer's; 0 where there was none.
    ///   - wasForbidden: an address was not admitted.
    static func delivery(code: UInt32, status: Int, wasForbidden: Bool) -> Delivery {
        if (200...299).contains(status) { return .sent }
        if wasForbidden { return .later("its name leads to an address that is not public") }
        if status == 410 { return .refused("answer 410") }
        if status > 0 { return .later("answer \(status)") }
        switch code {
        case 28, 52, 55, 56: return .perhaps("no answer (curl \(code))")
        case 23: return .later("its answer's head is too long")
        case 60: return .later("its certificate is not trusted (curl 60)")
        default: return .later("no connection (curl \(code))")
        }
    }
}
