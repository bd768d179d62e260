/// A criteria document, pinned by id and revision by every label judged by it.
package struct CriteriaDocument: Hashable, Sendable {
    /// For instance `JST-CR-01-01-2024R1`.
    package var id: String
    package var revision: String
    package var level: StarLevel
    package var published: SchemeDate
    package var name: PlainWording
    /// In the order of the document.
    package var items: [CriteriaItem]
    package var provenance: Provenance

    package init(
        id: String,
        revision: String,
        level: StarLevel,
        published: SchemeDate,
        name: PlainWording,
        items: [CriteriaItem],
        provenance: Provenance
    ) {
        self.id = id
        self.revision = revision
        self.level = level
        self.published = published
        self.name = name
        self.items = items
        self.provenance = provenance
    }
}

/// One item of a criteria document; its subject is in our own words.
package struct CriteriaItem: Hashable, Sendable {
    /// For instance `S1.1-02`.
    package var id: String
    package var subject: Wording
    /// Whether documents are assessed; nil = not known.
    package var documentMode: Bool?
    /// Whether the real device is assessed; nil = not known.
    package var deviceMode: Bool?
    /// Clauses of ETSI EN 303 645 it is near.
    package var clauses: [String]
    /// Whether a published text settles the clauses; else they are inferred.
    package var clausesAreSettled: Bool
    /// Whether a UK PSTI statement of compliance waives it.
    package var isWaivedByPSTI: Bool
    /// Ids of lifecycle domains (unverified links).
    package var domains: [String]
    package var provenance: Provenance

    package init(
        id: String,
        subject: Wording,
        documentMode: Bool?,
        deviceMode: Bool?,
        clauses: [String],
        clausesAreSettled: Bool,
        isWaivedByPSTI: Bool,
        domains: [String],
        provenance: Provenance
    ) {
        self.id = id
        self.subject = subject
        self.documentMode = documentMode
        self.deviceMode = deviceMode
        self.clauses = clauses
        self.clausesAreSettled = clausesAreSettled
        self.isWaivedByPSTI = isWaivedByPSTI
        self.domains = domains
        self.provenance = provenance
    }
}
