/// The tables of webhooks, as a copy of a registry takes them along.
extension RegistryCopy {
    static let webhookTables = [
        Table(
            "endpoint",
            key: ["id"],
            [
                "organisation_id", "url", "label", "state", "events", "secret", "former_secret", "former_until",
                "made_by", "made_at", "failing_since", "is_slow", "due_at", "rests_until", "lease_holder",
                "lease_until",
            ]
        ),
        Table(
            "delivery",
            key: ["id"],
            [
                "webhook_id", "endpoint_id", "event", "registration_id", "revision", "facts", "queued_at", "due_at",
                "lasts_until", "state", "attempts", "attempted_at", "outcome", "settled_at",
            ]
        ),
    ]
}
