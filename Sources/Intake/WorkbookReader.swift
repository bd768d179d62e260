import Registry

/// Reads the first visible sheet of a workbook (.xlsx, ECMA-376).
enum WorkbookReader {
    static func read(_ bytes: [UInt8], limits: SheetLimits) throws(Refusal) -> Sheet {
        var archive = try WorkbookArchive(bytes, limits: limits)
        let bookName = try bookName(&archive, limits)
        let folder = bookName.lastIndex(of: "/").map { String(bookName[...$0]) } ?? ""
        let book = try required(bookName, of: &archive, into: WorkbookBook(), limits)
        let linksName = folder + "_rels/" + bookName.dropFirst(folder.count) + ".rels"
        let links = try required(linksName, of: &archive, into: WorkbookLinks(folder: folder), limits)
        var strings = WorkbookStrings(limits: limits)
        if let name = links.target(ofType: "sharedStrings") {
            strings = try required(name, of: &archive, into: strings, limits)
        }
        var styles = WorkbookStyles()
        if let name = links.target(ofType: "styles") {
            styles = try required(name, of: &archive, into: styles, limits)
        }
        let sheet = WorkbookSheet(strings: strings.strings, styles: styles, from1904: book.from1904, limits: limits)
        let name = try firstSheet(of: book, links)
        return Sheet(form: .xlsx, rows: try required(name, of: &archive, into: sheet, limits).rows)
    }

    /// Sheets of other kinds (charts, dialogs) hold no cells.
    private static func firstSheet(of book: WorkbookBook, _ links: WorkbookLinks) throws(Refusal) -> String {
        for sheet in book.sheets where sheet.isVisible {
            if let link = links.links.first(where: { $0.id == sheet.id && $0.type == "worksheet" }) {
                return link.target
            }
        }
        throw SheetFault.otherKind("The workbook has no visible sheet with cells", "ブックに表示されているシートがありません")
    }

    private static func required<Part: WorkbookPart>(
        _ name: String,
        of archive: inout WorkbookArchive,
        into part: Part,
        _ limits: SheetLimits
    ) throws(Refusal) -> Part {
        guard let bytes = try archive.part(name) else {
            throw SheetFault.malformed("The workbook is broken: it has no part \(name)", "ブックが壊れています（\(name)がありません）")
        }
        return try WorkbookXML.read(bytes, name: name, into: part, limits: limits)
    }

    /// The part that the package calls its main document; refused in words of what the archive is instead.
    private static func bookName(_ archive: inout WorkbookArchive, _ limits: SheetLimits) throws(Refusal) -> String {
        if archive.has("[Content_Types].xml"), let bytes = try archive.part("_rels/.rels") {
            let links = try WorkbookXML.read(
                bytes,
                name: "_rels/.rels",
                into: WorkbookLinks(folder: ""),
                limits: limits
            )
            if let name = links.target(ofType: "officeDocument"), name.lowercased().hasSuffix("workbook.xml") {
                return name
            }
        }
        let kinds: [(part: String, en: String, ja: String)] = [
            ("xl/workbook.bin", "a binary workbook (.xlsb)", "バイナリブック（.xlsb）"),
            ("word/document.xml", "a Word document", "Word文書"),
            ("ppt/presentation.xml", "a PowerPoint presentation", "PowerPointの資料"),
            ("mimetype", "an OpenDocument file", "OpenDocumentのファイル"),
        ]
        let kind = kinds.first { archive.has($0.part) }
        throw SheetFault.otherKind(
            "This looks like \(kind?.en ?? "a zip archive"); save the table as .xlsx or CSV",
            "\(kind?.ja ?? "zipファイル")のようです。表は.xlsxかCSVで保存してください"
        )
    }
}
