import Registry
import TestSupport

/// The rules that the sample applications are judged by.
extension ApplicationSample {
    static func provenance(_ from: String? = nil, _ until: String? = nil) -> Provenance {
        Provenance(
            effectiveFrom: from.flatMap { SchemeDate($0) },
            effectiveTo: until.flatMap { SchemeDate($0) },
            sources: [],
            confidence: .fictional,
            note: nil
        )
    }

    static func tax(_ rate: Int, _ rounding: TaxRule.Rounding = .down, from: String? = nil) -> TaxRule {
        TaxRule(rate: rate, rounding: rounding, provenance: provenance(from))
    }

    /// Ids of all items, and of those that the PSTI route waives.
    static let items = (1...16).map { "S1.1-" + ($0 < 10 ? "0" : "") + "\($0)" }
    static let waived: Set = ["S1.1-02", "S1.1-05", "S1.1-16"]

    static func criteria(_ id: String, _ level: StarLevel, published: String) -> CriteriaDocument? {
        guard let published = SchemeDate(published) else { return nil }
        let items = items.map { item in
            CriteriaItem(
                id: item,
                subject: Wording(ja: "見本", en: "sample"),
                documentMode: nil,
                deviceMode: nil,
                clauses: [],
                clausesAreSettled: false,
                isWaivedByPSTI: waived.contains(item),
                domains: [],
                provenance: provenance()
            )
        }
        return CriteriaDocument(
            id: id,
            revision: "1",
            level: level,
            published: published,
            name: PlainWording(ja: "見本基準", en: "Sample criteria", easy: "みほん"),
            items: items,
            provenance: provenance()
        )
    }

    static let rules: Rules = {
        var rules = Rules.sample()
        func fee(_ id: String, _ route: ApplicationRoute, _ amount: Int?, _ from: String, _ until: String? = nil) {
            rules.fees.append(
                FeeRow(
                    id: id,
                    action: .new,
                    level: .star1,
                    route: route,
                    amount: amount,
                    provenance: provenance(from, until)
                )
            )
        }
        fee("promo", .standard, 110_000, "2025-03-25", "2025-09-30")
        fee("regular", .standard, 198_000, "2025-10-01")
        fee("psti", .psti, 140_000, "2026-01-01")
        fee("cls", .cls, nil, "2026-01-01")
        rules.criteria = [
            criteria("SAMPLE-1", .star1, published: "2024-09-30"),
            criteria("SAMPLE-3", .star3, published: "2024-09-30"),
        ].compactMap { $0 }
        func paper(_ id: String) -> WorkflowRules.Paper {
            WorkflowRules.Paper(id: id, name: Wording(ja: "見本 \(id)", en: "sample \(id)"), provenance: provenance())
        }
        rules.workflow.papers = [paper("threat-model"), paper("architecture")]
        rules.workflow.forms = [paper("power-of-attorney")]
        rules.workflow.taxes = [tax(10, from: "2019-10-01")]
        return rules
    }()
}
