/// Everything in which the engines' SQL differs, and nothing else; at most a dozen entries.
package struct Dialect: Hashable, Sendable {
    /// Replaced in migrations.
    let integerType: String
    let bytesType: String
    /// What follows the closing bracket of a table.
    let tableEnd: String
    /// The same where the rows lie in the order of their key.
    let clusteredEnd: String
    /// Counts the ledger of schema steps: 0 where the database holds no registry.
    let countLedgers: Statement
    /// The search index, its upkeep and its question.
    let createSearch: [String]
    let insertSearch: Statement
    let deleteSearch: Statement
    let searchLabels: Statement

    package static let sqlite = Dialect(
        integerType: "INTEGER",
        bytesType: "BLOB",
        tableEnd: "STRICT",
        clusteredEnd: "STRICT, WITHOUT ROWID",
        countLedgers: Statement("SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'migration'"),
        createSearch: [
            "CREATE VIRTUAL TABLE label_search USING fts5(words, content='', tokenize='ascii', detail=full)"
        ],
        insertSearch: Statement("INSERT INTO label_search (rowid, words) VALUES (?1, ?2)"),
        // A contentless index forgets a row only when told exactly the words it was given.
        deleteSearch: Statement("INSERT INTO label_search (label_search, rowid, words) VALUES ('delete', ?1, ?2)"),
        searchLabels: Statement(
            """
            SELECT c.registration_id, c.body FROM label_search s JOIN card c ON c.registration_id = s.rowid
            WHERE label_search MATCH ?1 AND s.rowid > ?2 ORDER BY s.rowid LIMIT ?3
            """
        )
    )

    /// A migration's text with the type words of this engine.
    func translate(_ sql: String) -> String {
        sql.replacing("{integer}", with: integerType)
            .replacing("{bytes}", with: bytesType)
            .replacing("{strict}", with: tableEnd)
            .replacing("{clustered}", with: clusteredEnd)
    }
}
