import Registry

@testable import Store

/// What the columns, the bodies and the timeline say.
extension Tampering {
    static let columns: [Tampering] = [
        .column(1, "its level differs from its body", "level = 4"),
        .column(1, "its product differs from its body", "product = 'X'"),
        .column(2, "what is listed of it is not what was submitted", "submitted_level = 4"),
        .column(2, "what is listed of it is not what was submitted", "submitted_product = 'X'"),
        .column(2, "its laboratory differs from its body", "laboratory_id = NULL"),
        .column(2, "its assessment differs from its body", "assessment = 'retest'"),
        .column(7, "its deadline differs from its body", "correction_until = NULL"),
        .column(1, "its step 1 was taken by another organisation's", "organisation_id = \(organisation(.rival))"),
        .column(1, "its step 1 is not what the diary says", "kind = 'change'"),
        .column(1, "its steps lead to another state", "state = 'underConfirmation'"),
        .column(6, "its steps lead to another state", "state = 'feePaid'"),
        .sql("application 1 cannot be read", "UPDATE application SET state = 'gone' WHERE id = 1"),
        .column(1, "the diary does not have each of its versions", "version = version + 1"),
        .column(1, "the diary does not have each of its versions", "version = version - 1"),
        .column(1, "its submissions are not 1 to 3", "submissions = 3"),
        .column(1, "its submissions are not 1 to -1", "submissions = -1"),
        .column(2, "its application number is missing", "application_number = ''"),
        .column(2, "its acceptance number and its steps do not agree", "acceptance_number = ''"),
        .column(7, "its acceptance number and its steps do not agree", "acceptance_number = 'A'"),
        .column(1, "its provisional number and its steps do not agree", "provisional_number = ''"),
        .column(1, "its provisional number P-9 is no registration", "provisional_number = 'P-9'"),
        .column(3, "its state counts from another moment", "state_since = state_since + 1"),
        .column(3, "it was opened at another moment", "made_at = made_at + 1"),
        .column(3, "it was changed at another moment than the diary says", "changed_at = changed_at + 1"),
        .column(2, "it is issued and has no registration", "registration_id = NULL"),
        .column(2, "its label says nothing of it", "registration_id = \(label(1))"),
        .column(3, "it has a label and is not issued", "registration_id = \(label(1))"),
        .sql("application 1 cannot be read", "UPDATE application SET body = x'01' WHERE id = 1"),
        .sql(
            "application 7 is missing",
            "DELETE FROM application_step WHERE application_id = 7",
            "DELETE FROM application_submission WHERE application_id = 7",
            "DELETE FROM application_deadline WHERE application_id = 7",
            "DELETE FROM application WHERE id = 7"
        ),
    ]

    /// A change of what calendars are told of an application's deadline.
    private static func deadline(_ id: Int64, _ kind: String, _ fault: String, _ change: String) -> Tampering {
        sql(
            "application \(id): what calendars are told of its \(kind) \(fault)",
            "UPDATE application_deadline SET \(change) WHERE application_id = \(id) AND kind = '\(kind)'"
        )
    }

    static let deadlines: [Tampering] = [
        .deadline(7, "correction", "has another day", "day = day + 1"),
        .deadline(7, "correction", "is over, and it stands", "moot = 1"),
        .deadline(1, "correction", "is open, and it is over", "moot = 0"),
        .deadline(6, "invoice", "has another day", "day = day - 1"),
        .deadline(6, "invoice", "is over, and it stands", "moot = 1"),
        .deadline(2, "invoice", "is open, and it is over", "moot = 0"),
        // Paid, waived, and ended unpaid: the invoice keeps its day.
        .deadline(2, "invoice", "has another day", "day = day + 30"),
        .deadline(1, "invoice", "has another day", "day = day + 30"),
        .deadline(3, "invoice", "has another day", "day = day + 30"),
        .deadline(7, "correction", "changed at no step's moment", "changed_at = changed_at + 1"),
        .deadline(7, "correction", "changed more often than there are steps", "sequence = 99"),
        .sql(
            "application 7: what calendars are told of its correction is missing",
            "DELETE FROM application_deadline WHERE application_id = 7"
        ),
        .sql(
            "application 8: what calendars are told of its invoice was asked for by no step",
            "UPDATE application_deadline SET application_id = 8 WHERE application_id = 6"
        ),
    ]

    static let bodies: [Tampering] = [
        .body(2, "product", "it is not what was submitted") { $0.draft.product.nameEN = "X" },
        .body(2, "models", "it is not what was submitted") { $0.draft.models.removeLast() },
        .body(2, "document taken", "it is not what was submitted") { $0.documents.removeLast() },
        .body(2, "level", "its level differs from its body") { $0.draft.level = .star4 },
        .body(2, "another file", "its document 1 is missing") { $0.documents[0].digest = "00" },
        .body(2, "another person's file", "no step attached its document 1") { $0.documents[0].addedBy = 2 },
        .body(8, "later file", "no step attached its document 1") {
            $0.documents[0].addedAt = $0.documents[0].addedAt + 1
        },
        .body(1, "reviewers", "its reviewers are not those of its steps") { $0.reviewedBy = [] },
        .body(2, "amount", "the ledger's lines differ from its invoice") { $0.invoice?.amount += 1 },
        .body(2, "number", "the ledger's lines differ from its invoice") { $0.invoice?.number = "INV-0" },
        .body(2, "no invoice", "its invoice and its charge do not agree") { $0.invoice = nil },
        .body(2, "open invoice", "its invoice and its settlement do not agree") { $0.invoice?.outcome = .open },
        .body(2, "waived", "its invoice and its settlement do not agree") { $0.invoice?.outcome = .waived },
        .body(6, "recommended by another", "no step gave its recommendation") { $0.recommendation?.by = 2 },
        .body(6, "asked by another", "no step asked for its waiver") { $0.waiver?.by = 2 },
        .body(7, "asked by another", "no step asked for its correction") { $0.correction?.askedBy = 2 },
        .body(7, "no correction", "its deadline differs from its body") { $0.correction = nil },
        .body(2, "reported by another", "no step approved its report") { $0.assessment?.reportedBy = 1 },
        .body(2, "assigned later", "no step assigned its laboratory") {
            $0.assessment?.assignedAt = Moment(milliseconds: 0)
        },
        .body(2, "another laboratory", "its laboratory differs from its body") { $0.assessment?.laboratory = 1 },
        .body(2, "another moment", "it was submitted at another moment") { $0.submittedAt = $0.madeAt },
        .body(2, "no receipt", "its receipt and its steps do not agree") { $0.receivedOn = nil },
        .body(4, "another reason", "it ended for another reason") { $0.reason = "Another" },
    ]

    static let steps: [Tampering] = [
        .step(2, "receive", "its step … is not what the diary says", "word = 'confirm'"),
        .step(2, "recordPayment", "its step … is not what the diary says", "account_id = \(account(.approver))"),
        .step(2, "accept", "its step … is not what the diary says", "at = at + 1"),
        .step(2, "recommend", "its step … is not what the diary says", "at = at - 100000"),
        .step(2, "receive", "its steps are no chain", "state_after = 'accepted'"),
        .step(2, "issue", "its steps have a gap", "number = 999"),
        .step(4, "refuse", "it ended for another reason", "note = 'Another'"),
        .sql(
            "application 2: its steps have a gap",
            "DELETE FROM application_step WHERE application_id = 2 AND word = 'accept'"
        ),
        // The last one, after which the state is the same.
        .sql(
            "application 6: its step … is not what the diary says",
            "DELETE FROM application_step WHERE application_id = 6 AND word = 'recommend'"
        ),
        .sql("application 8: it has no steps", "DELETE FROM application_step WHERE application_id = 8"),
        // The diary alone, and the diary with the steps.
        .sql("the diary has a gap", "DELETE FROM act WHERE subject = 'application 3' AND verb = 'withdraw'"),
        .sql(
            "application 3: its step … is not what the diary says",
            "UPDATE act SET verb = 'readDocument' WHERE subject = 'application 3' AND verb = 'receive'"
        ),
        .sql(
            "application 3: its step … is not what the diary says",
            "UPDATE act SET \(actor(.finance)) WHERE subject = 'application 3' AND verb = 'receive'"
        ),
        .step(
            2,
            "issue",
            "its step … was decided by somebody who had reviewed it",
            "account_id = \(account(.reviewer))",
            diary: actor(.reviewer)
        ),
        .step(
            2,
            "recommend",
            "its reviewers are not those of its steps",
            "account_id = \(account(.approver))",
            diary: actor(.approver)
        ),
        .step(
            1,
            "waive",
            "its step … was decided by somebody who had reviewed it",
            "account_id = \(account(.finance))",
            diary: actor(.finance)
        ),
        .step(
            1,
            "grantProvisional",
            "its step … was decided by somebody who had reviewed it",
            "account_id = \(account(.reviewer))",
            diary: actor(.reviewer)
        ),
        .step(
            2,
            "submit",
            "its step … was taken by another organisation's account",
            "account_id = \(account(.rival))",
            diary: actor(.rival)
        ),
        .step(
            2,
            "submitReport",
            "its step … was taken by another organisation's account",
            "account_id = \(account(.maker))",
            diary: actor(.maker)
        ),
    ]
}
