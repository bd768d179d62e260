import Yams

/// A place in a profile's YAML, read with checks that name file and line.
struct ProfileNode {
    let node: Node
    let file: String
    /// Keys from the top, `columns.model`; empty at the top.
    let path: String

    /// Parses a whole profile; its top must be a mapping.
    static func parse(_ yaml: String, file: String) throws(ProfileFault) -> ProfileNode {
        let root: Node?
        do {
            root = try Parser(yaml: yaml, resolver: .basic, encoding: .utf8).singleRoot()
        } catch let error as YamlError {
            throw fault(error, file: file)
        } catch {
            throw ProfileFault(file: file, line: nil, reason: "the YAML cannot be read")
        }
        guard let root else { throw ProfileFault(file: file, line: nil, reason: "the file is empty") }
        return ProfileNode(node: root, file: file, path: "")
    }

    private static func fault(_ error: YamlError, file: String) -> ProfileFault {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return ProfileFault(file: file, line: mark.line, reason: "the YAML is broken: \(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            return ProfileFault(
                file: file,
                line: context.mark.line,
                reason: "the key \"\(keys.first ?? "")\" stands here twice"
            )
        default:
            return ProfileFault(file: file, line: nil, reason: "the YAML cannot be read")
        }
    }

    var isMapping: Bool { node.mapping != nil }

    func fault(_ reason: String) -> ProfileFault {
        let place = path.isEmpty ? "" : "\(path): "
        return ProfileFault(file: file, line: node.mark?.line, reason: place + reason)
    }

    /// The entries of a mapping in the file's order.
    func entries() throws(ProfileFault) -> [(key: String, value: ProfileNode)] {
        guard let mapping = node.mapping else { throw fault("a mapping of keys to values is expected") }
        var found: [(key: String, value: ProfileNode)] = []
        for (key, value) in mapping {
            guard let name = key.scalar?.string, !name.isEmpty else {
                throw ProfileNode(node: key, file: file, path: path).fault("a key must be one word")
            }
            let below = path.isEmpty ? name : "\(path).\(name)"
            found.append((name, ProfileNode(node: value, file: file, path: below)))
        }
        return found
    }

    /// The entries of a mapping by key; keys that are not `allowed` are refused at their line.
    func entries(allowed: [String]) throws(ProfileFault) -> [String: ProfileNode] {
        var found: [String: ProfileNode] = [:]
        for (key, value) in try entries() {
            guard allowed.contains(key) else {
                throw value.fault("there is no such key; known are \(allowed.joined(separator: ", "))")
            }
            found[key] = value
        }
        return found
    }

    /// One text that is not empty. A number is taken as it is written.
    func text() throws(ProfileFault) -> String {
        guard let scalar = node.scalar else { throw fault("one text is expected") }
        let isPlain = scalar.style == .plain || scalar.style == .any
        guard !scalar.string.isEmpty, !(isPlain && ["null", "~"].contains(scalar.string)) else {
            throw fault("the text is empty")
        }
        return scalar.string
    }

    /// One text or a list of texts.
    func texts() throws(ProfileFault) -> [String] {
        guard let sequence = node.sequence else { return [try text()] }
        var found: [String] = []
        for item in sequence { found.append(try ProfileNode(node: item, file: file, path: path).text()) }
        return found
    }

    /// One of the words of an enumeration.
    func word<Word: RawRepresentable & CaseIterable>(
        _ type: Word.Type
    ) throws(ProfileFault) -> Word where Word.RawValue == String {
        let text = try text()
        guard let word = Word(rawValue: text) else {
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw fault("\"\(text)\" is none of \(known)")
        }
        return word
    }

    func flag() throws(ProfileFault) -> Bool {
        switch try text() {
        case "true": true
        case "false": false
        default: throw fault("true or false is expected")
        }
    }
}
