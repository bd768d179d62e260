/// What somebody does to a case.
package enum CaseOrder: Hashable, Sendable {
    /// Begins to look into it, or takes it over from a colleague.
    case take
    /// Answers it for everybody to read.
    case answer(PublicCase.Outcome, String)
    /// Whoever asked took it back; a sentence for the office alone.
    case withdraw(String)

    /// Which of the three it is.
    package var action: CaseAction {
        switch self {
        case .take: .take
        case .answer: .answer
        case .withdraw: .withdraw
        }
    }
}

/// The three things that are done to a case; the words are on the wire.
package enum CaseAction: String, CaseIterable, Hashable, Sendable {
    case take
    case answer
    case withdraw = "close"
}

/// The one table of what is possible in which state, and who may do it.
package enum CaseFlow {
    /// The state an action leads to; nil where it is not possible.
    package static func step(
        _ action: CaseAction,
        _ kind: PublicCase.Kind,
        in state: PublicCase.State
    ) -> PublicCase.State? {
        switch (kind, action, state) {
        case (_, .take, .open), (_, .take, .inReview): .inReview
        // An answer is given by somebody who began to look into it, so that no case is answered unseen.
        case (_, .answer, .inReview): .answered
        case (_, .withdraw, .open), (_, .withdraw, .inReview): .withdrawn
        default: nil
        }
    }

    /// Which permission an action needs. An appeal is taken back by whoever made it: the office must answer it.
    package static func permission(_ action: CaseAction, _ kind: PublicCase.Kind) -> Permission {
        kind == .appeal && action == .withdraw ? .fileApplications : .reports
    }

    /// Whether an account may do it, whatever the state: the office for everybody, a manufacturer for its own appeal.
    package static func may(_ action: CaseAction, _ file: PublicCase, _ account: Account) -> Bool {
        switch Policy.reach(account.roles, permission(action, file.kind)) {
        case .any: true
        case .own: file.organisation == account.organisation.id
        case .assigned, .none: false
        }
    }
}

/// Decisions about cases: pure functions of the order, the case just read, who asks and now.
package enum CaseDeciding {
    /// Decides an order. Whether the account may know of the case is asked before.
    ///
    /// - Parameter involved: accounts that reviewed or decided what an appeal is against.
    package static func decide(
        _ order: CaseOrder,
        on file: PublicCase,
        involved: Set<Int64>,
        by account: Account,
        at now: Moment
    ) throws(Refusal) -> PublicCase {
        guard CaseFlow.may(order.action, file, account) else { throw forbidden }
        guard let state = CaseFlow.step(order.action, file.kind, in: file.state) else {
            throw Refusal(
                .conflict,
                "This is not possible in the state \(file.state.rawValue)",
                ja: "現在の状態（\(file.state.rawValue)）では、この操作はできません",
                code: "illegalTransition"
            )
        }
        if file.kind == .appeal, order.action != .withdraw, involved.contains(account.id) { throw tookPart }
        var next = file
        switch order {
        case .take: next.takenBy = account.id
        case .answer(let outcome, let text):
            next.outcome = outcome
            next.answer = try Self.text(text, "text")
            next.answeredBy = account.id
        case .withdraw(let reason): _ = try Self.text(reason, "reason")
        }
        next.version += 1
        if state != file.state { (next.state, next.stateSince) = (state, now) }
        return next
    }

    /// A text of 1 to 2,000 characters, without blanks around it.
    ///
    /// - Throws: `malformed` with the field.
    package static func text(_ text: String, _ field: String) throws(Refusal) -> String {
        try ApplicationDeciding.text(text, field)
    }

    private static let forbidden = Refusal(
        .forbidden,
        "Your roles do not allow this",
        ja: "この操作は、お持ちの役割ではできません",
        code: "forbidden"
    )

    /// Nobody answers for what they did themselves.
    package static let tookPart = Refusal(
        .forbidden,
        "An appeal is looked into by somebody who neither reviewed nor decided what it is against",
        ja: "不服の申立ては、もとの審査にも決定にも加わっていない人が扱います",
        code: "tookPart"
    )
}
