import Registry

/// What a file that is no table looks like, by its first bytes.
enum SheetKind {
    private static let marks: [(start: [UInt8], en: String, ja: String)] = [
        (
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
            "an old Excel file (.xls) or one with a password; save it as .xlsx without a password, or as CSV",
            "旧形式のExcelファイル（.xls）かパスワード付きのファイルです。パスワードなしの.xlsxかCSVで保存してください"
        ),
        (Array("%PDF".utf8), "a PDF; bring the table as .xlsx or CSV", "PDFです。表は.xlsxかCSVで渡してください"),
        ([0x89, 0x50, 0x4E, 0x47], "an image (PNG); bring the table as .xlsx or CSV", "画像（PNG）です。表は.xlsxかCSVで渡してください"),
        ([0xFF, 0xD8, 0xFF], "an image (JPEG); bring the table as .xlsx or CSV", "画像（JPEG）です。表は.xlsxかCSVで渡してください"),
        (Array("GIF8".utf8), "an image (GIF); bring the table as .xlsx or CSV", "画像（GIF）です。表は.xlsxかCSVで渡してください"),
        ([0x1F, 0x8B], "a gzip file; unpack it first", "gzipファイルです。先に展開してください"),
        ([0x37, 0x7A, 0xBC, 0xAF], "a 7-Zip file; unpack it first", "7-Zipファイルです。先に展開してください"),
        (
            Array("{\\rtf".utf8), "a rich-text document; bring the table as .xlsx or CSV",
            "リッチテキストです。表は.xlsxかCSVで渡してください"
        ),
    ]

    /// Markup that some programs name `.xls`, lower case.
    private static let markup = ["<html", "<!doctype", "<?xml", "<table"]

    /// A zip archive: perhaps a workbook.
    static func isArchive(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
    }

    /// Refuses what is no text table, in words of what it looks like.
    static func refuseOthers(_ bytes: [UInt8]) throws(Refusal) {
        if let mark = marks.first(where: { bytes.starts(with: $0.start) }) {
            throw SheetFault.otherKind("This looks like \(mark.en)", mark.ja)
        }
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        let start = String(decoding: text.drop { $0 <= 0x20 }.prefix(16), as: UTF8.self).lowercased()
        if markup.contains(where: { start.hasPrefix($0) }) {
            throw SheetFault.otherKind(
                "This looks like a web page or XML; save the table as .xlsx or CSV",
                "WebページかXMLのようです。表は.xlsxかCSVで保存してください"
            )
        }
    }
}
