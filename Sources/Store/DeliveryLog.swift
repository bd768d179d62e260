package import Registry

extension RegistryStore {
    private static let log = Statement(
        """
        SELECT d.id, d.webhook_id, d.event, r.number, d.queued_at, d.due_at, d.state, d.attempts, d.outcome,
            d.settled_at
        FROM delivery d LEFT JOIN registration r ON r.id = d.registration_id
        WHERE d.endpoint_id = ?1 AND d.id < ?2 ORDER BY d.id DESC LIMIT ?3
        """
    )
    private static let oneOf = Statement(
        "SELECT event FROM delivery WHERE id = ?1 AND endpoint_id = ?2 AND state IN ('sent', 'dead')"
    )
    private static let replay = Statement(
        "UPDATE delivery SET state = 'waiting', due_at = ?2, settled_at = NULL, attempts = 0 WHERE id = ?1"
    )
    private static let overtake = Statement(
        """
        UPDATE delivery SET state = 'moot', settled_at = ?2 WHERE id IN (
            SELECT id FROM delivery WHERE state = 'waiting' AND queued_at < ?1 ORDER BY queued_at, id LIMIT 1000
        )
        """
    )
    /// The newest stays, so that no number is given twice.
    private static let forget = Statement(
        """
        DELETE FROM delivery WHERE id IN (
            SELECT id FROM delivery WHERE state = ?1 AND settled_at < ?2 AND id < (SELECT MAX(id) FROM delivery)
            ORDER BY settled_at, id LIMIT 1000
        )
        """
    )

    /// What an endpoint was told and is to be told, newest first, before one.
    ///
    /// - Throws: `missing` where the organisation has no such endpoint.
    package func deliveries(
        to endpoint: Int64,
        of organisation: Int64,
        before id: Int64 = .max,
        limit: Int
    ) async throws -> (endpoint: Endpoint, deliveries: [KeptDelivery]) {
        try await engine.read { db in
            guard let found = try EndpointRows(db: db).endpoint(endpoint), found.organisation == organisation else {
                throw Self.noSuchEndpoint
            }
            let values: [Value] = [.integer(endpoint), .integer(id), .integer(Int64(limit))]
            let lines = try db.all(Self.log, values) { row -> KeptDelivery? in
                guard let event = WebhookEvent(rawValue: row.text(2)) else { return nil }
                return KeptDelivery(
                    id: row.integer(0),
                    webhookID: row.text(1),
                    event: event,
                    number: row.optionalText(3).map { RegistrationNumber(checked: $0) },
                    queuedAt: row.moment(4),
                    dueAt: row.moment(5),
                    state: KeptDelivery.State(rawValue: row.text(6)) ?? .waiting,
                    attempts: Int(row.integer(7)),
                    outcome: row.text(8),
                    settledAt: row.isNull(9) ? nil : row.moment(9)
                )
            }
            return (found, lines.compactMap { $0 })
        }
    }

    /// Sends something once more under its own id, with a fresh series of attempts.
    ///
    /// - Throws: `missing` for what is not there, still waits, or was a challenge.
    package func replayDelivery(_ id: Int64, to endpoint: Int64, by signed: SignedIn, at now: Moment) async throws {
        try await engine.write { db in
            let (found, account) = try Self.own(endpoint, signed, [.active, .paused], db)
            let event = try db.first(Self.oneOf, [.integer(id), .integer(endpoint)]) { $0.text(0) }
            guard let event, event != WebhookEvent.endpointChallenge.rawValue else {
                throw Refusal(.missing, "There is no such delivery", ja: "該当する記録がありません", code: "missing")
            }
            try db.run(Self.replay, [.integer(id), .moment(now)])
            try EndpointRows(db: db).schedule(endpoint, at: now)
            try EndpointRows(db: db).record("replayDelivery", found, by: account.actor, at: now)
        }
    }

    /// What has waited since before a moment is told no more: nobody resumed its endpoint. At most a thousand; how many.
    package func overtakeDeliveries(before moment: Moment, at now: Moment) async throws -> Int {
        try await engine.write(isRepeatable: true) { db in
            try db.run(Self.overtake, [.moment(moment), .moment(now)])
        }
    }

    /// Forgets what was settled in a state before a moment, at most a thousand; how many it were.
    package func forgetDeliveries(_ state: KeptDelivery.State, before moment: Moment) async throws -> Int {
        try await engine.write(isRepeatable: true) { db in
            try db.run(Self.forget, [.text(state.rawValue), .moment(moment)])
        }
    }
}
