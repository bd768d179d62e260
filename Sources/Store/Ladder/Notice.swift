package import Registry

/// One reason to tell one recipient: unique for its registration, milestone, last valid day, recipient and channel.
package struct Notice: Hashable, Sendable {
    /// Where a notice stands.
    package enum State: String, CaseIterable, Hashable, Sendable {
        /// Due, and not in a letter yet.
        case planned
        /// In a letter that waits to be sent.
        case queued
        /// The letter was sent.
        case sent
        /// A later milestone was reached before this one was told.
        case overtaken
        /// It became moot before it was sent: the label was extended, an extension filed, or the label ended.
        case suppressed
        /// Its letter was given up; the next recipient is looked for.
        case failed
        /// The same, and somebody else is told.
        case escalated
        /// In the office's queue: nobody could be told.
        case waiting
        /// The office dealt with it.
        case answered
    }

    /// How a notice is told.
    package enum Channel: String, CaseIterable, Hashable, Sendable {
        case mail
        /// In the office's queue.
        case office
        /// Not at all: it was overtaken.
        case none
    }

    /// Counted from 1.
    package var id: Int64
    /// The label's number.
    package var number: RegistrationNumber
    /// Why.
    package var milestone: Milestone
    /// The last valid day that it speaks of.
    package var heldUntil: Day
    /// How.
    package var channel: Channel
    /// Whom; empty for the office.
    package var address: String
    /// Where it stands.
    package var state: State
    /// The letter that tells it, as long as that is kept.
    package var letter: Int64?
    /// When it was planned.
    package var madeAt: Moment
    /// When it was sent, overtaken, given up or dealt with.
    package var settledAt: Moment?
}

/// What is to come for one label.
package struct PlannedNotice: Hashable, Sendable {
    /// On which day it is due.
    package var day: Day
    /// Why.
    package var milestone: Milestone
    /// Which label, as the letter will name it.
    package var line: NoticeLine
    /// Whom it will go to as things stand, `office` for the office's queue.
    package var recipients: [String]
}

/// What the holder of one label was told, and what comes.
package struct LadderStory: Hashable, Sendable {
    /// A milestone to come.
    package struct Next: Hashable, Sendable {
        /// On which day.
        package var day: Day
        /// Which one.
        package var milestone: Milestone

        package init(day: Day, milestone: Milestone) {
            self.day = day
            self.milestone = milestone
        }
    }

    /// Oldest first.
    package var notices: [Notice]
    /// nil where nothing is to come.
    package var next: Next?

    package init(notices: [Notice], next: Next?) {
        self.notices = notices
        self.next = next
    }
}

/// What a round of the ladder did.
package struct LadderTally: Hashable, Sendable {
    /// Notices made.
    package var planned = 0
    /// Milestones passed over.
    package var overtaken = 0
    /// Letters made.
    package var letters = 0
    /// Recipients who got enough for a day.
    package var postponed = 0
    /// Notices that go to the next recipient.
    package var escalated = 0

    package init() {}

    static func += (left: inout LadderTally, right: LadderTally) {
        left.planned += right.planned
        left.overtaken += right.overtaken
        left.letters += right.letters
        left.postponed += right.postponed
        left.escalated += right.escalated
    }
}

/// What letters an account may choose to get or not.
package enum LetterTopic: String, CaseIterable, Hashable, Sendable {
    /// Ends of labels; administrators of a manufacturer always get them.
    case labelEnds
    /// Steps of applications that have no legal deadline.
    case applicationSteps
}

extension Letter.Kind {
    /// What its reader may choose about it; nil where it always goes.
    var topic: LetterTopic? {
        switch self {
        case .digest: .labelEnds
        case .applicationReturned, .applicationCorrection, .applicationAccepted, .applicationInvoiced,
            .applicationPaid, .applicationIssued, .applicationRefused, .assessmentFindings, .assessmentAssigned:
            .applicationSteps
        case .confirmAddress, .accountExists, .invitation, .resetPassword, .accountChanged, .signInsRefused,
            .endpointPaused, .endpointEnded, .confirmWatch, .watchDigest, .watchOver:
            nil
        }
    }
}

/// How far the ladder was climbed.
struct LadderCursor: Hashable, Sendable {
    /// Since when it is kept.
    var began: Day
    /// The last day for which everything was planned.
    var through: Day
    /// The last revision whose changes were looked at.
    var revision: Int64

    fileprivate static let read = Statement("SELECT began_day, through_day, revision FROM ladder WHERE id = 1")
    private static let begin = Statement(
        "INSERT INTO ladder (id, began_day, through_day, revision) VALUES (1, ?1, ?2, ?3) ON CONFLICT (id) DO NOTHING"
    )
    private static let move = Statement("UPDATE ladder SET through_day = ?1, revision = ?2 WHERE id = 1")

    func begin(_ db: any Transaction) throws {
        try db.run(Self.begin, [.day(began), .day(through), .integer(revision)])
    }

    static func move(to day: Day, _ revision: Int64, _ db: any Transaction) throws {
        try db.run(move, [.day(day), .integer(revision)])
    }
}

extension LadderCursor {
    /// A ladder that begins today: labels are told of from their next milestone on.
    init(beginningOn today: Day, revision: Int64) {
        began = today
        through = today - 1
        self.revision = revision
    }

    /// nil before the first round.
    init?(_ db: any Transaction) throws {
        let found = try db.first(Self.read) { ($0.day(0), $0.day(1), $0.integer(2)) }
        guard let found else { return nil }
        (began, through, revision) = found
    }
}
