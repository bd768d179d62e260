import Crypto
import Registry

/// Accounts and organisations inside a transaction.
struct AccountRows {
    let db: any Transaction

    /// The columns every statement that reads an account begins with.
    static let columns = """
        a.id, a.address, a.name, a.language, a.roles, a.state, a.code_secret IS NOT NULL, o.id, o.side, o.name_ja,
        o.name_en, o.corporate_number, o.foreign_proof, o.country
        """

    private static let byID = Statement(
        "SELECT \(columns) FROM account a JOIN organisation o ON o.id = a.organisation_id WHERE a.id = ?1"
    )
    private static let byKey = Statement("SELECT id FROM account WHERE address_key = ?1")
    private static let organisationByID = Statement(
        """
        SELECT id, side, name_ja, name_en, corporate_number, foreign_proof, country FROM organisation WHERE id = ?1
        """
    )
    private static let organisationByNumber = Statement(
        "SELECT id FROM organisation WHERE side = ?1 AND corporate_number = ?2 AND corporate_number <> ''"
    )
    private static let insertOrganisation = Statement(
        """
        INSERT INTO organisation (id, side, name_ja, name_en, corporate_number, foreign_proof, country, made_at)
        VALUES ((SELECT COALESCE(MAX(id), 1) + 1 FROM organisation), ?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING id
        """
    )
    private static let insertOperator = Statement(
        """
        INSERT INTO organisation (id, side, name_ja, name_en, corporate_number, foreign_proof, country, made_at)
        VALUES (1, 'operator', ?1, ?2, '', '', 'JP', ?3) ON CONFLICT (id) DO NOTHING
        """
    )
    private static let insert = Statement(
        """
        INSERT INTO account (
            id, organisation_id, address, address_key, name, language, roles, state, password, code_step, made_at
        )
        VALUES (
            (SELECT COALESCE(MAX(id), 0) + 1 FROM account), ?1, ?2, ?3, ?4, ?5, ?6, 'active', ?7, 0, ?8
        )
        RETURNING id
        """
    )

    /// The operator's organisation, made where it is not there yet.
    func ensureOperator(_ facts: OperatorFacts, at now: Moment) throws {
        try db.run(Self.insertOperator, [.text(facts.nameJA), .text(facts.nameEN), .moment(now)])
    }

    func organisation(_ id: Int64) throws -> Organisation? {
        try db.first(Self.organisationByID, [.integer(id)]) { try Self.organisation($0, from: 0) }
    }

    func hasOrganisation(_ side: Role.Side, _ number: CorporateNumber) throws -> Bool {
        let values: [Value] = [.text(side.rawValue), .text(number.text)]
        return try db.first(Self.organisationByNumber, values) { _ in true } ?? false
    }

    func add(_ organisation: Organisation, at now: Moment) throws -> Int64 {
        try db.first(
            Self.insertOrganisation,
            [
                .text(organisation.side.rawValue), .text(organisation.nameJA), .text(organisation.nameEN),
                .text(organisation.corporateNumber?.text ?? ""), .text(organisation.foreignProof),
                .text(organisation.country), .moment(now),
            ]
        ) { $0.integer(0) } ?? 0
    }

    /// - Parameter password: the written hash.
    func add(
        _ address: MailAddress,
        name: String,
        _ language: Letter.Language,
        organisation: Int64,
        roles: Set<Role>,
        password: String,
        at now: Moment
    ) throws -> Int64 {
        try db.first(
            Self.insert,
            [
                .integer(organisation), .text(address.text), .text(address.key), .text(name), .text(language.rawValue),
                .text(Self.words(roles)), .text(password), .moment(now),
            ]
        ) { $0.integer(0) } ?? 0
    }

    func id(of address: MailAddress) throws -> Int64? {
        try db.first(Self.byKey, [.text(address.key)]) { $0.integer(0) }
    }

    func account(_ id: Int64) throws -> Account? {
        try db.first(Self.byID, [.integer(id)]) { try Self.account($0) }
    }

    /// An account as it is now, where it may still do what it could: between the gate and the transaction it may have
    /// been closed or given other roles.
    func asBefore(_ account: Account) throws -> Account {
        guard let now = try self.account(account.id), now.state == .active, now.roles == account.roles else {
            throw Self.gone
        }
        return now
    }

    private static let session = Statement("SELECT id FROM session WHERE id = ?1 AND account_id = ?2")

    /// The same of somebody signed in, whose session must still be there.
    func asBefore(_ signed: SignedIn) throws -> Account {
        let values: [Value] = [.integer(signed.session.id), .integer(signed.account.id)]
        guard try db.first(Self.session, values, { _ in true }) ?? false else { throw Self.gone }
        return try asBefore(signed.account)
    }

    private static let gone = Refusal(
        .unauthenticated,
        "You are no longer signed in; sign in again",
        ja: "サインインが終わっています。もう一度サインインしてください",
        code: "unauthenticated"
    )

    /// Reads `columns`.
    static func account(_ row: any Row) throws -> Account {
        guard let language = Letter.Language(rawValue: row.text(3)), let state = Account.State(rawValue: row.text(5))
        else { throw EngineFault(.broken, "an account cannot be read") }
        return Account(
            id: row.integer(0),
            address: MailAddress(checked: row.text(1)),
            name: row.text(2),
            language: language,
            organisation: try organisation(row, from: 7),
            roles: roles(row.text(4)),
            state: state,
            hasSecondFactor: row.flag(6)
        )
    }

    private static func organisation(_ row: any Row, from column: Int32) throws -> Organisation {
        guard let side = Role.Side(rawValue: row.text(column + 1)) else {
            throw EngineFault(.broken, "an organisation cannot be read")
        }
        let number = row.text(column + 4)
        return Organisation(
            id: row.integer(column),
            side: side,
            nameJA: row.text(column + 2),
            nameEN: row.text(column + 3),
            corporateNumber: number.isEmpty ? nil : try CorporateNumber(number),
            foreignProof: row.text(column + 5),
            country: row.text(column + 6)
        )
    }

    /// Sorted, so that equal roles are equal text.
    static func words(_ roles: Set<Role>) -> String { roles.map(\.rawValue).sorted().joined(separator: " ") }

    /// A word this program does not know lets nobody do anything.
    static func roles(_ words: String) -> Set<Role> {
        Set(words.split(separator: " ").compactMap { Role(rawValue: String($0)) })
    }
}

/// What is kept of a secret: SHA-256, lower-case hexadecimal. Secrets made by chance need nothing slower.
enum SecretDigest {
    static func of(_ secret: String) -> String { SHA256.hash(data: Array(secret.utf8)).hex }
}

/// Links of letters: good once, until a moment.
struct Tokens {
    enum Purpose: String {
        case join
        case reset
    }

    let db: any Transaction

    private static let insert = Statement(
        "INSERT INTO token (digest, purpose, subject_id, ends_at) VALUES (?1, ?2, ?3, ?4)"
    )
    private static let find = Statement(
        "SELECT subject_id FROM token WHERE digest = ?1 AND purpose = ?2 AND ends_at > ?3"
    )
    private static let end = Statement("DELETE FROM token WHERE purpose = ?1 AND subject_id = ?2")

    func keep(_ secret: String, _ purpose: Purpose, of subject: Int64, until end: Moment) throws {
        try db.run(
            Self.insert,
            [.text(SecretDigest.of(secret)), .text(purpose.rawValue), .integer(subject), .moment(end)]
        )
    }

    /// What a link is about; nil where it is none of ours, used or too old.
    func subject(_ secret: String, _ purpose: Purpose, at now: Moment) throws -> Int64? {
        try db.first(Self.find, [.text(SecretDigest.of(secret)), .text(purpose.rawValue), .moment(now)]) {
            $0.integer(0)
        }
    }

    /// Every link about a subject is used up.
    func end(_ purpose: Purpose, of subject: Int64) throws {
        try db.run(Self.end, [.text(purpose.rawValue), .integer(subject)])
    }
}

extension Letter.Kind {
    /// What the link of a letter opens, where it carries a secret.
    var opens: Tokens.Purpose? {
        switch self {
        case .confirmAddress, .invitation: .join
        case .resetPassword: .reset
        case .accountExists, .accountChanged, .signInsRefused, .digest, .applicationReturned, .applicationCorrection,
            .applicationAccepted, .applicationInvoiced, .applicationPaid, .applicationIssued, .applicationRefused,
            .assessmentFindings, .assessmentAssigned, .endpointPaused, .endpointEnded, .confirmWatch, .watchDigest,
            .watchOver:
            nil
        }
    }
}
