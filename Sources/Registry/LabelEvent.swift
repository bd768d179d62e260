/// Something that happened to a registration. Events are appended, never changed; periods are folded from them.
package struct LabelEvent: Hashable, Sendable {
    package var kind: Kind
    /// The civil day from which it counts.
    package var effectiveOn: Day
    package var recordedAt: Moment
    package var revision: Int64
    /// Who recorded it; never public.
    package var actor: String
    /// A sentence the public may read; empty where none was given.
    package var publicNote: String
    /// A sentence for the office alone.
    package var privateNote: String

    package init(
        kind: Kind,
        effectiveOn: Day,
        recordedAt: Moment,
        revision: Int64,
        actor: String,
        publicNote: String = "",
        privateNote: String = ""
    ) {
        self.kind = kind
        self.effectiveOn = effectiveOn
        self.recordedAt = recordedAt
        self.revision = revision
        self.actor = actor
        self.publicNote = publicNote
        self.privateNote = privateNote
    }

    /// What happened, with every value it decided: folding needs no rules, so old histories never move.
    package enum Kind: Hashable, Sendable {
        case provisionallyRegistered(Standard)
        case issued(Standard, heldFrom: Day, heldUntil: Day)
        /// A row of an imported list; `heldUntil` is the source's own end or the computed one.
        case imported(Standard, heldFrom: Day, heldUntil: Day)
        /// Days after the end become grace, at most through `graceUntil` (inclusive) where the rules bound it.
        case extensionFiled(graceUntil: Day?)
        case extended(heldUntil: Day)
        case extensionRefused
        case extensionAbandoned
        case withdrawn
        case revoked
        /// Undoes the event recorded at the named revision.
        case reinstated(undoes: Int64)
        case modelsChanged(added: [CoveredModel], removed: [ModelNumber], revoked: [ModelNumber])
        case holderChanged(Manufacturer)
        /// What the holder declares anew, from the event's day on; earlier days keep what was declared for them.
        case restated(Restatement)
        case corrected(Correction)
        /// A status word stated by an edition; nil standing where the word is in no table.
        case standingStated(Standing?, word: String)
        case absentFromEdition(Edition)

        /// The word on the wire and in the database.
        package var word: Word {
            switch self {
            case .provisionallyRegistered: .provisionallyRegistered
            case .issued: .issued
            case .imported: .imported
            case .extensionFiled: .extensionFiled
            case .extended: .extended
            case .extensionRefused: .extensionRefused
            case .extensionAbandoned: .extensionAbandoned
            case .withdrawn: .withdrawn
            case .revoked: .revoked
            case .reinstated: .reinstated
            case .modelsChanged: .modelsChanged
            case .holderChanged: .holderChanged
            case .restated: .restated
            case .corrected: .corrected
            case .standingStated: .standingStated
            case .absentFromEdition: .absentFromEdition
            }
        }
    }

    /// The events' names.
    package enum Word: String, CaseIterable, Hashable, Sendable {
        case provisionallyRegistered
        case issued
        case imported
        case extensionFiled
        case extended
        case extensionRefused
        case extensionAbandoned
        case withdrawn
        case revoked
        case reinstated
        case modelsChanged
        case holderChanged
        case restated
        case corrected
        case standingStated
        case absentFromEdition
    }
}

/// What a registration was measured against.
package struct Standard: Hashable, Sendable {
    package var level: StarLevel
    package var assurance: Assurance
    /// Criteria document id with its revision, such as `JST-CR-01-01-2024R1`; empty where not stated.
    package var criteria: String
    /// Evaluation body; empty for self-declared levels and where not stated.
    package var laboratory: String
    /// `standard`, `psti` or `cls`; empty where not stated.
    package var route: String

    package init(
        level: StarLevel,
        assurance: Assurance,
        criteria: String = "",
        laboratory: String = "",
        route: String = ""
    ) {
        self.level = level
        self.assurance = assurance
        self.criteria = criteria
        self.laboratory = laboratory
        self.route = route
    }
}

/// What holds from a day on, as it was declared anew; nil leaves a field as it is. Level and assurance stay: another level
/// is another registration.
package struct Restatement: Hashable, Sendable {
    /// Criteria, laboratory and route of the next period.
    package var standard: Standard?
    /// With its contacts.
    package var manufacturer: Manufacturer?
    /// As it was described anew.
    package var product: Product?

    package init(standard: Standard? = nil, manufacturer: Manufacturer? = nil, product: Product? = nil) {
        self.standard = standard
        self.manufacturer = manufacturer
        self.product = product
    }

    /// Nothing is declared anew.
    package var isEmpty: Bool { standard == nil && manufacturer == nil && product == nil }
}

/// What a correction sets, for all days since ever; nil leaves a field as it is.
package struct Correction: Hashable, Sendable {
    package var standard: Standard?
    package var heldFrom: Day?
    package var heldUntil: Day?
    package var manufacturer: Manufacturer?
    package var product: Product?
    package var models: [CoveredModel]?

    package init(
        standard: Standard? = nil,
        heldFrom: Day? = nil,
        heldUntil: Day? = nil,
        manufacturer: Manufacturer? = nil,
        product: Product? = nil,
        models: [CoveredModel]? = nil
    ) {
        self.standard = standard
        self.heldFrom = heldFrom
        self.heldUntil = heldUntil
        self.manufacturer = manufacturer
        self.product = product
        self.models = models
    }

    package var isEmpty: Bool {
        standard == nil && heldFrom == nil && heldUntil == nil && manufacturer == nil && product == nil
            && models == nil
    }
}
