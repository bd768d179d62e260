/// What somebody asks to be done to a label: one case for each verb of the office.
package enum LabelOrder: Hashable, Sendable {
    case provisional(Filing)
    case issue(Filing, heldUntil: Day?)
    case fileExtension
    case extend(heldUntil: Day?)
    case refuseExtension
    case abandonExtension
    case withdraw
    case revoke
    case reinstate
    case changeModels(added: [CoveredModel], removed: [ModelNumber], revoked: [ModelNumber])
    case changeHolder(Manufacturer)
    case restate(Restatement)
    case correct(Correction)

    /// The event that the order becomes.
    package var word: LabelEvent.Word {
        switch self {
        case .provisional: .provisionallyRegistered
        case .issue: .issued
        case .fileExtension: .extensionFiled
        case .extend: .extended
        case .refuseExtension: .extensionRefused
        case .abandonExtension: .extensionAbandoned
        case .withdraw: .withdrawn
        case .revoke: .revoked
        case .reinstate: .reinstated
        case .changeModels: .modelsChanged
        case .changeHolder: .holderChanged
        case .restate: .restated
        case .correct: .corrected
        }
    }
}

/// What a registration is filed with.
package struct Filing: Hashable, Sendable {
    package var standard: Standard
    package var manufacturer: Manufacturer
    package var product: Product
    package var models: [CoveredModel]

    package init(standard: Standard, manufacturer: Manufacturer, product: Product, models: [CoveredModel]) {
        self.standard = standard
        self.manufacturer = manufacturer
        self.product = product
        self.models = models
    }
}

/// How an order is to be recorded.
package struct OrderTerms: Hashable, Sendable {
    /// From which day it counts; nil means the day of recording.
    package var effectiveOn: Day?
    package var actor: String
    package var publicNote: String
    package var privateNote: String
    /// An event dated in the future is public at once, so it must be announced knowingly.
    package var isAnnounced: Bool
    /// The revision that the registration must still be at; nil where any will do.
    package var ifRevision: Int64?

    package init(
        effectiveOn: Day? = nil,
        actor: String,
        publicNote: String = "",
        privateNote: String = "",
        isAnnounced: Bool = false,
        ifRevision: Int64? = nil
    ) {
        self.effectiveOn = effectiveOn
        self.actor = actor
        self.publicNote = publicNote
        self.privateNote = privateNote
        self.isAnnounced = isAnnounced
        self.ifRevision = ifRevision
    }
}
