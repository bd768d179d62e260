import Registry

/// Reads the office's forms into orders.
struct CaseOrders: Sendable {
    let form: OfficeForm
    /// Among which one may be assigned.
    let laboratories: [LaboratoryRecord]
    /// Days an invoice gives to pay.
    let dueDays: Int

    /// The order of a form.
    ///
    /// - Throws: `malformed` with the field that cannot be read.
    func order(_ action: ApplicationAction) throws(Refusal) -> ApplicationOrder {
        switch action {
        case .returnForCorrection: return .returnForCorrection(try form.text("text"))
        case .receive: return .receive(on: try form.day("receivedOn"))
        case .checkIdentity: return .checkIdentity(try form.text("how"))
        case .revokeIdentity: return .revokeIdentity(try form.text("reason"))
        case .accept: return .accept(number: try form.stated("acceptanceNumber"))
        case .askCorrection: return .askCorrection(try form.text("text"), until: try form.neededDay("until"))
        case .assignLaboratory: return .assignLaboratory(try laboratory())
        case .confirm: return .confirm
        case .recommend:
            let recommendation: Recommended = try form.choice("recommendation")
            return .recommend(toIssue: recommendation == .toIssue, try form.text("text"))
        case .invoice:
            return .invoice(
                amount: try form.amount("amount"),
                note: try form.text("note"),
                dueDays: dueDays
            )
        case .recordPayment: return try payment()
        case .proposeWaiver: return .proposeWaiver(try form.text("reason"))
        case .waive: return .waive
        case .grantProvisional: return .grantProvisional(number: try form.stated("provisionalNumber"))
        case .issue: return try issue()
        case .refuse: return .refuse(try form.text("reason"))
        case .save, .requestNumber, .recordNumber, .submit, .answerCorrection, .withdraw, .abandon:
            throw OfficeForm.unknownAction
        }
    }

    /// What a reviewer may choose.
    private enum Recommended: String {
        case toIssue
        case toRefuse
    }

    private func laboratory() throws(Refusal) -> LaboratoryRecord {
        let word = try form.fields.line("laboratory", limit: 20)
        guard let id = Int64(word), let record = laboratories.first(where: { $0.organisation.id == id }) else {
            throw OfficeForm.unknownChoice("laboratory")
        }
        return record
    }

    private func payment() throws(Refusal) -> ApplicationOrder {
        guard let amount = try form.amount("amount") else {
            throw Refusal(
                .malformed,
                "State the amount in whole yen",
                ja: "金額を円の整数で入力してください",
                field: "amount",
                code: "malformedAmount"
            )
        }
        return .recordPayment(
            amount,
            on: try form.neededDay("paidOn"),
            reference: try form.text("reference")
        )
    }

    private func issue() throws(Refusal) -> ApplicationOrder {
        var number: RegistrationNumber?
        if let text = try form.stated("registrationNumber") { number = try RegistrationNumber(text) }
        return .issue(
            number: number,
            heldUntil: try form.day("heldUntil"),
            publicNote: try form.text("publicNote")
        )
    }
}
