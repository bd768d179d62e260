import Crypto
import Registry

/// Revision of rows that are still known.
let stillKnown = Int64.max

/// Writes a registration's facts as bitemporal rows: what changed is superseded, what is new is recorded, what stayed
/// is not touched.
struct RegistrationRows {
    let db: any Transaction
    let id: Int64
    let revision: Int64
    let manufacturers: ManufacturerRows

    init(db: any Transaction, id: Int64, revision: Int64, manufacturers: ManufacturerRows? = nil) {
        self.db = db
        self.id = id
        self.revision = revision
        self.manufacturers = manufacturers ?? ManufacturerRows(db: db)
    }

    /// The difference between what is known and `registration`.
    func rewrite(_ registration: Registration) throws {
        try rewrite(Self.periods, Self.periodRows(registration))
        try rewrite(Self.models, Self.modelRows(registration))
        try rewrite(Self.holders, try manufacturers.holderRows(registration))
        try rewrite(Self.products, Self.productRows(registration))
    }

    /// Statements of one bitemporal table; contents are all columns but the key and the two revisions.
    struct Table {
        let columns: Int
        /// Columns but for the key and the two revisions.
        let contents: [String]
        let insert: Statement
        let current: Statement
        let supersede: Statement
        let last: Statement
        /// All rows of a registration as known at revision ?2, in order.
        let known: Statement

        init(_ name: String, _ columns: [String], orderedBy order: String) {
            self.columns = columns.count
            contents = columns
            let list = columns.joined(separator: ", ")
            let places = (1...columns.count + 4).map { "?\($0)" }.joined(separator: ", ")
            insert = Statement(
                "INSERT INTO \(name) (registration_id, ordinal, recorded, superseded, \(list)) VALUES (\(places))"
            )
            current = Statement(
                """
                SELECT ordinal, \(list) FROM \(name)
                WHERE registration_id = ?1 AND superseded = 9223372036854775807
                """
            )
            supersede = Statement(
                "UPDATE \(name) SET superseded = ?3 WHERE registration_id = ?1 AND ordinal = ?2"
            )
            last = Statement("SELECT COALESCE(MAX(ordinal), 0) FROM \(name) WHERE registration_id = ?1")
            known = Statement(
                """
                SELECT \(list) FROM \(name)
                WHERE registration_id = ?1 AND recorded <= ?2 AND superseded > ?2 ORDER BY \(order)
                """
            )
        }
    }

    static let periods = Table(
        "period",
        [
            "from_day", "to_day", "standing", "level", "assurance", "held_from", "held_until", "confirmed",
            "raw_status", "criteria", "laboratory", "route",
        ],
        orderedBy: "from_day"
    )
    static let models = Table(
        "model",
        [
            "from_day", "to_day", "place", "exact", "equal_key", "near_key", "gtin", "versions", "revoked",
        ],
        orderedBy: "place"
    )
    static let holders = Table("holder", ["from_day", "to_day", "manufacturer_id"], orderedBy: "from_day")
    static let products = Table(
        "product",
        [
            "from_day", "to_day", "name_ja", "name_en", "brand", "category", "description_ja", "description_en",
            "services", "update_method_ja", "update_method_en", "support", "support_until",
            "default_credentials_ja", "default_credentials_en", "setup_link", "disclosure_link",
        ],
        orderedBy: "from_day"
    )

    private func rewrite(_ table: Table, _ rows: [[Value]]) throws {
        var missing = rows
        var ended: [Int64] = []
        try db.rows(table.current, [.integer(id)]) { row in
            let content = (1...Int32(table.columns)).map { row.value($0) }
            if let index = missing.firstIndex(of: content) {
                missing.remove(at: index)
            } else {
                ended.append(row.integer(0))
            }
        }
        for ordinal in ended {
            try db.run(table.supersede, [.integer(id), .integer(ordinal), .integer(revision)])
        }
        guard !missing.isEmpty else { return }
        let last = try db.first(table.last, [.integer(id)]) { $0.integer(0) } ?? 0
        try db.run(table.insert, each: Self.whole(missing, of: id, revision: revision, after: last))
    }

    /// Rows as the table has them: with the key and the two revisions before their contents.
    static func whole(_ rows: [[Value]], of id: Int64, revision: Int64, after last: Int64 = 0) -> [[Value]] {
        rows.enumerated().map { index, row in
            [.integer(id), .integer(last + Int64(index) + 1), .integer(revision), .integer(stillKnown)] + row
        }
    }

    fileprivate static func span(_ span: Span) -> [Value] { [.day(span.from), .day(span.to)] }

    static func periodRows(_ registration: Registration) -> [[Value]] {
        let standard = registration.standard
        return registration.periods.map { period in
            span(period.span) + [
                .text(period.standing.rawValue), .integer(Int64(period.level.rawValue)),
                .text(period.assurance.rawValue), period.heldFrom.map { .day($0) } ?? .null,
                period.heldUntil.map { .day($0) } ?? .null, .flag(period.isConfirmed), .optional(period.rawStatus),
                .text(standard.criteria), .text(standard.laboratory), .text(standard.route),
            ]
        }
    }

    static func modelRows(_ registration: Registration) -> [[Value]] {
        registration.models.enumerated().map { place, model in
            let equalKey = model.number.equalKey
            return span(model.span) + [
                .integer(Int64(place)), .text(model.number.exact), .text(equalKey), .text(equalKey.nearKeyOfEqualKey),
                .text(model.gtin), .text(model.versions), .flag(model.isRevoked),
            ]
        }
    }

    static func productRows(_ registration: Registration) -> [[Value]] {
        registration.products.map { dated in
            let product = dated.value
            let support: (Value, Value) =
                switch product.support {
                case .notStated: (.text("notStated"), .null)
                case .unsupported: (.text("unsupported"), .null)
                case .until(let day): (.text("until"), .day(day))
                }
            return span(dated.span) + [
                .text(product.nameJA), .text(product.nameEN), .text(product.brand), .text(product.category),
                .text(product.descriptionJA), .text(product.descriptionEN),
                .lines(product.services), .text(product.updateMethodJA),
                .text(product.updateMethodEN), support.0, support.1, .text(product.defaultCredentialsJA),
                .text(product.defaultCredentialsEN), .text(product.setupLink), .text(product.disclosureLink),
            ]
        }
    }
}

/// Manufacturers' facts, one row for each distinct set of facts, found by the digest of all of them.
///
/// Remembers the rows it met, so that a list asks once for each maker; lives as long as its transaction.
final class ManufacturerRows {
    private let db: any Transaction
    private var known: [Manufacturer: Int64] = [:]

    init(db: any Transaction) {
        self.db = db
    }

    private static let find = Statement("SELECT id FROM manufacturer WHERE digest = ?1")
    private static let next = Statement("SELECT COALESCE(MAX(id), 0) + 1 FROM manufacturer")
    private static let insert = Statement(
        """
        INSERT INTO manufacturer (id, digest, key, name_ja, name_en, name_kana, brands, corporate_number, country,
            public_contact, vulnerability_contact)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        """
    )
    private static let read = Statement(
        """
        SELECT key, name_ja, name_en, name_kana, brands, corporate_number, country, public_contact,
            vulnerability_contact
        FROM manufacturer WHERE id = ?1
        """
    )

    func id(of manufacturer: Manufacturer) throws -> Int64 {
        if let id = known[manufacturer] { return id }
        let id = try find(manufacturer)
        known[manufacturer] = id
        return id
    }

    private func find(_ manufacturer: Manufacturer) throws -> Int64 {
        var writer = PackedWriter()
        writer.manufacturer(manufacturer)
        let digest = SHA256.hash(data: writer.bytes).hex
        if let known = try db.first(Self.find, [.text(digest)], { $0.integer(0) }) { return known }
        let id = try db.first(Self.next) { $0.integer(0) } ?? 1
        try db.run(
            Self.insert,
            [
                .integer(id), .text(digest), .text(manufacturer.key), .text(manufacturer.nameJA),
                .text(manufacturer.nameEN), .text(manufacturer.nameKana),
                .lines(manufacturer.brands), .text(manufacturer.corporateNumber),
                .text(manufacturer.country), .text(manufacturer.publicContact),
                .text(manufacturer.vulnerabilityContact),
            ]
        )
        return id
    }

    func holderRows(_ registration: Registration) throws -> [[Value]] {
        try registration.holders.map { holder in
            RegistrationRows.span(holder.span) + [.integer(try id(of: holder.value))]
        }
    }

    func manufacturer(_ id: Int64) throws -> Manufacturer {
        let found = try db.first(Self.read, [.integer(id)]) { row in
            Manufacturer(
                key: row.text(0),
                nameJA: row.text(1),
                nameEN: row.text(2),
                nameKana: row.text(3),
                brands: row.lines(4),
                corporateNumber: row.text(5),
                country: row.text(6),
                publicContact: row.text(7),
                vulnerabilityContact: row.text(8)
            )
        }
        guard let found else { throw EngineFault(.broken, "manufacturer \(id) is missing") }
        return found
    }
}

extension Value {
    /// A list kept as lines, each ended by a line feed, so that every list comes back as it went in. Counted in
    /// scalars: a carriage return and a line feed together are one `Character`.
    static func lines(_ entries: [String]) -> Value {
        var text = String.UnicodeScalarView()
        for entry in entries {
            for scalar in entry.unicodeScalars {
                switch scalar {
                case "\\": text.append(contentsOf: "\\\\".unicodeScalars)
                case "\n": text.append(contentsOf: "\\n".unicodeScalars)
                default: text.append(scalar)
                }
            }
            text.append("\n")
        }
        return .text(String(text))
    }
}

extension Row {
    func lines(_ column: Int32) -> [String] {
        var entries: [String] = []
        var entry = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in text(column).unicodeScalars {
            switch (scalar, isEscaped) {
            case ("\n", _):
                entries.append(String(entry))
                entry.removeAll()
            case ("\\", false):
                isEscaped = true
                continue
            case ("n", true): entry.append("\n")
            default: entry.append(scalar)
            }
            isEscaped = false
        }
        return entries
    }
}
