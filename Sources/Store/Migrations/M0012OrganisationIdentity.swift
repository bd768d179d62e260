/// What the office found out about who an organisation is. Records are appended: the last one counts.
enum M0012OrganisationIdentity {
    static let migration = Migration(
        number: 12,
        name: "organisation identity",
        text: [
            // Without an account: whoever owns the store made the organisation.
            """
            CREATE TABLE organisation_check (
                organisation_id {integer} NOT NULL REFERENCES organisation (id) ON DELETE RESTRICT,
                number {integer} NOT NULL,
                kind TEXT NOT NULL CHECK (kind IN ('checked', 'revoked')),
                account_id {integer} REFERENCES account (id) ON DELETE RESTRICT,
                at {integer} NOT NULL,
                sentence TEXT NOT NULL CHECK (sentence <> ''),
                PRIMARY KEY (organisation_id, number)
            ) {clustered}
            """,
            "CREATE INDEX organisation_check_by_account ON organisation_check (account_id)",
        ],
        makesSearch: false
    )
}
