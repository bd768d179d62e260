import Registry

/// The words of cases: the public log, the form for a correction, appeals, and the office's side of them.
struct CaseWords: Sendable {
    var casesTitle: String
    var casesLead: String
    var casesNone: String
    var casesNumber: String
    var casesKind: String
    var casesReceived: String
    var casesAbout: String
    var casesAboutNothing: String
    var casesState: String
    var casesOutcome: String
    var casesAnswer: String
    var casesNoAnswer: String
    var casesNext: String
    var casesAll: String
    var casesAsk: String
    var casesDoubt: String
    var kindMisuse: String
    var kindCorrection: String
    var kindAppeal: String
    var stateOpen: String
    var stateInReview: String
    var stateAnswered: String
    var stateWithdrawn: String
    var outcomeUpheld: String
    var outcomeRejected: String
    var outcomeNoAction: String

    var correctionTitle: String
    var correctionLead: String
    var correctionPublic: String
    var correctionSubject: String
    var correctionSubjectHint: String
    var correctionSays: String
    var correctionSaysHint: String
    var correctionProposes: String
    var correctionSource: String
    var correctionSourceHint: String
    var correctionContact: String
    var correctionContactHint: String
    var mayName: String
    var mayNameYes: String
    var correctionButton: String
    var takenTitle: String
    var takenNumber: String
    var takenNext: String

    var appealTitle: String
    var appealLead: String
    var appealPublic: String
    var appealNumber: String
    var appealText: String
    var appealTextHint: String
    var appealButton: String

    var deskTitle: String
    var deskLead: String
    var deskNone: String
    var deskSubject: String
    var deskSince: String
    var deskWaiting: String
    var deskTook: String
    var deskDone: String
    var deskActions: String
    var deskIdle: String
    var deskWhat: String
    var deskDoubtKind: String
    var deskErased: String
    var deskNotLeft: String
    var deskAppellant: String
    var deskApplication: String
    var deskPart: String
    var deskAnonymous: String
    var deskTake: String
    var deskTakeLead: String
    var deskAnswer: String
    var deskAnswerLead: String
    var deskClose: String
    var deskCloseLead: String
    var deskReason: String
    var deskOpened: String
    var deskMayName: String
    var deskMayNot: String

    static func words(_ language: Language) -> CaseWords {
        switch language {
        case .ja: japanese
        case .en: english
        case .easy: easyJapanese
        }
    }

    func word(_ kind: PublicCase.Kind) -> String {
        switch kind {
        case .misuse: kindMisuse
        case .correction: kindCorrection
        case .appeal: kindAppeal
        }
    }

    func word(_ state: PublicCase.State) -> String {
        switch state {
        case .open: stateOpen
        case .inReview: stateInReview
        case .answered: stateAnswered
        case .withdrawn: stateWithdrawn
        }
    }

    func word(_ outcome: PublicCase.Outcome) -> String {
        switch outcome {
        case .upheld: outcomeUpheld
        case .rejected: outcomeRejected
        case .noAction: outcomeNoAction
        }
    }

    func word(_ action: CaseAction) -> String {
        switch action {
        case .take: deskTake
        case .answer: deskAnswer
        case .withdraw: deskClose
        }
    }

    /// A line of the timeline, by its word.
    func step(_ word: String) -> String { CaseAction(rawValue: word).map { self.word($0) } ?? deskOpened }
}
