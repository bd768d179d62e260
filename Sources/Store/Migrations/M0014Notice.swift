/// What holders are told of their labels' ends, and how far the ladder was climbed.
enum M0014Notice {
    static let migration = Migration(
        number: 14,
        name: "notice",
        text: [
            // One row: since when the ladder is kept, and through which day and revision everything due was planned.
            """
            CREATE TABLE ladder (
                id {integer} NOT NULL PRIMARY KEY CHECK (id = 1),
                began_day {integer} NOT NULL,
                through_day {integer} NOT NULL,
                revision {integer} NOT NULL
            ) {strict}
            """,
            // `recipient` is the address as mailboxes are told apart; empty for the office and for what was overtaken
            // before anybody was told.
            """
            CREATE TABLE notice (
                id {integer} NOT NULL PRIMARY KEY,
                registration_id {integer} NOT NULL REFERENCES registration (id) ON DELETE RESTRICT,
                milestone TEXT NOT NULL,
                held_until {integer} NOT NULL,
                recipient TEXT NOT NULL,
                channel TEXT NOT NULL CHECK (channel IN ('mail', 'office', 'none')),
                account_id {integer} REFERENCES account (id) ON DELETE RESTRICT,
                address TEXT NOT NULL,
                language TEXT NOT NULL CHECK (language IN ('ja', 'en')),
                step {integer} NOT NULL CHECK (step BETWEEN 0 AND 2),
                state TEXT NOT NULL CHECK (
                    state IN (
                        'planned', 'queued', 'sent', 'overtaken', 'suppressed', 'failed', 'escalated', 'waiting',
                        'answered'
                    )
                ),
                due_on {integer} NOT NULL,
                letter_id {integer} REFERENCES letter (id) ON DELETE SET NULL,
                made_at {integer} NOT NULL,
                settled_at {integer},
                UNIQUE (registration_id, milestone, held_until, recipient, channel)
            ) {strict}
            """,
            "CREATE INDEX notice_planned ON notice (recipient, due_on, id) WHERE state = 'planned'",
            "CREATE INDEX notice_failed ON notice (id) WHERE state = 'failed'",
            "CREATE INDEX notice_waiting ON notice (id) WHERE state = 'waiting'",
            "CREATE INDEX notice_by_letter ON notice (letter_id, id)",
            "CREATE INDEX notice_by_account ON notice (account_id)",
            // What ends on a day, among what is known now.
            """
            CREATE INDEX period_by_end ON period (held_until, registration_id)
            WHERE superseded = 9223372036854775807 AND standing = 'valid'
            """,
            """
            CREATE INDEX period_by_grace_end ON period (to_day, registration_id)
            WHERE superseded = 9223372036854775807 AND standing = 'grace'
            """,
            "CREATE INDEX letter_by_recipient ON letter (recipient, kind, queued_at)",
            // Only what differs from what an account gets without choosing.
            """
            CREATE TABLE letter_choice (
                account_id {integer} NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
                topic TEXT NOT NULL CHECK (topic IN ('labelEnds', 'applicationSteps')),
                wanted {integer} NOT NULL CHECK (wanted IN (0, 1)),
                PRIMARY KEY (account_id, topic)
            ) {clustered}
            """,
        ],
        makesSearch: false
    )
}
