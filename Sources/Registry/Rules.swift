/// The rules of the scheme as loaded data: levels, validity, fees, criteria, words. Code knows their shape, never their
/// numbers; `Intake` makes them from `Data/Scheme`.
package struct Rules: Hashable, Sendable {
    /// Lower-case hexadecimal SHA-256 of the canonical source text; answers name it, the store keeps the text by it.
    package var digest: String
    /// Whether invented sample data is loaded; every surface then says so.
    package var isFictional: Bool
    /// By rank.
    package var levels: [LevelRule]
    package var validity: Validity
    package var grace: GraceRule
    /// Whether a lapsed label may come back; nil = not known.
    package var revivalAllowed: Bool?
    package var identifiers: IdentifierRules
    /// No two of them price one application.
    package var fees: [FeeRow]
    package var categories: [CategoryRule]
    package var criteria: [CriteriaDocument]
    /// By order, eight.
    package var domains: [LifecycleDomain]
    package var recognition: [RecognitionEdge]
    /// For how many years who relies on a recognition keeps evidence, and so an account the rows of its checks; nil = not
    /// known.
    package var evidenceYears: Int?
    package var procurement: [ProcurementRule]
    /// What may be said of a label, in the order of the data.
    package var claims: [ClaimRule]
    /// By which a product is in scope or out of it.
    package var scope: [ScopeRule]
    package var ladder: Ladder
    /// One per standing.
    package var standings: [StandingRule]
    /// Every wording and spelling of a status, as written in the data, to its standing.
    package var statusAliases: [String: Standing]
    package var laboratories: [Laboratory]
    /// Names of the steps of applications, and what is filed with them.
    package var workflow: WorkflowRules
    package var sources: [SchemeSource]
    /// Every file as a tree, sorted by name.
    package var documents: [SchemeDocument]

    package init(
        digest: String,
        isFictional: Bool,
        levels: [LevelRule],
        validity: Validity,
        grace: GraceRule,
        revivalAllowed: Bool?,
        identifiers: IdentifierRules,
        fees: [FeeRow],
        categories: [CategoryRule],
        criteria: [CriteriaDocument],
        domains: [LifecycleDomain],
        recognition: [RecognitionEdge],
        evidenceYears: Int? = nil,
        procurement: [ProcurementRule],
        claims: [ClaimRule] = [],
        scope: [ScopeRule] = [],
        ladder: Ladder,
        standings: [StandingRule],
        statusAliases: [String: Standing],
        laboratories: [Laboratory],
        workflow: WorkflowRules = WorkflowRules(),
        sources: [SchemeSource],
        documents: [SchemeDocument]
    ) {
        self.digest = digest
        self.isFictional = isFictional
        self.levels = levels
        self.validity = validity
        self.grace = grace
        self.revivalAllowed = revivalAllowed
        self.identifiers = identifiers
        self.fees = fees
        self.categories = categories
        self.criteria = criteria
        self.domains = domains
        self.recognition = recognition
        self.evidenceYears = evidenceYears
        self.procurement = procurement
        self.claims = claims
        self.scope = scope
        self.ladder = ladder
        self.standings = standings
        self.statusAliases = statusAliases
        self.laboratories = laboratories
        self.workflow = workflow
        self.sources = sources
        self.documents = documents
    }
}

extension Rules {
    /// What the scheme says of a level; nil only where the data names no such level.
    package func level(_ level: StarLevel) -> LevelRule? {
        levels.first { $0.level == level }
    }

    /// Whether a level can be applied for on `day`.
    package func isOpen(_ level: StarLevel, on day: Day) -> Bool {
        self.level(level)?.windows.contains { $0.contains(day) } ?? false
    }

    /// How a standing is worded.
    package func standing(_ code: Standing) -> StandingRule? {
        standings.first { $0.code == code }
    }

    package func category(_ code: String) -> CategoryRule? {
        categories.first { $0.code == code }
    }

    package func criteria(_ id: String) -> CriteriaDocument? {
        criteria.first { $0.id == id }
    }

    /// One file of the scheme data by its name without `.yaml`.
    package func document(_ name: String) -> SchemeDocument? {
        documents.first { $0.name == name }
    }

    /// The price of an application received on `receivedOn` in Japan (申請受領); later days do not matter.
    package func fee(
        action: FeeAction,
        level: StarLevel,
        route: ApplicationRoute,
        receivedOn: Day
    ) -> FeeAnswer {
        let rows = fees.filter { $0.covers(action, level: level, route: route) }
        if let row = rows.first(where: { $0.provenance.isInForce(on: receivedOn) }) {
            return row.amount.map { .amount($0, row: row.id) } ?? .unknown(row: row.id)
        }
        let openings = rows.compactMap { $0.provenance.effectiveFrom?.earliest }.filter { $0 > receivedOn }
        // Only a route of its own can be "not yet open"; before the first standard price there simply is none.
        guard route != .standard, let opens = openings.min() else { return .noPrice }
        return .routeNotOpen(opens: opens)
    }
}
