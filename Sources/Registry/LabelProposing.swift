/// What is to be written when a proposal was decided.
package struct LabelProposalDecision: Hashable, Sendable {
    /// As it is to be kept.
    package var proposal: LabelProposal
    /// What happens to the label; nil where it stays as it is.
    package var event: Event?

    /// An event of a label, as it is to be recorded.
    package struct Event: Hashable, Sendable {
        /// What happens.
        package var kind: LabelEvent.Kind
        /// From when it counts.
        package var effectiveOn: Day
        /// By whom, and with which notes.
        package var terms: OrderTerms
    }
}

/// Decisions about proposals: pure functions of the proposal, the registration just read, who asks and now.
package enum LabelProposing {
    /// Proposes a measure, which must be possible as the registration is now.
    ///
    /// - Parameter revision: of the registration that the proposer looked at.
    package static func propose(
        _ measure: LabelProposal.Measure,
        publicNote: String,
        privateNote: String,
        on registration: Registration,
        revision: Int64,
        by account: Account,
        rules: Rules,
        at now: Moment
    ) throws(Refusal) -> LabelProposal {
        try checkRole(account)
        var proposal = LabelProposal(
            registration: registration.number,
            measure: measure,
            publicNote: try optional(publicNote, "publicNote"),
            privateNote: try optional(privateNote, "privateNote"),
            proposedBy: account.id,
            proposedAt: now,
            revision: registration.revision
        )
        if measure.reason != nil {
            proposal.publicNote = try ApplicationDeciding.text(publicNote, "publicNote")
        }
        guard let order = proposal.order else { return proposal }
        var terms = proposal.terms(by: account)
        terms.ifRevision = revision
        _ = try Deciding.decide(order, terms, on: registration, rules: rules, at: now)
        return proposal
    }

    /// Carries a proposal out, or declines it. Who proposed may take it back, but never carries it out.
    package static func decide(
        _ decision: LabelProposal.Decision,
        _ proposal: LabelProposal,
        on registration: Registration,
        by account: Account,
        rules: Rules,
        at now: Moment
    ) throws(Refusal) -> LabelProposalDecision {
        try checkRole(account)
        guard proposal.state == .open else {
            throw Refusal(
                .conflict,
                "Proposal \(proposal.id) was decided already",
                ja: "提案 \(proposal.id) はすでに処理されています",
                code: "proposalClosed"
            )
        }
        var next = proposal
        (next.decidedBy, next.decidedAt) = (account.id, now)
        if case .decline(let reason) = decision {
            next.state = .declined
            next.answer = try ApplicationDeciding.text(reason, "reason")
            return LabelProposalDecision(proposal: next)
        }
        guard proposal.proposedBy != account.id else { throw OfficeDeciding.secondPerson }
        next.state = .done
        guard let order = proposal.order else { return LabelProposalDecision(proposal: next) }
        guard registration.revision == proposal.revision else {
            throw Refusal(
                .conflict,
                "\(registration.number) was changed since this was proposed; look again and propose anew",
                ja: "提案の後に \(registration.number) が変更されました。確認して出し直してください",
                code: "changedSinceProposed"
            )
        }
        let terms = proposal.terms(by: account)
        let made = try Deciding.decide(order, terms, on: registration, rules: rules, at: now)
        return LabelProposalDecision(
            proposal: next,
            event: LabelProposalDecision.Event(kind: made.kind, effectiveOn: made.effectiveOn, terms: terms)
        )
    }

    private static func checkRole(_ account: Account) throws(Refusal) {
        guard Policy.reach(account.roles, .labels) == .any else {
            throw Refusal(
                .forbidden,
                "Your roles do not allow this",
                ja: "この操作は、お持ちの役割ではできません",
                code: "forbidden"
            )
        }
    }

    private static func optional(_ text: String, _ field: String) throws(Refusal) -> String {
        let text = text.trimmedBlanks
        return text.isEmpty ? "" : try ApplicationDeciding.text(text, field)
    }
}
