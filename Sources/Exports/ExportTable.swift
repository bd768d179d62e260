package import Registry

/// One column of an export: what its cells hold, under which names, and what they mean.
package struct ExportColumn: Hashable, Sendable {
    /// What the cells of a column hold.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case text
        /// A civil day in Japan.
        case day
        case integer
        /// Yes or no.
        case flag
    }

    /// The name for machines, camelCase; a reader's own column keeps its reader's header here and in both languages.
    package var name: String
    /// Japanese header.
    package var nameJA: String
    /// English header.
    package var nameEN: String
    /// What its cells hold.
    package var kind: Kind
    /// One Japanese sentence for the legend; empty for a reader's own column.
    package var meaningJA: String
    /// The same in English.
    package var meaningEN: String
    /// Width on a sheet in narrow characters; 0 takes what suits the kind and the header.
    package var width: Int

    package init(
        _ name: String,
        ja: String,
        en: String,
        kind: Kind = .text,
        meaningJA: String = "",
        meaningEN: String = "",
        width: Int = 0
    ) {
        self.name = name
        self.nameJA = ja
        self.nameEN = en
        self.kind = kind
        self.meaningJA = meaningJA
        self.meaningEN = meaningEN
        self.width = width
    }
}

/// One cell. A cell may hold another kind than its column: a reader's own column holds what its reader wrote.
package enum ExportCell: Hashable, Sendable {
    case text(String)
    case day(Day)
    case integer(Int64)
    case flag(Bool)
    case empty
}

/// Takes cells in order and turns them into a row of some format, so that one description of a row serves all.
///
/// A row is any number of cells, then `endRow()`. Cells are never held: a writer puts them straight to its bytes.
package protocol CellSink {
    /// Begins a text cell that is made of pieces.
    mutating func beginText()
    /// The next piece of the open text cell.
    mutating func piece(_ text: String)
    /// Ends the open text cell; one without any text is empty.
    mutating func endText()
    /// A day, or an empty cell.
    mutating func day(_ day: Day?)
    /// A whole number.
    mutating func integer(_ value: Int64)
    /// Yes or no.
    mutating func flag(_ value: Bool)
    /// A cell without anything.
    mutating func empty()
    /// Ends the row.
    mutating func endRow()
}

extension CellSink {
    /// A text cell in one piece.
    package mutating func text(_ text: String) {
        beginText()
        piece(text)
        endText()
    }

    /// A cell that is known only as a value.
    package mutating func cell(_ cell: ExportCell) {
        switch cell {
        case .text(let text): self.text(text)
        case .day(let day): self.day(day)
        case .integer(let value): integer(value)
        case .flag(let value): flag(value)
        case .empty: empty()
        }
    }

    /// A whole row.
    package mutating func row(_ cells: [ExportCell]) {
        for cell in cells { self.cell(cell) }
        endRow()
    }
}
