/// The tables of cases, as a copy of a registry takes them along.
extension RegistryCopy {
    static let caseTables = [
        Table(
            "office_case",
            key: ["id"],
            [
                "year", "sequence", "kind", "state", "outcome", "version", "received_at", "state_since",
                "registration_id", "doubt_id", "application_id", "organisation_id", "made_by", "taken_by",
                "answered_by", "subject", "category", "may_name", "says", "proposes", "source", "contact",
                "contact_erased_at", "language", "answer",
            ]
        ),
        Table(
            "office_case_step",
            key: ["case_id", "number"],
            ["at", "account_id", "word", "state_before", "state_after", "note"]
        ),
    ]
}
