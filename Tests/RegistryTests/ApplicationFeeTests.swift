import Registry
import Testing

@Suite("The day of receipt fixes a fee, and it is paid in full or waived by two people")
struct ApplicationFeeTests {
    static let invoice = ApplicationOrder.invoice(amount: nil, note: "", dueDays: 30)

    static let receipts: [(ApplicationRoute, submitted: String, received: String, accepted: String, amount: Int)] = [
        (.standard, "2025-09-29", "2025-09-30", "2025-10-10", 110_000),
        (.standard, "2025-09-30", "2025-10-01", "2025-10-01", 198_000),
        (.psti, "2025-12-31", "2026-01-01", "2026-01-05", 140_000),
    ]

    @Test("what an application costs follows from the day it was received, not from any later one", arguments: receipts)
    func receipt(_ route: ApplicationRoute, submitted: String, received: String, accepted: String, amount: Int) throws {
        var file = ApplicationSample.file(.submitted, route: route) {
            $0.application.submittedAt = noon(submitted)
        }
        try file.perform(.receive(on: day(received)), on: accepted)
        #expect(file.application.receivedOn == day(received))
        try file.perform(.accept(number: "B-7"), on: accepted)
        #expect(file.application.numbers.acceptance == "B-7")
        let decision = try file.perform(Self.invoice, on: accepted)
        let invoice = try #require(decision.application.invoice)
        #expect(invoice.amount == amount && invoice.outcome == .open)
        #expect(invoice.issuedOn == day(accepted) && invoice.dueOn == day(accepted) + 30)
        #expect(file.application.state == .feeDue && decision.note == "¥\(amount)")
    }

    @Test("nothing is received by a route before it opens")
    func routeNotOpen() {
        let file = ApplicationSample.file(.submitted, route: .psti) {
            $0.application.submittedAt = noon("2025-12-31")
        }
        for received in [day("2025-12-31"), nil] {
            let refusal = file.refusal(.receive(on: received), on: "2026-01-02")
            #expect(refusal?.code == "routeNotOpen" && refusal?.kind == .unprocessable)
        }
        #expect(file.refusal(.receive(on: day("2026-01-01")), on: "2026-01-02") == nil)
    }

    @Test("the price stands in full on the invoice, the tax within it is shown by one rounding")
    func tax() throws {
        for (route, amount, tax, row) in [
            (ApplicationRoute.standard, 198_000, 18_000, "regular"), (.psti, 140_000, 12_727, "psti"),
        ] {
            for rounding in TaxRule.Rounding.allCases {
                let file = ApplicationSample.file(.accepted, route: route) {
                    $0.rules.workflow.taxes = [ApplicationSample.tax(10, rounding)]
                }
                let invoice = try #require(try file.decide(Self.invoice).application.invoice)
                #expect(invoice.amount == amount && invoice.taxRate == 10 && invoice.feeRow == row)
                let isRoundedUp = rounding == .up && tax * 110 < amount * 10
                #expect(invoice.tax == (isRoundedUp ? tax + 1 : tax), "\(rounding)")
            }
        }
    }

    /// Rate, price, and the tax rounded down, half up, up.
    static let roundings: [(Int, Int, [Int])] = [
        (10, 198_000, [18_000, 18_000, 18_000]), (10, 110_000, [10_000, 10_000, 10_000]),
        (10, 140_000, [12_727, 12_727, 12_728]), (10, 115, [10, 10, 11]), (10, 116, [10, 11, 11]), (10, 1, [0, 0, 1]),
        (8, 108, [8, 8, 8]), (8, 1000, [74, 74, 75]), (20, 3, [0, 1, 1]), (20, 9, [1, 2, 2]), (0, 198_000, [0, 0, 0]),
        (100, 3, [1, 2, 2]), (10, 0, [0, 0, 0]),
    ]

    @Test("the tax within a price, for each way of rounding", arguments: roundings)
    func rounding(_ rate: Int, _ amount: Int, _ taxes: [Int]) {
        for (rounding, tax) in zip([TaxRule.Rounding.down, .halfUp, .up], taxes) {
            #expect(ApplicationSample.tax(rate, rounding).tax(within: amount) == tax, "\(rounding)")
        }
    }

    @Test("the rate is that of the day of the invoice; without a rule there is no invoice")
    func taxDays() throws {
        var file = ApplicationSample.file(.accepted)
        file.rules.workflow.taxes = [
            TaxRule(rate: 8, rounding: .down, provenance: ApplicationSample.provenance(nil, "2026-03-09")),
            ApplicationSample.tax(10, from: "2026-03-10"),
        ]
        #expect(try file.decide(Self.invoice, on: "2026-03-09").application.invoice?.taxRate == 8)
        #expect(try file.decide(Self.invoice, on: "2026-03-10").application.invoice?.taxRate == 10)
        file.rules.workflow.taxes = [ApplicationSample.tax(10, from: "2026-03-11")]
        #expect(file.refusal(Self.invoice)?.code == "noTaxRule")
    }

    /// What finance states, and why it is refused; nil where it is not.
    static let unknown: [(Int?, String, code: String?)] = [
        (nil, "", "unknownFee"), (nil, "見積書1号", "unknownFee"), (0, "見積書1号", "unknownFee"),
        (-1, "見積書1号", "unknownFee"), (100_000_001, "見積書1号", "unknownFee"), (150_000, "", "noText"),
        (150_000, "  ", "noText"), (150_000, "見積書1号", nil), (100_000_000, "見積書1号", nil),
    ]

    @Test("an amount that the data does not know is stated, with where it comes from", arguments: unknown)
    func unknownAmount(_ amount: Int?, _ note: String, code: String?) throws {
        let file = ApplicationSample.file(.accepted, route: .cls)
        let order = ApplicationOrder.invoice(amount: amount, note: note, dueDays: 30)
        #expect(file.refusal(order)?.code == code)
        if code == nil {
            let invoice = try #require(try file.decide(order).application.invoice)
            #expect(invoice.amount == amount && invoice.feeRow.isEmpty && invoice.note == note)
            #expect(invoice.tax == (amount ?? 0) * 10 / 110)
        }
    }

    @Test("an amount that the data knows is not stated otherwise")
    func knownAmount() {
        let file = ApplicationSample.file(.accepted)
        for (amount, code) in [(197_999, "wrongAmount"), (110_000, "wrongAmount"), (0, "wrongAmount"), (198_000, nil)] {
            let order = ApplicationOrder.invoice(amount: amount, note: "見本", dueDays: 30)
            #expect(file.refusal(order)?.code == code, "\(amount)")
        }
    }

    @Test("nothing is charged for a label given up")
    func free() throws {
        var file = ApplicationSample.file(.accepted, kind: .withdrawal)
        #expect(file.refusal(Self.invoice)?.kind == .conflict)
        try file.perform(.confirm)
        try file.perform(.recommend(toIssue: true, "確認しました"))
        let decision = try file.perform(.issue(number: nil, heldUntil: nil, publicNote: "販売終了"))
        #expect(decision.label == .withdraw && decision.publicNote == "販売終了")
        #expect(file.application.state == .issued && file.application.invoice == nil)
    }

    /// Amount, day, reference, and why it is refused; the invoice is of the 5th over 198,000 yen, today is the 10th.
    static let payments: [(Int, String, String, code: String?)] = [
        (198_000, "2026-03-05", "bank 1", nil), (198_000, "2026-03-10", "bank 1", nil),
        (197_999, "2026-03-06", "bank 1", "wrongAmount"), (198_001, "2026-03-06", "bank 1", "wrongAmount"),
        (0, "2026-03-06", "bank 1", "wrongAmount"), (180_000, "2026-03-06", "bank 1", "wrongAmount"),
        (198_000, "2026-03-04", "bank 1", "dayOutOfRange"), (198_000, "2026-03-11", "bank 1", "dayOutOfRange"),
        (198_000, "2026-03-06", " ", "noText"),
    ]

    @Test("a payment is exact, between the invoice and today, with the bank's reference", arguments: payments)
    func payment(_ amount: Int, _ paid: String, _ reference: String, code: String?) throws {
        var file = ApplicationSample.file(.feeDue) {
            $0.application.waiver = WaiverProposal(reason: "見本", at: noon("2026-03-06"), by: 90)
        }
        let order = ApplicationOrder.recordPayment(amount, on: day(paid), reference: reference)
        #expect(file.refusal(order)?.code == code)
        guard code == nil else { return }
        try file.perform(order)
        #expect(file.application.state == .feePaid && file.application.waiver == nil)
        #expect(file.application.invoice?.outcome == .paid(day(paid), reference: reference))
        #expect(file.application.invoice?.amount == 198_000 && file.application.invoice?.tax == 18_000)
        #expect(file.refusal(order)?.code == "illegalTransition")
    }

    @Test("nothing is paid where there is no open invoice")
    func noInvoice() {
        let order = ApplicationOrder.recordPayment(198_000, on: day("2026-03-06"), reference: "bank 1")
        for invoice in [nil, ApplicationSample.invoice(.waived), ApplicationSample.invoice(.void)] {
            let file = ApplicationSample.file(.feeDue) { $0.application.invoice = invoice }
            #expect(file.refusal(order)?.code == "noInvoice")
        }
    }

    @Test("a waiver takes one who asks and another who decides")
    func waiver() throws {
        var file = ApplicationSample.file(.feeDue)
        #expect(file.refusal(.waive)?.code == "noWaiver")
        #expect(file.refusal(.proposeWaiver(" "))?.code == "noText")
        try file.perform(.proposeWaiver("公的な見本のため"), by: ApplicationSample.account(.finance, 31))
        #expect(file.application.waiver?.by == 31 && file.application.state == .feeDue)
        #expect(file.application.invoice?.outcome == .open)
        let same = file.refusal(.waive, by: ApplicationSample.account(.approver, 31))
        #expect(same?.kind == .forbidden && same?.code == "secondPerson")
        try file.perform(.waive, by: ApplicationSample.account(.approver, 32))
        #expect(file.application.state == .feePaid && file.application.invoice?.outcome == .waived)
        #expect(file.application.waiver == nil && file.application.invoice?.isSettled == true)
    }

    @Test("an invoice that nobody paid ends with its application, a payment stays")
    func void() throws {
        var open = ApplicationSample.file(.feeDue) {
            $0.application.waiver = WaiverProposal(reason: "見本", at: noon("2026-03-06"), by: 90)
        }
        try open.perform(.withdraw("中止のため"))
        #expect(open.application.invoice?.outcome == .void && open.application.waiver == nil)
        var paid = ApplicationSample.file(.feePaid)
        let before = paid.application.invoice
        try paid.perform(.withdraw("中止のため"))
        #expect(paid.application.invoice == before && before?.isSettled == true)
    }
}
