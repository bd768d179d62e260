/// The one table of what may be done to an application in which state. The program runs on it, `Docs/applications.md` is
/// drawn from it, and a test compares it with `application-workflow.yaml` and walks every (state, action, role).
package enum ApplicationFlow {
    /// What the table says of one action in one state.
    package enum Outcome: Hashable, Sendable {
        case becomes(ApplicationState)
        /// Allowed; the state stays.
        case keeps
        /// Allowed, while the office waits for a correction it asked for.
        case ifCorrectionAsked
        case refused
    }

    /// Whatever bends the table for one application.
    package struct Terms: Hashable, Sendable {
        /// The scheme's own operator runs the registry: its numbers are given here, not asked for elsewhere.
        package var isOfficial: Bool
        /// Nothing is charged for what is asked for.
        package var isFree: Bool

        package init(isOfficial: Bool, isFree: Bool) {
            self.isOfficial = isOfficial
            self.isFree = isFree
        }
    }

    /// What an action does in a state.
    package static func outcome(
        _ action: ApplicationAction,
        from state: ApplicationState,
        _ terms: Terms
    ) -> Outcome {
        guard !state.isTerminal else { return .refused }
        switch action {
        case .save:
            if state.isOpenToApplicant { return .keeps }
            return mayBeCorrected(state) ? .ifCorrectionAsked : .refused
        case .requestNumber: return !terms.isOfficial && state == .draft ? .becomes(.numberRequested) : .refused
        case .recordNumber:
            guard !terms.isOfficial else { return .refused }
            // A number that was mistyped can be typed again until it is used.
            if state == .numberRequested { return .becomes(.numberIssued) }
            return state == .numberIssued || state == .returned ? .keeps : .refused
        case .submit:
            let ready: ApplicationState = terms.isOfficial ? .draft : .numberIssued
            return state == ready || state == .returned ? .becomes(.submitted) : .refused
        case .returnForCorrection: return state == .submitted ? .becomes(.returned) : .refused
        case .receive: return state == .submitted ? .becomes(.received) : .refused
        // Who applies can be found out at any time the office has it; the receipt day does not wait for it.
        case .checkIdentity, .revokeIdentity:
            return state == .submitted || mayBeRefused(state) ? .keeps : .refused
        case .accept: return state == .received ? .becomes(.accepted) : .refused
        case .askCorrection: return mayBeCorrected(state) ? .keeps : .refused
        case .answerCorrection: return mayBeCorrected(state) ? .ifCorrectionAsked : .refused
        case .assignLaboratory: return mayBeCorrected(state) ? .keeps : .refused
        case .grantProvisional:
            return [.accepted, .feeDue, .feePaid, .underConfirmation].contains(state) ? .keeps : .refused
        case .invoice: return state == .accepted && !terms.isFree ? .becomes(.feeDue) : .refused
        case .recordPayment: return state == .feeDue ? .becomes(.feePaid) : .refused
        case .proposeWaiver: return state == .feeDue ? .keeps : .refused
        case .waive: return state == .feeDue ? .becomes(.feePaid) : .refused
        case .confirm:
            let ready: ApplicationState = terms.isFree ? .accepted : .feePaid
            return state == ready ? .becomes(.underConfirmation) : .refused
        case .recommend: return mayBeRefused(state) ? .keeps : .refused
        case .issue: return state == .underConfirmation ? .becomes(.issued) : .refused
        case .refuse: return mayBeRefused(state) ? .becomes(.refused) : .refused
        case .withdraw: return .becomes(.withdrawnByApplicant)
        case .abandon: return state == .draft ? .becomes(.abandoned) : .refused
        }
    }

    /// Whoever lets a return, an invoice or a correction lie must not keep a label in grace, or a provisional number, for
    /// ever: the office can end it from there.
    private static func mayBeRefused(_ state: ApplicationState) -> Bool { state == .returned || mayBeCorrected(state) }

    /// Received and not decided: the receipt day stands, whatever is corrected after it.
    private static func mayBeCorrected(_ state: ApplicationState) -> Bool {
        [.received, .accepted, .feeDue, .feePaid, .underConfirmation].contains(state)
    }

    /// Checks the table for an application.
    ///
    /// - Throws: `conflict` where the action is not possible now.
    package static func check(
        _ action: ApplicationAction,
        _ application: Application,
        isOfficial: Bool
    ) throws(Refusal) -> ApplicationState {
        let terms = Terms(isOfficial: isOfficial, isFree: application.kind.feeAction == nil)
        switch outcome(action, from: application.state, terms) {
        case .becomes(let state): return state
        case .keeps: return application.state
        case .ifCorrectionAsked where application.correction != nil: return application.state
        case .ifCorrectionAsked, .refused:
            throw Refusal(
                .conflict,
                "\(action.rawValue) is not possible while the application is \(application.state.rawValue)",
                ja: "申請の今の状態では、この操作はできません",
                code: "illegalTransition"
            )
        }
    }
}
