/// Endpoints of organisations, and what they are told.
enum M0015Webhook {
    static let migration = Migration(
        number: 15,
        name: "webhook",
        text: [
            """
            CREATE TABLE endpoint (
                id {integer} NOT NULL PRIMARY KEY,
                organisation_id {integer} NOT NULL REFERENCES organisation (id) ON DELETE RESTRICT,
                url TEXT NOT NULL,
                label TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('unproven', 'active', 'paused', 'ended')),
                events TEXT NOT NULL,
                secret TEXT NOT NULL,
                former_secret TEXT NOT NULL,
                former_until {integer},
                made_by {integer} NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
                made_at {integer} NOT NULL,
                failing_since {integer},
                is_slow {integer} NOT NULL CHECK (is_slow IN (0, 1)),
                due_at {integer},
                rests_until {integer} NOT NULL,
                lease_holder TEXT NOT NULL,
                lease_until {integer} NOT NULL,
                CHECK ((former_until IS NULL) = (former_secret = '')),
                CHECK (due_at IS NULL OR state IN ('unproven', 'active'))
            ) {strict}
            """,
            "CREATE INDEX endpoint_by_organisation ON endpoint (organisation_id, id)",
            "CREATE INDEX endpoint_by_maker ON endpoint (made_by)",
            "CREATE INDEX endpoint_by_due ON endpoint (is_slow, due_at, id) WHERE due_at IS NOT NULL",
            """
            CREATE TABLE delivery (
                id {integer} NOT NULL PRIMARY KEY,
                webhook_id TEXT NOT NULL UNIQUE,
                endpoint_id {integer} NOT NULL REFERENCES endpoint (id) ON DELETE RESTRICT,
                event TEXT NOT NULL,
                registration_id {integer} REFERENCES registration (id) ON DELETE RESTRICT,
                revision {integer} NOT NULL,
                facts {bytes} NOT NULL,
                queued_at {integer} NOT NULL,
                due_at {integer} NOT NULL,
                lasts_until {integer},
                state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'dead', 'moot')),
                attempts {integer} NOT NULL CHECK (attempts >= 0),
                attempted_at {integer},
                outcome TEXT NOT NULL,
                settled_at {integer},
                CHECK ((state = 'waiting') = (settled_at IS NULL))
            ) {strict}
            """,
            "CREATE INDEX delivery_by_due ON delivery (endpoint_id, due_at, id) WHERE state = 'waiting'",
            "CREATE INDEX delivery_by_endpoint ON delivery (endpoint_id, id)",
            "CREATE INDEX delivery_by_registration ON delivery (registration_id)",
            "CREATE INDEX delivery_by_state ON delivery (state, settled_at, id)",
            "CREATE INDEX endpoint_by_former ON endpoint (former_until) WHERE former_until IS NOT NULL",
            "CREATE INDEX delivery_by_age ON delivery (queued_at, id) WHERE state = 'waiting'",
        ],
        makesSearch: false
    )
}
