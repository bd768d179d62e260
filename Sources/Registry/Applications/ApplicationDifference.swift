/// One thing that differs between two states of an application.
package struct ApplicationDifference: Hashable, Sendable {
    /// What it is about, such as `product.nameJA`, `models` or `checklist.S1.1-02`.
    package var field: String
    /// Empty where it was not there.
    package var before: String
    /// Empty where it is gone.
    package var after: String
}

extension ApplicationDraft {
    /// What changed since `old`, in the order of the form, what is gone last. Models are told one by one.
    package func differences(from old: ApplicationDraft) -> [ApplicationDifference] {
        let (before, after) = (old.lines, lines)
        var fields: [String] = []
        var seen: Set<String> = []
        for (field, _) in after + before where seen.insert(field).inserted { fields.append(field) }
        let (first, second) = (
            Dictionary(before, uniquingKeysWith: { $1 }), Dictionary(after, uniquingKeysWith: { $1 })
        )
        return fields.compactMap { field in
            let (before, after) = (first[field] ?? "", second[field] ?? "")
            return before == after ? nil : ApplicationDifference(field: field, before: before, after: after)
        }
    }

    /// Everything stated, flat, by field; what is empty is left out.
    package var lines: [(field: String, value: String)] {
        var all: [(String, String)] = [
            ("level", level?.code ?? ""), ("route", route.rawValue), ("statementLink", statementLink),
            ("isByProxy", isByProxy ? "yes" : ""),
        ]
        all += manufacturer.lines("manufacturer") + (newHolder?.lines("newHolder") ?? []) + product.lines
        for model in models {
            let parts = [model.gtin.isEmpty ? "" : "GTIN " + model.gtin, model.versions]
            let more = parts.filter { !$0.isEmpty }.joined(separator: ", ")
            all.append(("models." + model.number.exact, more.isEmpty ? "✓" : more))
        }
        for (item, answer) in checklist.sorted(by: { $0.key < $1.key }) {
            let evidence = answer.evidence.isEmpty ? "" : ": " + answer.evidence
            all.append(("checklist." + item, answer.statement.rawValue + evidence))
        }
        all += [
            ("contact.name", contact.name), ("contact.address", contact.address),
            ("contact.telephone", contact.telephone), ("remark", remark),
        ]
        return all.filter { !$0.1.isEmpty }
    }
}

extension Manufacturer {
    fileprivate func lines(_ prefix: String) -> [(String, String)] {
        [
            ("nameJA", nameJA), ("nameEN", nameEN), ("nameKana", nameKana), ("brands", brands.joined(separator: ", ")),
            ("corporateNumber", corporateNumber), ("country", country), ("publicContact", publicContact),
            ("vulnerabilityContact", vulnerabilityContact),
        ].map { (prefix + "." + $0.0, $0.1) }
    }
}

extension Product {
    fileprivate var lines: [(String, String)] {
        let support =
            switch self.support {
            case .notStated: ""
            case .unsupported: "unsupported"
            case .until(let day): day.text
            }
        return [
            ("nameJA", nameJA), ("nameEN", nameEN), ("brand", brand), ("category", category),
            ("descriptionJA", descriptionJA), ("descriptionEN", descriptionEN),
            ("services", services.joined(separator: ", ")), ("updateMethodJA", updateMethodJA),
            ("updateMethodEN", updateMethodEN), ("support", support), ("defaultCredentialsJA", defaultCredentialsJA),
            ("defaultCredentialsEN", defaultCredentialsEN), ("setupLink", setupLink),
            ("disclosureLink", disclosureLink),
        ].map { ("product." + $0.0, $0.1) }
    }
}
