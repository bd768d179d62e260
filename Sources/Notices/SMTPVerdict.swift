import CCurl
import Registry

/// How far a session came with a message, and the last reply's enhanced status code. Of what is said nothing else is kept:
/// passwords go by here.
final class SMTPTranscript {
    /// What the server was last asked for.
    enum Phase: Int, Comparable {
        /// A connection, its protection, a sign-in.
        case session
        case sender
        case recipient
        case message

        static func < (one: Phase, other: Phase) -> Bool { one.rawValue < other.rawValue }

        /// The command that a fault is told by.
        var words: String {
            switch self {
            case .session: "before MAIL"
            case .sender: "at MAIL"
            case .recipient: "at RCPT"
            case .message: "at DATA"
            }
        }
    }

    private(set) var phase = Phase.session
    /// The second and third number of the last reply's code (RFC 3463); nil where it had none.
    private(set) var status: (subject: Int, detail: Int)?
    private var isOver = false
    private var bare = 0

    /// A message begins.
    func begin() {
        (phase, status, isOver) = (.session, nil, false)
    }

    /// One more refusal without an enhanced code since a recipient was taken; how many these are.
    func countBare() -> Int {
        bare += 1
        return bare
    }

    /// What curl said or heard. A session that ends says goodbye, which is about no message.
    static let hear: curl_debug_callback = { _, kind, bytes, count, context in
        guard let bytes, let context, kind == CURLINFO_HEADER_OUT || kind == CURLINFO_HEADER_IN else { return 0 }
        let transcript = Unmanaged<SMTPTranscript>.fromOpaque(context).takeUnretainedValue()
        let line = UnsafeRawBufferPointer(start: bytes, count: min(count, 64))
        if kind == CURLINFO_HEADER_OUT { transcript.said(line) } else { transcript.heard(line) }
        return 0
    }

    /// Only in the order a session has: an answer to a sign-in is no command, whatever its letters are.
    func said(_ line: some Collection<UInt8>) {
        guard !isOver else { return }
        let next: Phase
        if line.starts(with: "MAIL FROM:".utf8) {
            next = .sender
        } else if phase >= .sender, line.starts(with: "RCPT TO:".utf8) {
            next = .recipient
        } else if phase == .recipient, line.starts(with: "DATA\r\n".utf8) {
            next = .message
            bare = 0
        } else {
            isOver = line.starts(with: "QUIT\r\n".utf8)
            return
        }
        (phase, status) = (next, nil)
    }

    /// `550 5.1.1 Nobody here`; of several lines the last that has a code counts.
    func heard(_ line: some Collection<UInt8>) {
        guard !isOver else { return }
        let words = String(decoding: line, as: UTF8.self).dropFirst(4)
        let code = words.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }.split(
            separator: ".",
            omittingEmptySubsequences: false
        )
        guard code.count == 3, ["2", "4", "5"].contains(code[0]), code[1].count <= 3, code[2].count <= 3,
            let subject = Int(code[1]), let detail = Int(code[2])
        else { return }
        status = (subject, detail)
    }
}

/// What a curl code and a reply say of a message.
enum SMTPVerdict {
    /// Refusals at `RCPT` without an enhanced code that one line believes before a recipient is taken again: a relay that
    /// says nothing but `550` when it means us must not have every address given up.
    static let believed = 2

    /// - Parameters:
    ///   - code: curl's; 0 is success.
    ///   - reply: the server's last reply; 354 means it had asked for the message.
    ///   - allTaken: whether curl had taken the whole message.
    ///   - transcript: how far the session came; counts the refusals that are believed.
    static func delivery(code: UInt32, reply: Int, allTaken: Bool, _ transcript: SMTPTranscript) -> Delivery {
        if code == 0 { return .sent }
        let words = reply > 0 ? "reply \(reply), curl \(code)" : "curl \(code)"
        if allTaken, reply == 354 || reply == 0 { return .perhaps(words) }
        let told = "\(transcript.phase.words), \(words)"
        switch transcript.phase {
        case .session: return .ours(told)
        // A message that is too big is one message's affair.
        case .sender: return reply == 552 || reply == 452 ? .later(told) : .ours(told)
        case .recipient, .message: break
        }
        if transcript.phase == .recipient, [530, 534, 535, 538].contains(reply) { return .ours(told) }
        // Whatever is not clearly the recipient's is tried again until it is given up, and counts against nobody.
        let isRecipients = transcript.phase == .message ? isMailbox(transcript) : isRefusedRecipient(reply, transcript)
        guard (500...599).contains(reply), isRecipients else { return .later(told) }
        guard transcript.status == nil else { return .refused(words) }
        return transcript.countBare() <= believed ? .refused(words) : .later(told)
    }

    /// Whether a refusal for good at `RCPT` is about the recipient. Relays put off until then what they say of senders,
    /// sign-ins and whom they relay for, so the command alone does not tell (RFC 3463 §3, RFC 5321 §4.2.3).
    private static func isRefusedRecipient(_ reply: Int, _ transcript: SMTPTranscript) -> Bool {
        // Commands unknown or out of order, nobody is served.
        guard ![500, 502, 503, 504, 521].contains(reply) else { return false }
        guard let status = transcript.status else { return true }
        switch status.subject {
        // Nothing said, or the way to the recipient's host.
        case 0, 4: return true
        // Some say 5.5.0 of a mailbox that is not there; the others are about our commands.
        case 5: return status.detail == 0
        // What is left is the relay's own state, the message, policy.
        default: return isMailbox(transcript)
        }
    }

    /// Whether an enhanced code names an address or a mailbox, but for the sender's (x.1.7 and x.1.8).
    private static func isMailbox(_ transcript: SMTPTranscript) -> Bool {
        guard let (subject, detail) = transcript.status else { return false }
        return subject == 2 || subject == 1 && detail != 7 && detail != 8
    }
}
