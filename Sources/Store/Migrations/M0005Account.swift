/// Organisations, accounts and how they sign in. Secrets stand here as digests, but for those of one-time codes, which
/// both sides must know.
enum M0005Account {
    static let migration = Migration(
        number: 5,
        name: "account",
        text: [
            """
            CREATE TABLE organisation (
                id {integer} NOT NULL PRIMARY KEY,
                side TEXT NOT NULL CHECK (side IN ('operator', 'manufacturer', 'laboratory')),
                name_ja TEXT NOT NULL,
                name_en TEXT NOT NULL,
                corporate_number TEXT NOT NULL,
                foreign_proof TEXT NOT NULL,
                country TEXT NOT NULL,
                made_at {integer} NOT NULL
            ) {strict}
            """,
            """
            CREATE UNIQUE INDEX organisation_by_corporate_number ON organisation (side, corporate_number)
            WHERE corporate_number <> ''
            """,
            """
            CREATE TABLE account (
                id {integer} NOT NULL PRIMARY KEY,
                organisation_id {integer} NOT NULL REFERENCES organisation (id) ON DELETE RESTRICT,
                address TEXT NOT NULL,
                address_key TEXT NOT NULL UNIQUE,
                name TEXT NOT NULL,
                language TEXT NOT NULL CHECK (language IN ('ja', 'en')),
                roles TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('active', 'closed')),
                password TEXT NOT NULL,
                code_secret {bytes},
                code_step {integer} NOT NULL,
                made_at {integer} NOT NULL
            ) {strict}
            """,
            "CREATE INDEX account_by_organisation ON account (organisation_id, id)",
            """
            CREATE TABLE recovery_code (
                account_id {integer} NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
                digest TEXT NOT NULL,
                PRIMARY KEY (account_id, digest)
            ) {clustered}
            """,
            """
            CREATE TABLE session (
                id {integer} NOT NULL PRIMARY KEY,
                digest TEXT NOT NULL UNIQUE,
                account_id {integer} NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
                made_at {integer} NOT NULL,
                seen_at {integer} NOT NULL,
                proven_at {integer} NOT NULL,
                ends_at {integer} NOT NULL,
                agent TEXT NOT NULL
            ) {strict}
            """,
            "CREATE INDEX session_by_account ON session (account_id, id)",
            "CREATE INDEX session_by_end ON session (ends_at)",
            """
            CREATE TABLE joining (
                id {integer} NOT NULL PRIMARY KEY,
                kind TEXT NOT NULL CHECK (kind IN ('registration', 'invitation', 'first')),
                address TEXT NOT NULL,
                address_key TEXT NOT NULL,
                name TEXT NOT NULL,
                language TEXT NOT NULL CHECK (language IN ('ja', 'en')),
                organisation_id {integer} REFERENCES organisation (id) ON DELETE RESTRICT,
                organisation {bytes} NOT NULL,
                roles TEXT NOT NULL,
                made_by TEXT NOT NULL,
                made_at {integer} NOT NULL,
                ends_at {integer} NOT NULL
            ) {strict}
            """,
            "CREATE INDEX joining_by_organisation ON joining (organisation_id)",
            "CREATE INDEX joining_by_address ON joining (address_key, ends_at)",
            "CREATE INDEX joining_by_end ON joining (ends_at)",
            "CREATE INDEX joining_by_maker ON joining (made_by)",
            """
            CREATE TABLE token (
                digest TEXT NOT NULL PRIMARY KEY,
                purpose TEXT NOT NULL CHECK (purpose IN ('join', 'reset')),
                subject_id {integer} NOT NULL,
                ends_at {integer} NOT NULL
            ) {clustered}
            """,
            "CREATE INDEX token_by_subject ON token (purpose, subject_id)",
            "CREATE INDEX token_by_end ON token (ends_at)",
            """
            CREATE TABLE sign_in_guard (
                key TEXT NOT NULL PRIMARY KEY,
                failures {integer} NOT NULL,
                held_until {integer} NOT NULL,
                last_at {integer} NOT NULL
            ) {clustered}
            """,
            "CREATE INDEX sign_in_guard_by_moment ON sign_in_guard (last_at)",
            """
            CREATE TABLE refused_act (
                verb TEXT NOT NULL,
                subject TEXT NOT NULL,
                minute {integer} NOT NULL,
                count {integer} NOT NULL,
                PRIMARY KEY (verb, subject, minute)
            ) {clustered}
            """,
            "CREATE INDEX act_by_subject ON act (subject, id)",
            "CREATE INDEX act_by_actor ON act (actor, id)",
            "CREATE INDEX act_by_verb ON act (verb, id)",
            "CREATE INDEX letter_by_subject ON letter (subject_id, kind, queued_at)",
        ],
        makesSearch: false
    )
}
