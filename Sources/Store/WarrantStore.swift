package import Registry

/// What somebody of the office shows where there is no sign-in: an address and a one-time code.
package struct OfficeProof: Sendable {
    /// The account's.
    package var address: MailAddress
    /// The step of the code, where it is right for a secret and after a step; nil for a wrong one.
    package var match: @Sendable (_ secret: [UInt8], _ after: Int64) -> Int64?

    package init(address: MailAddress, match: @escaping @Sendable (_ secret: [UInt8], _ after: Int64) -> Int64?) {
        self.address = address
        self.match = match
    }
}

extension RegistryStore {
    /// Has two people show who they are, for one order. Codes are counted as at a sign-in, and a right one is used up
    /// whatever becomes of the other and of the order.
    ///
    /// - Throws: `missing` for an address without an account, `forbidden` for one that ended, has no codes or may not,
    ///   `unauthenticated` for a wrong or spent code, `limited` where codes are not looked at for a while.
    package func warrant(
        proposedBy: OfficeProof,
        approvedBy: OfficeProof,
        for order: LabelOrder,
        at now: Moment
    ) async throws -> LabelWarrant {
        let shown: Result<LabelWarrant, Refusal> = try await engine.write { db in
            let proposer = try Self.person(proposedBy.address, "--proposed-by", db)
            let approver = try Self.person(approvedBy.address, "--approved-by", db)
            try LabelWarranting.check(proposedBy: proposer, approvedBy: approver, for: order)
            for (account, field) in [(proposer, "--proposed-by"), (approver, "--approved-by")] {
                try Self.checkHasCodes(account, field)
            }
            // Both are looked at: a right code beside a wrong one must not stay good for something else.
            let first = try Self.show(proposer, proposedBy, "--proposed-by", at: now, db)
            let second = try Self.show(approver, approvedBy, "--approved-by", at: now, db)
            // Returned, not thrown: what was counted stays counted.
            if let refusal = first ?? second { return .failure(refusal) }
            return .success(.twoPeople(proposedBy: proposer, approvedBy: approver))
        }
        return try shown.get()
    }

    /// The account of somebody of the office, by address, for the command line alone: there it may be told who has one.
    ///
    /// - Throws: `missing` where there is none, or none any more: a closed account gives its address back; with `field`.
    package func person(_ address: MailAddress, _ field: String) async throws -> Account {
        try await engine.lookup { db in try Self.person(address, field, db) }
    }

    private static func person(_ address: MailAddress, _ field: String, _ db: any Transaction) throws -> Account {
        let rows = AccountRows(db: db)
        guard let id = try rows.id(of: address), let account = try rows.account(id), account.state == .active else {
            throw Refusal(
                .missing,
                "\(address.text) has no account",
                ja: "\(address.text) のアカウントはありません",
                field: field,
                code: "unknownAccount"
            )
        }
        return account
    }

    private static func checkHasCodes(_ account: Account, _ field: String) throws(Refusal) {
        guard !account.hasSecondFactor else { return }
        throw Refusal(
            .forbidden,
            "\(account.address.text) has set up no one-time codes",
            ja: "\(account.address.text) はワンタイムコードを設定していません",
            field: field,
            code: "noSecondFactor"
        )
    }

    /// Looks at somebody's code, and uses it up; what is wrong with it, or nil.
    private static func show(
        _ account: Account,
        _ proof: OfficeProof,
        _ field: String,
        at now: Moment,
        _ db: any Transaction
    ) throws -> Refusal? {
        let begun = try begin(account.address, recovery: nil, hasCode: true, at: now, db, match: proof.match)
        guard case .open(let candidate) = begun else {
            guard case .held(let until) = begun else { return wrongCode(account, field) }
            return .heldBack(until, at: now)
        }
        // No password stands beside the code here: after ten wrong ones none is looked at until a sign-in succeeds.
        guard try guardState(codeKey(account.id), db).failures < SignInGuard.wrongCodes else {
            try RefusedActs(db: db).count("warrant", account.id, at: now)
            return tooManyCodes(account, field)
        }
        return try prove(candidate, isRight: true, at: now, db) ? nil : wrongCode(account, field)
    }

    private static func wrongCode(_ account: Account, _ field: String) -> Refusal {
        Refusal(
            .unauthenticated,
            "The one-time code of \(account.address.text) is not right, or was used",
            ja: "\(account.address.text) のワンタイムコードが正しくないか、すでに使われています",
            field: field,
            code: "wrongCode"
        )
    }

    private static func tooManyCodes(_ account: Account, _ field: String) -> Refusal {
        Refusal(
            .limited,
            "Too many codes of \(account.address.text) were wrong; sign in at the portal first",
            ja: "\(account.address.text) の誤ったコードが続きました。先にポータルでサインインしてください",
            field: field,
            code: "heldBack"
        )
    }
}

/// What a warrant leaves in the transaction of its order.
struct WarrantRows {
    let db: any Transaction

    /// The terms an order is recorded with. Between the codes and the transaction an account may have been closed.
    func terms(_ terms: OrderTerms, _ warrant: LabelWarrant?, for order: LabelOrder) throws -> OrderTerms {
        guard let warrant else { return terms }
        if case .twoPeople(let proposer, let approver) = warrant {
            let rows = AccountRows(db: db)
            try LabelWarranting.check(
                proposedBy: try rows.asBefore(proposer),
                approvedBy: try rows.asBefore(approver),
                for: order
            )
        }
        return warrant.terms(terms)
    }

    /// The diary's line beside that of the order: the proposer's part, or that and why nobody had one.
    ///
    /// - Parameter actor: who is at the command line.
    func record(
        _ warrant: LabelWarrant?,
        for order: LabelOrder,
        _ registration: Registration,
        by actor: String
    ) throws {
        let word = order.word.rawValue
        let line: (verb: String, detail: String, actor: String)
        switch warrant {
        case nil: return
        case .twoPeople(let proposer, _): line = ("propose", "\(word), at the command line as \(actor)", proposer.actor)
        case .breakGlass(let reason): line = ("breakGlass", "\(word): \(reason)", actor)
        }
        try Acts(db: db).record(
            line.verb,
            subject: registration.number.text,
            detail: line.detail,
            by: line.actor,
            at: registration.recordedAt,
            revision: registration.revision
        )
    }
}
