/// The level that one row asks for, as people write it.
package enum Requirement: Hashable, Sendable {
    /// The row says nothing: the conditions of the whole list hold.
    case asTheList
    /// At least this one.
    case atLeast(StarLevel)
    /// No label is asked of this component.
    case noLabel
    /// Something is written that names no level.
    case unreadable

    private static let nothing: Set<String> = ["不要", "なし", "無し", "対象外", "none", "no", "n/a", "notrequired"]

    /// `STAR-1`, `★1`, `★`, `レベル1`, `★1以上`, `Level 2`, `1`; `不要`, `対象外`, `none`; an empty cell or a dash.
    package init(_ text: String) {
        let key = text.equalKey.unicodeScalars.filter { !$0.properties.isWhitespace }.map { String($0) }.joined()
        guard !key.isEmpty, key != "-" else {
            self = .asTheList
            return
        }
        guard !Self.nothing.contains(key) else {
            self = .noLabel
            return
        }
        let stars = key.unicodeScalars.count { $0 == "★" || $0 == "☆" }
        if stars == key.unicodeScalars.count {
            self = StarLevel(rawValue: stars).map { .atLeast($0) } ?? .unreadable
            return
        }
        var rest = key[...]
        if let bracket = rest.firstIndex(of: "(") { rest = rest[..<bracket] }
        for end in ["以上", "orhigher", "orabove"] where rest.hasSuffix(end) { rest = rest.dropLast(end.count) }
        for start in ["jc-star", "jcstar", "star", "level", "レベル", "水準", "★"] where rest.hasPrefix(start) {
            rest = rest.dropFirst(start.count)
            rest = rest.drop { $0 == "-" || $0 == "★" }
        }
        self = Int(rest).flatMap { StarLevel(rawValue: $0) }.map { .atLeast($0) } ?? .unreadable
    }

    /// What is asked of a row of a list with these conditions.
    package func conditions(_ list: CheckConditions) -> CheckConditions {
        guard case .atLeast(let level) = self else { return list }
        var conditions = list
        conditions.levelAtLeast = level
        return conditions
    }
}

/// A list whose rows are the components of one system (SCHEME §17: one registration number per component).
package enum SystemCheck {
    /// Components of one system.
    package static let mostComponents = 500

    /// The rows' results, where no labelled device stands in for two components: those that name the same model of the
    /// same registration need a person. Components whose names differ by a number alone (`PCS 1`, `PCS 2`) are several
    /// of a kind and may share a model.
    ///
    /// - Parameter results: one for each row, in order.
    package static func judged(_ rows: [CheckedRow], _ results: [CheckResult]) -> [CheckResult] {
        var places: [Named: [Int]] = [:]
        for (place, result) in results.enumerated() {
            guard let found = result.found else { continue }
            let named = Named(code: found.registration.code, model: result.model?.number.equalKey)
            places[named, default: []].append(place)
        }
        var judged = results
        for places in places.values where places.count > 1 {
            for place in places {
                let others = places.filter { kind(rows[$0].component) != kind(rows[place].component) }
                guard !others.isEmpty else { continue }
                judged[place].sharedWith = others.map { rows[$0].line }
                judged[place].reasons.append(.sharedDevice)
                judged[place].outcome = judged[place].reasons.outcome
            }
        }
        return judged
    }

    /// A component's name without the number of the piece.
    private static func kind(_ component: String) -> String {
        let key = component.nearKey.unicodeScalars.reversed().drop { ("0"..."9").contains($0) }
        return String(String.UnicodeScalarView(key.reversed()))
    }

    /// A labelled device: a registration, and its model where one was named.
    private struct Named: Hashable {
        var code: LabelCode
        var model: String?
    }
}
