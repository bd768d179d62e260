import Registry

extension RegistryStore {
    private static let last = Statement("SELECT COALESCE(MAX(registration_id), 0) FROM card")

    /// The sequence of the newest registration, 0 where there is none: how far a full listing reaches.
    package func lastSequence() async throws -> UInt32 {
        try await engine.lookup { db in
            UInt32(truncatingIfNeeded: try db.first(Self.last, []) { $0.integer(0) } ?? 0)
        }
    }
}
