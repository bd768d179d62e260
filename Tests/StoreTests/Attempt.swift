import Registry

@testable import Store

/// What came of a try to sign in.
enum Attempt {
    case held
    case wrong
    case signedIn
}

extension RegistryStore {
    /// An attempt whose password is right or not, without working one out.
    func attempt(
        _ address: String = "hanako@example.jp",
        isRight: Bool,
        step: Int64? = nil,
        token: String = "session",
        at now: Moment
    ) async throws -> Attempt {
        let begun = try await beginSignIn(try MailAddress(address), recovery: nil, hasCode: step != nil, at: now) {
            _,
            last in
            step.flatMap { $0 > last ? $0 : nil }
        }
        guard case .open(let candidate) = begun else { return .held }
        let account = try await finishSignIn(candidate, isRight: isRight, token: token, agent: "t", at: now)
        return account == nil ? .wrong : .signedIn
    }
}
