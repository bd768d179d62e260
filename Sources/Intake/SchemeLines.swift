/// The look at the raw lines before the YAML parser sees them: only the plain part of YAML that the data needs may
/// pass. Without anchors, tags, multi-line text and deep nesting no short file can grow into a large one.
struct SchemeLines {
    /// The largest file, in bytes.
    static let maximumBytes = 1 << 20
    /// The deepest column a line may begin in; the data needs 10.
    static let maximumIndent = 32
    /// The deepest nesting of `[` and `{`.
    static let maximumFlow = 4

    let file: String
    private var flow = 0

    init(file: String) {
        self.file = file
    }

    /// Checks bytes and gives them back as text.
    static func check(_ bytes: [UInt8], file: String) throws(SchemeFault) -> String {
        guard bytes.count <= maximumBytes else {
            throw SchemeFault(file: file, line: nil, reason: "the file is larger than \(maximumBytes) bytes")
        }
        guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else {
            throw SchemeFault(file: file, line: 1, reason: "the file begins with a byte-order mark")
        }
        var lines = SchemeLines(file: file)
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            guard String(validating: line, as: UTF8.self) != nil else {
                throw SchemeFault(file: file, line: index + 1, reason: "the line is not UTF-8")
            }
            try lines.check(Array(line), number: index + 1)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func check(_ line: [UInt8], number: Int) throws(SchemeFault) {
        func fault(_ reason: String) -> SchemeFault { SchemeFault(file: file, line: number, reason: reason) }
        let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line[...]
        guard line.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { throw fault("the line holds a control character") }
        guard line.first != UInt8(ascii: "%") else { throw fault("YAML directives are not used here") }
        let indent = line.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }.count
        guard indent <= Self.maximumIndent else { throw fault("the line begins too far right") }

        var place = line.startIndex
        // Whether the next byte begins a value: after the indent, or after `- `, `: `, `[`, `{` or `, `.
        var opens = true
        while place < line.endIndex {
            let byte = line[place]
            let next = place + 1 < line.endIndex ? line[place + 1] : UInt8(ascii: " ")
            switch byte {
            case UInt8(ascii: "#") where place == line.startIndex || line[place - 1] == UInt8(ascii: " "):
                return
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                guard opens else { break }
                guard let end = Self.end(ofQuoteAt: place, in: line) else {
                    throw fault("a quoted text must end on its line")
                }
                place = end
                opens = false
            case UInt8(ascii: "&"), UInt8(ascii: "*"):
                guard !opens else { throw fault("anchors and aliases are not used here; quote the text") }
            case UInt8(ascii: "!"):
                guard !opens else { throw fault("YAML tags are not used here; quote the text") }
            case UInt8(ascii: "|"), UInt8(ascii: ">"):
                guard !opens else { throw fault("text over several lines is not used here; write one quoted line") }
            case UInt8(ascii: "?") where next == UInt8(ascii: " "):
                guard !opens else { throw fault("a key must be a plain word") }
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                guard opens || flow > 0 else { break }
                flow += 1
                guard flow <= Self.maximumFlow else { throw fault("lists and maps are nested too deep") }
                opens = true
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                flow = max(0, flow - 1)
                opens = false
            case UInt8(ascii: ","):
                opens = flow > 0
            case UInt8(ascii: ":"), UInt8(ascii: "-"):
                opens = next == UInt8(ascii: " ") && (byte == UInt8(ascii: ":") || opens)
            case UInt8(ascii: " "):
                break
            default:
                opens = false
            }
            place += 1
        }
    }

    /// The place of the closing quote, or nil where the line ends first.
    private static func end(ofQuoteAt start: Int, in line: ArraySlice<UInt8>) -> Int? {
        let quote = line[start]
        var place = start + 1
        while place < line.endIndex {
            if line[place] == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                place += 2
                continue
            }
            if line[place] == quote {
                guard quote == UInt8(ascii: "'"), place + 1 < line.endIndex, line[place + 1] == quote else {
                    return place
                }
                place += 2
                continue
            }
            place += 1
        }
        return nil
    }
}
