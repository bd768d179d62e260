import Foundation
import FoundationXML
import Registry

/// One part of a workbook, told element by element. Names come without their prefix.
protocol WorkbookPart {
    mutating func open(_ name: String, _ attributes: [String: String]) throws(Refusal)
    mutating func close(_ name: String) throws(Refusal)
    /// Whether text in this place is wanted at all.
    var takesText: Bool { get }
    mutating func take(_ text: String)
}

extension WorkbookPart {
    var takesText: Bool { false }
    mutating func take(_ text: String) {}
}

/// Reads a part's XML without a tree: UTF-8 only, no document type, so no entity can be declared.
enum WorkbookXML {
    /// Tells `part` what the bytes hold. `name` is only for the refusal.
    static func read<Part: WorkbookPart>(
        _ bytes: [UInt8],
        name: String,
        into part: Part,
        limits: SheetLimits
    ) throws(Refusal) -> Part {
        try checkPreamble(bytes, name)
        let teller = Teller(part, limits: limits)
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = teller
        parser.shouldResolveExternalEntities = false
        let isRead = parser.parse()
        if let refusal = teller.refusal { throw refusal }
        // The parser mends some faults by itself and goes on; here a fault is a fault.
        guard isRead, teller.brokenLine == nil, teller.isClosed else {
            throw broken(name, line: teller.brokenLine ?? parser.lineNumber)
        }
        return teller.part
    }

    private static func checkPreamble(_ bytes: [UInt8], _ name: String) throws(Refusal) {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        guard text.first == UInt8(ascii: "<") else { throw broken(name, line: 1) }
        if text.starts(with: "<?xml".utf8) {
            let head = String(decoding: text.prefix(200).prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self).lowercased()
            guard !head.contains("encoding") || head.contains("utf-8") || head.contains("us-ascii") else {
                throw broken(name, line: 1)
            }
        }
        // Text never holds a bare `<`, so this can only be a declaration.
        guard !declares(text) else {
            throw SheetFault.malformed(
                "The workbook declares entities, which no spreadsheet program does",
                "ブックに実体宣言があります。表計算ソフトのファイルではありません"
            )
        }
    }

    /// A `<!D…` or `<!E…`: document type, element and entity declarations.
    private static func declares(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        while let mark = rest.firstIndex(of: UInt8(ascii: "!")) {
            rest = rest[(mark + 1)...]
            if mark > bytes.startIndex, bytes[mark - 1] == UInt8(ascii: "<"), let next = rest.first,
                next == UInt8(ascii: "D") || next == UInt8(ascii: "E")
            {
                return true
            }
        }
        return false
    }

    private static func broken(_ name: String, line: Int) -> Refusal {
        SheetFault.malformed(
            "The workbook is broken: line \(line) of its part \(name) is not well-formed XML",
            "ブックが壊れています（\(name)の\(line)行目がXMLとして読めません）"
        )
    }

    /// The parser's delegate: stops at the first refusal.
    private final class Teller<Part: WorkbookPart>: NSObject, XMLParserDelegate {
        var part: Part
        var refusal: Refusal?
        /// Where the parser first met a fault.
        private(set) var brokenLine: Int?
        private var depth = 0

        /// Every element that was opened is closed.
        var isClosed: Bool { depth == 0 }

        private let limits: SheetLimits

        init(_ part: Part, limits: SheetLimits) {
            self.part = part
            self.limits = limits
        }

        func parser(
            _ parser: XMLParser,
            didStartElement name: String,
            namespaceURI: String?,
            qualifiedName: String?,
            attributes: [String: String]
        ) {
            guard refusal == nil else { return }
            depth += 1
            do throws(Refusal) {
                guard depth <= limits.depth else {
                    throw SheetFault.tooLarge(
                        "The workbook's XML is nested more than \(limits.depth) deep",
                        "ブックのXMLの入れ子が\(limits.depth)段を超えています"
                    )
                }
                try part.open(Self.local(name), attributes)
            } catch {
                refusal = error
                parser.abortParsing()
            }
        }

        func parser(
            _ parser: XMLParser,
            didEndElement name: String,
            namespaceURI: String?,
            qualifiedName: String?
        ) {
            guard refusal == nil else { return }
            depth -= 1
            do throws(Refusal) {
                try part.close(Self.local(name))
            } catch {
                refusal = error
                parser.abortParsing()
            }
        }

        func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) {
            brokenLine = brokenLine ?? parser.lineNumber
        }

        func parser(_ parser: XMLParser, foundCharacters text: String) {
            if refusal == nil, part.takesText { part.take(text) }
        }

        func parser(_ parser: XMLParser, foundCDATA block: Data) {
            if refusal == nil, part.takesText { part.take(String(decoding: block, as: UTF8.self)) }
        }

        private static func local(_ name: String) -> String {
            guard let colon = name.utf8.firstIndex(of: UInt8(ascii: ":")) else { return name }
            return String(name[name.utf8.index(after: colon)...])
        }
    }
}
