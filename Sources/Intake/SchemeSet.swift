import Registry

/// All files of the scheme data, overlay rows in place.
struct SchemeSet {
    let files: [String: SchemeFile]

    func file(_ name: String) throws(SchemeFault) -> SchemeFile {
        guard let file = files[name] else {
            throw SchemeFault(file: name + ".yaml", line: nil, reason: "the file is missing")
        }
        return file
    }

    /// Criteria files, sorted by name.
    var criteria: [SchemeFile] {
        files.values.filter { $0.name.hasPrefix(SchemeShape.criteriaPrefix) }.sorted { $0.name < $1.name }
    }

    var sorted: [SchemeFile] {
        files.values.sorted { $0.name < $1.name }
    }

    /// Every known file with every required row.
    func checkComplete() throws(SchemeFault) {
        for name in SchemeShape.files.keys.sorted() { try file(name).checkComplete() }
        guard !criteria.isEmpty else {
            throw SchemeFault(file: "criteria.<document>.yaml", line: nil, reason: "the file is missing")
        }
    }

    /// Everything a row names must exist.
    func checkReferences() throws(SchemeFault) {
        var known: [SchemeShape.Target: Set<String>] = [:]
        for file in sorted {
            for reference in file.references {
                if known[reference.target] == nil { known[reference.target] = try ids(of: reference.target) }
                guard known[reference.target]?.contains(reference.id) ?? false else {
                    throw SchemeFault(
                        file: reference.file,
                        line: reference.line,
                        reason: "there is no \(reference.target.word) \"\(reference.id)\""
                    )
                }
            }
        }
    }

    private func ids(of target: SchemeShape.Target) throws(SchemeFault) -> Set<String> {
        switch target {
        case .source: return Set(try file("sources").rows.map(\.id))
        case .level: return Set(try file("levels").rows.compactMap { $0.optionalText("code") })
        case .levelOrAny: return try ids(of: .level).union(["any"])
        case .category: return Set(try file("categories").rows.map(\.id))
        case .officialCategory: return Set(try file("categories").rows(of: "official").map(\.id))
        case .criteriaItem: return Set(criteria.flatMap { $0.rows(of: "item") }.map(\.id))
        case .domain: return Set(try file("seed-domains").rows(of: "domain").map(\.id))
        case .team: return Set(try file("seed-domains").rows(of: "team").map(\.id))
        case .evaluationStep: return Set(try file("evaluation-workflow").rows(of: "step").map(\.id))
        case .applicationState: return Set(try file("application-workflow").rows(of: "state").map(\.id))
        }
    }

    /// What only the whole of a table can tell: prices that collide.
    func check(_ rules: Rules) throws(SchemeFault) {
        let rows = try file("fees").rows
        for (index, row) in rows.enumerated() {
            for earlier in rules.fees[..<index] where rules.fees[index].collides(with: earlier) {
                throw row.fault("the row \"\(row.id)\" prices days that \"\(earlier.id)\" prices too", at: "id")
            }
        }
    }
}
