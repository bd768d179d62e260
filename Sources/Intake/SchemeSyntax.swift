import Yams

/// YAML text in, nodes with lines out.
struct SchemeSyntax {
    let file: String

    /// Reads one document; every fault names a line where the parser knows one.
    static func parse(_ text: String, file: String) throws(SchemeFault) -> SchemeNode {
        let syntax = SchemeSyntax(file: file)
        let root: Node?
        do {
            // No resolver: what a plain word means is decided below, not by YAML 1.1.
            root = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
        } catch let error as YamlError {
            throw syntax.fault(error)
        } catch {
            throw SchemeFault(file: file, line: nil, reason: "the YAML cannot be read")
        }
        guard let root else { throw SchemeFault(file: file, line: nil, reason: "the file is empty") }
        return try syntax.node(root)
    }

    private func fault(_ error: YamlError) -> SchemeFault {
        switch error {
        case .scanner(let context, let problem, let mark, _),
            .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let words = [context?.text, problem].compactMap { $0 }.joined(separator: ", ")
            return SchemeFault(file: file, line: mark.line, reason: "the YAML is broken: \(words)")
        case .duplicatedKeysInMapping(let keys, let context):
            let key = keys.first ?? ""
            return SchemeFault(file: file, line: context.mark.line, reason: "the key \"\(key)\" stands here twice")
        default:
            return SchemeFault(file: file, line: nil, reason: "the YAML cannot be read")
        }
    }

    private func node(_ node: Node) throws(SchemeFault) -> SchemeNode {
        let line = node.mark?.line ?? 0
        switch node {
        case .scalar(let scalar):
            return SchemeNode(line: line, content: try content(scalar, line: line))
        case .sequence(let sequence):
            var items: [SchemeNode] = []
            for item in sequence { items.append(try self.node(item)) }
            return SchemeNode(line: line, content: .list(items))
        case .mapping(let mapping):
            var entries: [SchemeNode.Entry] = []
            for pair in mapping {
                let key = try self.node(pair.key)
                guard let name = key.text, !name.isEmpty else {
                    throw SchemeFault(file: file, line: key.line, reason: "a key must be a plain word")
                }
                entries.append(.init(key: name, line: key.line, node: try self.node(pair.value)))
            }
            return SchemeNode(line: line, content: .map(entries))
        case .alias:
            throw SchemeFault(file: file, line: line, reason: "anchors and aliases are not used here; quote the text")
        }
    }

    /// Plain words: null, true, false, whole and decimal numbers, and text that cannot be taken for any of them.
    private func content(_ scalar: Node.Scalar, line: Int) throws(SchemeFault) -> SchemeNode.Content {
        let text = scalar.string
        guard scalar.style == .plain else { return .string(text) }
        switch text {
        case "", "null", "~": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        default: break
        }
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count <= 2, parts.allSatisfy(Self.isDigits), digits == "0" || parts.count == 2 || digits.first != "0" {
            if parts.count == 1, let number = Int(text) { return .int(number) }
            if parts.count == 2, let number = Double(text) { return .double(number) }
        }
        let ambiguous = ["yes", "no", "on", "off", "y", "n", "true", "false", "null"].contains(text.lowercased())
        guard !ambiguous, let first = text.utf8.first, !(0x30...0x39).contains(first), !"+-.=<".utf8.contains(first)
        else {
            throw SchemeFault(file: file, line: line, reason: "\"\(text.prefix(40))\" must be quoted")
        }
        return .string(text)
    }

    private static func isDigits(_ part: Substring) -> Bool {
        !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
