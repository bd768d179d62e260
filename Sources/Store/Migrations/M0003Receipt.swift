/// Receipts of checks, which stay, and their rows, which go after some time.
enum M0003Receipt {
    static let migration = Migration(
        number: 3,
        name: "receipt",
        text: [
            """
            CREATE TABLE receipt (
                id {integer} NOT NULL PRIMARY KEY,
                name TEXT NOT NULL UNIQUE,
                secret TEXT NOT NULL UNIQUE,
                input_digest TEXT NOT NULL,
                form TEXT NOT NULL,
                encoding TEXT NOT NULL,
                conditions TEXT NOT NULL,
                day {integer} NOT NULL,
                today {integer} NOT NULL,
                covered_through {integer},
                revision {integer} NOT NULL,
                rules TEXT NOT NULL,
                tally TEXT NOT NULL,
                recorded_at {integer} NOT NULL,
                rows_until {integer} NOT NULL,
                test {integer} NOT NULL CHECK (test IN (0, 1))
            ) {strict}
            """,
            """
            CREATE TABLE receipt_part (
                receipt_id {integer} NOT NULL REFERENCES receipt (id) ON DELETE RESTRICT,
                part {integer} NOT NULL CHECK (part >= 0),
                passes {integer} NOT NULL,
                fails {integer} NOT NULL,
                reviews {integer} NOT NULL,
                rows_until {integer} NOT NULL,
                body {bytes} NOT NULL,
                PRIMARY KEY (receipt_id, part)
            ) {strict}
            """,
            "CREATE INDEX receipt_part_by_moment ON receipt_part (rows_until)",
        ],
        makesSearch: false
    )
}
