/// Applications, what was filed with them, what they cost, and who may act for a registration.
enum M0007Application {
    static let migration = Migration(
        number: 7,
        name: "application",
        text: [
            // What lists and queues need stands in columns; the rest is packed in `body`.
            """
            CREATE TABLE application (
                id {integer} NOT NULL PRIMARY KEY,
                kind TEXT NOT NULL CHECK (kind IN ('new', 'extension', 'change', 'withdrawal')),
                organisation_id {integer} NOT NULL REFERENCES organisation (id) ON DELETE RESTRICT,
                registration_id {integer} REFERENCES registration (id) ON DELETE RESTRICT,
                laboratory_id {integer} REFERENCES organisation (id) ON DELETE RESTRICT,
                state TEXT NOT NULL,
                version {integer} NOT NULL CHECK (version > 0),
                application_number TEXT NOT NULL,
                acceptance_number TEXT NOT NULL,
                provisional_number TEXT NOT NULL,
                level {integer} NOT NULL,
                product TEXT NOT NULL,
                submitted_level {integer} NOT NULL,
                submitted_product TEXT NOT NULL,
                assessment TEXT NOT NULL,
                correction_until {integer},
                submissions {integer} NOT NULL,
                state_since {integer} NOT NULL,
                made_at {integer} NOT NULL,
                changed_at {integer} NOT NULL,
                body {bytes} NOT NULL
            ) {strict}
            """,
            """
            CREATE UNIQUE INDEX application_by_number ON application (application_number) WHERE application_number <> ''
            """,
            """
            CREATE UNIQUE INDEX application_by_acceptance ON application (acceptance_number)
            WHERE acceptance_number <> ''
            """,
            """
            CREATE UNIQUE INDEX application_by_provisional ON application (provisional_number)
            WHERE provisional_number <> ''
            """,
            "CREATE INDEX application_by_state ON application (state, state_since, id)",
            "CREATE INDEX application_by_organisation ON application (organisation_id, id)",
            "CREATE INDEX application_by_registration ON application (registration_id, id)",
            "CREATE INDEX application_by_laboratory ON application (laboratory_id, id)",
            """
            CREATE TABLE application_step (
                application_id {integer} NOT NULL REFERENCES application (id) ON DELETE RESTRICT,
                number {integer} NOT NULL,
                at {integer} NOT NULL,
                account_id {integer} NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
                word TEXT NOT NULL,
                state_before TEXT NOT NULL,
                state_after TEXT NOT NULL,
                note TEXT NOT NULL,
                PRIMARY KEY (application_id, number)
            ) {clustered}
            """,
            "CREATE INDEX application_step_by_account ON application_step (account_id)",
            "CREATE INDEX application_step_by_state ON application_step (state_after, at)",
            """
            CREATE TABLE application_submission (
                application_id {integer} NOT NULL REFERENCES application (id) ON DELETE RESTRICT,
                number {integer} NOT NULL,
                at {integer} NOT NULL,
                account_id {integer} NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
                body {bytes} NOT NULL,
                PRIMARY KEY (application_id, number)
            ) {strict}
            """,
            "CREATE INDEX application_submission_by_account ON application_submission (account_id)",
            """
            CREATE TABLE filed_document (
                digest TEXT NOT NULL PRIMARY KEY,
                organisation_id {integer} NOT NULL REFERENCES organisation (id) ON DELETE RESTRICT,
                size {integer} NOT NULL,
                bytes {bytes} NOT NULL,
                made_at {integer} NOT NULL
            ) {strict}
            """,
            "CREATE INDEX filed_document_by_organisation ON filed_document (organisation_id, size)",
            // Nothing of it is changed or taken away: what was charged, and what it was settled by.
            """
            CREATE TABLE ledger (
                id {integer} NOT NULL PRIMARY KEY,
                at {integer} NOT NULL,
                application_id {integer} NOT NULL REFERENCES application (id) ON DELETE RESTRICT,
                invoice TEXT NOT NULL,
                entry TEXT NOT NULL CHECK (entry IN ('charged', 'paid', 'waived', 'voided')),
                amount {integer} NOT NULL CHECK (amount > 0),
                account_id {integer} NOT NULL REFERENCES account (id) ON DELETE RESTRICT
            ) {strict}
            """,
            "CREATE UNIQUE INDEX ledger_by_charge ON ledger (application_id) WHERE entry = 'charged'",
            "CREATE UNIQUE INDEX ledger_by_settlement ON ledger (application_id) WHERE entry <> 'charged'",
            "CREATE INDEX ledger_by_application ON ledger (application_id, id)",
            "CREATE INDEX ledger_by_account ON ledger (account_id)",
            """
            CREATE TABLE registration_owner (
                registration_id {integer} NOT NULL PRIMARY KEY REFERENCES registration (id) ON DELETE RESTRICT,
                organisation_id {integer} NOT NULL REFERENCES organisation (id) ON DELETE RESTRICT,
                since {integer} NOT NULL
            ) {clustered}
            """,
            "CREATE INDEX registration_owner_by_organisation ON registration_owner (organisation_id, registration_id)",
            """
            CREATE TABLE laboratory (
                organisation_id {integer} NOT NULL PRIMARY KEY REFERENCES organisation (id) ON DELETE RESTRICT,
                levels TEXT NOT NULL,
                valid_from {integer} NOT NULL,
                valid_until {integer} NOT NULL,
                conflicts TEXT NOT NULL
            ) {strict}
            """,
            """
            CREATE TABLE number_sequence (
                kind TEXT NOT NULL PRIMARY KEY,
                last {integer} NOT NULL
            ) {clustered}
            """,
        ],
        makesSearch: false
    )
}
