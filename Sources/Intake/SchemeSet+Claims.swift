import Registry

/// The rules about what may be said of a label.
extension SchemeSet {
    /// In the order of the file; a phrase that cannot be read and a state that stands in two rows are faults.
    func claims() throws(SchemeFault) -> [ClaimRule] {
        var rules: [ClaimRule] = []
        var states: Set<String> = []
        for row in try file("claims").rows {
            guard let kind = ClaimRule.Kind(rawValue: row.kind) else { continue }
            let own = row.texts("states")
            for state in own where !states.insert(state).inserted {
                throw row.fault("the state \"\(state)\" stands here twice", at: "states")
            }
            guard own.isEmpty || kind == .matrix else {
                throw row.fault("only a matrix row names states", at: "states")
            }
            rules.append(
                ClaimRule(
                    id: row.id,
                    kind: kind,
                    verdict: row.optionalText("verdict").flatMap { ClaimRule.Verdict(rawValue: $0) },
                    wording: try row.name(),
                    states: own,
                    phrases: try phrases(row, "phrases"),
                    unless: try phrases(row, "unless"),
                    isByState: row.flag("byState"),
                    provenance: row.provenance
                )
            )
        }
        return rules
    }

    /// Questions and cases in their order; a case that the program cannot decide is a fault, or it would fit nothing in
    /// silence.
    func scope() throws(SchemeFault) -> [ScopeRule] {
        var rules: [ScopeRule] = []
        for row in try file("scope").rows {
            guard let kind = ScopeRule.Kind(rawValue: row.kind) else { continue }
            if kind == .case, !ScopeCheck.knownCases.contains(row.id) {
                throw row.fault("this program does not know the case \"\(row.id)\"", at: "id")
            }
            rules.append(
                ScopeRule(
                    id: row.id,
                    kind: kind,
                    order: try row.number("order"),
                    outcome: row.optionalText("outcome").flatMap { ScopeRule.Outcome(rawValue: $0) },
                    wording: try row.name(),
                    provenance: row.provenance
                )
            )
        }
        return rules.sorted { $0.order < $1.order }
    }

    private func phrases(_ row: SchemeRow, _ key: String) throws(SchemeFault) -> [ClaimPhrase] {
        var phrases: [ClaimPhrase] = []
        for text in row.texts(key) {
            do {
                phrases.append(try ClaimPhrase(text, isException: key == "unless"))
            } catch {
                throw row.fault(error.reason, at: key)
            }
        }
        return phrases
    }
}
