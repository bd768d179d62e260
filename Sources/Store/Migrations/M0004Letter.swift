/// Letters to be sent and letters that were: rows are written in the transaction that causes them.
enum M0004Letter {
    static let migration = Migration(
        number: 4,
        name: "letter",
        text: [
            """
            CREATE TABLE letter (
                id {integer} NOT NULL PRIMARY KEY,
                message_id TEXT NOT NULL UNIQUE,
                kind TEXT NOT NULL,
                recipient TEXT NOT NULL,
                language TEXT NOT NULL CHECK (language IN ('ja', 'en')),
                facts {bytes} NOT NULL,
                subject_id {integer} NOT NULL,
                queued_at {integer} NOT NULL,
                due_at {integer} NOT NULL,
                lasts_until {integer},
                state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'dead', 'moot')),
                attempts {integer} NOT NULL CHECK (attempts >= 0),
                attempted_at {integer},
                lease_holder TEXT NOT NULL,
                lease_until {integer} NOT NULL,
                outcome TEXT NOT NULL,
                settled_at {integer}
            ) {strict}
            """,
            "CREATE INDEX letter_by_due ON letter (due_at, id) WHERE state = 'waiting'",
            "CREATE INDEX letter_by_state ON letter (state, id)",
        ],
        makesSearch: false
    )
}
