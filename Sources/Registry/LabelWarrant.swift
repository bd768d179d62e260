/// On whose word something that one person does not do alone is recorded from the command line.
package enum LabelWarrant: Hashable, Sendable {
    /// Two people of the office; each has shown who it is.
    case twoPeople(proposedBy: Account, approvedBy: Account)
    /// Without a second person, and why: an act of its own in the diary.
    case breakGlass(String)
}

extension LabelOrder {
    /// What cannot be taken back in what people have read meanwhile: that a label holds, for what and for whom, and that
    /// it no longer does. The one list; every measure of a `LabelProposal` stands in it.
    package var needsTwoPeople: Bool {
        switch self {
        case .provisional, .issue, .extend, .withdraw, .revoke, .reinstate, .changeHolder, .restate, .correct: true
        case .changeModels(let added, _, let revoked): !added.isEmpty || !revoked.isEmpty
        case .fileExtension, .refuseExtension, .abandonExtension: false
        }
    }

    /// What whoever proposes it needs, one of these; as on the pages, where a reviewer recommends what is issued.
    var proposing: Set<Permission> {
        switch self {
        case .provisional, .issue, .extend: [.review, .decide]
        default: [.labels]
        }
    }

    /// What whoever approves it needs.
    var approving: Permission {
        switch self {
        case .provisional, .issue, .extend: .decide
        default: .labels
        }
    }
}

/// Decisions about warrants: pure functions of the order and the accounts just read.
package enum LabelWarranting {
    /// Neither two people nor a reason to do without; both ways are told.
    package static let missing = Refusal(
        .forbidden,
        "This takes two people: give --proposed-by and --approved-by, each with a one-time code on standard input, "
            + "or do it alone with --break-glass and the reason",
        ja: "この操作には2人が必要です。--proposed-by と --approved-by（ワンタイムコードは標準入力から）か、理由を添えた --break-glass を使ってください",
        code: "noSecondPerson"
    )

    /// Whether these two may have it done.
    ///
    /// - Throws: `forbidden` for one person twice, and for roles that the policy does not let do their part.
    package static func check(
        proposedBy proposer: Account,
        approvedBy approver: Account,
        for order: LabelOrder
    ) throws(Refusal) {
        guard proposer.id != approver.id else { throw OfficeDeciding.secondPerson }
        let mayPropose = order.proposing.contains { Policy.reach(proposer.roles, $0) == .any }
        guard mayPropose else { throw notAllowed(proposer, to: "propose", ja: "提案", field: "--proposed-by") }
        guard Policy.reach(approver.roles, order.approving) == .any else {
            throw notAllowed(approver, to: "approve", ja: "承認", field: "--approved-by")
        }
    }

    /// Why somebody acts alone, as it is kept.
    ///
    /// - Throws: `malformed` where nothing is said, or more than 2,000 characters.
    package static func reason(_ text: String) throws(Refusal) -> String {
        try ApplicationDeciding.text(text, "--break-glass")
    }

    private static func notAllowed(_ account: Account, to verb: String, ja: String, field: String) -> Refusal {
        Refusal(
            .forbidden,
            "The roles of \(account.address.text) do not allow to \(verb) this",
            ja: "\(account.address.text) の役割では、これを\(ja)できません",
            field: field,
            code: "forbidden"
        )
    }
}

extension LabelWarrant {
    /// As an order is recorded on it: in the name of whoever approved, the proposer in the office's note.
    package func terms(_ terms: OrderTerms) -> OrderTerms {
        guard case .twoPeople(let proposer, let approver) = self else { return terms }
        var next = terms
        let proposed = "proposed by account \(proposer.id), at the command line as \(terms.actor)"
        next.actor = "account \(approver.id)"
        next.privateNote = terms.privateNote.isEmpty ? proposed : "\(proposed): \(terms.privateNote)"
        return next
    }
}
