/// The ledger by the number of an invoice: what a bank's list names.
enum M0011InvoiceNumber {
    static let migration = Migration(
        number: 11,
        name: "invoice number",
        text: ["CREATE INDEX ledger_by_invoice ON ledger (invoice)"],
        makesSearch: false
    )
}
