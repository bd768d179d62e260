import Registry

/// The fields of a list's form as they were sent, so that a mistake is mended and not typed again.
struct SearchForm: Sendable {
    private let values: [String: [String]]

    init(_ source: Query) {
        var values: [String: [String]] = [:]
        for name in ListAsking.conditions { values[name] = source.repeated(name).map { String($0.prefix(200)) } }
        self.values = values
    }

    /// The fields as they were understood.
    init(_ asking: ListAsking) {
        values = Dictionary(grouping: asking.pairs, by: \.name).mapValues { $0.map(\.value) }
    }

    /// The first value of a field; empty where there is none.
    func first(_ name: String) -> String { values[name]?.first ?? "" }

    func has(_ name: String, _ value: String) -> Bool { values[name]?.contains(value) ?? false }

    /// Conditions that the form shows no field for, or shows only the first of.
    var hidden: [(name: String, value: String)] {
        ["manufacturer", "criteria", "knownAt"].flatMap { name in (values[name] ?? []).map { (name, $0) } }
            + ["standing", "category"].flatMap { name in (values[name] ?? []).dropFirst().map { (name, $0) } }
    }

    /// Whether a field of the folded part is filled.
    var isOpen: Bool {
        ["standing", "assurance", "coverage", "expiringWithin", "issuedFrom", "issuedTo", "country", "sort"]
            .contains { !first($0).isEmpty }
    }
}
