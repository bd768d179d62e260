import Registry
import Store

extension PageView {
    /// What an application costs by the rules, and what was asked for it.
    struct FeeReading {
        let file: ApplicationFile
        let rules: Rules
        let language: Language

        private var words: OfficeWords { .words(language) }

        /// The fee that follows from the receipt day, or would if it were received when it was submitted.
        var price: CaseView.Price {
            let application = file.application
            guard let action = application.kind.feeAction else { return plain(words.caseFeeNone) }
            let draft = file.submitted?.draft
            guard let level = draft?.level ?? file.current?.standard.level,
                let day = application.receivedOn ?? application.submittedAt?.day
            else { return plain(words.caseFeeUnknown) }
            let received = DayText(day, language).text
            let terms = OfficeWords.filled(
                application.receivedOn == nil ? words.caseFeeIfReceived : words.caseFeeReceived,
                [received]
            )
            switch rules.fee(action: action, level: level, route: draft?.route ?? .standard, receivedOn: day) {
            case .amount(let amount, let row): return price(language.yen(amount), terms, row)
            case .unknown(let row): return price(words.caseFeeUnknown, terms, row)
            case .routeNotOpen(let opens):
                return plain(OfficeWords.filled(words.caseFeeNotOpen, [DayText(opens, language).text]))
            case .noPrice: return plain(words.caseFeeNoPrice)
            }
        }

        private func plain(_ text: String) -> CaseView.Price {
            CaseView.Price(amount: text, terms: "", hasOrigin: false)
        }

        private func price(_ amount: String, _ terms: String, _ row: String) -> CaseView.Price {
            let provenance = rules.fees.first { $0.id == row }?.provenance
            return CaseView.Price(
                amount: amount,
                terms: terms,
                hasOrigin: provenance != nil,
                origin: provenance.map { Origin($0, rules, .words(language)) }
            )
        }

        var invoice: [CaseFact] {
            guard let invoice = file.application.invoice else { return [] }
            func fact(_ name: String, _ says: String) -> CaseFact { CaseFact(term: words.fact(name), says: says) }
            let outcome =
                switch invoice.outcome {
                case .open: words.fact("invoiceOpen")
                case .paid(let day, let reference):
                    words.fact("invoicePaid", DayText(day, language).text, reference)
                case .waived: words.fact("invoiceWaived")
                case .void: words.fact("invoiceVoid")
                }
            let amount = words.fact(
                "invoiceAmountText",
                language.yen(invoice.amount),
                language.yen(invoice.tax),
                String(invoice.taxRate)
            )
            return [
                fact("invoiceNumber", invoice.number), fact("invoiceAmount", amount),
                fact("invoiceIssued", DayText(invoice.issuedOn, language).text),
                fact("invoiceDue", DayText(invoice.dueOn, language).text), fact("invoiceOutcome", outcome),
                fact("invoiceNote", invoice.note),
            ].filter { !$0.says.isEmpty }
        }
    }
}
