import Crypto
package import Registry

/// Reads a published list by a profile: bytes in, what the list states about each registration number out.
///
/// Deterministic: the same bytes, profile and aliases give the same reading, in the order of first rows. A broken file
/// is refused as a whole; a broken row is skipped with its number and reason.
package enum ListReader {
    /// Rows between two calls of `progress`.
    static let progressStep = 5000

    /// Reads a whole list.
    ///
    /// - `fileName` without its folder goes into the edition; its `YYYY-MM-DD` is the edition's day unless `day` is
    ///   given.
    /// - `statusAliases`: the scheme's words for standings; the profile's own table comes first.
    /// - `progress` hears the number of data rows read so far, every 5,000 rows and at the end.
    ///
    /// Throws `.malformed` or `.tooLarge` with row and column, with the header's missing columns, or for a missing day.
    package static func read(
        bytes: [UInt8],
        fileName: String,
        profile: ImportProfile,
        day: Day? = nil,
        statusAliases: [String: Standing] = [:],
        progress: (@Sendable (Int) -> Void)? = nil
    ) throws(Refusal) -> ListReading {
        let file = fileName.split(separator: "/").last.map(String.init) ?? fileName
        let editionDay = try editionDay(day, file: file, profile: profile)
        var cells = ListCells(try DelimitedReader(bytes, form: profile.form))
        let columns = try header(&cells, profile: profile)
        let width = cells.count
        var assembly = ListAssembly(cells: cells, columns: columns, profile: profile, statusAliases: statusAliases)
        var rows = 0
        while try assembly.cells.advance() {
            guard assembly.cells.count == width else { throw uneven(assembly.cells, width) }
            rows += 1
            assembly.take()
            if rows % progressStep == 0 { progress?(rows) }
        }
        progress?(rows)
        let edition = Edition(source: profile.source, day: editionDay, fileName: file, digest: digest(bytes))
        return assembly.reading(edition: edition, origin: profile.origin, rows: rows)
    }

    private static func header(_ cells: inout ListCells, profile: ImportProfile) throws(Refusal) -> ListColumns {
        while try cells.advance() {
            guard cells.row >= profile.headerRow else { continue }
            var header: [String] = []
            for column in 0..<cells.count { header.append(cells.text(column).text) }
            return try ListColumns(header: header, profile: profile)
        }
        throw Refusal(
            .malformed,
            "The list has no header at row \(profile.headerRow)",
            ja: "\(profile.headerRow)行目に見出しがありません",
            field: "file",
            code: "wrongHeader"
        )
    }

    private static func uneven(_ cells: ListCells, _ width: Int) -> Refusal {
        Refusal(
            .malformed,
            "Row \(cells.row): it has \(cells.count) cells, the header has \(width)",
            ja: "\(cells.row)行：セルが\(cells.count)個ありますが、見出しは\(width)個です",
            field: "file",
            code: "malformedTable"
        )
    }

    private static func editionDay(_ day: Day?, file: String, profile: ImportProfile) throws(Refusal) -> Day {
        if let day { return day }
        if profile.editionDay == .fromFileName, let day = self.day(inFileName: file) { return day }
        throw Refusal(
            .malformed,
            "The day of this edition is not known; give it, or name the file like list-2026-09-15.csv",
            ja: "この版の日付が分かりません。日付を指定するか、ファイル名を list-2026-09-15.csv のようにしてください",
            field: "day",
            code: "noEditionDay"
        )
    }

    /// The last `YYYY-MM-DD` of a file name that stands apart from other digits and names a day that exists.
    static func day(inFileName file: String) -> Day? {
        let bytes = Array(file.utf8)
        func isDigit(_ place: Int) -> Bool {
            bytes.indices.contains(place) && (0x30...0x39).contains(bytes[place])
        }
        for start in stride(from: bytes.count - 10, through: 0, by: -1)
        where !isDigit(start - 1) && !isDigit(start + 10) {
            if let day = try? Day.parse(String(decoding: bytes[start..<start + 10], as: UTF8.self)) { return day }
        }
        return nil
    }

    private static func digest(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let hex = SHA256.hash(data: bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: hex, as: UTF8.self)
    }
}
