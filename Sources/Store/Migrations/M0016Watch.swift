/// What people without an account follow, and what they were told of it.
enum M0016Watch {
    static let migration = Migration(
        number: 16,
        name: "watch",
        text: [
            // `revision` and `day` say from when on it is told. Letters tell what labels are at `sent_revision` and
            // `sent_day` while they are under way; `letter_id` is the letter that waits.
            """
            CREATE TABLE watch (
                id {integer} NOT NULL PRIMARY KEY,
                state TEXT NOT NULL CHECK (state IN ('asked', 'followed', 'over')),
                kind TEXT NOT NULL CHECK (kind IN ('list', 'check')),
                address TEXT NOT NULL,
                address_key TEXT NOT NULL,
                language TEXT NOT NULL CHECK (language IN ('ja', 'en')),
                title TEXT NOT NULL,
                conditions TEXT NOT NULL,
                subject {bytes} NOT NULL,
                until_day {integer} NOT NULL,
                asked_at {integer} NOT NULL,
                revision {integer} NOT NULL,
                day {integer} NOT NULL,
                letter_id {integer},
                letter_day {integer},
                sent_revision {integer} NOT NULL,
                sent_day {integer} NOT NULL,
                failures {integer} NOT NULL CHECK (failures >= 0),
                bounces {integer} NOT NULL CHECK (bounces >= 0)
            ) {strict}
            """,
            "CREATE INDEX watch_by_address ON watch (address_key, asked_at)",
            "CREATE INDEX watch_by_state ON watch (kind, state)",
            "CREATE INDEX watch_by_asking ON watch (asked_at, id) WHERE state = 'asked'",
            "CREATE INDEX watch_by_end ON watch (until_day, id) WHERE state = 'followed'",
            "CREATE INDEX watch_over ON watch (until_day, id) WHERE state = 'over'",
            "CREATE INDEX watch_by_letter ON watch (letter_id)",
            // Links of letters: any of them leads to the watch while it lasts.
            """
            CREATE TABLE watch_token (
                digest TEXT NOT NULL PRIMARY KEY,
                watch_id {integer} NOT NULL REFERENCES watch (id) ON DELETE CASCADE,
                ends_at {integer} NOT NULL
            ) {clustered}
            """,
            "CREATE INDEX watch_token_by_watch ON watch_token (watch_id)",
            "CREATE INDEX watch_token_by_end ON watch_token (ends_at)",
            // Every label of a check; of a query the labels that there was something to tell of. `base_revision` and
            // `base_day` say what the watcher knows of it; `products` are the rows of a check that led to it.
            """
            CREATE TABLE watch_label (
                watch_id {integer} NOT NULL REFERENCES watch (id) ON DELETE CASCADE,
                registration_id {integer} NOT NULL REFERENCES registration (id) ON DELETE RESTRICT,
                state TEXT NOT NULL CHECK (state IN ('new', 'due', 'sending', 'told')),
                base_revision {integer} NOT NULL,
                base_day {integer} NOT NULL,
                of_list {integer} NOT NULL CHECK (of_list IN (0, 1)),
                products {bytes} NOT NULL,
                PRIMARY KEY (watch_id, registration_id)
            ) {clustered}
            """,
            "CREATE INDEX watch_label_by_registration ON watch_label (registration_id, watch_id)",
            "CREATE INDEX watch_label_new ON watch_label (watch_id, registration_id) WHERE state = 'new'",
            "CREATE INDEX watch_label_due ON watch_label (watch_id, registration_id) WHERE state = 'due'",
            // What a query's watch no longer needs to remember.
            "CREATE INDEX watch_label_told ON watch_label (base_day) WHERE state = 'told' AND of_list = 1",
            // One row: through which day and revision labels were looked at for watches.
            """
            CREATE TABLE watch_round (
                id {integer} NOT NULL PRIMARY KEY CHECK (id = 1),
                through_day {integer} NOT NULL,
                revision {integer} NOT NULL
            ) {strict}
            """,
            // What begins on a day among what is known now: every change of standing that the calendar brings about.
            """
            CREATE INDEX period_by_start ON period (from_day, registration_id)
            WHERE superseded = 9223372036854775807
            """,
            // Acts that may count from a day to come and begin no period.
            """
            CREATE INDEX event_by_day ON event (effective_on, registration_id)
            WHERE kind IN ('holderChanged', 'modelsChanged', 'restated', 'corrected')
            """,
        ],
        makesSearch: false
    )
}
