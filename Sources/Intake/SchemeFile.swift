import Registry

/// One file of the scheme data, held against its shape.
struct SchemeFile: Sendable {
    /// A reference met in a row, looked up once all files are read.
    struct Reference {
        var file: String
        var line: Int
        var target: SchemeShape.Target
        var id: String
    }

    var name: String
    /// What a fault calls the file.
    var shown: String
    var shape: SchemeShape
    var schema: String
    var asOf: Day
    var rows: [SchemeRow] = []
    var references: [Reference] = []

    /// Reads the head, then every row.
    init(_ root: SchemeNode, name: String, shown: String, isOverlay: Bool, shape: SchemeShape) throws(SchemeFault) {
        var check = SchemeCheck(file: shown)
        try check.fields(
            [.init("schema", .text), .init("asOf", .day), .init("rows", .list(.any))],
            of: root,
            named: "the file"
        )
        let word = name.hasPrefix(SchemeShape.criteriaPrefix) ? "criteria" : name
        let expected = "hoshifuda/\(word)/1"
        guard let schema = root["schema"]?.text, schema == expected else {
            throw SchemeFault(file: shown, line: root["schema"]?.line, reason: "\"schema\" must be \"\(expected)\"")
        }
        guard let asOf = root["asOf"]?.text.flatMap({ try? Day.parse($0) }) else {
            throw SchemeFault(file: shown, line: root["asOf"]?.line, reason: "\"asOf\" must be a day")
        }
        self.name = name
        self.shown = shown
        self.shape = shape
        self.schema = schema
        self.asOf = asOf
        var seen: Set<String> = []
        for node in root["rows"]?.list ?? [] {
            let row = try check.row(node, shape: shape, isOverlay: isOverlay)
            guard seen.insert(row.id).inserted else {
                throw row.fault("the id \"\(row.id)\" stands here twice", at: "id")
            }
            rows.append(row)
        }
        references = check.references
    }

    /// Puts the rows of an overlay in the place of rows of the same id, new ones at the end.
    mutating func lay(_ overlay: SchemeFile) {
        for row in overlay.rows {
            if let place = rows.firstIndex(where: { $0.id == row.id }) {
                rows[place] = row
            } else {
                rows.append(row)
            }
        }
        asOf = max(asOf, overlay.asOf)
        references += overlay.references
    }

    /// Refuses a file that lacks a row its shape requires.
    func checkComplete() throws(SchemeFault) {
        for id in shape.required.keys.sorted() where !rows.contains(where: { $0.id == id }) {
            throw SchemeFault(file: shown, line: nil, reason: "the row \"\(id)\" is missing")
        }
    }

    func row(_ id: String) throws(SchemeFault) -> SchemeRow {
        guard let row = rows.first(where: { $0.id == id }) else {
            throw SchemeFault(file: shown, line: nil, reason: "the row \"\(id)\" is missing")
        }
        return row
    }

    func rows(of kind: String) -> [SchemeRow] {
        rows.filter { $0.kind == kind }
    }

    /// The file as one tree, for whoever wants all of it.
    var document: SchemeDocument {
        let tree = SchemeValue.map([
            .init("schema", .string(schema)),
            .init("asOf", .string(asOf.text)),
            .init("rows", .list(rows.map(\.node.value))),
        ])
        return SchemeDocument(name: name, asOf: asOf, tree: tree)
    }
}
