import Registry

@testable import Store

/// What was paid, filed, submitted and issued.
extension Tampering {
    static let ledger: [Tampering] = [
        .sql(
            "application 2: the ledger's lines differ",
            "UPDATE ledger SET amount = amount + 1 WHERE application_id = 2"
        ),
        .sql("application 2: the ledger's lines differ", "UPDATE ledger SET invoice = 'X' WHERE application_id = 2"),
        .sql(
            "application 2: its invoice and its settlement do not agree",
            "DELETE FROM ledger WHERE application_id = 2 AND entry = 'paid'"
        ),
        .sql(
            "application 2: its invoice and its charge do not agree",
            "DELETE FROM ledger WHERE application_id = 2"
        ),
        .sql(
            "application 2: its invoice and its settlement do not agree",
            "UPDATE ledger SET entry = 'waived' WHERE application_id = 2 AND entry = 'paid'"
        ),
        .sql(
            "application 3: its invoice and its settlement do not agree",
            "UPDATE ledger SET entry = 'paid' WHERE application_id = 3 AND entry = 'voided'"
        ),
        .sql(
            "application 2: no step wrote the ledger's \"paid\"",
            "UPDATE ledger SET account_id = \(account(.approver)) WHERE application_id = 2"
        ),
        .sql(
            "application 3: no step wrote the ledger's \"voided\"",
            "UPDATE ledger SET at = at + 1 WHERE application_id = 3 AND entry = 'voided'"
        ),
        .sql(
            "application 2: it was settled before it was charged",
            "UPDATE ledger SET id = id + 1000 WHERE application_id = 2 AND entry = 'charged'"
        ),
        .sql(
            "application 2: it was settled 2 times",
            "DROP INDEX ledger_by_settlement",
            """
            INSERT INTO ledger (id, at, application_id, invoice, entry, amount, account_id)
            SELECT id + 1000, at, application_id, invoice, 'paid', amount, account_id FROM ledger
            WHERE application_id = 2 AND entry = 'paid'
            """
        ),
        .sql(
            "application 2: it was charged 2 times",
            "DROP INDEX ledger_by_charge",
            """
            INSERT INTO ledger (id, at, application_id, invoice, entry, amount, account_id)
            SELECT id + 1000, at, application_id, invoice, 'charged', amount, account_id FROM ledger
            WHERE application_id = 2 AND entry = 'charged'
            """
        ),
        .sql(
            "lies ahead of the sequence of invoices",
            "UPDATE number_sequence SET last = last - 1 WHERE kind = 'invoice'"
        ),
        .sql("lies ahead of the sequence of invoices", "DELETE FROM number_sequence"),
        // A label whose application was never paid for, in both places.
        Tampering(name: "no payment anywhere", fault: "application 2: it was issued before its fee was settled") {
            store in
            try await store.tamper("DELETE FROM ledger WHERE application_id = 2")
            try await body(2, "no invoice", "") { $0.invoice = nil }.deed(store)
        },
    ]

    static let files: [Tampering] = [
        .sql("is not what its digest says", "UPDATE filed_document SET bytes = x'00' WHERE digest = \(firstFile)"),
        .sql("is not what its digest says", "UPDATE filed_document SET size = size + 1 WHERE digest = \(firstFile)"),
        .sql(
            "the filed document ff is not what its digest says",
            "UPDATE filed_document SET digest = 'ff' WHERE digest = \(firstFile)"
        ),
        .sql(
            "application 8: its document 1 is missing or of another size",
            "DELETE FROM filed_document WHERE size = 3"
        ),
        .sql("application 2: its document 1 is missing or of another size", "DELETE FROM filed_document"),
    ]

    private static func submission(_ fault: String, _ change: String) -> Tampering {
        sql(
            "application 1: \(fault)",
            "UPDATE application_submission SET \(change) WHERE application_id = 1 AND number = 2"
        )
    }

    static let submissions: [Tampering] = [
        .submission("its submission 2 cannot be read", "body = x'FF'"),
        .submission(
            "it is not what was submitted",
            "body = (SELECT body FROM application_submission WHERE application_id = 1 AND number = 1)"
        ),
        .submission("its submissions are not those of its steps", "at = at + 1"),
        .submission("its submissions are not those of its steps", "account_id = \(account(.rival))"),
        .submission("its submissions are not 1 to 2", "number = 3"),
        .sql(
            "application 1: its submissions are not 1 to 2",
            "DELETE FROM application_submission WHERE application_id = 1 AND number = 2"
        ),
    ]

    static let labels: [Tampering] = [
        .sql(
            "application 2: its registration belongs to nobody",
            "DELETE FROM registration_owner WHERE registration_id = \(label(2))"
        ),
        .sql(
            "application 2: its registration belongs to an organisation that it was not given to",
            "UPDATE registration_owner SET organisation_id = \(organisation(.rival)) WHERE registration_id = \(label(2))"
        ),
        .sql(
            "application 2: its label was issued for something else",
            "UPDATE product SET name_en = 'X' WHERE registration_id = \(label(2))"
        ),
        .sql(
            "application 2: its label was issued for something else",
            "UPDATE period SET level = 4 WHERE registration_id = \(label(2))"
        ),
        .sql(
            "application 2: its label was issued for something else",
            "DELETE FROM model WHERE registration_id = \(label(2)) AND place = 1"
        ),
        .sql(
            "application 5: its label says nothing of it",
            "UPDATE event SET private_note = '' WHERE kind = 'extended'"
        ),
        .sql(
            "application 1: its provisional number … is no registration",
            "UPDATE event SET private_note = 'application 2' WHERE kind = 'provisionallyRegistered'"
        ),
    ]
}
