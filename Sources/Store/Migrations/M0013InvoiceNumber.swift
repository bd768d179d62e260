/// The ledger by the number of an invoice: what a bank's list names.
enum M0013InvoiceNumber {
    static let migration = Migration(
        number: 13,
        name: "invoice number",
        text: ["CREATE INDEX ledger_by_invoice ON ledger (invoice)"],
        makesSearch: false
    )
}
