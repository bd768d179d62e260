import Registry

/// The refusals of tables that people bring: one place for their field, codes and how a place is named.
enum SheetFault {
    /// The form is broken.
    static func malformed(_ en: String, _ ja: String, row: Int? = nil, column: Int? = nil) -> Refusal {
        refusal(.malformed, "malformedTable", en, ja, row, column)
    }

    /// More than the limits take.
    static func tooLarge(_ en: String, _ ja: String, row: Int? = nil, column: Int? = nil) -> Refusal {
        refusal(.tooLarge, "tableTooLarge", en, ja, row, column)
    }

    /// Well-formed, but nothing that is read here.
    static func otherKind(_ en: String, _ ja: String, row: Int? = nil, column: Int? = nil) -> Refusal {
        refusal(.unprocessable, "unreadableTable", en, ja, row, column)
    }

    /// The cell is longer than the limits take.
    static func longCell(_ limits: SheetLimits, row: Int, column: Int) -> Refusal {
        tooLarge(
            "a cell has at most \(limits.cellLength) characters",
            "セルは\(limits.cellLength)文字までです",
            row: row,
            column: column
        )
    }

    /// The row is one too many.
    static func manyRows(_ limits: SheetLimits, row: Int) -> Refusal {
        tooLarge(
            "a table has at most \(limits.rows) rows below its first",
            "表は1行目のほかに\(limits.rows)行までです",
            row: row
        )
    }

    /// The cell stands beyond the last column that is read.
    static func manyColumns(_ limits: SheetLimits, row: Int, column: Int) -> Refusal {
        tooLarge(
            "a table has at most \(limits.columns) columns",
            "表は\(limits.columns)列までです",
            row: row,
            column: column
        )
    }

    private static func refusal(
        _ kind: Refusal.Kind,
        _ code: String,
        _ en: String,
        _ ja: String,
        _ row: Int?,
        _ column: Int?
    ) -> Refusal {
        var (place, placeJA) = ("", "")
        if let row {
            place = "Row \(row)" + (column.map { ", column \($0)" } ?? "") + ": "
            placeJA = "\(row)行" + (column.map { "\($0)列" } ?? "目") + "："
        }
        return Refusal(kind, place + en, ja: placeJA + ja, field: "file", code: code)
    }
}
