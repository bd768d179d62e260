/// Secret addresses of calendars, as digests alone, and what calendars said of applications' deadlines: a deadline that
/// was met is struck out, so its day must be known when the application itself no longer has it.
enum M0017CalendarAddress {
    static let migration = Migration(
        number: 17,
        name: "calendar address",
        text: [
            """
            CREATE TABLE calendar_address (
                account_id {integer} NOT NULL PRIMARY KEY REFERENCES account (id) ON DELETE RESTRICT,
                organisation_id {integer} NOT NULL REFERENCES organisation (id) ON DELETE RESTRICT,
                digest TEXT NOT NULL UNIQUE,
                made_at {integer} NOT NULL,
                last_used_at {integer}
            ) {strict}
            """,
            "CREATE INDEX calendar_address_by_organisation ON calendar_address (organisation_id)",
            // An application has one row of a kind: asked for again, it moves.
            """
            CREATE TABLE application_deadline (
                application_id {integer} NOT NULL REFERENCES application (id) ON DELETE RESTRICT,
                kind TEXT NOT NULL CHECK (kind IN ('correction', 'invoice')),
                day {integer} NOT NULL,
                moot {integer} NOT NULL CHECK (moot IN (0, 1)),
                sequence {integer} NOT NULL CHECK (sequence >= 0),
                changed_at {integer} NOT NULL,
                PRIMARY KEY (application_id, kind)
            ) {clustered}
            """,
        ],
        makesSearch: false
    )
}
