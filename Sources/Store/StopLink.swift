package import Registry

/// What the link under a letter stops: one topic for the account that the letter went to.
package struct StopLink: Hashable, Sendable {
    /// Which letters.
    package var topic: LetterTopic
    /// The account gets none of them already.
    package var isStopped: Bool
}

/// What is known of a token in the address of such a link.
package enum StopLinkFound: Hashable, Sendable {
    /// No key of this registry sealed it.
    case unknown
    /// It was one of ours: the letter is forgotten, the account is closed or has another address.
    case over
    /// These letters always come to the account as it is now.
    case always
    /// It may be used.
    case open(StopLink)
}

extension RegistryStore {
    /// What a link would stop; changes nothing.
    package func stopLink(_ token: String) async throws -> StopLinkFound {
        guard let name = keys.letter(ofStopToken: token) else { return .unknown }
        return try await engine.lookup { db in try StopRows(db: db).find(name).found }
    }

    /// Stops what a link stops. Using it again changes nothing and records nothing.
    package func stopLetters(_ token: String, at now: Moment) async throws -> StopLinkFound {
        guard let name = keys.letter(ofStopToken: token) else { return .unknown }
        return try await engine.write(isRepeatable: true) { db in
            let rows = StopRows(db: db)
            let (found, account) = try rows.find(name)
            guard case .open(var link) = found, let account, !link.isStopped else { return found }
            try rows.choices.choose(link.topic, wanted: false, of: account.id)
            try Acts(db: db).record(
                "chooseLetters",
                subject: Self.subject(account.id),
                detail: "\(link.topic.rawValue) off by a letter's link",
                by: account.actor,
                at: now
            )
            link.isStopped = true
            return .open(link)
        }
    }
}

/// Links that stop letters, inside a transaction.
private struct StopRows {
    let db: any Transaction

    var choices: LetterChoices { LetterChoices(db: db) }

    private static let byName = Statement(
        "SELECT kind, recipient, language, facts, lasts_until, subject_id FROM letter WHERE message_id = ?1"
    )

    /// - Parameter name: the letter's.
    func find(_ name: String) throws -> (found: StopLinkFound, account: Account?) {
        let kept = try db.first(Self.byName, [.text(name)]) { (try Outbox.letter($0, from: 0), $0.integer(5)) }
        // The reader of a letter that waits in a mailbox may be another by now: the account has its address.
        guard let (letter, subject) = kept, let topic = letter.kind.topic,
            let account = try AccountRows(db: db).account(subject), account.state == .active,
            account.address.key == letter.recipient.key
        else { return (.over, nil) }
        let isOptional = topic == .labelEnds || letter.facts[Letter.optionalFact] != nil
        guard isOptional, LetterChoices.mayChoose(topic, account) else { return (.always, nil) }
        return (.open(StopLink(topic: topic, isStopped: try !choices.wants(topic, account))), account)
    }
}

/// Which letters accounts get, inside a transaction.
struct LetterChoices {
    let db: any Transaction

    private static let chosen = Statement("SELECT wanted FROM letter_choice WHERE account_id = ?1 AND topic = ?2")
    private static let choose = Statement(
        """
        INSERT INTO letter_choice (account_id, topic, wanted) VALUES (?1, ?2, ?3)
        ON CONFLICT (account_id, topic) DO UPDATE SET wanted = excluded.wanted
        """
    )

    /// Administrators of a manufacturer are always told of its labels' ends.
    static func mayChoose(_ topic: LetterTopic, _ account: Account) -> Bool {
        topic != .labelEnds || !account.roles.contains(.manufacturerAdministrator)
    }

    /// Whether an account gets the letters of a topic: what it chose, else of steps and not of ends.
    func wants(_ topic: LetterTopic, _ account: Account) throws -> Bool {
        guard Self.mayChoose(topic, account) else { return true }
        let values: [Value] = [.integer(account.id), .text(topic.rawValue)]
        return try db.first(Self.chosen, values) { $0.flag(0) } ?? (topic == .applicationSteps)
    }

    func choose(_ topic: LetterTopic, wanted: Bool, of account: Int64) throws {
        try db.run(Self.choose, [.integer(account), .text(topic.rawValue), .flag(wanted)])
    }
}
