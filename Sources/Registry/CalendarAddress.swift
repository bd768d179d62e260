/// A secret address at which calendars and feed readers read what concerns an account's organisation, as it is told
/// after it was made: its text is not kept.
package struct CalendarAddress: Hashable, Sendable {
    /// Characters of the secret in base 64 for addresses: 256 bits.
    package static let secretLength = 43

    /// When it was made; replacing it makes another.
    package var madeAt: Moment
    /// To the hour; nil before the first use.
    package var lastUsedAt: Moment?

    package init(madeAt: Moment, lastUsedAt: Moment? = nil) {
        self.madeAt = madeAt
        self.lastUsedAt = lastUsedAt
    }

    /// Whether a text can be such a secret at all: asked before anything is looked up.
    package static func isSecret(_ text: String) -> Bool {
        text.utf8.count == secretLength && text.utf8.allSatisfy(\.isTokenLetter)
    }

    /// Whether an account may have one: calendars are the holder's own side.
    package static func isOpen(to account: Account) -> Bool {
        Policy.reach(account.roles, .fileApplications) == .own
    }
}

extension UInt8 {
    /// A letter of base 64 for addresses (RFC 4648 §5).
    var isTokenLetter: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
