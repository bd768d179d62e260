import CCurl
package import Registry

/// Where mail is handed over, and how.
package struct SMTPServer: Hashable, Sendable {
    /// How the session is protected.
    package enum Security: String, CaseIterable, Hashable, Sendable {
        /// TLS from the first byte (port 465).
        case tls
        /// STARTTLS or nothing is sent (port 587).
        case startTLS = "starttls"
        /// In the clear: for a server on this machine.
        case none
    }

    /// A name or an address.
    package var host: String
    /// 1 to 65535.
    package var port: Int
    /// How the session is protected.
    package var security: Security
    /// nil: the session is not authenticated.
    package var user: String?
    /// Only with a user; never shown.
    package var password: String?
    /// The name said at EHLO.
    package var ownName: String
    /// Seconds to connect.
    package var connectTimeout: Int
    /// Seconds for one message.
    package var timeout: Int

    package init(
        host: String,
        port: Int,
        security: Security,
        user: String? = nil,
        password: String? = nil,
        ownName: String,
        connectTimeout: Int = 10,
        timeout: Int = 60
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.user = user
        self.password = password
        self.ownName = ownName
        self.connectTimeout = connectTimeout
        self.timeout = timeout
    }
}

/// One line to a mail server, by libcurl. It keeps its connection between messages and waits on a thread of its own, so
/// that no thread of the pool stands still.
package actor SMTPTransport: MailTransport {
    private let thread = LineThread(label: "hoshifuda.smtp")
    private let server: SMTPServer
    private let line: SMTPLine

    /// The thread the line waits on.
    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// Connects at the first message.
    package init(_ server: SMTPServer) {
        self.server = server
        line = SMTPLine()
    }

    /// Hands one message over. Where the session was lost between messages, curl opens another.
    package func send(_ message: MailMessage) async -> Delivery {
        line.send(message, to: server)
    }
}

/// The easy handle; belongs to its actor.
private final class SMTPLine {
    private let handle: UnsafeMutableRawPointer?
    /// Outlives the handle, which speaks once more when it ends its connection.
    private let transcript = SMTPTranscript()

    init() {
        curl_global_init(Int(CURL_GLOBAL_DEFAULT))
        handle = curl_easy_init()
    }

    deinit {
        if let handle { curl_easy_cleanup(handle) }
    }

    func send(_ message: MailMessage, to server: SMTPServer) -> Delivery {
        guard let handle else { return .ours("no memory for a connection") }
        // Options of the last message go; the connection stays with the handle.
        curl_easy_reset(handle)
        transcript.begin()
        let source = MessageSource(message.bytes)
        let recipients = curl_slist_append(nil, "<\(message.to.text)>")
        defer { curl_slist_free_all(recipients) }
        let scheme = server.security == .tls ? "smtps" : "smtp"
        let host = server.host.contains(":") ? "[\(server.host)]" : server.host
        let texts: [(CURLoption, String?)] = [
            (CURLOPT_URL, "\(scheme)://\(host):\(server.port)/\(server.ownName)"),
            (CURLOPT_PROTOCOLS_STR, "smtp,smtps"),
            (CURLOPT_PROXY, ""),
            (CURLOPT_MAIL_FROM, "<\(message.from.text)>"),
            (CURLOPT_USERNAME, server.user),
            (CURLOPT_PASSWORD, server.password),
        ]
        let numbers: [(CURLoption, Int)] = [
            (CURLOPT_UPLOAD, 1),
            (CURLOPT_NOSIGNAL, 1),
            (CURLOPT_CONNECTTIMEOUT, server.connectTimeout),
            (CURLOPT_TIMEOUT, server.timeout),
            (CURLOPT_USE_SSL, Int(server.security == .none ? CURLUSESSL_NONE.rawValue : CURLUSESSL_ALL.rawValue)),
            (CURLOPT_INFILESIZE, message.bytes.count),
            // Nothing is printed: what is said goes to the transcript.
            (CURLOPT_VERBOSE, 1),
        ]
        var code = CURLE_OK
        func set(_ result: CURLcode) { if code == CURLE_OK { code = result } }
        for (option, text) in texts { if let text { set(hoshi_curl_set_text(handle, option, text)) } }
        for (option, number) in numbers { set(hoshi_curl_set_long(handle, option, number)) }
        set(hoshi_curl_set_list(handle, CURLOPT_MAIL_RCPT, recipients))
        set(hoshi_curl_set_transfer(handle, CURLOPT_READFUNCTION, MessageSource.read))
        let context = Unmanaged.passUnretained(source).toOpaque()
        set(hoshi_curl_set_pointer(handle, CURLOPT_READDATA, context))
        set(hoshi_curl_set_debug(handle, SMTPTranscript.hear))
        set(hoshi_curl_set_pointer(handle, CURLOPT_DEBUGDATA, Unmanaged.passUnretained(transcript).toOpaque()))
        guard code == CURLE_OK else { return .ours("curl refused an option (\(code.rawValue))") }
        withExtendedLifetime(source) { code = curl_easy_perform(handle) }
        var reply = 0
        hoshi_curl_get_long(handle, CURLINFO_RESPONSE_CODE, &reply)
        return SMTPVerdict.delivery(code: code.rawValue, reply: reply, allTaken: source.isTaken, transcript)
    }
}

/// The bytes of a message as curl takes them.
private final class MessageSource {
    private let bytes: [UInt8]
    private var taken = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isTaken: Bool { taken == bytes.count }

    /// Copies the next bytes into curl's buffer.
    static let read: hoshi_curl_transfer = { buffer, size, count, context in
        guard let buffer, let context else { return 0 }
        let source = Unmanaged<MessageSource>.fromOpaque(context).takeUnretainedValue()
        let next = min(size * count, source.bytes.count - source.taken)
        source.bytes.withUnsafeBytes { all in
            guard let start = all.baseAddress, next > 0 else { return }
            UnsafeMutableRawPointer(buffer).copyMemory(from: start + source.taken, byteCount: next)
        }
        source.taken += next
        return next
    }
}
