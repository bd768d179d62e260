import Registry

extension RegistrationRows {
    private static let identity = Statement(
        """
        SELECT r.number, r.origin, r.source_id, r.key_id, s.name FROM registration r
        JOIN list_source s ON s.id = r.source_id WHERE r.id = ?1
        """
    )
    private static let events = Statement(
        """
        SELECT kind, effective_on, recorded_at, revision, public_note, body, actor, private_note FROM event
        WHERE registration_id = ?1 AND revision <= ?2 ORDER BY ordinal
        """
    )

    /// The registration as known at this revision, put together from its rows; nil where nothing was known yet.
    func registration(keys: LabelKeys, withOfficeNotes: Bool = false) throws -> Registration? {
        let events = try events(withOfficeNotes: withOfficeNotes)
        guard let last = events.last else { return nil }
        let identity = try db.first(Self.identity, [.integer(id)]) { row in
            (row.text(0), Origin(rawValue: row.text(1)), row.integer(3), row.text(4))
        }
        guard let identity, let origin = identity.1,
            let code = keys.code(sequence: UInt32(truncatingIfNeeded: id), keyID: identity.2)
        else { throw EngineFault(.broken, "registration \(id) is incomplete") }
        let (periods, standard) = try knownPeriods()
        return Registration(
            number: RegistrationNumber(checked: identity.0),
            code: code,
            origin: origin,
            source: identity.3,
            standard: standard,
            periods: periods,
            models: try knownModels(),
            holders: try knownHolders(),
            products: try knownProducts(),
            edition: nil,
            events: events,
            revision: last.revision,
            recordedAt: last.recordedAt
        )
    }

    private func events(withOfficeNotes: Bool) throws -> [LabelEvent] {
        try db.all(Self.events, [.integer(id), .integer(revision)]) { row in
            guard let word = LabelEvent.Word(rawValue: row.text(0)) else { throw PackedReader.unknownForm() }
            let kind = try row.withBytes(5) { bytes in
                var reader = PackedReader(bytes)
                return try reader.kind(word)
            }
            return LabelEvent(
                kind: kind,
                effectiveOn: row.day(1),
                recordedAt: row.moment(2),
                revision: row.integer(3),
                actor: withOfficeNotes ? row.text(6) : "",
                publicNote: row.text(4),
                privateNote: withOfficeNotes ? row.text(7) : ""
            )
        }
    }

    private func known<Result>(_ table: Table, _ read: (any Row) throws -> Result) throws -> [Result] {
        try db.all(table.known, [.integer(id), .integer(revision)], read)
    }

    private func knownPeriods() throws -> ([Period], Standard) {
        var standard = Standard(level: .star1, assurance: .selfDeclared)
        let periods = try known(Self.periods) { row in
            guard let standing = Standing(rawValue: row.text(2)), let level = StarLevel(rawValue: Int(row.integer(3))),
                let assurance = Assurance(rawValue: row.text(4))
            else { throw PackedReader.unknownForm() }
            standard = Standard(
                level: level,
                assurance: assurance,
                criteria: row.text(9),
                laboratory: row.text(10),
                route: row.text(11)
            )
            return Period(
                span: Span(from: row.day(0), to: row.day(1)),
                standing: standing,
                level: level,
                assurance: assurance,
                heldFrom: row.isNull(5) ? nil : row.day(5),
                heldUntil: row.isNull(6) ? nil : row.day(6),
                isConfirmed: row.flag(7),
                rawStatus: row.optionalText(8)
            )
        }
        return (periods, standard)
    }

    private func knownModels() throws -> [CoveredModel] {
        try known(Self.models) { row in
            CoveredModel(
                number: ModelNumber(checked: row.text(3)),
                gtin: row.text(6),
                versions: row.text(7),
                span: Span(from: row.day(0), to: row.day(1)),
                isRevoked: row.flag(8)
            )
        }
    }

    private func knownHolders() throws -> [Dated<Manufacturer>] {
        let rows = try known(Self.holders) { (Span(from: $0.day(0), to: $0.day(1)), $0.integer(2)) }
        return try rows.map { Dated(try manufacturers.manufacturer($0.1), span: $0.0) }
    }

    private func knownProducts() throws -> [Dated<Product>] {
        try known(Self.products) { row in
            let support: Product.Support =
                switch row.text(11) {
                case "until": .until(row.day(12))
                case "unsupported": .unsupported
                default: .notStated
                }
            let product = Product(
                nameJA: row.text(2),
                nameEN: row.text(3),
                brand: row.text(4),
                category: row.text(5),
                descriptionJA: row.text(6),
                descriptionEN: row.text(7),
                services: row.lines(8),
                updateMethodJA: row.text(9),
                updateMethodEN: row.text(10),
                support: support,
                defaultCredentialsJA: row.text(13),
                defaultCredentialsEN: row.text(14),
                setupLink: row.text(15),
                disclosureLink: row.text(16)
            )
            return Dated(product, span: Span(from: row.day(0), to: row.day(1)))
        }
    }
}
