/// Keys for machines. Their texts stand here as digests alone.
enum M0008ApiKey {
    static let migration = Migration(
        number: 8,
        name: "api key",
        text: [
            """
            CREATE TABLE api_key (
                id {integer} NOT NULL PRIMARY KEY,
                digest TEXT NOT NULL UNIQUE,
                hint TEXT NOT NULL,
                account_id {integer} NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
                name TEXT NOT NULL,
                scopes TEXT NOT NULL,
                made_at {integer} NOT NULL,
                ends_at {integer} NOT NULL CHECK (ends_at >= made_at),
                last_used_at {integer},
                revoked_at {integer},
                replaced_at {integer}
            ) {strict}
            """,
            "CREATE INDEX api_key_by_account ON api_key (account_id, id)",
            "CREATE INDEX api_key_by_end ON api_key (ends_at)",
        ],
        makesSearch: false
    )
}
