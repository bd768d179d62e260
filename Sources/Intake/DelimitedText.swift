import Foundation
import Registry

/// Makes checked UTF-8 out of a file's bytes.
enum DelimitedText {
    /// The bytes as UTF-8 without a byte-order mark.
    static func utf8(_ bytes: [UInt8], form: DelimitedForm) throws(Refusal) -> [UInt8] {
        guard bytes.count <= DelimitedReader.fileLimit else {
            throw Refusal(
                .tooLarge,
                "A list has at most \(DelimitedReader.fileLimit >> 20) MiB; this one has \(bytes.count) bytes",
                ja: "一覧ファイルは\(DelimitedReader.fileLimit >> 20)MiBまでです（\(bytes.count)バイト）",
                field: "file"
            )
        }
        try refuseOtherFormats(bytes, form.encoding)
        switch form.encoding {
        case .utf8:
            let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes[3...]) : bytes
            try checkUTF8(text, delimiter: form.delimiter.byte)
            return text
        case .shiftJIS:
            return try shiftJIS(bytes)
        case .utf16:
            return try utf16(bytes)
        }
    }

    /// Spreadsheets and UTF-16 are the two usual mistakes; both deserve their own sentence.
    private static func refuseOtherFormats(_ bytes: [UInt8], _ encoding: DelimitedForm.Encoding) throws(Refusal) {
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            throw malformed("This is a spreadsheet or zip file; save it as CSV", "表計算またはzipファイルです。CSVで保存してください")
        }
        guard encoding != .utf16 else { return }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw malformed("This file is UTF-16; save it as CSV in UTF-8", "UTF-16のファイルです。UTF-8のCSVで保存してください")
        }
    }

    private static func checkUTF8(_ bytes: [UInt8], delimiter: UInt8) throws(Refusal) {
        var bad = bytes.withUnsafeBytes { buffer in
            buffer.baseAddress.flatMap { start in
                memchr(start, 0, buffer.count).map { UnsafeRawPointer($0) - start }
            }
        }
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            bad = min(bad ?? .max, error.byteOffsets.lowerBound)
        }
        guard let bad else { return }
        let (row, column) = try place(of: bad, in: bytes, delimiter: delimiter)
        let what = bytes[bad] == 0 ? "a NUL byte" : "the byte 0x" + Unicode.Scalar(bytes[bad]).hex.suffix(2)
        throw malformed(
            "Row \(row), column \(column): \(what) is not text in UTF-8",
            "\(row)行\(column)列：UTF-8の文字ではないバイトがあります"
        )
    }

    /// Row and column of a byte. A fault of the table's form before it is thrown instead: it comes first.
    private static func place(
        of offset: Int,
        in bytes: [UInt8],
        delimiter: UInt8
    ) throws(Refusal) -> (row: Int, column: Int) {
        var reader = DelimitedReader(unchecked: bytes, delimiter: delimiter)
        var record = DelimitedRecord()
        while try reader.next(&record) {
            guard reader.offset > offset else { continue }
            let column = record.cells.lastIndex { $0.start <= offset } ?? 0
            return (record.row, column + 1)
        }
        return (record.row, 1)
    }

    /// Decodes line by line only where the whole fails, to name the line. A line feed is never half of a character.
    private static func shiftJIS(_ bytes: [UInt8]) throws(Refusal) -> [UInt8] {
        if let text = String(bytes: bytes, encoding: .shiftJIS), !text.utf8.contains(0) { return Array(text.utf8) }
        let line = lineOutside(.shiftJIS, of: bytes) ?? 1
        throw malformed("Line \(line) is not text in Shift_JIS", "\(line)行目はShift_JISの文字ではありません")
    }

    /// The first line, from 1, that holds a NUL byte or is no text of an encoding whose line ends are single bytes.
    static func lineOutside(_ encoding: String.Encoding, of bytes: [UInt8]) -> Int? {
        var line = 0
        var start = 0
        while start < bytes.count {
            line += 1
            let end = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
            let part = bytes[start..<end]
            if part.contains(0) || String(bytes: part, encoding: encoding) == nil { return line }
            start = end + 1
            if end + 1 < bytes.count, bytes[end] == 0x0D, bytes[end + 1] == 0x0A { start += 1 }
        }
        return nil
    }

    /// Either order of bytes, told by the mark that comes first.
    static func utf16(_ bytes: [UInt8]) throws(Refusal) -> [UInt8] {
        let isBig = bytes.starts(with: [0xFE, 0xFF])
        guard isBig || bytes.starts(with: [0xFF, 0xFE]) else {
            throw malformed("UTF-16 without a byte-order mark is not read", "BOMのないUTF-16は読めません")
        }
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        for at in stride(from: 2, to: bytes.count - 1, by: 2) {
            let (first, second) = (UInt16(bytes[at]), UInt16(bytes[at + 1]))
            units.append(isBig ? first << 8 | second : second << 8 | first)
        }
        if bytes.count % 2 == 0, !units.contains(0), let text = String(validating: units, as: UTF16.self) {
            return Array(text.utf8)
        }
        var line = 1
        for part in units.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if part.contains(0) || String(validating: part, as: UTF16.self) == nil { break }
            line += 1
        }
        line = min(line, units.count { $0 == 0x0A } + 1)
        throw malformed("Line \(line) is not text in UTF-16", "\(line)行目はUTF-16の文字ではありません")
    }

    private static func malformed(_ reason: String, _ reasonJA: String) -> Refusal {
        Refusal(.malformed, reason, ja: reasonJA, field: "file", code: "malformedTable")
    }
}
