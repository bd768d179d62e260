/// What the office found out about who an organisation is, where records are appended and the last one counts; and whose
/// an application number is: of the application that the office received with it, not of whoever typed it first.
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
            "DROP INDEX application_by_number",
            "CREATE INDEX application_by_number ON application (application_number) WHERE application_number <> ''",
            """
            CREATE UNIQUE INDEX application_by_held_number ON application (application_number)
            WHERE application_number <> ''
                AND state IN ('received', 'accepted', 'feeDue', 'feePaid', 'underConfirmation', 'issued')
            """,
        ],
        makesSearch: false
    )
}
