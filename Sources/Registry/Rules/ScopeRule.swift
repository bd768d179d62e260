/// A question or a case by which a product is in the scheme's scope or out of it (SCHEME §14).
package struct ScopeRule: Hashable, Sendable {
    /// What a row is.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case question
        case `case`
    }

    /// How a case ends; the words are the data's.
    package enum Outcome: String, CaseIterable, Hashable, Sendable {
        case inScope = "in_scope"
        case noHardware = "out_no_hardware"
        case generalPurpose = "out_general_purpose"
        case bluetoothOnly = "out_bluetooth_only"
        case noIP = "out_no_ip"
        case undetermined
    }

    /// The data's own word for it.
    package var id: String
    /// What the row is.
    package var kind: Kind
    /// Of cases, the first that fits decides.
    package var order: Int
    /// How it ends; nil for questions.
    package var outcome: Outcome?
    /// In both languages.
    package var wording: Wording
    /// Where it comes from and how sure it is.
    package var provenance: Provenance

    package init(
        id: String,
        kind: Kind,
        order: Int,
        outcome: Outcome?,
        wording: Wording,
        provenance: Provenance
    ) {
        self.id = id
        self.kind = kind
        self.order = order
        self.outcome = outcome
        self.wording = wording
        self.provenance = provenance
    }
}
