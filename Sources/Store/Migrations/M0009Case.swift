/// What the office answers in public: reports of misuse, requests for correction, appeals.
enum M0009Case {
    static let migration = Migration(
        number: 9,
        name: "case",
        text: [
            // The text of a report of misuse, and how to reach its reporter, stay with the doubt.
            """
            CREATE TABLE office_case (
                id {integer} NOT NULL PRIMARY KEY,
                year {integer} NOT NULL,
                sequence {integer} NOT NULL CHECK (sequence > 0),
                kind TEXT NOT NULL CHECK (kind IN ('misuse', 'correction', 'appeal')),
                state TEXT NOT NULL CHECK (state IN ('open', 'inReview', 'answered', 'withdrawn')),
                outcome TEXT NOT NULL CHECK (outcome IN ('', 'upheld', 'rejected', 'noAction')),
                version {integer} NOT NULL CHECK (version > 0),
                received_at {integer} NOT NULL,
                state_since {integer} NOT NULL,
                registration_id {integer} REFERENCES registration (id) ON DELETE RESTRICT,
                doubt_id {integer} REFERENCES doubt (id) ON DELETE RESTRICT,
                application_id {integer} REFERENCES application (id) ON DELETE RESTRICT,
                organisation_id {integer} REFERENCES organisation (id) ON DELETE RESTRICT,
                made_by {integer} REFERENCES account (id) ON DELETE RESTRICT,
                taken_by {integer} REFERENCES account (id) ON DELETE RESTRICT,
                answered_by {integer} REFERENCES account (id) ON DELETE RESTRICT,
                subject TEXT NOT NULL,
                category TEXT NOT NULL,
                may_name {integer} NOT NULL CHECK (may_name IN (0, 1)),
                says TEXT NOT NULL,
                proposes TEXT NOT NULL,
                source TEXT NOT NULL,
                contact TEXT NOT NULL,
                contact_erased_at {integer},
                language TEXT NOT NULL,
                answer TEXT NOT NULL,
                CHECK ((state = 'answered') = (outcome <> ''))
            ) {strict}
            """,
            "CREATE UNIQUE INDEX office_case_by_number ON office_case (year, sequence)",
            "CREATE INDEX office_case_by_state ON office_case (state, state_since, id)",
            "CREATE UNIQUE INDEX office_case_by_doubt ON office_case (doubt_id)",
            "CREATE INDEX office_case_by_registration ON office_case (registration_id, kind)",
            "CREATE INDEX office_case_by_application ON office_case (application_id, kind)",
            "CREATE INDEX office_case_by_organisation ON office_case (organisation_id, id)",
            "CREATE INDEX office_case_by_maker ON office_case (made_by)",
            "CREATE INDEX office_case_by_taker ON office_case (taken_by)",
            "CREATE INDEX office_case_by_answerer ON office_case (answered_by)",
            "CREATE INDEX office_case_by_contact ON office_case (state_since, id) WHERE contact_erased_at IS NULL",
            // Of doubts that were closed before there were cases.
            "CREATE INDEX doubt_by_contact ON doubt (recorded_at, id) WHERE contact <> ''",
            """
            CREATE TABLE office_case_step (
                case_id {integer} NOT NULL REFERENCES office_case (id) ON DELETE RESTRICT,
                number {integer} NOT NULL,
                at {integer} NOT NULL,
                account_id {integer} REFERENCES account (id) ON DELETE RESTRICT,
                word TEXT NOT NULL,
                state_before TEXT NOT NULL,
                state_after TEXT NOT NULL,
                note TEXT NOT NULL,
                PRIMARY KEY (case_id, number)
            ) {clustered}
            """,
            "CREATE INDEX office_case_step_by_account ON office_case_step (account_id)",
        ],
        makesSearch: false
    )
}
