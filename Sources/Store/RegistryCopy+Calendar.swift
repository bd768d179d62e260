/// The tables of calendars, as a copy of a registry takes them along.
extension RegistryCopy {
    static let calendarTables = [
        Table(
            "calendar_address",
            key: ["account_id"],
            ["organisation_id", "digest", "made_at", "last_used_at"]
        ),
        Table(
            "application_deadline",
            key: ["application_id", "kind"],
            ["day", "moot", "sequence", "changed_at"]
        ),
    ]
}
