/// The tables of applications, as a copy of a registry takes them along.
extension RegistryCopy {
    static let applicationTables = [
        Table(
            "application",
            key: ["id"],
            [
                "kind", "organisation_id", "registration_id", "laboratory_id", "state", "version",
                "application_number", "acceptance_number", "provisional_number", "level", "product", "submitted_level",
                "submitted_product", "assessment",
                "correction_until", "submissions", "state_since", "made_at", "changed_at", "body",
            ]
        ),
        Table(
            "application_step",
            key: ["application_id", "number"],
            ["at", "account_id", "word", "state_before", "state_after", "note"]
        ),
        Table("application_submission", key: ["application_id", "number"], ["at", "account_id", "body"]),
        Table("filed_document", key: ["digest"], ["organisation_id", "size", "bytes", "made_at"]),
        Table("ledger", key: ["id"], ["at", "application_id", "invoice", "entry", "amount", "account_id"]),
        Table("registration_owner", key: ["registration_id"], ["organisation_id", "since"]),
        Table("laboratory", key: ["organisation_id"], ["levels", "valid_from", "valid_until", "conflicts"]),
        Table("number_sequence", key: ["kind"], ["last"]),
        Table(
            "label_proposal",
            key: ["id"],
            [
                "registration_id", "kind", "state", "revision", "proposed_by", "proposed_at", "decided_by",
                "decided_at", "body",
            ]
        ),
        Table(
            "organisation_check",
            key: ["organisation_id", "number"],
            ["kind", "account_id", "at", "sentence"]
        ),
        Table("organisation_merged", key: ["from_id"], ["into_id", "at"]),
    ]
}
