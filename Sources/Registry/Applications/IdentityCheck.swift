/// That an organisation is who it says it is: what the office found out beside the mail address of a registrant, who may
/// have typed another's public 法人番号.
package struct IdentityCheck: Hashable, Sendable {
    /// Account of the reviewer; nil where whoever owns the store made the organisation.
    package var by: Int64?
    /// When it was recorded.
    package var at: Moment
    /// How it was found out, such as "letter to the registered address".
    package var how: String

    package init(by: Int64?, at: Moment, how: String) {
        (self.by, self.at, self.how) = (by, at, how)
    }
}

/// What is recorded of an organisation's identity; the last record counts.
package enum IdentityRecord: Hashable, Sendable {
    case checked(how: String)
    case revoked(reason: String)
}

/// What the office finds out about an applicant's identity, and what waits for it.
enum IdentityDeciding {
    static func check(_ how: String, _ file: ApplicationCase, _ decision: inout ApplicationDecision) throws(Refusal) {
        guard file.identity == nil else {
            throw Refusal(
                .conflict,
                "The applicant's identity is checked already",
                ja: "申請者の身元は確認済みです",
                code: "identityChecked"
            )
        }
        let how = try ApplicationDeciding.text(how, "how")
        decision.identity = .checked(how: how)
        decision.note = how
    }

    static func revoke(
        _ reason: String,
        _ file: ApplicationCase,
        _ decision: inout ApplicationDecision
    ) throws(Refusal) {
        _ = try checked(file)
        let reason = try ApplicationDeciding.text(reason, "reason")
        decision.identity = .revoked(reason: reason)
        // Whoever decides was told of an applicant that was known.
        decision.application.recommendation = nil
        decision.note = reason
    }

    /// - Throws: `identityNotChecked` where nobody found out who the applicant is.
    static func checked(_ file: ApplicationCase) throws(Refusal) -> IdentityCheck {
        guard let identity = file.identity else {
            throw Refusal(
                .conflict,
                "Nobody has checked who the applicant is; check its identity first",
                ja: "申請者の身元がまだ確認されていません。先に身元を確認してください",
                code: "identityNotChecked"
            )
        }
        return identity
    }

    /// - Throws: `secondPerson` where it was checked by whoever decides now, also on another application.
    static func checkedByAnother(_ file: ApplicationCase, than account: Account) throws(Refusal) {
        guard try checked(file).by != account.id else { throw OfficeDeciding.secondPerson }
    }
}
