package import Registry

/// A table whose columns were recognised: rows to be checked, and the user's own cells beside them for the download.
package struct CheckTable: Hashable, Sendable {
    /// What a column holds.
    package enum Field: String, CaseIterable, Hashable, Sendable {
        case registrationNumber
        case code
        case model
        case gtin
        case manufacturer
        /// What the product is in a system.
        case component
        /// The level asked of this row.
        case requiredLevel
        /// Not recognised: each cell is tried as whatever it looks like.
        case other
        /// Headed by another word beside columns that name the product: quantities, prices, remarks.
        case ignored
    }

    /// Whether the first row is a header.
    package enum Heading: String, CaseIterable, Hashable, Sendable {
        case yes
        case no
        /// It is one where it has a known word or looks unlike the rows below it.
        case auto
    }

    /// The user's own header, untouched; nil where the table has none.
    package var header: [String]?
    /// One for each column.
    package var fields: [Field]
    /// What is asked, row by row.
    package var rows: [CheckedRow]
    /// The user's own cells of the same rows, untouched.
    package var cells: [[String]]

    /// A table recognised elsewhere: `rows` and `cells` are as many.
    package init(header: [String]?, fields: [Field], rows: [CheckedRow], cells: [[String]]) {
        self.header = header
        self.fields = fields
        self.rows = rows
        self.cells = cells
    }
}
