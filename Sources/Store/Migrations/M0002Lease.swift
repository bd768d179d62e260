/// Which process does a job that only one may do at a time.
enum M0002Lease {
    static let migration = Migration(
        number: 2,
        name: "lease",
        text: [
            """
            CREATE TABLE lease (
                name TEXT NOT NULL PRIMARY KEY,
                holder TEXT NOT NULL,
                held_until {integer} NOT NULL
            ) {clustered}
            """,
            "CREATE INDEX done_request_by_moment ON done_request (recorded_at)",
        ],
        makesSearch: false
    )
}
