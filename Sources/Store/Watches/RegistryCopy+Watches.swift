/// The tables of watches, as a copy of a registry takes them along.
extension RegistryCopy {
    static let watchTables = [
        Table(
            "watch",
            key: ["id"],
            [
                "state", "kind", "address", "address_key", "language", "title", "conditions", "subject", "until_day",
                "asked_at", "revision", "day", "letter_id", "letter_day", "sent_revision", "sent_day", "failures",
                "bounces",
            ]
        ),
        Table("watch_token", key: ["digest"], ["watch_id", "ends_at"]),
        Table(
            "watch_label",
            key: ["watch_id", "registration_id"],
            ["state", "base_revision", "base_day", "of_list", "products"]
        ),
        Table("watch_round", key: ["id"], ["through_day", "revision"]),
    ]
}
