/// What one edition of a list states about one registration number, rows joined, text cleaned (DESIGN §5).
package struct StatedRegistration: Hashable, Sendable {
    package var number: RegistrationNumber
    package var filing: Filing
    package var heldFrom: Day
    /// The source's own end; nil where it states none and the scheme's length counts.
    package var heldUntil: Day?
    /// The status cell as it stands in the file, trimmed; nil where the list has no status column.
    package var statusWord: String?
    /// What the word means by the profile's and the scheme's tables; nil where it is in neither.
    package var standing: Standing?
    /// Row numbers in the file, counted from 1 with the header as row 1.
    package var rows: [Int]

    package init(
        number: RegistrationNumber,
        filing: Filing,
        heldFrom: Day,
        heldUntil: Day?,
        statusWord: String?,
        standing: Standing?,
        rows: [Int]
    ) {
        self.number = number
        self.filing = filing
        self.heldFrom = heldFrom
        self.heldUntil = heldUntil
        self.statusWord = statusWord
        self.standing = standing
        self.rows = rows
    }
}

/// A list as read: everything the store needs, nothing of the file's form.
package struct ListReading: Hashable, Sendable {
    /// A remark about one row or one number, for the report.
    package struct Remark: Hashable, Sendable {
        /// Row in the file, counted from 1 with the header as row 1.
        package var row: Int
        /// Registration number where the row has one.
        package var number: String?
        /// A stable word: `noNumber`, `contradiction`, `cleaned`, `badDay`, ….
        package var code: String
        /// One sentence.
        package var reason: String

        package init(row: Int, number: String? = nil, code: String, reason: String) {
            self.row = row
            self.number = number
            self.code = code
            self.reason = reason
        }
    }

    package var edition: Edition
    package var origin: Origin
    /// Data rows, the header not counted.
    package var rows: Int
    package var statements: [StatedRegistration]
    /// Rows passed over, each with its reason.
    package var skipped: [Remark]
    /// Numbers whose rows contradict each other: left as they were. One remark a number.
    package var conflicts: [Remark]
    /// Cells from which invisible characters were taken out, and other things worth telling.
    package var remarks: [Remark]

    package init(
        edition: Edition,
        origin: Origin,
        rows: Int,
        statements: [StatedRegistration],
        skipped: [Remark],
        conflicts: [Remark],
        remarks: [Remark]
    ) {
        self.edition = edition
        self.origin = origin
        self.rows = rows
        self.statements = statements
        self.skipped = skipped
        self.conflicts = conflicts
        self.remarks = remarks
    }
}
