package import Registry

/// What a mail server reports of a message it took: a `multipart/report` of delivery status (RFC 3462, RFC 3464) with the
/// message, or its head, behind it.
package struct BounceReport: Hashable, Sendable {
    /// What is said of one recipient.
    struct Recipient: Hashable, Sendable {
        /// `Final-Recipient` and `Original-Recipient`, in lower case, without their types.
        var addresses: [String]
        /// `failed`, `delayed`, `delivered`, `relayed` or `expanded`.
        var action: String
        /// Three numbers; empty where none can be read.
        var status: String
    }

    /// Of the message that came back, without angle brackets.
    let messageID: String
    let recipients: [Recipient]

    /// Bytes of a message that are looked at: reports are a few thousand, and what comes back behind the report is not
    /// read beyond its head.
    package static let longest = 1 << 20
    private static let mostParts = 32
    private static let deepest = 3
    private static let mostRecipients = 100

    /// nil where the message is no such report, or says nothing that can be read. Never fails otherwise, whatever the
    /// bytes are.
    package init?(_ message: [UInt8]) {
        guard let found = Self.report(in: MailPart(message.prefix(Self.longest)), depth: 0) else { return nil }
        self = found
    }

    /// Those to whom the message will not be delivered: failed for good, and nothing less. What is delayed, or failed for
    /// now, may still arrive.
    package var failures: [Bounce] {
        recipients.filter { $0.action == "failed" && $0.status.hasPrefix("5.") }.map {
            Bounce(messageID: messageID, addresses: $0.addresses, status: $0.status)
        }
    }

    private init?(parts: [MailPart]) {
        let statuses = parts.first {
            ["message/delivery-status", "message/global-delivery-status"].contains($0.type)
        }
        let returned = parts.first {
            ["message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers"].contains($0.type)
        }
        guard let status = statuses?.content, let head = returned?.content,
            let id = MailPart(head)["message-id"].flatMap(Self.id)
        else { return nil }
        let recipients = Self.recipients(status)
        guard !recipients.isEmpty else { return nil }
        (messageID, self.recipients) = (id, recipients)
    }

    /// The first report, which mailing lists and scanners may have put into a message of their own.
    private static func report(in part: MailPart, depth: Int) -> BounceReport? {
        guard depth <= deepest, part.type.hasPrefix("multipart/") else { return nil }
        let parts = part.parts(atMost: mostParts)
        if part.type == "multipart/report", let found = BounceReport(parts: parts) { return found }
        for inner in parts {
            if let found = report(in: inner, depth: depth + 1) { return found }
        }
        return nil
    }

    /// Groups of fields parted by empty lines; the first is about the message, the others about a recipient each.
    private static func recipients(_ bytes: ArraySlice<UInt8>) -> [Recipient] {
        var found: [Recipient] = []
        var rest = bytes
        var groups = 0
        while !rest.isEmpty, found.count < mostRecipients, groups < mostRecipients * 4 {
            let group = MailPart(rest)
            rest = group.body
            groups += 1
            let addresses = ["final-recipient", "original-recipient"].compactMap { group[$0].flatMap(address) }
            guard !addresses.isEmpty, let action = group["action"] else { continue }
            found.append(
                Recipient(addresses: addresses, action: word(action).lowercased(), status: status(group["status"]))
            )
        }
        return found
    }

    /// `rfc822; hanako@example.jp`.
    private static func address(_ value: String) -> String? {
        guard let sign = value.firstIndex(of: ";") else { return nil }
        let text = String(value[value.index(after: sign)...]).trimmedBlanks.lowercased()
        let bare = text.hasPrefix("<") && text.hasSuffix(">") ? String(text.dropFirst().dropLast()) : text
        return bare.isEmpty || bare.utf8.count > 254 ? nil : bare
    }

    /// `5.1.1`, without the comment that may follow it (RFC 3464 §2.3.4).
    private static func status(_ value: String?) -> String {
        let text = word(value ?? "")
        let numbers = text.split(separator: ".", omittingEmptySubsequences: false)
        let isOne =
            numbers.count == 3 && ["2", "4", "5"].contains(String(numbers[0]))
            && numbers.allSatisfy {
                (1...3).contains($0.utf8.count) && $0.utf8.allSatisfy { (0x30...0x39).contains($0) }
            }
        return isOne ? text : ""
    }

    private static func word(_ value: String) -> String {
        String(value.prefix { $0 != " " && $0 != "\t" && $0 != "(" })
    }

    /// What stands between the angle brackets.
    private static func id(_ value: String) -> String? {
        guard let start = value.firstIndex(of: "<"), let end = value[start...].firstIndex(of: ">") else { return nil }
        let id = value[value.index(after: start)..<end]
        return (1...250).contains(id.utf8.count) ? String(id) : nil
    }
}
