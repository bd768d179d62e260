/// What somebody has written into the doubt form so far; shown again as it was where something is missing.
package struct DoubtDraft: Hashable, Sendable {
    /// What a doubt is about; the words are on the wire as `kind`.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case differentProduct
        case oddLabel
        case wrongStanding
        case other
    }

    /// What the doubt is about: the field `code` or `number`, its value.
    package enum Subject: Hashable, Sendable {
        case code(String)
        case number(String)
    }

    /// What keeps the form from being taken.
    package enum Fault: String, CaseIterable, Hashable, Sendable {
        case kindMissing
        case textMissing
        case textTooLong
        case contactMalformed
    }

    /// The longest text, in characters.
    package static let textLimit = 2000

    package var subject: Subject
    /// The product's name where the registration is known; empty otherwise.
    package var productName: String
    package var kind: Kind?
    package var text: String
    package var contact: String
    /// Idempotency key of this form, sent back as `key`.
    package var key: String

    package init(
        subject: Subject,
        productName: String = "",
        kind: Kind? = nil,
        text: String = "",
        contact: String = "",
        key: String
    ) {
        self.subject = subject
        self.productName = productName
        self.kind = kind
        self.text = text
        self.contact = contact
        self.key = key
    }
}
