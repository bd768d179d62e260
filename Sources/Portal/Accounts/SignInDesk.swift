import Access
import NIOPosix
import Registry
import Store

/// Passwords and one-time codes against the store: the one place where they are looked at.
struct SignInDesk: Sendable {
    let store: RegistryStore
    let cost: PasswordCost
    private let queue = HashQueue()
    /// Worked out against where no account has the address, so that both take the same time.
    private let nobody: PasswordHash

    init(store: RegistryStore, cost: PasswordCost) {
        self.store = store
        self.cost = cost
        nobody = .ofNobody(cost)
    }

    /// What somebody signs in with.
    struct Proof: Sendable {
        var address: String
        var password: String
        /// One-time or recovery code; empty for none.
        var code: String
    }

    /// Which of the three was wrong is not told.
    static let wrong = Refusal(
        .unauthenticated,
        "The address, the password or the code is not right",
        ja: "メールアドレス、パスワード、コードのいずれかが正しくありません",
        field: "password",
        code: "wrongSignIn"
    )

    /// Signs in.
    ///
    /// - Returns: the session's secret.
    /// - Throws: `unauthenticated` where anything is wrong, `limited` where nothing is looked at for a while.
    func signIn(_ proof: Proof, agent: String, at now: Moment) async throws -> (token: String, account: Account) {
        try await queue.run {
            let (candidate, isRight) = try await look(proof, at: now)
            let token = Secrets.token()
            let account = try await store.finishSignIn(
                candidate,
                isRight: isRight,
                token: token,
                agent: agent,
                stronger: isRight ? try await stronger(candidate, proof.password) : nil,
                at: now
            )
            guard let account else { throw Self.wrong }
            return (token, account)
        }
    }

    /// Shows again that it is the same person.
    func prove(_ proof: Proof, _ signed: SignedIn, at now: Moment) async throws {
        try await queue.run {
            let (candidate, isRight) = try await look(proof, at: now)
            guard try await store.proveAgain(candidate, isRight: isRight, signed, at: now) else { throw Self.wrong }
        }
    }

    /// The written hash of a new password that follows the rules.
    func hash(_ password: String, context: [String]) async throws -> String {
        try PasswordRules.check(password, context: context + [store.operatorFacts.publicHost])
        return try await queue.run {
            try await NIOThreadPool.singleton.runIfActive { [cost] in try PasswordHash(password, cost).text }
        }
    }

    /// Finds out whose link a reset is, and whether a code that came along is right.
    func beginReset(_ token: String, code: String, isTrial: Bool, at now: Moment) async throws -> ResetCandidate? {
        try await store.beginReset(
            token,
            recovery: RecoveryCodes.normal(code),
            isTrial: isTrial,
            at: now,
            match: OneTimeCode.matching(code, at: now)
        )
    }

    /// The password's hash at today's cost, where the kept one costs less: worked out in the same turn of the queue, and
    /// only for who comes in.
    private func stronger(_ candidate: SignInCandidate, _ password: String) async throws -> String? {
        guard let kept = candidate.password, candidate.mayEnter, PasswordHash(kept: kept).isWeaker(than: cost) else {
            return nil
        }
        return try await NIOThreadPool.singleton.runIfActive { [cost] in try PasswordHash(password, cost).text }
    }

    private func look(_ proof: Proof, at now: Moment) async throws -> (SignInCandidate, Bool) {
        guard let address = try? MailAddress(proof.address) else { throw Self.wrong }
        let code = proof.code
        let begun = try await store.beginSignIn(
            address,
            recovery: RecoveryCodes.normal(code),
            hasCode: !code.isEmpty,
            at: now,
            match: OneTimeCode.matching(code, at: now)
        )
        guard case .open(let candidate) = begun else {
            guard case .held(let until) = begun else { throw Self.wrong }
            throw Refusal.heldBack(until, at: now)
        }
        let hash = candidate.password.map { PasswordHash(kept: $0) } ?? nobody
        // Nobody chose a password longer than the rules allow; such a one is not worked out, it would take its time.
        let given = String(proof.password.prefix(PasswordRules.length.upperBound))
        let matches = try await NIOThreadPool.singleton.runIfActive { hash.matches(given) }
        return (candidate, matches && candidate.password != nil && given == proof.password)
    }
}
