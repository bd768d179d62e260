package import Registry

extension RegistryStore {
    // Taken where nobody has it, where it ran out, or where it is the caller's already.
    private static let take = Statement(
        """
        INSERT INTO lease (name, holder, held_until) VALUES (?1, ?2, ?3)
        ON CONFLICT (name) DO UPDATE SET holder = ?2, held_until = ?3 WHERE lease.holder = ?2 OR lease.held_until <= ?4
        """
    )
    private static let release = Statement("DELETE FROM lease WHERE name = ?1 AND holder = ?2")
    private static let forget = Statement(
        """
        DELETE FROM done_request WHERE key IN (
            SELECT d.key FROM done_request d WHERE d.recorded_at < ?1 ORDER BY d.recorded_at LIMIT 1000
        )
        """
    )

    /// Takes or renews the right to do a job, for so many milliseconds; false where another process has it.
    ///
    /// Clocks of several machines must agree to within the length of a lease, and a job must be harmless when done twice.
    package func holdLease(_ name: String, holder: String, for length: Int64, at now: Moment) async throws -> Bool {
        try await engine.write(isRepeatable: true) { db in
            try db.run(Self.take, [.text(name), .text(holder), .moment(now + length), .moment(now)]) == 1
        }
    }

    /// Lets a job go before its lease runs out; nothing where another holds it.
    package func releaseLease(_ name: String, holder: String) async throws {
        _ = try await engine.write(isRepeatable: true) { db in try db.run(Self.release, [.text(name), .text(holder)]) }
    }

    /// Forgets the keys of requests older than a moment, at most a thousand; how many it were.
    package func forgetRequests(before moment: Moment) async throws -> Int {
        try await engine.write(isRepeatable: true) { db in try db.run(Self.forget, [.moment(moment)]) }
    }
}
