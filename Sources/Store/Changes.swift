package import Registry

/// What others recorded since a revision, as far as finished answers must be forgotten.
package struct Changes: Hashable, Sendable {
    /// The newest revision now.
    package var head: RevisionMark
    /// Codes whose records changed; nil means any may have.
    package var codes: [LabelCode]?
}

extension RegistryStore {
    /// More than this many are told as "any".
    private static let toldLimit = 500
    private static let touched = Statement(
        """
        SELECT DISTINCT e.registration_id, r.key_id FROM event e JOIN registration r ON r.id = e.registration_id
        WHERE e.revision > ?1 AND e.revision <= ?2 ORDER BY e.registration_id LIMIT ?3
        """
    )
    private static let listed = Statement("SELECT COUNT(*) FROM edition WHERE recorded > ?1")

    /// What was recorded after a revision: nothing but the head's own row is read where nothing was.
    ///
    /// A mark and not a number: after a failover that lost something, a number may mean another revision.
    package func changes(after mark: RevisionMark) async throws -> Changes {
        let revision = mark.revision
        let head = try await head()
        guard head != mark else { return Changes(head: head, codes: []) }
        return try await engine.read { [keys, rules] db in
            let head = try Revisions(db: db).head()
            // A store put back to an earlier state, or other rules by a newer program: nothing kept can be trusted.
            let known = try Revisions(db: db).facts(of: revision)?.mark
            guard head.revision > revision, revision == 0 || known == mark,
                try Revisions(db: db).facts(of: head.revision)?.rules == rules.digest,
                try db.first(Self.listed, [.integer(revision)], { $0.integer(0) }) == 0
            else { return Changes(head: head, codes: nil) }
            // One more than is told shows that there are more.
            let range: [Value] = [.integer(revision), .integer(head.revision), .integer(Int64(Self.toldLimit) + 1)]
            let ids = try db.all(Self.touched, range) { ($0.integer(0), $0.integer(1)) }
            guard ids.count <= Self.toldLimit else { return Changes(head: head, codes: nil) }
            var codes: [LabelCode] = []
            for (id, keyID) in ids {
                guard let code = keys.code(sequence: UInt32(id), keyID: keyID) else {
                    return Changes(head: head, codes: nil)
                }
                codes.append(code)
            }
            return Changes(head: head, codes: codes)
        }
    }
}
