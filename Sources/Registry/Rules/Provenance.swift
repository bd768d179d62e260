/// Where a row of scheme data comes from, when it holds and how sure it is: the envelope every row carries.
package struct Provenance: Hashable, Sendable {
    /// How well a fact is known.
    package enum Confidence: String, CaseIterable, Hashable, Sendable {
        /// Text of IPA or METI, law, or several independent publications that agree.
        case confirmed
        /// One good secondary publication that names its primary document and date.
        case reported
        /// Said by a seed document alone; modelled, never shown as the scheme's rule.
        case seed
        /// Inferred or recalled; needs a person's decision before it is shown as fact.
        case unverified
        /// Invented sample data; only an overlay may say so.
        case fictional
    }

    /// The first day, month or fiscal year in force; nil where none is known or the row always held.
    package var effectiveFrom: SchemeDate?
    /// The last day, month or fiscal year in force, inclusive; nil = open.
    package var effectiveTo: SchemeDate?
    /// Ids of `SchemeSource`s.
    package var sources: [String]
    package var confidence: Confidence
    /// A remark in English for whoever maintains the data.
    package var note: String?

    package init(
        effectiveFrom: SchemeDate?,
        effectiveTo: SchemeDate?,
        sources: [String],
        confidence: Confidence,
        note: String?
    ) {
        self.effectiveFrom = effectiveFrom
        self.effectiveTo = effectiveTo
        self.sources = sources
        self.confidence = confidence
        self.note = note
    }

    /// Whether the row is in force for certain on `day`: from the last day its start can mean to the first day its
    /// end can mean.
    package func isInForce(on day: Day) -> Bool {
        (effectiveFrom.map { $0.latest <= day } ?? true) && (effectiveTo.map { day <= $0.earliest } ?? true)
    }

    /// Whether two rows can be in force on one and the same day.
    package func overlaps(_ other: Provenance) -> Bool {
        let start = max(effectiveFrom?.earliest ?? .ever, other.effectiveFrom?.earliest ?? .ever)
        let end = min(effectiveTo?.latest ?? .far, other.effectiveTo?.latest ?? .far)
        return start <= end
    }
}
