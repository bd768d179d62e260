import Registry

/// Holds nodes against shapes and gathers the references met.
struct SchemeCheck {
    static let largestNumber = 1_000_000_000

    let file: String
    var references: [SchemeFile.Reference] = []

    init(file: String) {
        self.file = file
    }

    func fault(_ line: Int, _ reason: String) -> SchemeFault {
        SchemeFault(file: file, line: line, reason: reason)
    }

    /// Every field there, none beyond them, each of its kind.
    mutating func fields(_ fields: [SchemeShape.Field], of node: SchemeNode, named name: String) throws(SchemeFault) {
        guard case .map(let entries) = node.content else {
            throw fault(node.line, "\(name) must be a map, not \(node.description)")
        }
        var seen: Set<String> = []
        for entry in entries {
            guard fields.contains(where: { $0.key == entry.key }) else {
                throw fault(entry.line, "unknown key \"\(entry.key)\"")
            }
            guard seen.insert(entry.key).inserted else {
                throw fault(entry.line, "the key \"\(entry.key)\" stands here twice")
            }
        }
        for field in fields {
            guard let value = node[field.key] else {
                if field.isLater { continue }
                throw fault(node.line, "missing key \"\(field.key)\"")
            }
            try check(value, field.kind, key: field.key)
        }
    }

    /// One row with its envelope.
    mutating func row(_ node: SchemeNode, shape: SchemeShape, isOverlay: Bool) throws(SchemeFault) -> SchemeRow {
        guard case .map = node.content else { throw fault(node.line, "a row must be a map, not \(node.description)") }
        var kind = ""
        var own = shape.fields[""]
        var kindField: [SchemeShape.Field] = []
        if own == nil {
            let kinds = shape.fields.keys.sorted()
            guard let value = node["kind"] else { throw fault(node.line, "missing key \"kind\"") }
            try check(value, .word(kinds), key: "kind")
            kind = value.text ?? ""
            own = shape.fields[kind]
            kindField = [.init("kind", .text)]
        }
        try fields(SchemeShape.envelope + kindField + (own ?? []), of: node, named: "a row")
        let id = node["id"]?.text ?? ""
        guard !id.isEmpty else { throw fault(node.line, "\"id\" is empty") }
        if let required = shape.required[id] {
            if let value = node["value"] { try check(value, required, key: "value") }
        } else if shape.isClosed {
            throw fault(node["id"]?.line ?? node.line, "unknown id \"\(id)\"")
        }
        let provenance = try provenance(node, isOverlay: isOverlay)
        return SchemeRow(file: file, id: id, kind: kind, node: node, provenance: provenance)
    }

    private mutating func check(_ node: SchemeNode, _ kind: SchemeShape.Kind, key: String) throws(SchemeFault) {
        func wrong(_ wanted: String) -> SchemeFault {
            fault(node.line, "\"\(key)\" must be \(wanted), not \(node.description)")
        }
        switch kind {
        case .any: return
        case .optional(let kind):
            if !node.isNull { try check(node, kind, key: key) }
        case .text:
            guard let text = node.text else { throw wrong("text") }
            guard !text.isEmpty else {
                throw fault(node.line, "\"\(key)\" is empty; write null where nothing is known")
            }
        case .number:
            guard let number = node.number else { throw wrong("a whole number") }
            guard (0...Self.largestNumber).contains(number) else {
                throw fault(node.line, "\"\(key)\" must lie between 0 and \(Self.largestNumber)")
            }
        case .flag:
            guard node.flag != nil else { throw wrong("true or false") }
        case .day:
            guard let text = node.text else { throw wrong("a day") }
            guard SchemeDate(text)?.precision == .day else { throw fault(node.line, "there is no day \"\(text)\"") }
        case .date:
            guard let text = node.text else { throw wrong("a date") }
            guard SchemeDate(text) != nil else { throw fault(node.line, "there is no date \"\(text)\"") }
        case .word(let words):
            guard let text = node.text else { throw wrong("one of \(words.joined(separator: ", "))") }
            guard words.contains(text) else {
                let list = words.joined(separator: ", ")
                throw fault(node.line, "\"\(key)\" has no word \"\(text)\"; it has \(list)")
            }
        case .reference(let target):
            guard let text = node.text else { throw wrong("the id of a \(target.word)") }
            references.append(.init(file: file, line: node.line, target: target, id: text))
        case .list(let kind):
            guard case .list(let items) = node.content else { throw wrong("a list") }
            for item in items { try check(item, kind, key: key) }
        case .map(let fields):
            try self.fields(fields, of: node, named: "\"\(key)\"")
        }
    }

    /// Dates agree with their stated precision and stand in order; only an overlay may be fictional.
    private func provenance(_ node: SchemeNode, isOverlay: Bool) throws(SchemeFault) -> Provenance {
        let from = node["effectiveFrom"]?.text.flatMap { SchemeDate($0) }
        let to = node["effectiveTo"]?.text.flatMap { SchemeDate($0) }
        let precision = node["datePrecision"]?.text
        let precisionLine = node["datePrecision"]?.line ?? node.line
        for date in [from, to].compactMap({ $0 }) where date.precision.rawValue != precision {
            throw fault(
                precisionLine,
                "\"datePrecision\" does not fit \"\(date.text)\", which is a \(date.precision.rawValue)"
            )
        }
        if from == nil, to == nil, let precision {
            throw fault(precisionLine, "\"datePrecision\" is \(precision), but there is no date")
        }
        if let from, let to, to.latest < from.earliest {
            throw fault(node["effectiveTo"]?.line ?? node.line, "the row ends before it starts")
        }
        let word = node["confidence"]?.text ?? ""
        let line = node["confidence"]?.line ?? node.line
        guard let confidence = Provenance.Confidence(rawValue: word) else {
            throw fault(line, "\"confidence\" has no word \"\(word)\"")
        }
        if confidence == .fictional, !isOverlay {
            throw fault(line, "fictional data may stand in an overlay only")
        }
        return Provenance(
            effectiveFrom: from,
            effectiveTo: to,
            sources: (node["source"]?.list ?? []).compactMap(\.text),
            confidence: confidence,
            note: node["note"]?.text
        )
    }
}
