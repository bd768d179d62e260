/// What is sent to one person: a reason, a language, and the facts its text is made of. Never a secret: a letter that
/// carries one gets it in the moment it is sent.
package struct Letter: Hashable, Sendable {
    /// Why it is sent; the word is kept in the store and never changes.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        /// A registrant shows that the address is theirs.
        case confirmAddress
        /// Somebody registered with an address that has an account.
        case accountExists
        /// An account was made for somebody, who chooses a password.
        case invitation
        /// Somebody asked to choose a new password.
        case resetPassword
        /// Password, second factor or address of an account changed.
        case accountChanged
        /// Sign-ins to an account are refused for a while.
        case signInsRefused
    }

    /// The languages letters are written in.
    package enum Language: String, CaseIterable, Hashable, Sendable {
        case ja
        case en
    }

    /// Why it is sent.
    package var kind: Kind
    /// Whom it goes to.
    package var recipient: MailAddress
    /// What it is written in.
    package var language: Language
    /// Values of the text's places, by name; one line each.
    package var facts: [String: String]
    /// After it the letter is moot and is not sent; nil keeps it due for ever.
    package var lastsUntil: Moment?

    /// Facts are cleaned to one line without control characters, at most 500 characters.
    package init(
        _ kind: Kind,
        to recipient: MailAddress,
        _ language: Language,
        facts: [String: String],
        lastsUntil: Moment? = nil
    ) {
        self.kind = kind
        self.recipient = recipient
        self.language = language
        self.facts = facts.mapValues { String($0.cleaned.text.prefix(500)) }
        self.lastsUntil = lastsUntil
    }
}

/// What came of one attempt to send a letter.
package enum Delivery: Hashable, Sendable {
    /// The next server took it.
    case sent
    /// It will not be taken, now or later; the server's words.
    case refused(String)
    /// It was not taken this time; why.
    case later(String)
    /// All of it was given over and no answer came: it may have been taken. Sent again under the same Message-ID.
    case perhaps(String)
}
