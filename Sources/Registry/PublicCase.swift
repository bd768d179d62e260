/// Something the office must answer in public: a report of misuse, a request that a public fact be corrected, or an
/// appeal against a decision. What the public log shows of it: `CaseEntry`.
package struct PublicCase: Hashable, Sendable {
    /// What is asked of the office.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        /// A doubt reported from a page.
        case misuse
        /// Anybody asks that a public fact be put right.
        case correction
        /// A manufacturer disagrees with a refusal or a revocation of its own.
        case appeal
    }

    /// How far it has come.
    package enum State: String, CaseIterable, Hashable, Sendable {
        case open
        case inReview
        case answered
        /// Taken back by whoever asked.
        case withdrawn

        /// Nothing follows.
        package var isFinal: Bool { self == .answered || self == .withdrawn }
    }

    /// What the answer was.
    package enum Outcome: String, CaseIterable, Hashable, Sendable {
        case upheld
        case rejected
        /// Neither: nothing could be found out, or nothing was to be done.
        case noAction
    }

    /// Counted from 1; never public.
    package var id: Int64
    /// What the public calls it.
    package var number: CaseNumber
    /// What is asked.
    package var kind: Kind
    /// How far it has come.
    package var state: State
    /// There once it is answered.
    package var outcome: Outcome?
    /// Counts every change; what an edit is made from.
    package var version: Int64
    /// When it came.
    package var receivedAt: Moment
    /// Since when it is in its state.
    package var stateSince: Moment
    /// The label it is about, where the registry knows it.
    package var registration: RegistrationNumber?
    /// The refused application it is about.
    package var application: Int64?
    /// Whose appeal it is.
    package var organisation: Int64?
    /// Of the product; empty where it is not to be told.
    package var category: String
    /// Whoever asked lets the registration number be published with the answer, whatever it says.
    package var mayName: Bool
    /// Account that took it last.
    package var takenBy: Int64?
    /// For everybody to read.
    package var answer: String
    /// Account that answered.
    package var answeredBy: Int64?

    /// One that has just come.
    package init(
        id: Int64,
        number: CaseNumber,
        kind: Kind,
        at now: Moment,
        registration: RegistrationNumber? = nil,
        application: Int64? = nil,
        organisation: Int64? = nil,
        category: String = "",
        mayName: Bool = false
    ) {
        self.id = id
        self.number = number
        self.kind = kind
        self.registration = registration
        self.application = application
        self.organisation = organisation
        self.category = category
        self.mayName = mayName
        state = .open
        version = 1
        receivedAt = now
        stateSince = now
        answer = ""
    }
}

/// What a case is called in public: `CASE-2027-0012`, counted within the year in Japan in which it came.
package struct CaseNumber: Hashable, Sendable, CustomStringConvertible {
    /// In Japan.
    package var year: Int
    /// Counted from 1 in each year.
    package var sequence: Int64

    package init(year: Int, sequence: Int64) { (self.year, self.sequence) = (year, sequence) }

    /// Reads what `text` writes, and nothing else.
    ///
    /// - Throws: `missing`, because no case is called otherwise.
    package init(_ text: String) throws(Refusal) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count <= 30, parts.count == 3, let year = Int(parts[1]), let sequence = Int64(parts[2]),
            sequence > 0
        else { throw Self.missing }
        self.init(year: year, sequence: sequence)
        guard self.text == text else { throw Self.missing }
    }

    /// As it is written: at least four digits, so that the first ten thousand of a year sort as text.
    package var text: String {
        let digits = String(sequence)
        return "CASE-\(year)-" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }

    /// The same.
    package var description: String { text }

    /// There is none of that name.
    package static let missing = Refusal(
        .missing,
        "There is no such case",
        ja: "該当する案件がありません",
        code: "missing"
    )
}

/// What the public log shows of a case: never who asked, how to reach them, or what they wrote.
package struct CaseEntry: Hashable, Sendable {
    /// What it is called.
    package var number: CaseNumber
    /// What was asked.
    package var kind: PublicCase.Kind
    /// How far it has come.
    package var state: PublicCase.State
    /// There once it is answered.
    package var outcome: PublicCase.Outcome?
    /// The year in Japan in which it came.
    package var year: Int
    /// And the month; the day is not told.
    package var month: Int
    /// Only of an answered case, and only where it was upheld or whoever asked let it be told.
    package var registration: RegistrationNumber?
    /// Of the product; empty where the registration number is told or nothing is known.
    package var category: String
    /// What the office wrote for everybody; empty until then.
    package var answer: String

    /// The one place that decides what is public.
    ///
    /// - Parameter registration: the number, whether it may be told or not.
    package init(
        number: CaseNumber,
        kind: PublicCase.Kind,
        state: PublicCase.State,
        outcome: PublicCase.Outcome?,
        receivedAt: Moment,
        registration: RegistrationNumber?,
        category: String,
        mayName: Bool,
        answer: String
    ) {
        let isAnswered = state == .answered
        let isNamed = isAnswered && (outcome == .upheld || mayName)
        let civil = receivedAt.day.civil
        (self.number, self.kind, self.state) = (number, kind, state)
        self.outcome = isAnswered ? outcome : nil
        (self.year, self.month) = (civil.year, civil.month)
        self.registration = isNamed ? registration : nil
        self.category = isNamed && registration != nil ? "" : category
        self.answer = isAnswered ? answer : ""
    }
}
