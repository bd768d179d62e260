import Registry

/// A registration that the store does not have yet, with every row it will be there.
///
/// Made without the store, so that a list's next registrations are made while the last ones are written.
struct NewRegistration: Sendable {
    static let insertIdentity = Statement(
        "INSERT INTO registration (id, number, origin, source_id, key_id) VALUES (?1, ?2, ?3, ?4, ?5)"
    )
    static let insertCard = Statement(
        "INSERT INTO card (registration_id, source_id, revision, body) VALUES (?1, ?2, ?3, ?4)"
    )

    let id: Int64
    let revision: Int64
    let registration: Registration
    let identity: [Value]
    let periods: [[Value]]
    let models: [[Value]]
    let products: [[Value]]
    let events: [[Value]]
    let card: [Value]
    let search: [Value]

    /// - Parameter events: at least one; the revision of the first is that of the rows.
    init(
        id: Int64,
        number: RegistrationNumber,
        origin: Origin,
        source: (id: Int64, name: String),
        _ filing: Filing,
        _ events: [LabelEvent],
        keys: LabelKeys
    ) throws {
        let keyID = keys.activeID
        guard let first = events.first, let last = events.last,
            let code = keys.code(sequence: UInt32(id), keyID: keyID)
        else { throw EngineFault(.broken, "no label key is active") }
        let publicEvents = events.map(\.publicPart)
        let registration = Registration(
            number: number,
            code: code,
            origin: origin,
            source: source.name,
            standard: filing.standard,
            periods: Timeline.fold(publicEvents),
            models: filing.models,
            holders: [Dated(filing.manufacturer)],
            products: [Dated(filing.product)],
            edition: nil,
            events: publicEvents,
            revision: last.revision,
            recordedAt: last.recordedAt
        )
        self.id = id
        self.revision = first.revision
        self.registration = registration
        identity = [.integer(id), .text(number.text), .text(origin.rawValue), .integer(source.id), .integer(keyID)]
        periods = RegistrationRows.whole(RegistrationRows.periodRows(registration), of: id, revision: first.revision)
        models = RegistrationRows.whole(RegistrationRows.modelRows(registration), of: id, revision: first.revision)
        products = RegistrationRows.whole(RegistrationRows.productRows(registration), of: id, revision: first.revision)
        self.events = EventRows.rows(events, of: id, after: 0)
        card = [.integer(id), .integer(source.id), .integer(last.revision), .bytes(Card.pack(registration))]
        search = [.integer(id), .text(SearchWords.document(registration.searchTexts))]
    }
}

/// Events as rows; they are only ever added.
enum EventRows {
    static let insert = Statement(
        """
        INSERT INTO event (registration_id, ordinal, kind, effective_on, recorded_at, revision, actor, public_note,
            private_note, body)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        """
    )

    static func rows(_ events: [LabelEvent], of id: Int64, after count: Int) -> [[Value]] {
        events.enumerated().map { index, event in
            var writer = PackedWriter(capacity: 64)
            writer.kind(event.kind)
            return [
                .integer(id), .integer(Int64(count + index + 1)), .text(event.kind.word.rawValue),
                .day(event.effectiveOn), .moment(event.recordedAt), .integer(event.revision), .text(event.actor),
                .text(event.publicNote), .text(event.privateNote), .bytes(writer.bytes),
            ]
        }
    }
}
