import Registry

extension ImportProfile {
    /// The columns by field.
    static func columns(_ node: ProfileNode) throws(ProfileFault) -> [ProfileField: ProfileColumn] {
        var found: [ProfileField: ProfileColumn] = [:]
        for (key, value) in try node.entries() {
            guard let field = ProfileField(key: key) else {
                let known = ProfileField.allCases.map(\.key).joined(separator: ", ")
                throw value.fault("there is no such field; known are \(known)")
            }
            found[field] = try column(value, depth: 0)
        }
        return found
    }

    /// A header, a list of its spellings, or a mapping with `header`, `blank`, `otherwise` and `optional`.
    private static func column(_ node: ProfileNode, depth: Int) throws(ProfileFault) -> ProfileColumn {
        guard node.isMapping else { return ProfileColumn(headers: try headers(node)) }
        guard depth < 4 else { throw node.fault("columns stand in for one another too deeply") }
        let parts = try node.entries(allowed: ["header", "blank", "otherwise", "optional"])
        guard let header = parts["header"] else { throw node.fault("the key \"header\" is missing") }
        var column = ProfileColumn(headers: try headers(header))
        column.blanks = Set(try parts["blank"]?.texts() ?? [])
        if let otherwise = parts["otherwise"] { column.otherwise = [try self.column(otherwise, depth: depth + 1)] }
        column.isOptional = try parts["optional"]?.flag() ?? false
        return column
    }

    private static func headers(_ node: ProfileNode) throws(ProfileFault) -> [String] {
        let headers = try node.texts()
        guard !headers.isEmpty else { throw node.fault("at least one header is expected") }
        return headers
    }

    /// What holds where the list is silent, and the assurance of each level.
    static func defaults(
        _ node: ProfileNode
    ) throws(ProfileFault) -> (Defaults, [StarLevel: Assurance]) {
        let parts = try node.entries(allowed: [
            "level", "assurance", "criteria", "laboratory", "route", "country", "brand",
        ])
        var defaults = Defaults()
        if let node = parts["level"] { defaults.level = try level(node) }
        defaults.criteria = try parts["criteria"]?.text() ?? ""
        defaults.laboratory = try parts["laboratory"]?.text() ?? ""
        defaults.route = try parts["route"]?.text() ?? ""
        defaults.country = try parts["country"]?.text() ?? ""
        defaults.brand = try parts["brand"]?.text() ?? ""
        guard let assurance = parts["assurance"] else { throw node.fault("the key \"assurance\" is missing") }
        return (defaults, try self.assurance(assurance))
    }

    /// One word for every level, or a mapping of level to word.
    private static func assurance(_ node: ProfileNode) throws(ProfileFault) -> [StarLevel: Assurance] {
        guard node.isMapping else {
            let word = try node.word(Assurance.self)
            return Dictionary(uniqueKeysWithValues: StarLevel.allCases.map { ($0, word) })
        }
        var found: [StarLevel: Assurance] = [:]
        for (key, value) in try node.entries() {
            guard let level = StarLevel(code: key) else { throw value.fault("there is no level \"\(key)\"") }
            found[level] = try value.word(Assurance.self)
        }
        return found
    }

    static func level(_ node: ProfileNode) throws(ProfileFault) -> StarLevel {
        let text = try node.text()
        guard let level = StarLevel(code: text) else { throw node.fault("there is no level \"\(text)\"") }
        return level
    }

    /// A table from the list's words, folded, to values; two spellings of one key are refused.
    static func map<Value>(
        _ node: ProfileNode?,
        value: (ProfileNode) throws(ProfileFault) -> Value
    ) throws(ProfileFault) -> [String: Value] {
        guard let node else { return [:] }
        var found: [String: Value] = [:]
        for (key, below) in try node.entries() {
            guard found.updateValue(try value(below), forKey: key.equalKey) == nil else {
                throw below.fault("the same word stands here twice")
            }
        }
        return found
    }
}
