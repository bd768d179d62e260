import Registry

/// The words of the office's pages about labels. Easy Japanese speaks as Japanese does here, as in `OfficeWords`.
struct LabelOfficeWords: Sendable {
    var officeLabelTitle: String
    var officeLabelPublic: String
    var officeLabelFacts: String
    var officeLabelProposals: String
    var officeLabelNoProposals: String
    var officeLabelActions: String
    var officeLabelNoActions: String
    var officeLabelOwner: String
    var officeLabelNoOwner: String
    var officeLabelApplications: String
    var officeLabelNoApplications: String
    var officeLabelHistory: String
    var officeLabelDay: String
    var officeLabelRecorded: String
    var officeLabelWhat: String
    var officeLabelWho: String
    var officeLabelPublicNote: String
    var officeLabelPrivateNote: String
    var officeLabelRevision: String
    var officeLabelDone: String
    var proposalsTitle: String
    var proposalsLead: String
    var proposalsNone: String
    var proposalsNext: String
    var proposalTitle: String
    var proposalNumber: String
    var proposalKind: String
    var proposalLabel: String
    var proposalBy: String
    var proposalAt: String
    var proposalState: String
    var proposalChanges: String
    var proposalBefore: String
    var proposalAfter: String
    var proposalOutdated: String
    var proposalOwn: String
    var officeFindTitle: String
    var officeFindLead: String
    var officeFindBox: String
    var officeFindButton: String
    var officeFindNone: String
    var officeFindMore: String
    /// What a form does, by its word.
    var actions: [String: String]
    /// A sentence before the fields of a form, by its word.
    var leads: [String: String]
    /// Labels of fields, by their names.
    var inputs: [String: String]
    var hints: [String: String]
    /// Names of facts, and sentences about them with slots.
    var facts: [String: String]
    /// Names of what is proposed.
    var kinds: [LabelProposal.Kind: String]
    var states: [LabelProposal.State: String]
    /// Headings of what was found.
    var groups: [String: String]

    static func words(_ language: Language) -> LabelOfficeWords { language == .en ? english : japanese }

    func action(_ word: String) -> String { actions[word] ?? word }

    func input(_ name: String) -> String { inputs[name] ?? name }

    func kind(_ kind: LabelProposal.Kind) -> String { kinds[kind] ?? kind.rawValue }

    func state(_ state: LabelProposal.State) -> String { states[state] ?? state.rawValue }

    /// A fact's name, or a sentence about it with its slots filled.
    func fact(_ name: String, _ parts: String...) -> String { OfficeWords.filled(facts[name] ?? name, parts) }
}
