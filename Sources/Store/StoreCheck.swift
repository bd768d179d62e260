import Registry

extension RegistryStore {
    private static let gaps = Statement(
        "SELECT COUNT(*), COALESCE(MAX(number), 0), COALESCE(MIN(number), 1) FROM revision"
    )
    private static let bare = Statement(
        """
        SELECT COUNT(*) FROM registration r WHERE NOT EXISTS (SELECT 1 FROM card c WHERE c.registration_id = r.id)
        """
    )
    private static let acts = Statement("SELECT COUNT(*), COALESCE(MAX(id), 0), COALESCE(MIN(id), 1) FROM act")
    private static let cards = Statement(
        "SELECT registration_id, body FROM card WHERE registration_id > ?1 ORDER BY registration_id LIMIT 500"
    )

    /// Every integrity check of our own: gapless revisions, a gapless diary, each card against the rows and events it
    /// repeats, and each application against its steps, diary, documents, money and label.
    ///
    /// - Returns: one sentence a fault, at most a hundred; empty when all is well.
    package func check() async throws -> [String] {
        var faults = try await engine.read { db in
            let counts = try db.first(Self.gaps) { ($0.integer(0), $0.integer(1), $0.integer(2)) } ?? (0, 0, 1)
            let head = try Revisions(db: db).head()
            var faults: [String] = []
            if counts.0 != counts.1 || counts.2 != 1 { faults.append("the sequence of revisions has a gap") }
            if head.revision != counts.1 {
                faults.append("the head stands at \(head.revision), revisions at \(counts.1)")
            }
            let acts = try db.first(Self.acts) { ($0.integer(0), $0.integer(1), $0.integer(2)) } ?? (0, 0, 1)
            if acts.0 != acts.1 || acts.2 != 1 { faults.append("the diary has a gap") }
            let bare = try db.first(Self.bare) { $0.integer(0) } ?? 0
            if bare > 0 { faults.append("\(bare) registrations have no card") }
            return faults
        }
        var last: Int64 = 0
        while faults.count < 100 {
            let start = last
            let (found, end) = try await engine.read { [keys] db in try Self.checkCards(db, after: start, keys: keys) }
            faults += found
            guard let end else { break }
            last = end
        }
        if faults.count < 100 { faults += try await checkApplications(limit: 100 - faults.count) }
        return Array(faults.prefix(100))
    }

    private static func checkCards(
        _ db: any Transaction,
        after start: Int64,
        keys: LabelKeys
    ) throws -> ([String], Int64?) {
        let page = try db.all(cards, [.integer(start)]) { row in
            (row.integer(0), try? row.withBytes(1) { try Card.unpack($0) })
        }
        let head = try Revisions(db: db).head()
        var faults: [String] = []
        for (id, card) in page {
            let rows: Registration?
            do {
                rows = try RegistrationRows(db: db, id: id, revision: head.revision).registration(keys: keys)
            } catch let fault as EngineFault where fault.kind == .broken {
                faults.append("the rows of registration \(id) cannot be read")
                continue
            }
            if card == nil || card != rows { faults.append("the card of registration \(id) differs from its rows") }
            if let rows, rows.periods != Timeline.fold(rows.events) {
                faults.append("the periods of registration \(id) do not follow from its events")
            }
        }
        return (faults, page.last?.0)
    }
}
