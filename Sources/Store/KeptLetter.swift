package import Registry

/// A letter claimed by a sender: it is this sender's until the lease runs out.
package struct ClaimedLetter: Hashable, Sendable {
    /// Counted from 1.
    package var id: Int64
    /// The same at every attempt, without the angle brackets.
    package var messageID: String
    /// What is to be sent.
    package var letter: Letter
    /// When it was queued: the Date of the letter.
    package var queuedAt: Moment
    /// Since when the recipient's server is asked: as it was queued, or later where a fault of ours held it back.
    package var patienceFrom: Moment
    /// How many attempts there were, this one included.
    package var attempts: Int
    /// When the lease ends; tells this claim from others.
    package var leaseUntil: Moment
    /// What the letter's link carries; made for this attempt and kept nowhere.
    package var secret: String?
    /// What stands in the link that stops letters like it; nil for those that must reach their reader.
    package var stop: String?
}

/// One attempt to send a letter, to be recorded.
package struct LetterAttempt: Hashable, Sendable {
    /// What was sent, or was to be.
    package var letter: ClaimedLetter
    /// What came of it.
    package var delivery: Delivery
    /// The sender that claimed it.
    package var holder: String
    /// When it is tried next; nil gives the letter up unless it was sent or the fault is ours.
    package var retryAt: Moment?
    /// When it was over.
    package var at: Moment

    package init(
        _ letter: ClaimedLetter,
        _ delivery: Delivery,
        holder: String,
        retryAt: Moment?,
        at moment: Moment
    ) {
        self.letter = letter
        self.delivery = delivery
        self.holder = holder
        self.retryAt = retryAt
        at = moment
    }

    /// Where the letter stands after it.
    var state: KeptLetter.State {
        switch delivery {
        case .sent: .sent
        case .refused: .dead
        case .later, .perhaps: retryAt == nil ? .dead : .waiting
        case .ours: .waiting
        }
    }

    /// The server's words, or why it was not sent; empty where it was.
    var words: String {
        switch delivery {
        case .sent: ""
        case .refused(let words), .later(let words), .perhaps(let words): words
        case .ours(let words): Backlog.ours + words
        }
    }

    /// What waited for us for more than two days counts as asked of the recipient's server two days ago, so that a day is
    /// left when ours is mended.
    var patienceAtLeast: Moment {
        if case .ours = delivery { at + -Self.longestOurs } else { Moment(milliseconds: 0) }
    }

    private static let longestOurs: Int64 = 2 * 86_400_000
}

/// A letter as the office sees it.
package struct KeptLetter: Hashable, Sendable {
    /// Where a letter stands.
    package enum State: String, CaseIterable, Hashable, Sendable {
        case waiting
        case sent
        /// Given up; the office may ask for it again.
        case dead
        /// Its time was over before it could be sent.
        case moot
    }

    /// Counted from 1.
    package var id: Int64
    /// The same at every attempt.
    package var messageID: String
    /// What is to be sent, or was.
    package var letter: Letter
    /// Where it stands.
    package var state: State
    /// When it was caused, or asked for again.
    package var queuedAt: Moment
    /// When it is tried next, where it waits.
    package var dueAt: Moment
    /// How many there were.
    package var attempts: Int
    /// What the last attempt brought, in a few words; empty before there was one.
    package var outcome: String
    /// When it was sent, given up or became moot.
    package var settledAt: Moment?
}

/// What waits to be sent.
package struct Backlog: Hashable, Sendable {
    /// Letters that are still to be sent.
    package var waiting: Int
    /// Letters that were given up.
    package var dead: Int
    /// When the oldest waiting letter was queued.
    package var oldest: Moment?
    /// Of those that wait, how many a fault of ours held back at their last attempt.
    package var held = 0
    /// What that fault was, for one of them; nil where none is held back.
    package var fault: String?

    /// How a recorded fault of ours begins.
    static let ours = "ours: "
}
