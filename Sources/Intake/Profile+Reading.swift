import Registry

extension ImportProfile {
    private enum Key: String, CaseIterable {
        case name
        case title
        case source
        case origin
        case encoding
        case delimiter
        case headerRow
        case editionDay
        case groupBy
        case columns
        case defaults
        case dateForms
        case categoryMap
        case levelMap
        case statusMap
        case modelSeparators
        case manufacturerWords
        case unsupportedWords
    }

    /// Reads a profile. `file` is the name that faults carry.
    ///
    /// Unknown keys, fields, words and missing essentials are refused with their line: a profile that is half
    /// understood would import half the truth.
    package static func read(yaml: String, file: String) throws(ProfileFault) -> ImportProfile {
        let root = try ProfileNode.parse(yaml, file: file)
        let nodes = try root.entries(allowed: Key.allCases.map(\.rawValue))
        func required(_ key: Key) throws(ProfileFault) -> ProfileNode {
            guard let node = nodes[key.rawValue] else { throw root.fault("the key \"\(key.rawValue)\" is missing") }
            return node
        }
        let title = try required(.title).entries(allowed: ["ja", "en"])
        guard let titleJA = title["ja"], let titleEN = title["en"] else {
            throw try required(.title).fault("a title in ja and in en is expected")
        }
        let (defaults, assurance) = try self.defaults(try required(.defaults))
        let profile = ImportProfile(
            name: try name(try required(.name)),
            titleJA: try titleJA.text(),
            titleEN: try titleEN.text(),
            source: try required(.source).text(),
            origin: try origin(try required(.origin)),
            form: DelimitedForm(
                encoding: try nodes["encoding"]?.word(DelimitedForm.Encoding.self) ?? .utf8,
                delimiter: try nodes["delimiter"]?.word(DelimitedForm.Delimiter.self) ?? .comma
            ),
            headerRow: try headerRow(nodes["headerRow"]),
            editionDay: try nodes["editionDay"]?.word(EditionDay.self) ?? .fromFileName,
            columns: try columns(try required(.columns)),
            defaults: defaults,
            assurance: assurance,
            dateForms: try dateForms(try required(.dateForms)),
            categoryMap: try map(nodes["categoryMap"]) { node throws(ProfileFault) in try node.text() },
            levelMap: try map(nodes["levelMap"], value: level),
            statusMap: try map(nodes["statusMap"]) { node throws(ProfileFault) in try node.word(Standing.self) },
            modelSeparators: try nodes["modelSeparators"]?.texts() ?? [],
            manufacturerWords: try map(nodes["manufacturerWords"]) { node throws(ProfileFault) in
                try node.text().equalKey
            },
            unsupportedWords: Set(try nodes["unsupportedWords"]?.texts().map(\.equalKey) ?? [])
        )
        try checkGrouping(nodes["groupBy"])
        try check(profile, root, columns: try required(.columns), defaults: try required(.defaults))
        return profile
    }

    /// What no single key can show: columns that need a table, levels that need an assurance.
    private static func check(
        _ profile: ImportProfile,
        _ root: ProfileNode,
        columns: ProfileNode,
        defaults: ProfileNode
    ) throws(ProfileFault) {
        let needs: [(ProfileField, isEmpty: Bool, key: String)] = [
            (.level, profile.levelMap.isEmpty, "levelMap"),
            (.category, profile.categoryMap.isEmpty, "categoryMap"),
        ]
        for need in needs where need.isEmpty && profile.columns[need.0] != nil {
            throw columns.fault("\(need.0.key) needs a \(need.key)")
        }
        for field in [ProfileField.registrationNumber, .model, .issuedOn] where profile.columns[field] == nil {
            throw columns.fault("\(field.key) is missing")
        }
        guard profile.columns[.manufacturerNameJA] != nil || profile.columns[.manufacturerNameEN] != nil else {
            throw columns.fault("manufacturerNameJA or manufacturerNameEN is missing")
        }
        guard profile.columns[.productNameJA] != nil || profile.columns[.productNameEN] != nil else {
            throw columns.fault("productNameJA or productNameEN is missing")
        }
        guard profile.defaults.level != nil || profile.columns[.level] != nil else {
            throw defaults.fault("level is missing and no column gives it")
        }
        let levels = Set(profile.levelMap.values).union(profile.defaults.level.map { [$0] } ?? [])
        for level in levels.sorted() where profile.assurance[level] == nil {
            throw defaults.fault("assurance says nothing about \(level.code)")
        }
    }

    private static func name(_ node: ProfileNode) throws(ProfileFault) -> String {
        let text = try node.text()
        guard isName(text) else { throw node.fault("a name has lower-case letters, digits and hyphens") }
        return text
    }

    /// True for 1 to 64 lower-case ASCII letters, digits and hyphens: such a name is also a safe file name.
    static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }

    private static func origin(_ node: ProfileNode) throws(ProfileFault) -> Origin {
        let origin = try node.word(Origin.self)
        guard origin != .issued else { throw node.fault("a list is imported or test, never issued here") }
        return origin
    }

    private static func headerRow(_ node: ProfileNode?) throws(ProfileFault) -> Int {
        guard let node else { return 1 }
        guard let row = Int(try node.text()), (1...100).contains(row) else {
            throw node.fault("a row number from 1 to 100 is expected")
        }
        return row
    }

    private static func checkGrouping(_ node: ProfileNode?) throws(ProfileFault) {
        guard let node else { return }
        guard try node.text() == ProfileField.registrationNumber.key else {
            throw node.fault("rows are grouped by registrationNumber only")
        }
    }

    private static func dateForms(_ node: ProfileNode) throws(ProfileFault) -> [DateForm] {
        var forms: [DateForm] = []
        for text in try node.texts() {
            guard let form = DateForm(rawValue: text) else {
                let known = DateForm.allCases.map(\.rawValue).joined(separator: ", ")
                throw node.fault("\"\(text)\" is none of \(known)")
            }
            forms.append(form)
        }
        guard !forms.isEmpty else { throw node.fault("at least one form is expected") }
        return forms
    }
}
