import Registry

extension JSONWriter {
    /// Members `sources`, `confidence`, `effectiveFrom`, `effectiveTo` and `note`: where a row of the rules comes from.
    mutating func provenance(_ provenance: Provenance, _ rules: Rules) {
        list("sources", provenance.sources) { json, id in
            let source = rules.sources.first { $0.id == id }
            json.object {
                $0.text("id", id)
                $0.optional("title", source?.title)
                $0.list("addresses", source?.addresses ?? []) { $0.value($1) }
            }
        }
        text("confidence", provenance.confidence.rawValue)
        optional("effectiveFrom", provenance.effectiveFrom?.text)
        optional("effectiveTo", provenance.effectiveTo?.text)
        optional("note", provenance.note)
    }

    /// Members `ja` and `en`, or null.
    mutating func wording(_ key: StaticString, _ wording: Wording?) {
        guard let wording else { return none(key) }
        object(key) {
            $0.text("ja", wording.ja)
            $0.text("en", wording.en)
        }
    }

    /// True, false or, where nobody knows, null.
    mutating func optionalFlag(_ key: StaticString, _ flag: Bool?) {
        if let flag { self.flag(key, flag) } else { none(key) }
    }
}
