/// Letters that somebody waits for go first (`rank` 0).
///
/// The patience that a recipient's server is given counts from when it was asked, which a fault of ours puts off
/// (`patience_from`, 0 where none did).
///
/// Addresses of notices behind which no account stands are found by their age and by themselves, so that they are
/// forgotten. They are those of step 1, the manufacturer's public contact.
enum M0018Bounce {
    static let migration = Migration(
        number: 18,
        name: "bounce",
        text: [
            "ALTER TABLE letter ADD COLUMN rank {integer} NOT NULL DEFAULT 1 CHECK (rank IN (0, 1))",
            "ALTER TABLE letter ADD COLUMN patience_from {integer} NOT NULL DEFAULT 0",
            "CREATE INDEX letter_by_rank ON letter (rank, due_at, id) WHERE state = 'waiting'",
            """
            CREATE INDEX notice_contact_by_age ON notice (settled_at, id)
            WHERE step = 1 AND address <> ''
            """,
            """
            CREATE INDEX notice_contact ON notice (recipient, id)
            WHERE step = 1 AND address <> ''
            """,
        ],
        makesSearch: false
    )
}
