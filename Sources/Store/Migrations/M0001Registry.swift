/// The first schema. Frozen: later changes are later files.
///
/// Days are day numbers, moments milliseconds, both integers. `recorded` and `superseded` are revisions: a row is known
/// from the first (inclusive) to the second (exclusive, 9223372036854775807 = still known).
enum M0001Registry {
    static let migration = Migration(
        number: 1,
        name: "registry",
        text: [
            """
            CREATE TABLE setting (
                name TEXT NOT NULL PRIMARY KEY,
                value TEXT NOT NULL
            ) {clustered}
            """,
            """
            CREATE TABLE label_key (
                id {integer} NOT NULL PRIMARY KEY,
                secret {bytes} NOT NULL,
                made_at {integer} NOT NULL,
                retired_at {integer}
            ) {strict}
            """,
            """
            CREATE TABLE head (
                id {integer} NOT NULL PRIMARY KEY CHECK (id = 1),
                revision {integer} NOT NULL CHECK (revision >= 0),
                recorded_at {integer} NOT NULL,
                last_registration {integer} NOT NULL CHECK (last_registration >= 0 AND last_registration < 33554432)
            ) {strict}
            """,
            """
            CREATE TABLE revision (
                number {integer} NOT NULL PRIMARY KEY CHECK (number > 0),
                recorded_at {integer} NOT NULL,
                rules TEXT NOT NULL
            ) {strict}
            """,
            "CREATE INDEX revision_by_moment ON revision (recorded_at)",
            """
            CREATE TABLE ruleset (
                digest TEXT NOT NULL PRIMARY KEY,
                body TEXT NOT NULL,
                first_seen_at {integer} NOT NULL
            ) {clustered}
            """,
            """
            CREATE TABLE list_source (
                id {integer} NOT NULL PRIMARY KEY,
                name TEXT NOT NULL UNIQUE
            ) {strict}
            """,
            """
            CREATE TABLE edition (
                id {integer} NOT NULL PRIMARY KEY,
                source_id {integer} NOT NULL REFERENCES list_source (id) ON DELETE RESTRICT,
                day {integer} NOT NULL,
                file_name TEXT NOT NULL,
                digest TEXT NOT NULL,
                row_count {integer} NOT NULL,
                recorded {integer} NOT NULL REFERENCES revision (number) ON DELETE RESTRICT,
                UNIQUE (source_id, digest)
            ) {strict}
            """,
            "CREATE INDEX edition_by_revision ON edition (source_id, recorded)",
            "CREATE INDEX edition_by_recorded ON edition (recorded)",
            """
            CREATE TABLE manufacturer (
                id {integer} NOT NULL PRIMARY KEY,
                digest TEXT NOT NULL UNIQUE,
                key TEXT NOT NULL,
                name_ja TEXT NOT NULL,
                name_en TEXT NOT NULL,
                name_kana TEXT NOT NULL,
                brands TEXT NOT NULL,
                corporate_number TEXT NOT NULL,
                country TEXT NOT NULL,
                public_contact TEXT NOT NULL,
                vulnerability_contact TEXT NOT NULL
            ) {strict}
            """,
            "CREATE INDEX manufacturer_by_key ON manufacturer (key)",
            """
            CREATE TABLE registration (
                id {integer} NOT NULL PRIMARY KEY,
                number TEXT NOT NULL,
                origin TEXT NOT NULL CHECK (origin IN ('issued', 'imported', 'test')),
                source_id {integer} NOT NULL REFERENCES list_source (id) ON DELETE RESTRICT,
                key_id {integer} NOT NULL REFERENCES label_key (id) ON DELETE RESTRICT,
                UNIQUE (number, source_id)
            ) {strict}
            """,
            "CREATE INDEX registration_by_source ON registration (source_id, id)",
            "CREATE INDEX registration_by_key ON registration (key_id)",
            """
            CREATE TABLE card (
                registration_id {integer} NOT NULL PRIMARY KEY REFERENCES registration (id) ON DELETE RESTRICT,
                source_id {integer} NOT NULL REFERENCES list_source (id) ON DELETE RESTRICT,
                revision {integer} NOT NULL,
                body {bytes} NOT NULL
            ) {strict}
            """,
            "CREATE INDEX card_by_source ON card (source_id)",
            """
            CREATE TABLE period (
                registration_id {integer} NOT NULL REFERENCES registration (id) ON DELETE RESTRICT,
                ordinal {integer} NOT NULL,
                from_day {integer} NOT NULL,
                to_day {integer} NOT NULL,
                standing TEXT NOT NULL,
                level {integer} NOT NULL CHECK (level BETWEEN 1 AND 4),
                assurance TEXT NOT NULL CHECK (assurance IN ('selfDeclared', 'thirdParty')),
                held_from {integer},
                held_until {integer},
                confirmed {integer} NOT NULL CHECK (confirmed IN (0, 1)),
                raw_status TEXT,
                criteria TEXT NOT NULL,
                laboratory TEXT NOT NULL,
                route TEXT NOT NULL,
                recorded {integer} NOT NULL,
                superseded {integer} NOT NULL,
                PRIMARY KEY (registration_id, ordinal),
                CHECK (from_day < to_day),
                CHECK (recorded < superseded)
            ) {clustered}
            """,
            """
            CREATE TABLE model (
                registration_id {integer} NOT NULL REFERENCES registration (id) ON DELETE RESTRICT,
                ordinal {integer} NOT NULL,
                from_day {integer} NOT NULL,
                to_day {integer} NOT NULL,
                place {integer} NOT NULL,
                exact TEXT NOT NULL,
                equal_key TEXT NOT NULL,
                near_key TEXT NOT NULL,
                gtin TEXT NOT NULL,
                versions TEXT NOT NULL,
                revoked {integer} NOT NULL CHECK (revoked IN (0, 1)),
                recorded {integer} NOT NULL,
                superseded {integer} NOT NULL,
                PRIMARY KEY (registration_id, ordinal),
                CHECK (from_day <= to_day),
                CHECK (recorded < superseded)
            ) {clustered}
            """,
            "CREATE INDEX model_by_near_key ON model (near_key)",
            "CREATE INDEX model_by_gtin ON model (gtin) WHERE gtin <> ''",
            """
            CREATE TABLE holder (
                registration_id {integer} NOT NULL REFERENCES registration (id) ON DELETE RESTRICT,
                ordinal {integer} NOT NULL,
                from_day {integer} NOT NULL,
                to_day {integer} NOT NULL,
                manufacturer_id {integer} NOT NULL REFERENCES manufacturer (id) ON DELETE RESTRICT,
                recorded {integer} NOT NULL,
                superseded {integer} NOT NULL,
                PRIMARY KEY (registration_id, ordinal),
                CHECK (from_day < to_day),
                CHECK (recorded < superseded)
            ) {clustered}
            """,
            "CREATE INDEX holder_by_manufacturer ON holder (manufacturer_id)",
            """
            CREATE TABLE product (
                registration_id {integer} NOT NULL REFERENCES registration (id) ON DELETE RESTRICT,
                ordinal {integer} NOT NULL,
                from_day {integer} NOT NULL,
                to_day {integer} NOT NULL,
                name_ja TEXT NOT NULL,
                name_en TEXT NOT NULL,
                brand TEXT NOT NULL,
                category TEXT NOT NULL,
                description_ja TEXT NOT NULL,
                description_en TEXT NOT NULL,
                services TEXT NOT NULL,
                update_method_ja TEXT NOT NULL,
                update_method_en TEXT NOT NULL,
                support TEXT NOT NULL CHECK (support IN ('notStated', 'unsupported', 'until')),
                support_until {integer},
                default_credentials_ja TEXT NOT NULL,
                default_credentials_en TEXT NOT NULL,
                setup_link TEXT NOT NULL,
                disclosure_link TEXT NOT NULL,
                recorded {integer} NOT NULL,
                superseded {integer} NOT NULL,
                PRIMARY KEY (registration_id, ordinal),
                CHECK (from_day < to_day),
                CHECK (recorded < superseded)
            ) {clustered}
            """,
            """
            CREATE TABLE event (
                registration_id {integer} NOT NULL REFERENCES registration (id) ON DELETE RESTRICT,
                ordinal {integer} NOT NULL,
                kind TEXT NOT NULL,
                effective_on {integer} NOT NULL,
                recorded_at {integer} NOT NULL,
                revision {integer} NOT NULL REFERENCES revision (number) ON DELETE RESTRICT,
                actor TEXT NOT NULL,
                public_note TEXT NOT NULL,
                private_note TEXT NOT NULL,
                body {bytes} NOT NULL,
                PRIMARY KEY (registration_id, ordinal)
            ) {clustered}
            """,
            "CREATE INDEX event_by_revision ON event (revision, registration_id)",
            """
            CREATE TABLE act (
                id {integer} NOT NULL PRIMARY KEY,
                recorded_at {integer} NOT NULL,
                actor TEXT NOT NULL,
                verb TEXT NOT NULL,
                subject TEXT NOT NULL,
                detail TEXT NOT NULL,
                revision {integer}
            ) {strict}
            """,
            """
            CREATE TABLE doubt (
                id {integer} NOT NULL PRIMARY KEY,
                recorded_at {integer} NOT NULL,
                subject TEXT NOT NULL,
                kind TEXT NOT NULL,
                body TEXT NOT NULL,
                contact TEXT NOT NULL,
                language TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('open', 'closed'))
            ) {strict}
            """,
            "CREATE INDEX doubt_by_state ON doubt (state, id)",
            """
            CREATE TABLE done_request (
                key TEXT NOT NULL PRIMARY KEY,
                body_digest TEXT NOT NULL,
                answer {bytes} NOT NULL,
                recorded_at {integer} NOT NULL
            ) {clustered}
            """,
            "INSERT INTO head (id, revision, recorded_at, last_registration) VALUES (1, 0, 0, 0)",
            // Registrations of this registry's own have source 0, so that numbers stay unique per source.
            "INSERT INTO list_source (id, name) VALUES (0, '')",
        ],
        makesSearch: true
    )
}
