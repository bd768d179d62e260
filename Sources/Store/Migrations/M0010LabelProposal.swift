/// What approvers propose for labels, and manufacturers that turned out to be one.
enum M0010LabelProposal {
    static let migration = Migration(
        number: 10,
        name: "label proposal",
        text: [
            """
            CREATE TABLE label_proposal (
                id {integer} NOT NULL PRIMARY KEY,
                registration_id {integer} NOT NULL REFERENCES registration (id) ON DELETE RESTRICT,
                kind TEXT NOT NULL CHECK (
                    kind IN ('revoke', 'revokeModels', 'withdraw', 'reinstate', 'correct', 'mergeManufacturer')
                ),
                state TEXT NOT NULL CHECK (state IN ('open', 'done', 'declined')),
                revision {integer} NOT NULL,
                proposed_by {integer} NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
                proposed_at {integer} NOT NULL,
                decided_by {integer} REFERENCES account (id) ON DELETE RESTRICT,
                decided_at {integer},
                body {bytes} NOT NULL,
                CHECK ((state = 'open') = (decided_by IS NULL)),
                CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
                CHECK (state <> 'done' OR decided_by <> proposed_by)
            ) {strict}
            """,
            // One of a kind at a time, so that nothing is carried out twice.
            """
            CREATE UNIQUE INDEX label_proposal_open ON label_proposal (registration_id, kind) WHERE state = 'open'
            """,
            "CREATE INDEX label_proposal_by_state ON label_proposal (state, id)",
            "CREATE INDEX label_proposal_by_registration ON label_proposal (registration_id, id)",
            "CREATE INDEX label_proposal_by_proposer ON label_proposal (proposed_by)",
            "CREATE INDEX label_proposal_by_decider ON label_proposal (decided_by)",
            // The organisation that was merged stays as a name; nothing belongs to it any more.
            """
            CREATE TABLE organisation_merged (
                from_id {integer} NOT NULL PRIMARY KEY REFERENCES organisation (id) ON DELETE RESTRICT,
                into_id {integer} NOT NULL REFERENCES organisation (id) ON DELETE RESTRICT,
                at {integer} NOT NULL,
                CHECK (from_id <> into_id)
            ) {clustered}
            """,
            "CREATE INDEX organisation_merged_by_target ON organisation_merged (into_id)",
        ],
        makesSearch: false
    )
}
