import Registry

/// Writing registrations inside one transaction: rows, events, card and search index together.
struct LabelWriting {
    let db: any Transaction
    let keys: LabelKeys
    let rules: Rules
    let now: Moment
    private let manufacturers: ManufacturerRows

    init(db: any Transaction, keys: LabelKeys, rules: Rules, now: Moment) {
        self.db = db
        self.keys = keys
        self.rules = rules
        self.now = now
        manufacturers = ManufacturerRows(db: db)
    }

    static let cardByID = Statement("SELECT body FROM card WHERE registration_id = ?1")
    static let idByNumber = Statement(
        "SELECT id FROM registration WHERE number = ?1 ORDER BY source_id LIMIT 1"
    )
    static let idByNumberAndSource = Statement(
        "SELECT id FROM registration WHERE number = ?1 AND source_id = ?2"
    )
    private static let updateCard = Statement("UPDATE card SET revision = ?2, body = ?3 WHERE registration_id = ?1")

    /// The registration that a caller means; `missing` where there is none.
    func id(of reference: LabelReference) throws -> Int64 {
        switch reference {
        case .code(let code):
            if keys.knows(code), try db.first(Self.cardByID, [.integer(Int64(code.sequence))], { _ in true }) != nil {
                return Int64(code.sequence)
            }
        case .number(let number):
            if let id = try db.first(Self.idByNumber, [.text(number.text)], { $0.integer(0) }) { return id }
        }
        throw Refusal(.missing, "No match in this registry", ja: "この登録簿に該当がありません", code: "unknownNumber")
    }

    /// The registration as it is known now.
    func current(_ id: Int64) throws -> Registration {
        let card = try db.first(Self.cardByID, [.integer(id)]) { try $0.withBytes(0) { try Card.unpack($0) } }
        guard let card else { throw EngineFault(.broken, "registration \(id) has no card") }
        return card
    }

    /// The registration as a request once answered it.
    func known(_ done: DoneRequests.Result) throws -> Registration {
        let rows = RegistrationRows(db: db, id: done.id, revision: done.revision)
        guard let registration = try rows.registration(keys: keys) else {
            throw EngineFault(.broken, "registration \(done.id) is missing")
        }
        return registration
    }

    /// Appends events to a registration and writes what follows from them.
    ///
    /// - Parameter mark: the revision to use; nil takes the next one.
    func record(
        _ kinds: [(kind: LabelEvent.Kind, effectiveOn: Day)],
        on current: Registration,
        id: Int64,
        _ terms: OrderTerms,
        mark: RevisionMark? = nil
    ) throws -> Registration {
        let mark = try mark ?? Revisions(db: db).next(rules: rules.digest, at: now)
        var next = current
        var events: [LabelEvent] = []
        for (kind, day) in kinds {
            let event = event(kind, on: day, terms, mark)
            events.append(event)
            next = next.applying(event.publicPart)
        }
        try RegistrationRows(db: db, id: id, revision: mark.revision, manufacturers: manufacturers).rewrite(next)
        try db.run(EventRows.insert, each: EventRows.rows(events, of: id, after: current.events.count))
        try db.run(Self.updateCard, [.integer(id), .integer(mark.revision), .bytes(Card.pack(next))])
        try reindex(id, from: current, to: next)
        if !terms.actor.isEmpty { try diary(kinds.map(\.kind), next, terms, mark) }
        try Deliveries(db: db).queue(
            kinds.map(\.kind),
            on: id,
            revision: mark.revision,
            happened: mark.recordedAt,
            at: now
        )
        return next
    }

    /// Writes a registration of this registry's own.
    func insertIssued(
        _ kind: LabelEvent.Kind,
        _ filing: Filing,
        on day: Day,
        number: RegistrationNumber?,
        origin: Origin,
        _ terms: OrderTerms
    ) throws -> (Int64, Registration) {
        if let number,
            let id = try db.first(Self.idByNumberAndSource, [.text(number.text), .integer(0)], { $0.integer(0) })
        {
            let first = try current(id)
            guard case .issued = kind, first.period(on: day).standing == .provisional else {
                throw Refusal(
                    .conflict,
                    "\(number) was issued before, effective \(first.events.first?.effectiveOn.text ?? "")",
                    ja: "\(number) はすでに登録されています",
                    field: "registrationNumber",
                    code: "numberTaken"
                )
            }
            return (id, try turnProvisional(first, id: id, kind, filing, on: day, terms))
        }
        let revisions = Revisions(db: db)
        var id = try revisions.nextRegistration()
        let number = try number ?? minted(&id, on: day)
        guard number.text.unicodeScalars.count <= rules.identifiers.maxLength else {
            throw Refusal(.malformed, "The registration number is too long", field: "registrationNumber")
        }
        let mark = try revisions.next(rules: rules.digest, at: now)
        let event = event(kind, on: day, terms, mark)
        let new = try NewRegistration(
            id: id,
            number: number,
            origin: origin,
            source: (0, ""),
            filing,
            [event],
            keys: keys
        )
        try insert([new])
        try diary([kind], new.registration, terms, mark)
        return (id, new.registration)
    }

    /// Issue after a provisional number: the filing of the issue replaces the provisional one's.
    func turnProvisional(
        _ first: Registration,
        id: Int64,
        _ kind: LabelEvent.Kind,
        _ filing: Filing,
        on day: Day,
        _ terms: OrderTerms
    ) throws -> Registration {
        var changes: [(kind: LabelEvent.Kind, effectiveOn: Day)] = [(kind, day)]
        let correction = Correction(
            manufacturer: first.holders.last?.value == filing.manufacturer ? nil : filing.manufacturer,
            product: first.products.last?.value == filing.product ? nil : filing.product,
            models: first.models == filing.models ? nil : filing.models
        )
        if !correction.isEmpty { changes.append((.corrected(correction), day)) }
        return try record(changes, on: first, id: id, terms)
    }

    /// Writes registrations that were not there, table by table: identity, rows, events, card, index.
    func insert(_ new: [NewRegistration]) throws {
        try db.run(NewRegistration.insertIdentity, each: new.map(\.identity))
        try db.run(RegistrationRows.periods.insert, each: new.flatMap(\.periods))
        try db.run(RegistrationRows.models.insert, each: new.flatMap(\.models))
        let holders = try new.flatMap { new in
            RegistrationRows.whole(
                try manufacturers.holderRows(new.registration),
                of: new.id,
                revision: new.revision
            )
        }
        try db.run(RegistrationRows.holders.insert, each: holders)
        try db.run(RegistrationRows.products.insert, each: new.flatMap(\.products))
        try db.run(EventRows.insert, each: new.flatMap(\.events))
        try db.run(NewRegistration.insertCard, each: new.map(\.card))
        try db.run(db.dialect.insertSearch, each: new.map(\.search))
    }

    private func event(_ kind: LabelEvent.Kind, on day: Day, _ terms: OrderTerms, _ mark: RevisionMark) -> LabelEvent {
        LabelEvent(
            kind: kind,
            effectiveOn: day,
            recordedAt: mark.recordedAt,
            revision: mark.revision,
            actor: terms.actor,
            publicNote: terms.publicNote,
            privateNote: terms.privateNote
        )
    }

    /// The index forgets the old words, which are a function of the old record, and learns the new ones.
    private func reindex(_ id: Int64, from old: Registration, to new: Registration) throws {
        let before = SearchWords.document(old.searchTexts)
        let after = SearchWords.document(new.searchTexts)
        guard before != after else { return }
        try db.run(db.dialect.deleteSearch, [.integer(id), .text(before)])
        try db.run(db.dialect.insertSearch, [.integer(id), .text(after)])
    }

    private func diary(
        _ kinds: [LabelEvent.Kind],
        _ registration: Registration,
        _ terms: OrderTerms,
        _ mark: RevisionMark
    ) throws {
        try Acts(db: db).record(
            kinds.first?.word.rawValue ?? "",
            subject: registration.number.text,
            detail: terms.privateNote,
            by: terms.actor,
            at: mark.recordedAt,
            revision: mark.revision
        )
    }

    /// The number of a sequence; where somebody stated that very number before, the sequence moves on.
    private func minted(_ id: inout Int64, on day: Day) throws -> RegistrationNumber {
        guard let pattern = rules.identifiers.issuePattern else {
            throw Refusal(
                .unprocessable,
                "The scheme data has no pattern to make numbers from; state the registration number",
                ja: "登録番号の採番規則がないため、番号を指定してください",
                field: "registrationNumber",
                code: "noIssuePattern"
            )
        }
        for _ in 0..<1000 {
            let number = try RegistrationNumber(IssuePattern.fill(pattern, sequence: id, year: day.civil.year))
            let taken = try db.first(Self.idByNumberAndSource, [.text(number.text), .integer(0)]) { $0.integer(0) }
            if taken == nil { return number }
            id = try Revisions(db: db).nextRegistration()
        }
        throw Refusal(
            .conflict,
            "The scheme data's pattern makes no number that is still free; state the registration number",
            ja: "採番規則で空いている番号が見つかりません。登録番号を指定してください",
            field: "registrationNumber",
            code: "numberTaken"
        )
    }
}

extension LabelEvent {
    /// The event as the public may read it.
    var publicPart: LabelEvent {
        var event = self
        event.actor = ""
        event.privateNote = ""
        return event
    }
}

/// `identifiers.registrationNumber.issuePattern`: `{year}` is the issue year, `{sequence:n}` the label's sequence,
/// padded with zeros to n digits.
enum IssuePattern {
    static func fill(_ pattern: String, sequence: Int64, year: Int) -> String {
        var text = pattern.replacing("{year}", with: String(year))
        for width in 1...12 {
            let digits = String(sequence)
            let filled = String(repeating: "0", count: max(0, width - digits.count)) + digits
            text = text.replacing("{sequence:\(width)}", with: filled)
        }
        return text.replacing("{sequence}", with: String(sequence))
    }
}
