import Registry

/// Endpoints inside a transaction.
struct EndpointRows {
    let db: any Transaction

    private static let columns = """
        SELECT id, organisation_id, url, label, state, events, made_at, failing_since, former_until FROM endpoint
        """
    // Those that may be told something never drop out of sight behind ended ones.
    private static let all = Statement(
        """
        \(columns) WHERE organisation_id = ?1
        ORDER BY CASE state WHEN 'ended' THEN 1 ELSE 0 END, id DESC LIMIT ?2
        """
    )
    private static let open = Statement(
        "SELECT id FROM endpoint WHERE organisation_id = ?1 AND url = ?2 AND state <> 'ended' LIMIT 1"
    )
    private static let one = Statement("\(columns) WHERE id = ?1")
    private static let count = Statement(
        "SELECT COUNT(*) FROM endpoint WHERE organisation_id = ?1 AND state <> 'ended'"
    )
    private static let insert = Statement(
        """
        INSERT INTO endpoint (
            id, organisation_id, url, label, state, events, secret, former_secret, made_by, made_at, is_slow,
            rests_until, lease_holder, lease_until
        )
        VALUES (
            (SELECT COALESCE(MAX(id), 0) + 1 FROM endpoint), ?1, ?2, ?3, 'unproven', ?4, ?5, '', ?6, ?7, 0, 0, '', 0
        )
        RETURNING id
        """
    )
    private static let rotate = Statement(
        "UPDATE endpoint SET former_secret = secret, former_until = ?3, secret = ?2 WHERE id = ?1"
    )
    private static let endFormer = Statement(
        "UPDATE endpoint SET former_secret = '', former_until = NULL WHERE id = ?1"
    )
    private static let stop = Statement("UPDATE endpoint SET state = ?2, due_at = NULL WHERE id = ?1")
    private static let forgetSecrets = Statement(
        "UPDATE endpoint SET secret = '', former_secret = '', former_until = NULL WHERE id = ?1"
    )
    private static let resume = Statement(
        "UPDATE endpoint SET state = 'active', failing_since = NULL, is_slow = 0, rests_until = 0 WHERE id = ?1"
    )
    private static let makeMoot = Statement(
        """
        UPDATE delivery SET state = 'moot', settled_at = ?2
        WHERE endpoint_id = ?1 AND state = 'waiting' AND (?3 = '' OR event = ?3)
        """
    )
    /// Never earlier than now, so that endpoints with much to be told take turns with the others.
    private static let schedule = Statement(
        """
        UPDATE endpoint SET due_at = (
            SELECT CASE
                WHEN rests_until > ?2 AND rests_until > d.due_at THEN rests_until
                WHEN d.due_at < ?2 THEN ?2
                ELSE d.due_at
            END
            FROM delivery d WHERE d.endpoint_id = ?1 AND d.state = 'waiting' ORDER BY d.due_at, d.id LIMIT 1
        )
        WHERE id = ?1 AND state IN ('unproven', 'active')
        """
    )
    private static let administrators = Statement(
        """
        SELECT \(AccountRows.columns) FROM account a JOIN organisation o ON o.id = a.organisation_id
        WHERE a.organisation_id = ?1 AND a.state = 'active' ORDER BY a.id LIMIT 200
        """
    )

    /// An organisation's, newest first.
    func all(of organisation: Int64, limit: Int) throws -> [Endpoint] {
        try db.all(Self.all, [.integer(organisation), .integer(Int64(limit))]) { try Self.endpoint($0) }
    }

    func endpoint(_ id: Int64) throws -> Endpoint? {
        try db.first(Self.one, [.integer(id)]) { try Self.endpoint($0) }
    }

    /// How many an organisation has that are not ended.
    func count(of organisation: Int64) throws -> Int64 {
        try db.first(Self.count, [.integer(organisation)]) { $0.integer(0) } ?? 0
    }

    /// Whether an endpoint that is not ended leads to an address already.
    func isKnown(_ url: String, of organisation: Int64) throws -> Bool {
        try db.first(Self.open, [.integer(organisation), .text(url)]) { _ in true } ?? false
    }

    func add(_ order: EndpointOrder, secret: String, by account: Account, at now: Moment) throws -> Int64 {
        try db.first(
            Self.insert,
            [
                .integer(account.organisation.id), .text(order.address.text), .text(order.label),
                .text(Self.words(order.events)), .text(secret), .integer(account.id), .moment(now),
            ]
        ) { $0.integer(0) } ?? 0
    }

    func rotate(_ id: Int64, to secret: String, until end: Moment) throws {
        try db.run(Self.rotate, [.integer(id), .text(secret), .moment(end)])
    }

    /// The former secret signs no more.
    func endFormer(_ id: Int64) throws {
        try db.run(Self.endFormer, [.integer(id)])
    }

    /// Nothing leaves for it any more, until somebody resumes it; where it is ended, nothing ever does.
    func stop(_ id: Int64, as state: Endpoint.State, at now: Moment) throws {
        try db.run(Self.stop, [.integer(id), .text(state.rawValue)])
        guard state == .ended else { return }
        try makeMoot("", of: id, at: now)
        try db.run(Self.forgetSecrets, [.integer(id)])
    }

    func resume(_ id: Int64, at now: Moment) throws {
        try db.run(Self.resume, [.integer(id)])
        try schedule(id, at: now)
    }

    /// What waits of a kind is overtaken; of every kind where the word is empty.
    func makeMoot(_ event: String, of id: Int64, at now: Moment) throws {
        try db.run(Self.makeMoot, [.integer(id), .moment(now), .text(event)])
    }

    /// The endpoint is due when the first of what waits for it is, and not before it was to be left alone until.
    func schedule(_ id: Int64, at now: Moment) throws {
        try db.run(Self.schedule, [.integer(id), .moment(now)])
    }

    /// Tells those who keep an organisation's endpoints, each in their language.
    func tell(_ kind: Letter.Kind, of endpoint: Endpoint, at now: Moment) throws {
        let people = try db.all(Self.administrators, [.integer(endpoint.organisation)]) { try AccountRows.account($0) }
        // The whole address may hold what only the two sides should know.
        let host = Self.host(endpoint.url)
        for account in people where Policy.reach(account.roles, .webhooks) != .none {
            let facts = ["endpoint": endpoint.label.isEmpty ? host : "\(endpoint.label) (\(host))"]
            let letter = Letter(kind, to: account.address, account.language, facts: facts)
            try Outbox(db: db).queue(letter, about: endpoint.id, at: now)
        }
    }

    /// A line of the diary.
    func record(_ verb: String, _ endpoint: Endpoint, by actor: String, at now: Moment) throws {
        let subject = "endpoint \(endpoint.id)"
        try Acts(db: db).record(verb, subject: subject, detail: Self.host(endpoint.url), by: actor, at: now)
    }

    static func host(_ url: String) -> String {
        let parts = url.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count > 2 ? String(parts[2]) : ""
    }

    /// Sorted, so that equal choices are equal text.
    static func words(_ events: Set<WebhookEvent>) -> String {
        events.map(\.rawValue).sorted().joined(separator: " ")
    }

    /// A word this program does not know is told to nobody.
    static func events(_ words: String) -> Set<WebhookEvent> {
        Set(words.split(separator: " ").compactMap { WebhookEvent(rawValue: String($0)) })
    }

    private static func endpoint(_ row: any Row) throws -> Endpoint {
        guard let state = Endpoint.State(rawValue: row.text(4)) else {
            throw EngineFault(.broken, "an endpoint cannot be read")
        }
        return Endpoint(
            id: row.integer(0),
            organisation: row.integer(1),
            url: row.text(2),
            label: row.text(3),
            state: state,
            events: events(row.text(5)),
            madeAt: row.moment(6),
            failingSince: row.isNull(7) ? nil : row.moment(7),
            formerUntil: row.isNull(8) ? nil : row.moment(8)
        )
    }
}
