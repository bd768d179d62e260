extension RegistryStore {
    private static let giveBack = Statement(
        """
        UPDATE letter SET lease_holder = '', lease_until = 0, attempts = attempts - 1
        WHERE id = ?1 AND state = 'waiting' AND lease_holder = ?2 AND lease_until = ?3 AND attempts > 0
        """
    )
    private static let free = Statement(
        "UPDATE letter SET lease_holder = '', lease_until = 0 WHERE state = 'waiting' AND lease_until > 0"
    )

    /// Gives back letters that a sender claimed and did not try: they are due as before, and the attempt does not count.
    package func giveBack(_ letters: [ClaimedLetter], holder: String) async throws {
        guard !letters.isEmpty else { return }
        try await engine.write(isRepeatable: true) { db in
            try db.run(Self.giveBack, each: letters.map { [.integer($0.id), .text(holder), .moment($0.leaseUntil)] })
        }
    }

    /// Frees what senders had claimed that have died: for whoever is the only one that may send from this store, before
    /// it begins. What one of them had on its way is sent again under its Message-ID.
    package func freeLetters() async throws {
        _ = try await engine.write(isRepeatable: true) { db in try db.run(Self.free, []) }
    }
}
