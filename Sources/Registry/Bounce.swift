/// What a mail server says of one recipient to whom it will not deliver a message, now or later.
package struct Bounce: Codable, Hashable, Sendable {
    /// The message's Message-ID, without angle brackets.
    package var messageID: String
    /// The recipient, as the report names it: the last address it had, and the one it was sent to where that is told. In
    /// lower case.
    package var addresses: [String]
    /// The status of RFC 3463, such as `5.1.1`; of class 5.
    package var status: String

    package init(messageID: String, addresses: [String], status: String) {
        self.messageID = messageID
        self.addresses = addresses
        self.status = status
    }
}

/// What a bounce did.
package enum BounceVerdict: String, CaseIterable, Codable, Hashable, Sendable {
    /// The letter is given up by it.
    case counted
    /// The letter was given up, or became moot, before.
    case known
    /// No letter of this registry to that recipient has that name.
    case foreign
}
