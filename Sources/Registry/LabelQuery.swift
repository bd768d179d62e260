/// What somebody asks of the whole registry: one object behind the list, the API, the export and the feed, so that
/// they cannot disagree (DESIGN §2).
package struct LabelQuery: Hashable, Sendable {
    /// Words to be found in names, makers, models and numbers; empty asks for none.
    package var text: String
    /// nil asks for any level.
    package var levelAtLeast: StarLevel?
    /// Empty asks for any, here and in the lists below.
    package var standings: Set<Standing>
    /// nil asks for either.
    package var assurance: Assurance?
    /// Category codes of the scheme data.
    package var categories: Set<String>
    /// Manufacturer keys or 法人番号.
    package var manufacturers: Set<String>
    /// ISO 3166-1 alpha-2.
    package var countries: Set<String>
    /// Ids of criteria documents.
    package var criteria: Set<String>
    /// First and last day of issue, both inclusive.
    package var issuedFrom: Day?
    /// See `issuedFrom`.
    package var issuedTo: Day?
    /// Valid, and the last day lies at most so many days ahead.
    package var expiringWithin: Int?
    /// The delivery day: the run from the decisive day through it is judged.
    package var coveredThrough: Day?
    /// Which judgements of that run are listed; empty means `covered` where a delivery day is given.
    package var coverages: Set<Coverage.Word>
    /// Up to three; what is left undecided stands in order of registration, newest first.
    package var sort: [SortKey]

    /// Keys of one order.
    package static let mostSortKeys = 3

    package init(
        text: String = "",
        levelAtLeast: StarLevel? = nil,
        standings: Set<Standing> = [],
        assurance: Assurance? = nil,
        categories: Set<String> = [],
        manufacturers: Set<String> = [],
        countries: Set<String> = [],
        criteria: Set<String> = [],
        issuedFrom: Day? = nil,
        issuedTo: Day? = nil,
        expiringWithin: Int? = nil,
        coveredThrough: Day? = nil,
        coverages: Set<Coverage.Word> = [],
        sort: [SortKey] = []
    ) {
        self.text = text
        self.levelAtLeast = levelAtLeast
        self.standings = standings
        self.assurance = assurance
        self.categories = categories
        self.manufacturers = manufacturers
        self.countries = countries
        self.criteria = criteria
        self.issuedFrom = issuedFrom
        self.issuedTo = issuedTo
        self.expiringWithin = expiringWithin
        self.coveredThrough = coveredThrough
        self.coverages = coverages
        self.sort = sort
    }

    /// The coverages that are listed; nil where no delivery day is asked about.
    package var listedCoverages: Set<Coverage.Word>? {
        guard coveredThrough != nil else { return nil }
        return coverages.isEmpty ? [.covered] : coverages
    }
}

/// One key of an order, and which way.
package struct SortKey: Hashable, Sendable {
    /// What may be ordered by.
    package enum Field: String, CaseIterable, Hashable, Sendable {
        /// How well the text is met: an exact model or number, then one that begins so, then the rest.
        case relevance
        /// In order of registration.
        case registered
        /// First day of issue.
        case issued
        /// Last day of the current run.
        case heldUntil
        case level
        case standing
        /// By the scheme data's order of categories.
        case category
        /// By reading, else by name.
        case manufacturer
    }

    /// What is ordered by.
    package var field: Field
    /// Largest, latest or best first.
    package var isDescending: Bool

    package init(_ field: Field, isDescending: Bool = false) {
        self.field = field
        self.isDescending = isDescending
    }

    /// `heldUntil` or `-heldUntil`.
    package var text: String { (isDescending ? "-" : "") + field.rawValue }

    package init?(text: String) {
        let isDescending = text.hasPrefix("-")
        guard let field = Field(rawValue: isDescending ? String(text.dropFirst()) : text) else { return nil }
        self.init(field, isDescending: isDescending)
    }
}

/// When a question is asked, and from what is known: the rest of what an answer follows from.
package struct AskedMoment: Hashable, Sendable {
    /// The decisive day.
    package var day: Day
    /// The day on which it is asked: later days have not come.
    package var today: Day
    /// The revision it is answered from.
    package var revision: Int64

    package init(day: Day, today: Day, revision: Int64) {
        self.day = day
        self.today = today
        self.revision = revision
    }
}

/// One label of a list: the answer on the decisive day, and what was asked about it.
package struct ListedLabel: Hashable, Sendable {
    /// On the decisive day.
    package var answer: LabelAnswer
    /// nil where no delivery day was asked about.
    package var coverage: Coverage?

    package init(answer: LabelAnswer, coverage: Coverage? = nil) {
        self.answer = answer
        self.coverage = coverage
    }
}

extension LabelQuery {
    /// Whether a registration belongs to the list, text aside: the plain meaning of every filter.
    package func admits(_ registration: Registration, _ asked: AskedMoment) -> Bool {
        let answer = registration.answer(on: asked.day)
        if let level = levelAtLeast, answer.period.level < level { return false }
        if !standings.isEmpty, !standings.contains(answer.standing) { return false }
        if let assurance, answer.period.assurance != assurance { return false }
        if !categories.isEmpty, !categories.contains(answer.product.category) { return false }
        if !countries.isEmpty, !countries.contains(answer.manufacturer.country) { return false }
        if !criteria.isEmpty, !criteria.contains(registration.standard.criteria) { return false }
        if !manufacturers.isEmpty, manufacturers.isDisjoint(with: answer.manufacturer.names) { return false }
        if issuedFrom != nil || issuedTo != nil {
            guard let issued = registration.issuedOn else { return false }
            if let issuedFrom, issued < issuedFrom { return false }
            if let issuedTo, issued > issuedTo { return false }
        }
        if let days = expiringWithin {
            guard answer.standing == .valid, let end = answer.period.heldUntil, end.days(since: asked.day) <= days
            else { return false }
        }
        if let last = coveredThrough, let listed = listedCoverages {
            let coverage = registration.coverage(from: asked.day, through: last, today: asked.today)
            if !listed.contains(coverage.word) { return false }
        }
        return true
    }
}

extension Manufacturer {
    /// What a filter may name it by.
    fileprivate var names: Set<String> { corporateNumber.isEmpty ? [key] : [key, corporateNumber] }
}

extension Registration {
    /// 発行日: the first day of the first run; nil while no label was issued.
    package var issuedOn: Day? { periods.lazy.compactMap(\.heldFrom).min() }
}
