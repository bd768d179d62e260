import Registry

/// Where others keep a person's name or address: letters, cases, applications.
extension Erasure {
    private static let letters = Statement(
        """
        SELECT id, kind, recipient, language, facts, lasts_until FROM letter WHERE id > ?1 ORDER BY id LIMIT ?2
        """
    )
    /// What waits is not sent any more; a sender that has it in hand finds nothing to settle.
    private static let clearLetter = Statement(
        """
        UPDATE letter SET recipient = '', facts = ?2, outcome = '', lease_holder = '', lease_until = 0,
            state = CASE WHEN state = 'sent' THEN 'sent' ELSE 'moot' END, settled_at = COALESCE(settled_at, ?3)
        WHERE id = ?1
        """
    )
    private static let setFacts = Statement("UPDATE letter SET facts = ?2 WHERE id = ?1")
    private static let doubts = Statement("SELECT id, contact, body FROM doubt WHERE id > ?1 ORDER BY id LIMIT ?2")
    private static let setDoubt = Statement("UPDATE doubt SET contact = '', body = ?2 WHERE id = ?1")
    private static let caseOfDoubt = Statement("SELECT id FROM office_case WHERE doubt_id = ?1")
    private static let cases = Statement(
        """
        SELECT id, contact, made_by, says, proposes, source FROM office_case WHERE id > ?1 ORDER BY id LIMIT ?2
        """
    )
    private static let setCase = Statement(
        "UPDATE office_case SET says = ?2, proposes = ?3, source = ?4 WHERE id = ?1"
    )
    private static let caseSteps = Statement(
        "SELECT case_id, number, note FROM office_case_step WHERE account_id = ?1"
    )
    private static let setCaseStep = Statement(
        "UPDATE office_case_step SET note = ?3 WHERE case_id = ?1 AND number = ?2"
    )
    private static let merged = Statement("SELECT from_id FROM organisation_merged WHERE into_id = ?1")
    private static let ofOrganisation = Statement(
        "SELECT id FROM application WHERE organisation_id = ?1 AND id > ?2 ORDER BY id LIMIT ?3"
    )
    /// The diary's word for an application out of which somebody was taken; whom, it does not say.
    static let verb = "erasePerson"
    private static let setApplication = Statement(
        "UPDATE application SET body = ?2, version = version + 1, changed_at = ?3 WHERE id = ?1"
    )
    private static let submissions = Statement(
        "SELECT number FROM application_submission WHERE application_id = ?1 ORDER BY number"
    )
    private static let setSubmission = Statement(
        "UPDATE application_submission SET body = ?3 WHERE application_id = ?1 AND number = ?2"
    )
    private static let steps = Statement(
        "SELECT application_id, number, note, word FROM application_step WHERE application_id = ?1"
    )
    private static let ownSteps = Statement(
        "SELECT application_id, number, note, word FROM application_step WHERE account_id = ?1"
    )
    private static let setStep = Statement(
        "UPDATE application_step SET note = ?3 WHERE application_id = ?1 AND number = ?2"
    )

    /// Letters to the address lose it with their facts; in letters to others the name of whoever caused them goes.
    func letters() throws {
        try pages { last in
            let found = try db.all(Self.letters, [.integer(last), .integer(Self.page)]) { row in
                (id: row.integer(0), letter: try Outbox.letter(row, from: 1))
            }
            for (id, letter) in found {
                if person.isAddress(letter.recipient.text) {
                    try db.run(Self.clearLetter, [.integer(id), .bytes(Outbox.packed([:])), .moment(now)])
                    continue
                }
                let facts = letter.facts.mapValues { person.without($0) }
                guard facts != letter.facts else { continue }
                try db.run(Self.setFacts, [.integer(id), .bytes(Outbox.packed(facts))])
            }
            return found.map(\.id)
        }
    }

    /// How to reach a reporter, where it is the person; and the name within what they wrote. What the office answered
    /// in public is not touched.
    func cases() throws {
        try pages { last in
            let found = try db.all(Self.doubts, [.integer(last), .integer(Self.page)]) {
                (id: $0.integer(0), contact: $0.text(1), body: $0.text(2))
            }
            for doubt in found where person.isNamed(in: doubt.contact) {
                try db.run(Self.setDoubt, [.integer(doubt.id), .text(person.without(doubt.body))])
                let id = try db.first(Self.caseOfDoubt, [.integer(doubt.id)]) { $0.integer(0) }
                if let id { try db.run(RegistryStore.eraseContact, [.integer(id), .moment(now)]) }
            }
            return found.map(\.id)
        }
        try pages { last in
            let found = try db.all(Self.cases, [.integer(last), .integer(Self.page)]) { row in
                (
                    id: row.integer(0), contact: row.text(1), isOwn: row.optionalInteger(2) == account.id,
                    texts: [row.text(3), row.text(4), row.text(5)]
                )
            }
            for file in found {
                let isContact = person.isNamed(in: file.contact)
                guard isContact || file.isOwn else { continue }
                if isContact { try db.run(RegistryStore.eraseContact, [.integer(file.id), .moment(now)]) }
                try db.run(Self.setCase, [.integer(file.id)] + file.texts.map { .text(person.without($0)) })
            }
            return found.map(\.id)
        }
        let steps = try db.all(Self.caseSteps, [.integer(account.id)]) { ($0.integer(0), $0.integer(1), $0.text(2)) }
        for (id, number, note) in steps where person.isNamed(in: note) {
            try db.run(Self.setCaseStep, [.integer(id), .integer(number), .text(person.without(note))])
        }
    }

    /// The person in applications: all of the own organisation, and what names the address elsewhere.
    func applications(_ elsewhere: Set<Int64>) throws {
        var own: Set<Int64> = []
        for organisation in try organisations() {
            try pages { last in
                let values: [Value] = [.integer(organisation), .integer(last), .integer(Self.page)]
                let ids = try db.all(Self.ofOrganisation, values) { $0.integer(0) }
                own.formUnion(ids)
                return ids
            }
        }
        for id in own.union(elsewhere).sorted() { try application(id, isOwn: own.contains(id)) }
        try notes(Self.ownSteps, account.id)
    }

    /// The organisation, and those that were merged into it: what had ended by then stayed theirs.
    private func organisations() throws -> [Int64] {
        var all = [account.organisation.id]
        var next = 0
        while next < all.count {
            for id in try db.all(Self.merged, [.integer(all[next])], { $0.integer(0) }) where !all.contains(id) {
                all.append(id)
            }
            next += 1
        }
        return all
    }

    private func application(_ id: Int64, isOwn: Bool) throws {
        guard let known = try ApplicationRows(db: db).application(id) else { return }
        var application = known
        application.erase(person, isOwn: isOwn)
        if application != known {
            var body = PackedWriter(capacity: 4096)
            body.applicationBody(application)
            // Counted as any change: who writes from what was before is told so.
            try db.run(Self.setApplication, [.integer(id), .bytes(body.bytes), .moment(now)])
            let subject = RegistryStore.subject(of: application)
            try Acts(db: db).record(Self.verb, subject: subject, detail: "", by: actor, at: now)
        }
        for number in try db.all(Self.submissions, [.integer(id)], { $0.integer(0) }) {
            guard let kept = try RegistryStore.submission(Int(number), of: id, db) else { continue }
            var submission = kept
            submission.draft.erase(person, isOwn: isOwn)
            if isOwn { submission.documents.erase(person) }
            guard submission != kept else { continue }
            let body = ApplicationRows.submitted(submission.draft, submission.documents)
            try db.run(Self.setSubmission, [.integer(id), .integer(number), .bytes(body)])
        }
        if isOwn { try notes(Self.steps, id) }
    }

    /// A step of submitting bears the declarant's name.
    private func notes(_ statement: Statement, _ id: Int64) throws {
        let steps = try db.all(statement, [.integer(id)]) {
            (application: $0.integer(0), number: $0.integer(1), note: $0.text(2), word: $0.text(3))
        }
        for step in steps {
            let isSigned = step.word == ApplicationAction.submit.rawValue && person.isSignature(step.note)
            let note = isSigned ? PersonMarks.erased : person.without(step.note)
            guard note != step.note else { continue }
            try db.run(Self.setStep, [.integer(step.application), .integer(step.number), .text(note)])
        }
    }
}
