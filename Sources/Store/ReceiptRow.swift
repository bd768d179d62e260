package import Registry

/// One row of a check as it was answered: the user's own cells and what was said of them.
package struct ReceiptRow: Hashable, Sendable {
    /// A registration as the row names it.
    package struct Label: Hashable, Sendable {
        /// Registration number.
        package var number: String
        /// The label's 12 characters.
        package var code: String
        /// On the decisive day, here and below.
        package var standing: Standing
        /// Of the period that the day falls into.
        package var level: StarLevel
        /// Who stands behind it.
        package var assurance: Assurance
        /// Last day of the run, inclusive; nil for an open one.
        package var heldUntil: Day?
        /// The manufacturer's name; empty where it has none in Japanese.
        package var makerJA: String
        /// The same in English.
        package var makerEN: String
        /// A provisional number is all there is, so no level is told.
        package var isProvisional: Bool

        /// As it stands on the answer's day.
        package init(_ answer: LabelAnswer) {
            number = answer.registration.number.text
            code = answer.registration.code.text
            standing = answer.standing
            level = answer.period.level
            assurance = answer.period.assurance
            heldUntil = answer.period.heldUntil
            makerJA = answer.manufacturer.nameJA
            makerEN = answer.manufacturer.nameEN
            isProvisional = answer.registration.isProvisional
        }
    }

    /// Its place among the checked rows, from 1; it is not packed but follows from where the row stands.
    package var place = 0
    /// Line of the input, the header counted.
    package var line: Int
    /// The user's own, untouched.
    package var cells: [String]
    /// As the check said it, here and below.
    package var outcome: CheckResult.Outcome
    /// Every one that was found.
    package var reasons: [CheckResult.Reason]
    /// How the row led to what was found.
    package var match: CheckResult.Match
    /// nil where nothing was found or no delivery day was asked about.
    package var coverage: Coverage?
    /// nil where the row led to no one registration.
    package var found: Label?
    /// The model of the registration that was met; empty for none.
    package var model: String
    /// Where several fit, or others exist.
    package var candidates: [Label]
    /// Every reason in one sentence.
    package var why: Wording

    /// A row just checked.
    package init(line: Int, cells: [String], _ result: CheckResult, why: Wording) {
        self.line = line
        self.cells = cells
        outcome = result.outcome
        reasons = result.reasons
        match = result.match
        coverage = result.coverage
        found = result.found.map { Label($0) }
        model = result.model?.number.exact ?? ""
        candidates = result.candidates.map { Label($0) }
        self.why = why
    }
}

/// Some rows of a receipt as they are kept, with how many of them came out how.
package struct ReceiptPart: Hashable, Sendable {
    /// Rows of every part but the last.
    package static let rows = 250

    let body: [UInt8]
    let passes: Int
    let fails: Int
    let reviews: Int

    /// Packs at most `rows` rows.
    package init(_ rows: some Collection<ReceiptRow>) {
        var writer = PackedWriter(capacity: rows.count * 400)
        writer.count(rows.count)
        for row in rows { writer.row(row) }
        body = writer.bytes
        passes = rows.count { $0.outcome == .pass }
        fails = rows.count { $0.outcome == .fail }
        reviews = rows.count { $0.outcome == .review }
    }

    /// The head of the table: the user's own header, and what each column was taken for.
    init(_ head: ReceiptHead) {
        var writer = PackedWriter(capacity: 512)
        writer.optional(head.header) { writer, header in writer.list(header) { $0.text($1) } }
        writer.list(head.fields) { $0.text($1) }
        body = writer.bytes
        (passes, fails, reviews) = (0, 0, 0)
    }

    static func unpackRows(_ bytes: UnsafeRawBufferPointer) throws -> [ReceiptRow] {
        var reader = PackedReader(bytes)
        return try reader.list { try $0.receiptRow() }
    }
}

/// The head of a checked table.
package struct ReceiptHead: Hashable, Sendable {
    /// The user's own header; nil where the table has none.
    package var header: [String]?
    /// What each column was taken for, as `CheckTable.Field` names it.
    package var fields: [String]

    /// - Parameter fields: one for each column.
    package init(header: [String]?, fields: [String]) {
        self.header = header
        self.fields = fields
    }

    init(_ bytes: UnsafeRawBufferPointer) throws {
        var reader = PackedReader(bytes)
        header = try reader.optional { try $0.list { try $0.text() } }
        fields = try reader.list { try $0.text() }
    }
}

extension PackedWriter {
    fileprivate mutating func row(_ row: ReceiptRow) {
        count(row.line)
        list(row.cells) { $0.text($1) }
        text(row.outcome.rawValue)
        list(row.reasons) { $0.text($1.rawValue) }
        text(row.match.rawValue)
        optional(row.coverage) { writer, coverage in
            writer.text(coverage.word.rawValue)
            writer.optional(coverage.day) { $0.day($1) }
        }
        optional(row.found) { $0.label($1) }
        text(row.model)
        list(row.candidates) { $0.label($1) }
        text(row.why.ja)
        text(row.why.en)
    }

    private mutating func label(_ label: ReceiptRow.Label) {
        text(label.number)
        text(label.code)
        text(label.standing.rawValue)
        count(label.level.rawValue)
        text(label.assurance.rawValue)
        optional(label.heldUntil) { $0.day($1) }
        text(label.makerJA)
        text(label.makerEN)
        flag(label.isProvisional)
    }
}

extension PackedReader {
    fileprivate mutating func receiptRow() throws -> ReceiptRow {
        ReceiptRow(
            line: Int(clamping: try unsigned()),
            cells: try list { try $0.text() },
            outcome: try word(CheckResult.Outcome.self),
            reasons: try list { try $0.word(CheckResult.Reason.self) },
            match: try word(CheckResult.Match.self),
            coverage: try optional { try $0.coverage() },
            found: try optional { try $0.label() },
            model: try text(),
            candidates: try list { try $0.label() },
            why: Wording(ja: try text(), en: try text())
        )
    }

    private mutating func coverage() throws -> Coverage {
        let word = try word(Coverage.Word.self)
        let day = try optional { try $0.day() }
        switch (word, day) {
        case (.gapFrom, let day?): return .gapFrom(day)
        case (.unknownAfter, let day?): return .unknownAfter(day)
        case (.covered, nil): return .covered
        default: throw PackedReader.unknownForm()
        }
    }

    private mutating func label() throws -> ReceiptRow.Label {
        ReceiptRow.Label(
            number: try text(),
            code: try text(),
            standing: try word(Standing.self),
            level: try starLevel(),
            assurance: try word(Assurance.self),
            heldUntil: try optional { try $0.day() },
            makerJA: try text(),
            makerEN: try text(),
            isProvisional: try flag()
        )
    }

    private mutating func starLevel() throws -> StarLevel {
        guard let level = StarLevel(rawValue: Int(clamping: try unsigned())) else { throw PackedReader.unknownForm() }
        return level
    }
}

extension ReceiptRow {
    fileprivate init(
        line: Int,
        cells: [String],
        outcome: CheckResult.Outcome,
        reasons: [CheckResult.Reason],
        match: CheckResult.Match,
        coverage: Coverage?,
        found: Label?,
        model: String,
        candidates: [Label],
        why: Wording
    ) {
        self.line = line
        self.cells = cells
        self.outcome = outcome
        self.reasons = reasons
        self.match = match
        self.coverage = coverage
        self.found = found
        self.model = model
        self.candidates = candidates
        self.why = why
    }
}

extension ReceiptRow.Label {
    fileprivate init(
        number: String,
        code: String,
        standing: Standing,
        level: StarLevel,
        assurance: Assurance,
        heldUntil: Day?,
        makerJA: String,
        makerEN: String,
        isProvisional: Bool
    ) {
        self.number = number
        self.code = code
        self.standing = standing
        self.level = level
        self.assurance = assurance
        self.heldUntil = heldUntil
        self.makerJA = makerJA
        self.makerEN = makerEN
        self.isProvisional = isProvisional
    }
}
