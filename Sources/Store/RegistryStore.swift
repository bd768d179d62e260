import Crypto
package import Registry

/// The registry as kept: the only door to labels, lists, doubts and acts.
///
/// A struct over an engine: each engine guards its own connections. Every method takes the moment it happens at.
package struct RegistryStore: Sendable {
    package let engine: any Engine
    package let keys: LabelKeys
    /// Who runs the registry and under which host; fixed at `init`.
    package let operatorFacts: OperatorFacts
    /// Rules in force and the revision that adopted them.
    package let rules: Rules
    package let rulesAdopted: RevisionMark
    /// Words that search takes for one another.
    package let synonyms: SearchSynonyms
    let lexicon: SearchLexicon
    /// What lists are answered from; read at the first of them.
    let catalogue: Catalogue
    /// By which names the makers of checked rows are found.
    let makers = MakerIndex()
    /// By which names the office finds organisations.
    let organisationNames = OrganisationIndex()
    /// Which calendars were read, on the way to their rows.
    let calendarUses = CalendarUses()

    /// Makes the schema, the first label key and the operator's settings. A store that has them is refused.
    ///
    /// - Parameter secret: the label key's 32 bytes; nil makes them by chance, as every real registry must.
    package static func initialise(
        _ engine: some Engine,
        operatorFacts: OperatorFacts,
        rules: Rules,
        rulesText: String,
        synonyms: SearchSynonyms = .none,
        secret: [UInt8]? = nil,
        at now: Moment
    ) async throws -> RegistryStore {
        try await Migration.apply(to: engine, at: now)
        try await engine.write { db in
            guard try OperatorFacts.load(db) == nil else {
                throw Refusal(.conflict, "This store is initialised already", code: "alreadyInitialised")
            }
            try operatorFacts.save(db)
            let secret = secret ?? SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
            try LabelKeyRows(db: db).add(secret: secret, at: now)
            try Acts(db: db).record("init", subject: operatorFacts.nameEN, detail: "", by: "operator", at: now)
        }
        return try await open(engine, rules: rules, rulesText: rulesText, synonyms: synonyms, at: now)
    }

    /// Opens for writing: brings the schema up to date and adopts the rules where they are new.
    package static func open(
        _ engine: some Engine,
        rules: Rules,
        rulesText: String,
        synonyms: SearchSynonyms = .none,
        at now: Moment
    ) async throws -> RegistryStore {
        try await Migration.apply(to: engine, at: now)
        let adopted = try await engine.write(isRepeatable: true) { db in
            try Revisions(db: db).adopt(rules, text: rulesText, at: now)
        }
        return try await load(engine, rules: rules, adopted: adopted, synonyms: synonyms)
    }

    /// Opens beside a writer: nothing is written, rules are the caller's.
    package static func openReadOnly(
        _ engine: some Engine,
        rules: Rules,
        synonyms: SearchSynonyms = .none
    ) async throws -> RegistryStore {
        let adopted = try await engine.read { db in
            guard try Migration.check(db) > 0 else {
                throw Refusal(.missing, "This store is not initialised; run init first", code: "notInitialised")
            }
            return try Revisions(db: db).lastAdoption()
        }
        return try await load(engine, rules: rules, adopted: adopted, synonyms: synonyms)
    }

    private static func load(
        _ engine: some Engine,
        rules: Rules,
        adopted: RevisionMark,
        synonyms: SearchSynonyms
    ) async throws -> RegistryStore {
        let (facts, keys) = try await engine.read { db in
            guard let facts = try OperatorFacts.load(db) else {
                throw Refusal(.missing, "This store is not initialised; run init first", code: "notInitialised")
            }
            return (facts, try LabelKeyRows(db: db).all())
        }
        return RegistryStore(
            engine: engine,
            keys: keys,
            operatorFacts: facts,
            rules: rules,
            rulesAdopted: adopted,
            synonyms: synonyms,
            lexicon: SearchLexicon(synonyms),
            catalogue: Catalogue(engine: engine)
        )
    }

    /// The newest revision and its moment.
    package func head() async throws -> RevisionMark {
        try await engine.lookup { db in try Revisions(db: db).head() }
    }
}

/// A revision and the moment it was recorded.
package struct RevisionMark: Hashable, Comparable, Sendable {
    package var revision: Int64
    package var recordedAt: Moment

    package init(revision: Int64, recordedAt: Moment) {
        self.revision = revision
        self.recordedAt = recordedAt
    }

    package static func < (left: RevisionMark, right: RevisionMark) -> Bool { left.revision < right.revision }
}

/// Who runs the registry.
package struct OperatorFacts: Hashable, Sendable {
    package var nameJA: String
    package var nameEN: String
    /// Only an official operator drops the word "unofficial".
    package var isOfficial: Bool
    /// Host of the label addresses, lower case, without scheme and port.
    package var publicHost: String
    /// `sample` where the fictional overlay of the scheme data belongs to the store; empty otherwise.
    package var overlay: String

    package init(nameJA: String, nameEN: String, isOfficial: Bool, publicHost: String, overlay: String = "") {
        self.nameJA = nameJA
        self.nameEN = nameEN
        self.isOfficial = isOfficial
        self.publicHost = publicHost
        self.overlay = overlay
    }

    private static let all = Statement("SELECT name, value FROM setting")
    private static let insert = Statement("INSERT INTO setting (name, value) VALUES (?1, ?2)")

    static func load(_ db: any Transaction) throws -> OperatorFacts? {
        var settings: [String: String] = [:]
        try db.rows(all, []) { settings[$0.text(0)] = $0.text(1) }
        guard let host = settings["publicHost"] else { return nil }
        return OperatorFacts(
            nameJA: settings["operatorNameJA"] ?? "",
            nameEN: settings["operatorNameEN"] ?? "",
            isOfficial: settings["operatorOfficial"] == "yes",
            publicHost: host,
            overlay: settings["overlay"] ?? ""
        )
    }

    func save(_ db: any Transaction) throws {
        let settings = [
            ("operatorNameJA", nameJA), ("operatorNameEN", nameEN), ("operatorOfficial", isOfficial ? "yes" : "no"),
            ("publicHost", publicHost), ("overlay", overlay),
        ]
        for (name, value) in settings { try db.run(Self.insert, [.text(name), .text(value)]) }
    }
}

extension RegistryStore {
    /// The overlay that a store was made with, before its rules are known; empty for none.
    package static func overlay(of engine: some Engine) async throws -> String {
        try await engine.read { db in
            guard try Migration.check(db) > 0, let facts = try OperatorFacts.load(db) else {
                throw Refusal(.missing, "This store is not initialised; run init first", code: "notInitialised")
            }
            return facts.overlay
        }
    }
}
