package import Registry

extension RegistryStore {
    /// What a request on an application left behind, by its idempotency key: the application, and the version it had
    /// then; nil where the request was never recorded.
    package func recordedRequest(
        _ key: String,
        by account: Account
    ) async throws -> (application: Int64, version: Int64)? {
        try await engine.lookup { db in try DoneRequests(db: db).made(by: "\(account.actor) \(key)") }
            // An opening keeps no version: it is the first.
            .map { ($0.id, max($0.revision, 1)) }
    }
}
