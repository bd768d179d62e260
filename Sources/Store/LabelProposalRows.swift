import Registry

/// Proposals inside a transaction.
struct LabelProposalRows {
    let db: any Transaction

    private static let columns = """
        p.id, r.number, p.kind, p.state, p.revision, p.proposed_by, p.proposed_at, p.decided_by, p.decided_at, p.body
        """
    private static let byID = Statement(
        "SELECT \(columns) FROM label_proposal p JOIN registration r ON r.id = p.registration_id WHERE p.id = ?1"
    )
    private static let openOnes = Statement(
        """
        SELECT \(columns) FROM label_proposal p JOIN registration r ON r.id = p.registration_id
        WHERE p.state = 'open' AND p.id > ?1 ORDER BY p.id LIMIT ?2
        """
    )
    private static let ofRegistration = Statement(
        """
        SELECT \(columns) FROM label_proposal p JOIN registration r ON r.id = p.registration_id
        WHERE p.registration_id = ?1 ORDER BY p.id DESC LIMIT ?2
        """
    )
    /// Those that read, for the test of their plans.
    static var reading: [Statement] { [byID, openOnes, ofRegistration] }

    private static let registrationOf = Statement("SELECT registration_id FROM label_proposal WHERE id = ?1")
    private static let isOpen = Statement(
        "SELECT id FROM label_proposal WHERE registration_id = ?1 AND kind = ?2 AND state = 'open'"
    )
    private static let insert = Statement(
        """
        INSERT INTO label_proposal (id, registration_id, kind, state, revision, proposed_by, proposed_at, body)
        VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM label_proposal), ?1, ?2, 'open', ?3, ?4, ?5, ?6) RETURNING id
        """
    )
    private static let settle = Statement(
        """
        UPDATE label_proposal SET state = ?2, decided_by = ?3, decided_at = ?4, body = ?5
        WHERE id = ?1 AND state = 'open'
        """
    )

    func proposal(_ id: Int64) throws -> LabelProposal? {
        try db.first(Self.byID, [.integer(id)]) { try Self.proposal($0) }
    }

    /// Of which registration it is.
    func registration(of id: Int64) throws -> Int64? {
        try db.first(Self.registrationOf, [.integer(id)]) { $0.integer(0) }
    }

    /// Open ones, oldest first.
    func open(after id: Int64, limit: Int) throws -> [LabelProposal] {
        try db.all(Self.openOnes, [.integer(id), .integer(Int64(limit))]) { try Self.proposal($0) }
    }

    /// Of a registration, newest first.
    func proposals(of registration: Int64, limit: Int) throws -> [LabelProposal] {
        try db.all(Self.ofRegistration, [.integer(registration), .integer(Int64(limit))]) { try Self.proposal($0) }
    }

    func isOpen(_ kind: LabelProposal.Kind, of registration: Int64) throws -> Bool {
        try db.first(Self.isOpen, [.integer(registration), .text(kind.rawValue)]) { _ in true } ?? false
    }

    func add(_ proposal: LabelProposal, registration: Int64) throws -> Int64 {
        try db.first(
            Self.insert,
            [
                .integer(registration), .text(proposal.kind.rawValue), .integer(proposal.revision),
                .integer(proposal.proposedBy), .moment(proposal.proposedAt), .bytes(Self.body(proposal)),
            ]
        ) { $0.integer(0) } ?? 0
    }

    /// Writes what became of an open one.
    func settle(_ proposal: LabelProposal) throws {
        let changed = try db.run(
            Self.settle,
            [
                .integer(proposal.id), .text(proposal.state.rawValue),
                proposal.decidedBy.map { .integer($0) } ?? .null, proposal.decidedAt.map { .moment($0) } ?? .null,
                .bytes(Self.body(proposal)),
            ]
        )
        guard changed == 1 else { throw EngineFault(.broken, "proposal \(proposal.id) was not open") }
    }

    private static func body(_ proposal: LabelProposal) -> [UInt8] {
        var writer = PackedWriter(capacity: 512)
        writer.proposalBody(proposal)
        return writer.bytes
    }

    private static func proposal(_ row: any Row) throws -> LabelProposal {
        guard let kind = LabelProposal.Kind(rawValue: row.text(2)),
            let state = LabelProposal.State(rawValue: row.text(3))
        else { throw EngineFault(.broken, "a proposal cannot be read") }
        var proposal = LabelProposal(
            id: row.integer(0),
            registration: RegistrationNumber(checked: row.text(1)),
            measure: .reinstate,
            publicNote: "",
            privateNote: "",
            proposedBy: row.integer(5),
            proposedAt: row.moment(6),
            revision: row.integer(4),
            state: state,
            decidedBy: row.isNull(7) ? nil : row.integer(7),
            decidedAt: row.isNull(8) ? nil : row.moment(8)
        )
        try row.withBytes(9) { bytes in
            var reader = PackedReader(bytes)
            try reader.proposalBody(kind, into: &proposal)
        }
        return proposal
    }
}
