/// The tables of the ladder, as a copy of a registry takes them along.
extension RegistryCopy {
    static let noticeTables = [
        Table("ladder", key: ["id"], ["began_day", "through_day", "revision"]),
        Table(
            "notice",
            key: ["id"],
            [
                "registration_id", "milestone", "held_until", "recipient", "channel", "account_id", "address",
                "language", "step", "state", "due_on", "letter_id", "made_at", "settled_at",
            ]
        ),
        Table("letter_choice", key: ["account_id", "topic"], ["wanted"]),
    ]
}
