/// What refused attempts are forgotten by.
enum M0011Forgetting {
    static let migration = Migration(
        number: 11,
        name: "forgetting",
        text: [
            "CREATE INDEX refused_act_by_minute ON refused_act (minute)"
        ],
        makesSearch: false
    )
}
