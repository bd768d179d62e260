/// What finance does: one invoice an application, paid in full or waived by two people.
enum FeeDeciding {
    static func decide(
        _ order: ApplicationOrder,
        _ file: ApplicationCase,
        _ decision: inout ApplicationDecision,
        by account: Account,
        at now: Moment
    ) throws(Refusal) {
        switch order {
        case .invoice(let amount, let note, let dueDays):
            let invoice = try invoice(amount, note, file, dueDays: dueDays, on: now.day)
            decision.application.invoice = invoice
            decision.note = "¥\(invoice.amount)"
        case .recordPayment(let amount, let day, let reference):
            try pay(amount, on: day, reference, &decision, at: now)
        case .proposeWaiver(let reason):
            let reason = try ApplicationDeciding.text(reason, "reason")
            decision.application.waiver = WaiverProposal(reason: reason, at: now, by: account.id)
        case .waive:
            guard let proposal = file.application.waiver else {
                throw Refusal(.conflict, "Nobody in finance asked for a waiver", ja: "免除の申し出がありません", code: "noWaiver")
            }
            guard proposal.by != account.id, !file.application.reviewedBy.contains(account.id) else {
                throw OfficeDeciding.secondPerson
            }
            decision.application.invoice?.outcome = .waived
            decision.application.waiver = nil
        default: break
        }
    }

    private static func invoice(
        _ stated: Int?,
        _ note: String,
        _ file: ApplicationCase,
        dueDays: Int,
        on day: Day
    ) throws(Refusal) -> Invoice {
        guard (0...366).contains(dueDays) else {
            throw Refusal(.malformed, "An invoice is due within a year", ja: "支払期限は1年以内です", field: "dueDays")
        }
        let application = file.application
        guard let action = application.kind.feeAction, let received = application.receivedOn,
            let level = application.draft.level ?? file.current?.standard.level
        else {
            throw Refusal(.conflict, "Nothing is charged for this", ja: "この申請に手数料はありません", code: "noFee")
        }
        let answer = file.rules.fee(action: action, level: level, route: application.draft.route, receivedOn: received)
        guard let tax = file.rules.workflow.tax(on: day) else {
            throw Refusal(
                .unprocessable,
                "The scheme data has no tax rule for \(day)",
                ja: "\(day) の消費税の規則がデータにありません",
                code: "noTaxRule"
            )
        }
        let amount: Int
        var row = ""
        if case .amount(let known, let id) = answer, known > 0 {
            guard stated == nil || stated == known else {
                throw Refusal(
                    .unprocessable,
                    "The fee of an application received on \(received) is ¥\(known)",
                    ja: "\(received) に受領した申請の手数料は\(known)円です",
                    field: "amount",
                    code: "wrongAmount"
                )
            }
            (amount, row) = (known, id)
        } else {
            guard let stated, (1...100_000_000).contains(stated) else {
                throw Refusal(
                    .unprocessable,
                    "The scheme data has no amount for this; state it, and say where it comes from",
                    ja: "この手数料の額はデータにありません。金額と根拠を入力してください",
                    field: "amount",
                    code: "unknownFee"
                )
            }
            _ = try ApplicationDeciding.text(note, "note")
            amount = stated
        }
        return Invoice(
            number: "",
            amount: amount,
            tax: tax.tax(within: amount),
            taxRate: tax.rate,
            feeRow: row,
            note: note.trimmedBlanks,
            issuedOn: day,
            dueOn: day + dueDays
        )
    }

    private static func pay(
        _ amount: Int,
        on day: Day,
        _ reference: String,
        _ decision: inout ApplicationDecision,
        at now: Moment
    ) throws(Refusal) {
        guard let invoice = decision.application.invoice, case .open = invoice.outcome else {
            throw Refusal(.conflict, "There is no open invoice", ja: "未払いの請求がありません", code: "noInvoice")
        }
        guard amount == invoice.amount else {
            throw Refusal(
                .unprocessable,
                "The invoice is ¥\(invoice.amount); part of it, or more, is not recorded as paid",
                ja: "請求額は\(invoice.amount)円です。一部や過分の入金は支払いとして記録しません",
                field: "amount",
                code: "wrongAmount"
            )
        }
        guard day <= now.day, day >= invoice.issuedOn else {
            throw Refusal(
                .unprocessable,
                "The day of payment lies between \(invoice.issuedOn) and today",
                ja: "入金日は \(invoice.issuedOn) から今日までです",
                field: "paidOn",
                code: "dayOutOfRange"
            )
        }
        let reference = try ApplicationDeciding.text(reference, "reference")
        decision.application.invoice?.outcome = .paid(day, reference: reference)
        decision.application.waiver = nil
    }
}
