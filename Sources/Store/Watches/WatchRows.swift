import Registry

/// Watches inside a transaction.
struct WatchRows {
    let db: any Transaction

    private static let insert = Statement(
        """
        INSERT INTO watch (
            id, state, kind, address, address_key, language, title, conditions, subject, until_day, asked_at, revision,
            day, letter_id, letter_day, sent_revision, sent_day, failures, bounces
        )
        VALUES (
            (SELECT COALESCE(MAX(id), 0) + 1 FROM watch), 'asked', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, ?10, NULL,
            NULL, 0, ?10, 0, 0
        )
        RETURNING id
        """
    )
    private static let read = Statement(
        """
        SELECT id, state, kind, address, language, title, conditions, until_day, asked_at, subject FROM watch
        WHERE id = ?1
        """
    )
    private static let isAsked = Statement(
        "SELECT id FROM watch WHERE address_key = ?1 AND asked_at > ?2 AND asked_at < ?3 LIMIT 1"
    )
    private static let countOf = Statement("SELECT COUNT(*) FROM watch WHERE address_key = ?1 AND state = ?2")
    private static let follow = Statement(
        "UPDATE watch SET state = 'followed', revision = ?2, day = ?3 WHERE id = ?1 AND state = 'asked'"
    )
    private static let setEnd = Statement("UPDATE watch SET until_day = ?2, state = 'followed' WHERE id = ?1")
    private static let remove = Statement("DELETE FROM watch WHERE id = ?1")
    private static let keep = Statement("INSERT INTO watch_token (digest, watch_id, ends_at) VALUES (?1, ?2, ?3)")
    private static let prolong = Statement("UPDATE watch_token SET ends_at = ?2 WHERE watch_id = ?1 AND ends_at < ?2")
    private static let behind = Statement("SELECT watch_id FROM watch_token WHERE digest = ?1 AND ends_at > ?2")
    private static let insertLabel = Statement(
        """
        INSERT INTO watch_label (watch_id, registration_id, state, base_revision, base_day, of_list, products)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (watch_id, registration_id) DO NOTHING
        """
    )
    static let due = Statement(
        """
        SELECT COUNT(*) FROM (
            SELECT 1 FROM watch_label WHERE watch_id = ?1 AND state = 'due' LIMIT ?2
        ) AS waiting
        """
    )

    /// Whether a letter that anybody can cause went to an address within the pause.
    func wasAsked(_ address: MailAddress, at now: Moment) throws -> Bool {
        let around: [Value] = [.moment(now + -Outbox.pause), .moment(now + Outbox.pause)]
        return try db.first(Self.isAsked, [.text(address.key)] + around) { _ in true } ?? false
    }

    /// How many watches of an address are in a state.
    func count(of address: MailAddress, _ state: Watch.State) throws -> Int {
        Int(try db.first(Self.countOf, [.text(address.key), .text(state.rawValue)]) { $0.integer(0) } ?? 0)
    }

    func add(_ ask: WatchAsk, for address: MailAddress, at now: Moment) throws -> Int64 {
        try db.first(
            Self.insert,
            [
                .text(ask.subject.kind.rawValue), .text(address.text), .text(address.key),
                .text(ask.language.rawValue), .text(ask.title), .text(ask.conditions), .bytes(ask.subject.packed),
                .day(ask.until), .moment(now), .day(now.day),
            ]
        ) { $0.integer(0) } ?? 0
    }

    /// A watch with what it looks for; nil where there is none.
    func watch(_ id: Int64) throws -> (watch: Watch, subject: WatchSubject)? {
        try db.first(Self.read, [.integer(id)]) { row in
            let watch = try row.watch()
            return (watch, try row.withBytes(9) { try WatchSubject(watch.kind, $0) })
        }
    }

    /// What a link leads to; nil where it is none of ours or too old. Letters that were sent before links were sealed
    /// have one by chance, as the letter that confirms a watch has.
    func watch(
        behind token: String,
        _ keys: LabelKeys,
        at now: Moment
    ) throws -> (watch: Watch, subject: WatchSubject)? {
        if let number = WatchLink.number(token) {
            return try watch(number).flatMap { WatchLink.opens(token, $0.watch, keys) ? $0 : nil }
        }
        let id = try db.first(Self.behind, [.text(SecretDigest.of(token)), .moment(now)]) { $0.integer(0) }
        return try id.flatMap { try watch($0) }
    }

    /// Keeps the digest of a link's secret.
    func keep(_ secret: String, of id: Int64, until end: Moment) throws {
        try db.run(Self.keep, [.text(SecretDigest.of(secret)), .integer(id), .moment(end)])
    }

    /// False where it was followed before.
    func follow(_ id: Int64, from revision: Int64, on day: Day) throws -> Bool {
        try db.run(Self.follow, [.integer(id), .integer(revision), .day(day)]) == 1
    }

    func setEnd(_ id: Int64, _ until: Day) throws {
        try db.run(Self.setEnd, [.integer(id), .day(until)])
        try prolong(id, until)
    }

    /// Every link of a watch that is kept lasts as long as it does, and while its last letter may still be read.
    func prolong(_ id: Int64, _ until: Day) throws {
        try db.run(Self.prolong, [.integer(id), .moment((until + 1).start + RegistryStore.watchOverLife)])
    }

    /// A watch with its links and what it was told.
    func remove(_ id: Int64) throws { try db.run(Self.remove, [.integer(id)]) }

    /// Where a label stands in a watch.
    enum LabelState: String {
        /// To be compared with what the watcher knows.
        case new
        case due
        /// In a letter that is under way.
        case sending
        case told
    }

    /// How many labels of a query may still be put down to be told; 0 where there is no such watch.
    func room(of id: Int64) throws -> Int {
        guard try watch(id) != nil else { return 0 }
        let values: [Value] = [.integer(id), .integer(Int64(RegistryStore.mostDueLabels))]
        return RegistryStore.mostDueLabels - Int(try db.first(Self.due, values) { $0.integer(0) } ?? 0)
    }

    /// Puts down a label of a query that there is something to tell of; nothing where the watch has it already.
    func add(_ registration: Int64, to watch: Int64, base: WatchBase) throws -> Bool {
        try db.run(Self.insertLabel, Self.values(registration, watch, .due, base, [])) == 1
    }

    /// Puts down the labels of a check, each with the rows that led to it.
    func add(_ labels: [(key: Int64, value: [CheckedRow])], to watch: Int64, base: WatchBase) throws {
        try db.run(Self.insertLabel, each: labels.map { Self.values($0.key, watch, .new, base, $0.value) })
    }

    private static func values(
        _ registration: Int64,
        _ watch: Int64,
        _ state: LabelState,
        _ base: WatchBase,
        _ products: [CheckedRow]
    ) -> [Value] {
        var writer = PackedWriter(capacity: 32)
        writer.products(products)
        return [
            .integer(watch), .integer(registration), .text(state.rawValue), .integer(base.revision), .day(base.day),
            .flag(products.isEmpty), .bytes(writer.bytes),
        ]
    }
}

/// Up to when somebody knows a label: a revision, and a day as seen from it.
struct WatchBase: Hashable, Sendable {
    var revision: Int64
    var day: Day

    /// The later of two.
    static func later(_ left: WatchBase, _ right: WatchBase) -> WatchBase {
        WatchBase(revision: max(left.revision, right.revision), day: max(left.day, right.day))
    }
}

extension Row {
    /// The columns of a watch, from the first.
    func watch() throws -> Watch {
        guard let state = Watch.State(rawValue: text(1)), let kind = Watch.Kind(rawValue: text(2)),
            let language = Letter.Language(rawValue: text(4))
        else { throw EngineFault(.broken, "a watch cannot be read") }
        return Watch(
            id: integer(0),
            state: state,
            kind: kind,
            address: MailAddress(checked: text(3)),
            language: language,
            title: text(5),
            conditions: text(6),
            until: day(7),
            askedAt: moment(8)
        )
    }
}
