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
        /// Labels of a holder come near their end, or passed it.
        case digest
        /// An application was handed back before it was received.
        case applicationReturned
        /// A correction of an application is asked for, by a day.
        case applicationCorrection
        /// An application was accepted.
        case applicationAccepted
        /// An invoice was issued.
        case applicationInvoiced
        /// A payment was recorded.
        case applicationPaid
        /// The label was issued, extended, changed or given up as applied for.
        case applicationIssued
        /// An application was refused.
        case applicationRefused
        /// A laboratory listed its findings.
        case assessmentFindings
        /// An application was given to a laboratory, or comes back to it.
        case assessmentAssigned
        /// An endpoint failed for days and is paused.
        case endpointPaused
        /// An endpoint said that nobody is there any more.
        case endpointEnded
        /// Somebody asked to follow a list or a check under this address.
        case confirmWatch
        /// What somebody follows changed, or comes near its end.
        case watchDigest
        /// The day came through which somebody wanted to follow something.
        case watchOver

        /// Letters to watchers: each links to its watch, and says what changed when it is sent.
        package var isOfWatch: Bool { [.confirmWatch, .watchDigest, .watchOver].contains(self) }

        /// Somebody waits for it, or should hear at once: it goes before what was gathered for many.
        package var isAwaited: Bool {
            switch self {
            case .confirmAddress, .accountExists, .invitation, .resetPassword, .accountChanged, .signInsRefused,
                .confirmWatch:
                true
            default: false
            }
        }

        /// Letters of a watch that their reader may stop with one press (RFC 8058); its link is their address for that.
        package var isStoppedByLink: Bool { self == .watchDigest || self == .watchOver }
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
    /// Values of the places of each entry, for letters that list things. Not kept: they are read when it is sent.
    package var entries: [[String: String]]
    /// After it the letter is moot and is not sent; nil keeps it due for ever.
    package var lastsUntil: Moment?

    /// Facts are cleaned to one line without control characters, at most 500 scalars.
    package init(
        _ kind: Kind,
        to recipient: MailAddress,
        _ language: Language,
        facts: [String: String],
        entries: [[String: String]] = [],
        lastsUntil: Moment? = nil
    ) {
        self.kind = kind
        self.recipient = recipient
        self.language = language
        self.facts = facts.mapValues(Self.line)
        self.entries = entries.map { $0.mapValues(Self.line) }
        self.lastsUntil = lastsUntil
    }

    /// The fact that letters carry which their reader may do without.
    package static let optionalFact = "optional"

    /// Counted in scalars: one character may carry a megabyte of marks.
    private static func line(_ text: String) -> String {
        String(String(text.unicodeScalars.prefix(2000)).cleaned.text.unicodeScalars.prefix(500))
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
    /// It was not taken for a reason that every letter of this line meets: our sender, our server, our settings; why. It
    /// waits for as long as that lasts, and says nothing of its recipient.
    case ours(String)
    /// All of it was given over and no answer came: it may have been taken. Sent again under the same Message-ID.
    case perhaps(String)
}
