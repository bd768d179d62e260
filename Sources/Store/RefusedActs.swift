package import Registry

/// Refused attempts, gathered by subject and minute: a flood of them cannot fill the disk.
struct RefusedActs {
    let db: any Transaction

    private static let upsert = Statement(
        """
        INSERT INTO refused_act (verb, subject, minute, count) VALUES (?1, ?2, ?3, 1)
        ON CONFLICT (verb, subject, minute) DO UPDATE SET count = refused_act.count + 1
        """
    )

    /// - Parameter account: nil for attempts that belong to nobody; they share one row a minute.
    func count(_ verb: String, _ account: Int64?, at now: Moment) throws {
        let subject = account.map { RegistryStore.subject($0) } ?? "nobody"
        try db.run(Self.upsert, [.text(verb), .text(subject), .integer(now.milliseconds / 60_000)])
    }
}

extension RegistryStore {
    private static let forgetRefused = Statement(
        """
        DELETE FROM refused_act WHERE (verb, subject, minute) IN (
            SELECT verb, subject, minute FROM refused_act WHERE minute < ?1 ORDER BY minute LIMIT 1000
        )
        """
    )

    /// Forgets refused attempts of minutes before a moment, at most a thousand rows; how many it were.
    package func forgetRefused(before moment: Moment) async throws -> Int {
        try await engine.write(isRepeatable: true) { db in
            try db.run(Self.forgetRefused, [.integer(moment.milliseconds / 60_000)])
        }
    }
}
