/// Which receipts an account keeps with their rows.
enum M0006KeptReceipt {
    static let migration = Migration(
        number: 6,
        name: "kept receipt",
        text: [
            """
            CREATE TABLE kept_receipt (
                account_id {integer} NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
                receipt_id {integer} NOT NULL REFERENCES receipt (id) ON DELETE RESTRICT,
                kept_at {integer} NOT NULL,
                PRIMARY KEY (account_id, receipt_id)
            ) {clustered}
            """,
            "CREATE INDEX kept_receipt_by_receipt ON kept_receipt (receipt_id)",
        ],
        makesSearch: false
    )
}
