import Registry
import Yams

/// A piece of a sample file together with the file's name, so that every mistake can be located.
struct SampleNode {
    let file: String
    let node: Node

    /// Reads a whole file, which must be a map.
    static func compose(_ text: String, file: String) throws(SampleFault) -> SampleNode {
        do {
            guard let node = try Yams.compose(yaml: text) else {
                throw SampleFault(file: file, line: nil, reason: "the file is empty")
            }
            return SampleNode(file: file, node: node)
        } catch let fault as SampleFault {
            throw fault
        } catch let error as YamlError {
            throw SampleFault(file: file, line: error.sampleLine, reason: "this is not YAML")
        } catch {
            throw SampleFault(file: file, line: nil, reason: "this is not YAML")
        }
    }

    var isMap: Bool { node.mapping != nil }

    /// The scalar as it stands; nil for a map or a list.
    var word: String? { node.scalar?.string }

    func fault(_ reason: String) -> SampleFault {
        SampleFault(file: file, line: node.mark?.line, reason: reason)
    }

    /// The map's parts by key. A key outside `allowed` is a mistake, most often a slip of the pen.
    func fields(_ allowed: Set<String>) throws(SampleFault) -> [String: SampleNode] {
        guard let mapping = node.mapping else { throw fault("a map is expected here") }
        var fields: [String: SampleNode] = [:]
        for (key, value) in mapping {
            let name = key.scalar?.string ?? ""
            guard allowed.contains(name) else {
                throw SampleFault(file: file, line: key.mark?.line, reason: "\"\(name)\" is not known here")
            }
            fields[name] = SampleNode(file: file, node: value)
        }
        return fields
    }

    func items() throws(SampleFault) -> [SampleNode] {
        guard let sequence = node.sequence else { throw fault("a list is expected here") }
        return sequence.map { SampleNode(file: file, node: $0) }
    }

    /// Text that is not empty.
    func text() throws(SampleFault) -> String {
        guard let text = word, !text.isEmpty else { throw fault("text is expected here") }
        return text.nfc
    }

    /// A signed number of days from the anchor, at most thirty years away.
    func day(from anchor: Day) throws(SampleFault) -> Day {
        guard let text = word, let offset = Int(text), (-11_000...11_000).contains(offset) else {
            throw fault("a signed number of days is expected here")
        }
        return anchor + offset
    }

    func flag() throws(SampleFault) -> Bool {
        switch word {
        case "true": return true
        case "false": return false
        default: throw fault("true or false is expected here")
        }
    }

    /// `{ja: …, en: …}` with at least one of the two; the other reads as empty.
    func wording() throws(SampleFault) -> (ja: String, en: String) {
        let fields = try fields(["ja", "en"])
        guard !fields.isEmpty else { throw fault("neither ja nor en is given") }
        return (try fields.text("ja"), try fields.text("en"))
    }

    /// An address under the names reserved for examples.
    func link() throws(SampleFault) -> String {
        let link = try text()
        let host = link.dropFirst("https://".count).prefix { $0 != "/" }
        guard link.hasPrefix("https://"), host.isExampleHost else {
            throw fault("\"\(link)\" is not an https address under example.jp or example.com")
        }
        return link
    }
}

extension Substring {
    fileprivate var isExampleHost: Bool {
        ["example.jp", "example.com"].contains { self == $0 || hasSuffix("." + $0) }
    }
}

extension [String: SampleNode] {
    /// The part under a key; its absence is a mistake of `node`.
    func required(_ key: String, of node: SampleNode) throws(SampleFault) -> SampleNode {
        guard let value = self[key] else { throw node.fault("\"\(key)\" is missing") }
        return value
    }

    /// Text, or empty where the key is absent.
    func text(_ key: String) throws(SampleFault) -> String {
        guard let value = self[key] else { return "" }
        return try value.text()
    }

    /// Both languages, or two empty texts where the key is absent.
    func wording(_ key: String) throws(SampleFault) -> (ja: String, en: String) {
        guard let value = self[key] else { return ("", "") }
        return try value.wording()
    }

    /// A list of texts, or none where the key is absent.
    func texts(_ key: String) throws(SampleFault) -> [String] {
        var texts: [String] = []
        for item in try self[key]?.items() ?? [] { texts.append(try item.text()) }
        return texts
    }

    /// A list's parts, or none where the key is absent.
    func list(_ key: String) throws(SampleFault) -> [SampleNode] {
        try self[key]?.items() ?? []
    }
}

extension YamlError {
    fileprivate var sampleLine: Int? {
        switch self {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        default: nil
        }
    }
}
