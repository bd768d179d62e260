package import Registry
import Synchronization

/// Finds what the rows of one check name: a batch of rows in one snapshot, a registration made ready once a check.
package final class CheckLookup: Sendable {
    /// Rows that are looked up in one read.
    package static let batch = 500

    private let store: RegistryStore
    private let asked: AskedMoment
    private let shelf = Mutex(CheckShelf())

    /// - Parameter asked: the day and the revision of every row.
    package init(_ store: RegistryStore, _ asked: AskedMoment) {
        self.store = store
        self.asked = asked
    }

    /// What was found for each of the asks, in their order.
    package func findings(for asks: [CheckAsk]) async throws -> [CheckFindings] {
        try await store.engine.read { [self] db in
            // Taken and put back, so that no lock is held while the database works.
            let taken = shelf.withLock { shelf in
                let taken = shelf
                shelf = CheckShelf()
                return taken
            }
            var reading = CheckReading(db: db, store: store, asked: asked, shelf: taken)
            let found = try asks.map { try reading.findings(for: $0) }
            let filled = reading.shelf
            shelf.withLock { $0 = filled }
            return found
        }
    }
}

/// Registrations of one check that were read already, and makers that were asked for. Bounded: the older half goes when
/// the younger is full.
struct CheckShelf: Sendable {
    private static let half = 2048
    /// A miss is kept too.
    private var young: [Int64: CheckSubject?] = [:]
    private var old: [Int64: CheckSubject?] = [:]
    private var makers: [String: [Int64]] = [:]
    /// Keys of makers' names.
    var keys = MakerKeys()

    /// nil where the registration was not read yet.
    func subject(_ id: Int64) -> CheckSubject?? { young[id] ?? old[id] }

    mutating func keep(_ subject: CheckSubject?, _ id: Int64) {
        if young.count >= Self.half {
            old = young
            young = [:]
        }
        young[id] = .some(subject)
    }

    func maker(_ key: String) -> [Int64]? { makers[key] }

    mutating func keep(_ ids: [Int64], maker key: String) {
        if makers.count >= Self.half { makers = [:] }
        makers[key] = ids
    }
}

/// One batch of a check on one snapshot.
struct CheckReading {
    let db: any Transaction
    let store: RegistryStore
    let asked: AskedMoment
    var shelf: CheckShelf

    /// Registrations of one model that are compared, the newest ones: more of them are ambiguous in any case.
    static let mostOfModel = 200

    private static let byNumber = Statement("SELECT id FROM registration WHERE number = ?1 ORDER BY source_id")
    private static let byGTIN = Statement(
        """
        SELECT DISTINCT m.registration_id FROM model m
        WHERE m.gtin = ?1 AND m.gtin <> '' AND m.recorded <= ?2 AND m.superseded > ?2
        ORDER BY m.registration_id DESC LIMIT \(mostOfModel)
        """
    )
    private static let byModel = Statement(
        """
        SELECT DISTINCT m.registration_id FROM model m
        WHERE m.near_key = ?1 AND m.recorded <= ?2 AND m.superseded > ?2
        ORDER BY m.registration_id DESC LIMIT \(mostOfModel)
        """
    )
    private static let byManufacturer = Statement(
        """
        SELECT DISTINCT h.registration_id FROM holder h
        WHERE h.manufacturer_id = ?1 AND h.recorded <= ?2 AND h.superseded > ?2
        ORDER BY h.registration_id DESC LIMIT \(CheckResult.mostCandidates)
        """
    )

    /// The statements of a check, for the test of their plans.
    static var statements: [Statement] { [byNumber, byGTIN, byModel, byManufacturer] }

    /// What is asked in the order in which a check prefers it; what can decide nothing any more is not looked up.
    mutating func findings(for ask: CheckAsk) throws -> CheckFindings {
        var found = CheckFindings()
        for code in ask.codes where store.keys.knows(code) {
            guard let subject = try subject(Int64(code.sequence)), subject.registration.code == code else { continue }
            found.byCode.append(subject)
        }
        guard found.byCode.isEmpty else { return found }
        found.byNumber = try subjects(
            try ask.numbers.flatMap { number in
                try db.all(Self.byNumber, [.text(number)]) { $0.integer(0) }
            }
        )
        guard found.byNumber.isEmpty else { return found }
        found.byGTIN = try subjects(try ask.gtins.flatMap { try ids(Self.byGTIN, .text($0)) })
        // What a provisional registration covers is not public, so it decides nothing.
        guard found.byGTIN.allSatisfy(\.registration.isProvisional) else { return found }
        found.byModel = try subjects(try ask.modelKeys.flatMap { try ids(Self.byModel, .text($0)) })
        guard found.byModel.allSatisfy(\.registration.isProvisional) else { return found }
        found.byManufacturer = try makers(ask.manufacturers)
        return found
    }

    private func ids(_ statement: Statement, _ value: Value) throws -> [Int64] {
        try db.all(statement, [value, .integer(asked.revision)]) { $0.integer(0) }
    }

    private mutating func subjects(_ ids: [Int64]) throws -> [CheckSubject] {
        guard !ids.isEmpty else { return [] }
        var seen: Set<Int64> = []
        var subjects: [CheckSubject] = []
        for id in ids where seen.insert(id).inserted {
            if let subject = try subject(id) { subjects.append(subject) }
        }
        return subjects
    }

    private mutating func makers(_ names: [String]) throws -> [CheckSubject] {
        var subjects: [CheckSubject] = []
        for key in names.map({ shelf.keys.key($0) }) where !key.isEmpty {
            var ids = shelf.maker(key)
            if ids == nil {
                let makers = try store.makers.ids(of: key, db)
                let found = try makers.suffix(CheckResult.mostCandidates).flatMap {
                    try self.ids(Self.byManufacturer, .integer($0))
                }
                shelf.keep(found, maker: key)
                ids = found
            }
            subjects += try self.subjects(ids ?? [])
        }
        return subjects
    }

    private mutating func subject(_ id: Int64) throws -> CheckSubject? {
        if let known = shelf.subject(id) { return known }
        let registration = try RegistryStore.known(id, at: asked.revision, db, keys: store.keys)?.registration
        let subject = registration.map { CheckSubject($0, asked, &shelf.keys) }
        shelf.keep(subject, id)
        return subject
    }
}

extension RegistryStore {
    /// True where the registry holds test registrations: what it says is watermarked.
    package func hasTests() async throws -> Bool { try await catalogue.hasTests() }
}
