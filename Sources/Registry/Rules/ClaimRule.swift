/// One row of the rules about what may be said of a label: a rule with the words that touch it, or what is known for a
/// state.
package struct ClaimRule: Hashable, Sendable {
    /// What a row is for.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        /// What the guidance, or this registry's own reading of it, says.
        case rule
        /// What the state of application or label decides.
        case matrix
        /// Turns of phrase that take a claim back, whatever rule it would touch.
        case negation
    }

    /// What a row says of a wording.
    package enum Verdict: String, CaseIterable, Hashable, Sendable {
        case forbidden
        case permitted
        /// Forbidden until a provisional number (仮登録番号) is obtained and shown.
        case needsProvisionalNumber
        /// Holds for every wording.
        case applies
        /// What may follow.
        case consequence
    }

    /// For instance `forbid.complete`.
    package var id: String
    /// What it is for.
    package var kind: Kind
    /// nil = not known.
    package var verdict: Verdict?
    /// What it says, for people.
    package var wording: Wording
    /// Words of application states and standings; matrix rows alone have any.
    package var states: [String]
    /// What touches it.
    package var phrases: [ClaimPhrase]
    /// What takes a touch of `phrases` back.
    package var unless: [ClaimPhrase]
    /// Whether the state of application or label decides in place of `verdict`.
    package var isByState: Bool
    /// Where it comes from and how sure it is.
    package var provenance: Provenance

    package init(
        id: String,
        kind: Kind,
        verdict: Verdict?,
        wording: Wording,
        states: [String],
        phrases: [ClaimPhrase],
        unless: [ClaimPhrase],
        isByState: Bool,
        provenance: Provenance
    ) {
        self.id = id
        self.kind = kind
        self.verdict = verdict
        self.wording = wording
        self.states = states
        self.phrases = phrases
        self.unless = unless
        self.isByState = isByState
        self.provenance = provenance
    }
}
