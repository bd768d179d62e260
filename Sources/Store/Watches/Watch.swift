package import Registry

/// What somebody without an account follows until a day they stated, and how far they were told of it.
package struct Watch: Hashable, Sendable {
    /// What is followed.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        /// The labels that meet a query.
        case list
        /// The labels that a check found.
        case check
    }

    /// Where a watch stands.
    package enum State: String, CaseIterable, Hashable, Sendable {
        /// Asked for; the address is not confirmed, and nothing is told.
        case asked
        case followed
        /// Its day has passed: one letter says so, then it is forgotten.
        case over
    }

    /// Counted from 1.
    package var id: Int64
    /// Where it stands.
    package var state: State
    /// What it follows.
    package var kind: Kind
    /// Whom it is told.
    package var address: MailAddress
    /// In which language.
    package var language: Letter.Language
    /// What is followed, in the words of the page on which it was asked for; one line.
    package var title: String
    /// Of a list its query string, of a check the public name of its receipt.
    package var conditions: String
    /// Told through this day.
    package var until: Day
    /// When it was asked for.
    package var askedAt: Moment
}

/// What somebody asks to follow.
package struct WatchAsk: Hashable, Sendable {
    /// What exactly.
    package var subject: WatchSubject
    /// In the words of the page, one line; at most 200 characters are kept.
    package var title: String
    /// See `Watch.conditions`.
    package var conditions: String
    /// Through which day.
    package var until: Day
    /// In which language letters come.
    package var language: Letter.Language

    /// Years ahead that a watch may last: obligations of the national treasury run for at most five fiscal years
    /// (財政法 §15), so no contract of a public body outlasts it by much.
    package static let mostYears = 5

    /// Rows of a check that a watch keeps at most, as many of one label or of different ones: each of them is kept and
    /// compared for each watch.
    package static let mostRows = 10_000

    package init(
        _ subject: WatchSubject,
        title: String,
        conditions: String,
        until: Day,
        _ language: Letter.Language
    ) {
        self.subject = subject
        self.title = String(title.cleaned.text.prefix(200))
        self.conditions = conditions
        self.until = until
        self.language = language
    }

    /// - Throws: `watchEnd` for a day that has passed or lies too far ahead.
    package static func check(until: Day, on today: Day) throws(Refusal) {
        guard until >= today, until <= today.addingYears(mostYears).day else {
            throw Refusal(
                .malformed,
                "Name a day from today through \(mostYears) years from now",
                ja: "今日から\(mostYears)年後までの日を指定してください",
                field: "until",
                code: "watchEnd"
            )
        }
    }

    /// - Parameter rows: of a check, those that led to a registration.
    /// - Throws: `tooManyLabels` where no watch follows so many.
    package static func check(rows: Int) throws(Refusal) {
        guard rows <= mostRows else {
            throw Refusal(
                .unprocessable,
                "This check found a label for \(rows) rows, and at most \(mostRows) can be followed: check the list in parts",
                ja: "この照合では\(rows)行にラベルが見つかりましたが、通知できるのは\(mostRows)行までです。表を分けて照合してください",
                code: "tooManyLabels"
            )
        }
    }
}

/// What a watch looks for.
package enum WatchSubject: Hashable, Sendable {
    /// The delivery day and the order do not narrow what somebody follows, as with the feeds.
    case list(LabelQuery)
    case check(WatchedCheck)

    var kind: Watch.Kind {
        switch self {
        case .list: .list
        case .check: .check
        }
    }
}

/// A check as a watch asks it again.
package struct WatchedCheck: Hashable, Sendable {
    /// What is asked of every row.
    package var conditions: CheckConditions
    /// As its receipt says: the decisive day, which stays, the day of asking and the revision.
    package var asked: AskedMoment

    package init(conditions: CheckConditions, asked: AskedMoment) {
        self.conditions = conditions
        self.asked = asked
    }
}

/// One row of a check that led to a registration.
package struct WatchedProduct: Hashable, Sendable {
    /// The label's 12 characters, as the receipt has them.
    package var code: String
    /// The row as it was brought.
    package var row: CheckedRow

    package init(code: String, row: CheckedRow) {
        self.code = code
        self.row = row
    }
}

/// What a round of the watches did.
package struct WatchTally: Hashable, Sendable {
    /// Labels that became due to be told, counted once for each watch.
    package var due = 0
    /// Digests made.
    package var letters = 0
    /// Watches that came to their day.
    package var over = 0

    package init() {}
}

/// How many watches there are.
package struct WatchCounts: Hashable, Sendable {
    /// By what they follow and where they stand.
    package var counts: [Watch.Kind: [Watch.State: Int]]
    /// Labels that wait to be told, counted once for each watch.
    package var due: Int
}

extension WatchSubject {
    var packed: [UInt8] {
        var writer = PackedWriter(capacity: 128)
        switch self {
        case .list(let query): writer.query(query)
        case .check(let check):
            writer.optional(check.conditions.levelAtLeast?.code) { $0.text($1) }
            writer.optional(check.conditions.coveredThrough) { $0.day($1) }
            writer.day(check.asked.day)
            writer.day(check.asked.today)
            writer.integer(check.asked.revision)
        }
        return writer.bytes
    }

    init(_ kind: Watch.Kind, _ bytes: UnsafeRawBufferPointer) throws {
        var reader = PackedReader(bytes)
        switch kind {
        case .list: self = .list(try reader.query())
        case .check:
            let conditions = CheckConditions(
                levelAtLeast: try reader.optional { try $0.levelCode() },
                coveredThrough: try reader.optional { try $0.day() }
            )
            let (day, today) = (try reader.day(), try reader.day())
            let asked = AskedMoment(day: day, today: today, revision: try reader.integer())
            self = .check(WatchedCheck(conditions: conditions, asked: asked))
        }
    }
}

extension PackedWriter {
    fileprivate mutating func query(_ query: LabelQuery) {
        text(query.text)
        optional(query.levelAtLeast?.code) { $0.text($1) }
        list(query.standings.map(\.rawValue).sorted()) { $0.text($1) }
        optional(query.assurance?.rawValue) { $0.text($1) }
        for words in [query.categories, query.manufacturers, query.countries, query.criteria] {
            list(words.sorted()) { $0.text($1) }
        }
        optional(query.issuedFrom) { $0.day($1) }
        optional(query.issuedTo) { $0.day($1) }
        optional(query.expiringWithin) { $0.integer(Int64($1)) }
    }

    mutating func products(_ rows: [CheckedRow]) {
        list(rows) { writer, row in
            writer.count(row.line)
            for cell in [
                row.registrationNumber, row.code, row.model, row.gtin, row.manufacturer, row.component, row.requirement,
            ] { writer.text(cell) }
            writer.list(row.others) { $0.text($1) }
        }
    }
}

extension PackedReader {
    fileprivate mutating func levelCode() throws -> StarLevel {
        guard let level = StarLevel(code: try text()) else { throw Self.unknownForm() }
        return level
    }

    fileprivate mutating func query() throws -> LabelQuery {
        var query = LabelQuery(text: try text())
        query.levelAtLeast = try optional { try $0.levelCode() }
        query.standings = Set(try list { try $0.word(Standing.self) })
        query.assurance = try optional { try $0.word(Assurance.self) }
        query.categories = Set(try list { try $0.text() })
        query.manufacturers = Set(try list { try $0.text() })
        query.countries = Set(try list { try $0.text() })
        query.criteria = Set(try list { try $0.text() })
        query.issuedFrom = try optional { try $0.day() }
        query.issuedTo = try optional { try $0.day() }
        query.expiringWithin = try optional { Int(clamping: try $0.integer()) }
        return query
    }

    mutating func products() throws -> [CheckedRow] {
        try list { reader in
            let line = Int(clamping: try reader.unsigned())
            let cells = try (0..<7).map { _ in try reader.text() }
            return CheckedRow(
                line: line,
                registrationNumber: cells[0],
                code: cells[1],
                model: cells[2],
                gtin: cells[3],
                manufacturer: cells[4],
                others: try reader.list { try $0.text() },
                component: cells[5],
                requirement: cells[6]
            )
        }
    }
}
