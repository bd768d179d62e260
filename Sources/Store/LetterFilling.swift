package import Registry

extension RegistryStore {
    /// Queues a letter to each address, due at once; for drills and measuring.
    package func fillLetters(_ addresses: [MailAddress], at now: Moment) async throws {
        try await engine.write { db in
            let outbox = Outbox(db: db)
            for address in addresses { try outbox.queue(Letter(.accountExists, to: address, .en, facts: [:]), at: now) }
        }
    }
}
