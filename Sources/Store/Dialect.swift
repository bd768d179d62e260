/// Everything in which the engines' SQL differs, and nothing else; at most a dozen entries.
package struct Dialect: Hashable, Sendable {
    /// Replaced in migrations.
    let integerType: String
    let textType: String
    let bytesType: String
    /// What follows the closing bracket of a table.
    let tableEnd: String
    /// The same where the rows lie in the order of their key.
    let clusteredEnd: String
    /// Counts the ledger of schema steps: 0 where the database holds no registry.
    let countLedgers: Statement
    /// The search index, its upkeep and its question: ids in order, after one, at most so many.
    let createSearch: [String]
    let insertSearch: Statement
    let deleteSearch: Statement
    let searchLabels: Statement
    /// How a question to the index is written.
    let questionForm: QuestionForm

    enum QuestionForm: Hashable, Sendable {
        /// `"a b" AND "c"*`
        case phrases
        /// One tsquery a line: `a <-> b`, `c:*`
        case tsquery
    }

    package static let sqlite = Dialect(
        integerType: "INTEGER",
        textType: "TEXT",
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
            SELECT rowid FROM label_search WHERE label_search MATCH ?1 AND rowid > ?2 ORDER BY rowid LIMIT ?3
            """
        ),
        questionForm: .phrases
    )

    package static let postgres = Dialect(
        integerType: "BIGINT",
        // Text is compared by its bytes, whatever the database's own language is.
        textType: "TEXT COLLATE \"C\"",
        bytesType: "BYTEA",
        tableEnd: "",
        clusteredEnd: "",
        countLedgers: Statement(
            "SELECT COUNT(*) FROM pg_class WHERE oid = to_regclass('migration') AND relkind = 'r'"
        ),
        // A vector keeps 256 places of a word, so a document is kept in parts.
        createSearch: [
            """
            CREATE TABLE label_search (
                registration_id BIGINT NOT NULL, part BIGINT NOT NULL, words TSVECTOR NOT NULL,
                PRIMARY KEY (registration_id, part)
            )
            """,
            "CREATE INDEX label_search_words ON label_search USING GIN (words)",
        ],
        insertSearch: Statement(
            """
            INSERT INTO label_search (registration_id, part, words)
            SELECT ?1, t.part, to_tsvector('simple', t.words)
            FROM unnest(string_to_array(?2, chr(10))) WITH ORDINALITY AS t (words, part)
            """
        ),
        deleteSearch: Statement("DELETE FROM label_search WHERE registration_id = ?1 AND CAST(?2 AS TEXT) IS NOT NULL"),
        // Each line must be met by some part of the document.
        searchLabels: Statement(
            """
            SELECT s.registration_id FROM unnest(string_to_array(?1, chr(10))) WITH ORDINALITY AS q (line, number)
            JOIN label_search s ON s.words @@ to_tsquery('simple', q.line)
            WHERE s.registration_id > ?2 GROUP BY s.registration_id
            HAVING COUNT(DISTINCT q.number) = cardinality(string_to_array(?1, chr(10)))
            ORDER BY s.registration_id LIMIT ?3
            """
        ),
        questionForm: .tsquery
    )

    /// A migration's text with the type words of this engine.
    func translate(_ sql: String) -> String {
        sql.replacing(" TEXT", with: " " + textType)
            .replacing("{integer}", with: integerType)
            .replacing("{bytes}", with: bytesType)
            .replacing("{strict}", with: tableEnd)
            .replacing("{clustered}", with: clusteredEnd)
    }
}
