package import Registry

extension RegistryStore {
    // A lease that ends later than any that is given now was given by a clock that was ahead.
    private static let isDue = Statement(
        "SELECT id FROM endpoint WHERE is_slow = ?1 AND due_at <= ?2 AND (lease_until <= ?2 OR lease_until > ?3) LIMIT 1"
    )
    private static let claim = Statement(
        """
        UPDATE endpoint SET lease_holder = ?3, lease_until = ?4
        WHERE id IN (
            SELECT id FROM endpoint WHERE is_slow = ?1 AND due_at <= ?2 AND (lease_until <= ?2 OR lease_until > ?4)
            ORDER BY due_at, id LIMIT ?5
        )
        RETURNING id, url, secret, former_secret, former_until
        """
    )
    private static let next = Statement(
        """
        SELECT d.id, d.webhook_id, d.event, r.number, d.revision, d.facts, d.queued_at, d.attempts, d.lasts_until
        FROM delivery d LEFT JOIN registration r ON r.id = d.registration_id
        WHERE d.endpoint_id = ?1 AND d.state = 'waiting' AND d.due_at <= ?2 ORDER BY d.due_at, d.id LIMIT 1
        """
    )
    private static let attempt = Statement(
        "UPDATE delivery SET attempts = attempts + 1, attempted_at = ?2 WHERE id = ?1"
    )
    private static let lapse = Statement("UPDATE delivery SET state = 'moot', settled_at = ?2 WHERE id = ?1")
    private static let giveUp = Statement(
        "UPDATE delivery SET state = 'dead', outcome = 'of an unknown kind', settled_at = ?2 WHERE id = ?1"
    )
    private static let release = Statement(
        "UPDATE endpoint SET lease_holder = '', lease_until = 0, is_slow = ?2 WHERE id = ?1"
    )
    private static let rest = Statement("UPDATE endpoint SET rests_until = ?2 WHERE id = ?1")
    /// The very lease: the same sender may have claimed the endpoint anew since.
    private static let isHeld = Statement(
        "SELECT id FROM endpoint WHERE id = ?1 AND lease_holder = ?2 AND lease_until = ?3"
    )
    private static let settle = Statement(
        """
        UPDATE delivery SET state = ?2, outcome = ?3, due_at = ?4, settled_at = ?5, attempts = ?6
        WHERE id = ?1 AND state = 'waiting'
        """
    )
    private static let setFailing = Statement("UPDATE endpoint SET failing_since = ?2 WHERE id = ?1")
    private static let prove = Statement("UPDATE endpoint SET state = 'active' WHERE id = ?1 AND state = 'unproven'")

    /// Claims what is due, of every endpoint the one thing that has waited longest: the attempt is recorded before
    /// anything is sent, and nobody else sends to that endpoint until it settles.
    ///
    /// - Parameters:
    ///   - slow: of endpoints that keep lines waiting, or of the others.
    ///   - lease: milliseconds; a sender that does not settle within it has died, and others try.
    package func claimDeliveries(
        slow: Bool,
        limit: Int,
        holder: String,
        lease: Int64,
        at now: Moment
    ) async throws -> [ClaimedDelivery] {
        let waits = try await engine.lookup { db in
            try db.first(Self.isDue, [.flag(slow), .moment(now), .moment(now + lease)]) { _ in true } ?? false
        }
        // Nothing due is what nearly every look finds; it need not take the writer's turn.
        guard waits else { return [] }
        return try await engine.write { db in
            let values: [Value] = [
                .flag(slow), .moment(now), .text(holder), .moment(now + lease), .integer(Int64(limit)),
            ]
            let endpoints = try db.all(Self.claim, values) { row in
                let former = row.isNull(4) || row.moment(4) <= now ? [] : [row.text(3)]
                return (id: row.integer(0), url: row.text(1), secrets: [row.text(2)] + former)
            }
            var claimed: [ClaimedDelivery] = []
            for endpoint in endpoints {
                guard var delivery = try Self.next(of: endpoint.id, at: now, db) else {
                    // What was due has become moot.
                    try db.run(Self.release, [.integer(endpoint.id), .flag(slow)])
                    try EndpointRows(db: db).schedule(endpoint.id, at: now)
                    continue
                }
                (delivery.url, delivery.secrets, delivery.isSlow) = (endpoint.url, endpoint.secrets, slow)
                delivery.leaseUntil = now + lease
                try db.run(Self.attempt, [.integer(delivery.id), .moment(now)])
                claimed.append(delivery)
            }
            return claimed
        }
    }

    private static func next(of endpoint: Int64, at now: Moment, _ db: any Transaction) throws -> ClaimedDelivery? {
        while true {
            var id: Int64 = 0
            var end: Moment?
            let found = try db.first(next, [.integer(endpoint), .moment(now)]) { row -> ClaimedDelivery? in
                id = row.integer(0)
                end = row.isNull(8) ? nil : row.moment(8)
                return try claimed(row, of: endpoint)
            }
            guard let found else { return nil }
            if let end, end <= now {
                try db.run(lapse, [.integer(id), .moment(now)])
            } else if let found {
                return found
            } else {
                // A newer program on this store may have queued it; nobody else's messages wait for it.
                try db.run(giveUp, [.integer(id), .moment(now)])
            }
        }
    }

    /// nil where it is of a kind that this program does not know.
    private static func claimed(_ row: any Row, of endpoint: Int64) throws -> ClaimedDelivery? {
        guard let event = WebhookEvent(rawValue: row.text(2)) else { return nil }
        return ClaimedDelivery(
            id: row.integer(0),
            webhookID: row.text(1),
            endpoint: endpoint,
            url: "",
            secrets: [],
            event: event,
            number: row.optionalText(3).map { RegistrationNumber(checked: $0) },
            revision: row.integer(4),
            facts: try row.withBytes(5) { bytes in
                var reader = PackedReader(bytes)
                return try reader.facts()
            },
            queuedAt: row.moment(6),
            attempts: Int(row.integer(7)) + 1,
            isSlow: false,
            leaseUntil: Moment(milliseconds: 0)
        )
    }

    /// Records what came of an attempt, and what follows for the endpoint: proven, paused, ended, or nothing. Nothing
    /// happens where the lease was lost to another sender.
    ///
    /// - Parameter retryAt: when it is tried next; nil gives it up unless it was sent.
    package func settle(
        _ claimed: ClaimedDelivery,
        _ outcome: WebhookOutcome,
        holder: String,
        retryAt: Moment?,
        at now: Moment
    ) async throws {
        let isChallenge = claimed.event == .endpointChallenge
        let isDone = isChallenge ? outcome.echoes(claimed.facts["challenge"] ?? "") : outcome.delivery == .sent
        let (state, words) = Self.verdict(outcome, isDone: isDone, mayRetry: retryAt != nil)
        try await engine.write(isRepeatable: true) { db in
            let lease: [Value] = [.integer(claimed.endpoint), .text(holder), .moment(claimed.leaseUntil)]
            let held = try db.first(Self.isHeld, lease) { _ in true }
            let rows = EndpointRows(db: db)
            guard held ?? false, let endpoint = try rows.endpoint(claimed.endpoint) else { return }
            let attempts = outcome.cause == .sender ? claimed.attempts - 1 : claimed.attempts
            let changed = try db.run(
                Self.settle,
                [
                    .integer(claimed.id), .text(state.rawValue), .text(String(words.cleaned.text.prefix(200))),
                    .moment(retryAt ?? now), state == .waiting ? .null : .moment(now), .integer(Int64(attempts)),
                ]
            )
            try db.run(Self.release, [.integer(endpoint.id), .flag(outcome.isSlow)])
            // What was overtaken meanwhile, such as a challenge, no longer says anything.
            if changed == 1, isDone || outcome.cause == .endpoint {
                try Self.follow(endpoint, outcome, isDone: isDone, isChallenge: isChallenge, at: now, rows)
            }
            if let pause = outcome.retryAfter {
                try db.run(Self.rest, [.integer(endpoint.id), .moment(now + WebhookRetry.rest(pause))])
            }
            try rows.schedule(endpoint.id, at: now)
        }
    }

    /// What becomes of a message, and why in a few words.
    private static func verdict(
        _ outcome: WebhookOutcome,
        isDone: Bool,
        mayRetry: Bool
    ) -> (KeptDelivery.State, String) {
        if isDone { return (.sent, "answer \(outcome.status)") }
        let later: KeptDelivery.State = mayRetry ? .waiting : .dead
        switch outcome.delivery {
        case .sent: return (later, "answer \(outcome.status) without the token")
        case .refused(let words): return (.dead, words)
        case .later(let words), .perhaps(let words), .ours(let words): return (later, words)
        }
    }

    private static func follow(
        _ endpoint: Endpoint,
        _ outcome: WebhookOutcome,
        isDone: Bool,
        isChallenge: Bool,
        at now: Moment,
        _ rows: EndpointRows
    ) throws {
        let db = rows.db
        if isDone {
            if endpoint.failingSince != nil { try db.run(setFailing, [.integer(endpoint.id), .null]) }
            if isChallenge, try db.run(prove, [.integer(endpoint.id)]) == 1 {
                try rows.record("proveEndpoint", endpoint, by: webhookActor, at: now)
            }
            return
        }
        if outcome.isGone, endpoint.state != .ended {
            try rows.stop(endpoint.id, as: .ended, at: now)
            try rows.record("endEndpoint", endpoint, by: webhookActor, at: now)
            if endpoint.state != .unproven { try rows.tell(.endpointEnded, of: endpoint, at: now) }
            return
        }
        let since = endpoint.failingSince ?? now
        if endpoint.failingSince == nil { try db.run(setFailing, [.integer(endpoint.id), .moment(now)]) }
        let patience = Int64(Endpoint.patienceDays) * 86_400_000
        guard endpoint.state == .active, now.milliseconds - since.milliseconds >= patience else { return }
        try rows.stop(endpoint.id, as: .paused, at: now)
        try rows.record("pauseEndpoint", endpoint, by: webhookActor, at: now)
        try rows.tell(.endpointPaused, of: endpoint, at: now)
    }
}
