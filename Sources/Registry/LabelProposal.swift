/// Why the office takes a label, or models of one, away.
package enum RevocationReason: String, CaseIterable, Hashable, Sendable {
    case criteriaNotMet
    case falseDeclaration
    case misuse
    case unresolvedVulnerability
    case holderRequest
    case recordedInError
    case other

    /// As the public reads it before the note.
    package var wording: Wording {
        switch self {
        case .criteriaNotMet: Wording(ja: "適合基準を満たしていない", en: "The criteria are not met")
        case .falseDeclaration: Wording(ja: "事実と異なる宣言", en: "The declaration was not true")
        case .misuse: Wording(ja: "ラベルの不適切な使用", en: "The label was misused")
        case .unresolvedVulnerability: Wording(ja: "脆弱性が是正されていない", en: "A vulnerability was not resolved")
        case .holderRequest: Wording(ja: "登録者の申し出", en: "The holder asked for it")
        case .recordedInError: Wording(ja: "誤って記録された", en: "It was recorded in error")
        case .other: Wording(ja: "その他", en: "Another reason")
        }
    }

    /// What stands on the label's public history: the reason in both languages, then the note.
    package func publicNote(_ note: String) -> String { "\(wording.ja) / \(wording.en): \(note)" }
}

/// What one approver would have done to a label, until another carries it out or declines it.
package struct LabelProposal: Hashable, Sendable {
    /// What would be done.
    package enum Measure: Hashable, Sendable {
        /// From a day; nil means the day it is carried out.
        case revoke(RevocationReason, on: Day?)
        case revokeModels([ModelNumber], RevocationReason, on: Day?)
        case withdraw(on: Day?)
        case reinstate
        case correct(Correction)
        /// Two organisations that are one: what belongs to the first goes to the second.
        case mergeManufacturer(from: Int64, into: Int64)
    }

    /// The measures' names.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case revoke
        case revokeModels
        case withdraw
        case reinstate
        case correct
        case mergeManufacturer

        /// What it does to the label; nil where the label stays as it is.
        package var event: LabelEvent.Word? {
            switch self {
            case .revoke: .revoked
            case .revokeModels: .modelsChanged
            case .withdraw: .withdrawn
            case .reinstate: .reinstated
            case .correct: .corrected
            case .mergeManufacturer: nil
            }
        }
    }

    /// How far it has come.
    package enum State: String, CaseIterable, Hashable, Sendable {
        case open
        case done
        case declined
    }

    /// What the second person does with it.
    package enum Decision: Hashable, Sendable {
        case carryOut
        /// With a sentence on why.
        case decline(String)
    }

    /// Counted from 1; 0 until it is kept.
    package var id: Int64
    /// The registration it is about; for a merge, the one from whose page it was proposed.
    package var registration: RegistrationNumber
    /// What would be done.
    package var measure: Measure
    /// A sentence for the public; a reason, where there is one, is put before it.
    package var publicNote: String
    /// A sentence for the office alone.
    package var privateNote: String
    /// Account.
    package var proposedBy: Int64
    /// When it was proposed.
    package var proposedAt: Moment
    /// The registration's, as it was looked at.
    package var revision: Int64
    /// How far it has come.
    package var state: State
    /// Account; nil while it is open.
    package var decidedBy: Int64?
    /// nil while it is open.
    package var decidedAt: Moment?
    /// Why it was declined; empty otherwise.
    package var answer: String

    package init(
        id: Int64 = 0,
        registration: RegistrationNumber,
        measure: Measure,
        publicNote: String,
        privateNote: String,
        proposedBy: Int64,
        proposedAt: Moment,
        revision: Int64,
        state: State = .open,
        decidedBy: Int64? = nil,
        decidedAt: Moment? = nil,
        answer: String = ""
    ) {
        self.id = id
        self.registration = registration
        self.measure = measure
        self.publicNote = publicNote
        self.privateNote = privateNote
        self.proposedBy = proposedBy
        self.proposedAt = proposedAt
        self.revision = revision
        self.state = state
        self.decidedBy = decidedBy
        self.decidedAt = decidedAt
        self.answer = answer
    }
}

extension LabelProposal {
    /// The measure's name.
    package var kind: Kind { measure.kind }

    /// What it does to the label; nil where the label stays as it is.
    var order: LabelOrder? {
        switch measure {
        case .revoke: .revoke
        case .revokeModels(let models, _, _): .changeModels(added: [], removed: [], revoked: models)
        case .withdraw: .withdraw
        case .reinstate: .reinstate
        case .correct(let correction): .correct(correction)
        case .mergeManufacturer: nil
        }
    }

    /// As an order is recorded by whoever carries it out.
    func terms(by account: Account) -> OrderTerms {
        let proposer = "proposal \(id) by account \(proposedBy)"
        return OrderTerms(
            effectiveOn: measure.effectiveOn,
            actor: "account \(account.id)",
            publicNote: measure.reason.map { $0.publicNote(publicNote) } ?? publicNote,
            privateNote: privateNote.isEmpty ? proposer : "\(proposer): \(privateNote)"
        )
    }
}

extension LabelProposal.Measure {
    /// Its name.
    package var kind: LabelProposal.Kind {
        switch self {
        case .revoke: .revoke
        case .revokeModels: .revokeModels
        case .withdraw: .withdraw
        case .reinstate: .reinstate
        case .correct: .correct
        case .mergeManufacturer: .mergeManufacturer
        }
    }

    /// Why, where the law of the scheme wants a reason; nil for measures without.
    package var reason: RevocationReason? {
        switch self {
        case .revoke(let reason, _), .revokeModels(_, let reason, _): reason
        default: nil
        }
    }

    /// From which day it counts; nil means the day it is carried out.
    package var effectiveOn: Day? {
        switch self {
        case .revoke(_, let day), .revokeModels(_, _, let day), .withdraw(let day): day
        default: nil
        }
    }
}
