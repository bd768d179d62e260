import Registry

/// A profile's columns bound to the places they have in one file.
struct ListColumns {
    /// One place to look for a field.
    struct Source {
        var column: Int
        /// The header as the file spells it.
        var header: String
        var blanks: Set<String>
    }

    /// Sources by `ProfileField.rawValue`, in the order they are asked; empty where the file has none.
    private let sources: [[Source]]

    /// Binds to a header. Throws `.malformed` for columns that are missing or stand there twice, with the headers found.
    init(header: [String], profile: ImportProfile) throws(Refusal) {
        let keys = header.map(\.equalKey)
        var sources: [[Source]] = Array(repeating: [], count: ProfileField.allCases.count)
        var missing: [String] = []
        for field in ProfileField.allCases {
            var asked = profile.columns[field].map { [$0] } ?? []
            while let column = asked.first {
                asked = column.otherwise + asked.dropFirst()
                let spelling = column.headers.first { keys.contains($0.equalKey) }
                guard let spelling, let place = keys.firstIndex(of: spelling.equalKey) else {
                    if !column.isOptional { missing.append(Self.name(column, field)) }
                    continue
                }
                guard keys.lastIndex(of: spelling.equalKey) == place else {
                    throw Self.refusal("The header names \"\(spelling)\" twice", "見出し「\(spelling)」が2つあります")
                }
                sources[field.rawValue].append(Source(column: place, header: header[place], blanks: column.blanks))
            }
        }
        guard missing.isEmpty else {
            let found = header.prefix(60).map { "\"\($0.prefix(60))\"" }.joined(separator: ", ")
            throw Self.refusal(
                "The list has no column \(missing.joined(separator: " and no column ")); its header is \(found)",
                "見出しに \(missing.joined(separator: "、")) がありません。見出しは \(found) です"
            )
        }
        self.sources = sources
    }

    func sources(_ field: ProfileField) -> [Source] { sources[field.rawValue] }

    private static func name(_ column: ProfileColumn, _ field: ProfileField) -> String {
        column.headers.map { "\"\($0)\"" }.joined(separator: " or ") + " (\(field.key))"
    }

    private static func refusal(_ reason: String, _ reasonJA: String) -> Refusal {
        Refusal(.malformed, reason, ja: reasonJA, field: "file", code: "wrongHeader")
    }
}
