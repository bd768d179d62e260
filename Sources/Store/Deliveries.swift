import Registry

/// What endpoints are to be told, inside the transaction that causes it.
struct Deliveries {
    let db: any Transaction

    private static let ofOwner = Statement(
        """
        SELECT e.id, e.events FROM registration_owner o JOIN endpoint e ON e.organisation_id = o.organisation_id
        WHERE o.registration_id = ?1 AND e.state IN ('active', 'paused')
        """
    )
    private static let ofOrganisation = Statement(
        "SELECT id, events FROM endpoint WHERE organisation_id = ?1 AND state IN ('active', 'paused')"
    )
    private static let insert = Statement(
        """
        INSERT INTO delivery (
            id, webhook_id, endpoint_id, event, registration_id, revision, facts, queued_at, due_at, lasts_until, state,
            attempts, outcome
        )
        VALUES (
            (SELECT COALESCE(MAX(id), 0) + 1 FROM delivery), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'waiting', 0, ''
        )
        """
    )
    private static let isQueued = Statement(
        """
        SELECT id FROM delivery
        WHERE registration_id = ?1 AND endpoint_id = ?2 AND event = ?3 AND queued_at >= ?4 LIMIT 1
        """
    )
    /// What is paused has nothing due.
    private static let wake = Statement(
        """
        UPDATE endpoint SET due_at = CASE WHEN rests_until > ?2 THEN rests_until ELSE ?2 END
        WHERE id = ?1 AND state IN ('unproven', 'active') AND (due_at IS NULL OR due_at > ?2)
        """
    )

    /// Queues what happened to a label for the endpoints of whoever acts for it; nothing where nobody does, or none is
    /// told of such things.
    ///
    /// - Parameters:
    ///   - revision: what the label is shown as: the one that caused it.
    ///   - happened: when it was recorded, which a clock that went back may put ahead of now; nil is now.
    func queue(
        _ kinds: [LabelEvent.Kind],
        on registration: Int64,
        revision: Int64,
        happened: Moment? = nil,
        at now: Moment
    ) throws {
        var events: [WebhookEvent] = []
        for event in kinds.compactMap({ WebhookEvent($0) }) where !events.contains(event) { events.append(event) }
        for event in events {
            for endpoint in try endpoints(of: registration, toldOf: event) {
                try add(
                    event,
                    to: endpoint,
                    registration: registration,
                    revision: revision,
                    happened: happened,
                    at: now
                )
            }
        }
    }

    /// The same for what is no event of the label's own: a day that came. Rounds of the ladder may be done again.
    ///
    /// - Parameters:
    ///   - facts: stand beside the label in what is sent.
    ///   - since: when it began to be true; what was queued from then on is not queued again.
    func queueOnce(
        _ event: WebhookEvent,
        on registration: Int64,
        revision: Int64,
        facts: [String: String] = [:],
        since: Moment?,
        at now: Moment
    ) throws {
        for endpoint in try endpoints(of: registration, toldOf: event) {
            let values: [Value] = [
                .integer(registration), .integer(endpoint), .text(event.rawValue), .moment(since ?? now),
            ]
            guard try db.first(Self.isQueued, values, { _ in true }) == nil else { continue }
            try add(event, to: endpoint, registration: registration, revision: revision, facts: facts, at: now)
        }
    }

    private func endpoints(of registration: Int64, toldOf event: WebhookEvent) throws -> [Int64] {
        try db.all(Self.ofOwner, [.integer(registration)]) { ($0.integer(0), $0.text(1)) }
            .filter { EndpointRows.events($0.1).contains(event) }.map(\.0)
    }

    /// Queues what happened to an organisation, with its facts: values by name, none of them a secret.
    func queue(_ event: WebhookEvent, organisation: Int64, facts: [String: String], at now: Moment) throws {
        let endpoints = try db.all(Self.ofOrganisation, [.integer(organisation)]) { ($0.integer(0), $0.text(1)) }
        for (id, events) in endpoints where EndpointRows.events(events).contains(event) {
            try add(event, to: id, facts: facts, at: now)
        }
    }

    /// Queues something for one endpoint, whatever it chose to be told.
    ///
    /// - Parameter end: after it the message is moot.
    func add(
        _ event: WebhookEvent,
        to endpoint: Int64,
        registration: Int64? = nil,
        revision: Int64 = 0,
        facts: [String: String] = [:],
        until end: Moment? = nil,
        happened: Moment? = nil,
        at now: Moment
    ) throws {
        var generator = SystemRandomNumberGenerator()
        let name = "msg_" + (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }.hex
        try db.run(
            Self.insert,
            [
                .text(name), .integer(endpoint), .text(event.rawValue),
                registration.map { .integer($0) } ?? .null, .integer(revision), .bytes(Outbox.packed(facts)),
                .moment(happened ?? now), .moment(now), end.map { .moment($0) } ?? .null,
            ]
        )
        try db.run(Self.wake, [.integer(endpoint), .moment(now)])
    }
}

extension PackedWriter {
    /// Values by name, in the order of their names.
    mutating func facts(_ facts: [String: String]) {
        list(facts.sorted { $0.key < $1.key }) { writer, fact in
            writer.text(fact.key)
            writer.text(fact.value)
        }
    }
}

extension PackedReader {
    mutating func facts() throws -> [String: String] {
        let pairs = try list { reader in (try reader.text(), try reader.text()) }
        return Dictionary(pairs) { first, _ in first }
    }
}
