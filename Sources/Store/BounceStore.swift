package import Registry

extension RegistryStore {
    private static let byName = Statement("SELECT id, recipient, kind, subject_id FROM letter WHERE message_id = ?1")
    private static let giveUp = Statement(
        """
        UPDATE letter SET state = 'dead', outcome = ?2, settled_at = ?3, lease_holder = '', lease_until = 0
        WHERE id = ?1 AND state IN ('sent', 'waiting') AND attempts > 0
        """
    )

    /// Gives a letter up that a server had taken and then sent back for good. Its notices failed by it: the next round of
    /// the ladder tells the next recipient. A second bounce changes nothing, nor does one that names no letter of ours by
    /// the name it was sent under, or another recipient.
    package func record(_ bounce: Bounce, at now: Moment) async throws -> BounceVerdict {
        let ending = "@" + operatorFacts.publicHost.lowercased()
        let id = bounce.messageID.lowercased()
        guard id.hasSuffix(ending), id.utf8.count == 32 + ending.utf8.count else { return .foreign }
        let name = String(id.dropLast(ending.count))
        // Made-up reports do not take the writer's turn.
        guard try await engine.lookup({ db in try Self.returned(bounce, name, db) }) != nil else { return .foreign }
        return try await engine.write(isRepeatable: true) { [ladder = rules.ladder] db in
            guard let letter = try Self.returned(bounce, name, db) else { return .foreign }
            let values: [Value] = [.integer(letter.id), .text("bounced \(bounce.status)"), .moment(now)]
            guard try db.run(Self.giveUp, values) == 1 else { return .known }
            switch Letter.Kind(rawValue: letter.kind) {
            case .digest: try DigestReading(db: db, ladder: ladder, now: now).bounce(letter: letter.id)
            case let kind? where kind.isOfWatch:
                let letters = WatchLetters(db: db, now: now)
                try letters.bounce(letter: letter.id, of: letter.subject, letter.recipient)
            default: break
            }
            return .counted
        }
    }

    private struct Returned: Sendable {
        var id: Int64
        var recipient: MailAddress
        var kind: String
        var subject: Int64
    }

    /// The letter that a report names by name and recipient.
    private static func returned(_ bounce: Bounce, _ name: String, _ db: any Transaction) throws -> Returned? {
        let kept = try db.first(byName, [.text(name)]) { row in
            Returned(
                id: row.integer(0),
                recipient: MailAddress(checked: row.text(1)),
                kind: row.text(2),
                subject: row.integer(3)
            )
        }
        guard let kept, !kept.recipient.text.isEmpty, bounce.addresses.contains(kept.recipient.key) else { return nil }
        return kept
    }
}
