/// What is to be paid for an application.
package struct Invoice: Hashable, Sendable {
    /// What became of it.
    package enum Outcome: Hashable, Sendable {
        case open
        /// Paid in full on a day in Japan; the reference is the bank's.
        case paid(Day, reference: String)
        /// Waived by two people.
        case waived
        /// The application ended unpaid.
        case void
    }

    /// Unique among invoices; opaque.
    package var number: String
    /// Whole yen, consumption tax included, as published; never computed from a net price.
    package var amount: Int
    /// The part of it that is consumption tax, in whole yen.
    package var tax: Int
    /// In per cent, by the tax rule of the day.
    package var taxRate: Int
    /// The row of the fees that gave the amount; empty where finance stated it.
    package var feeRow: String
    /// Why that amount, where finance stated it.
    package var note: String
    /// A day in Japan.
    package var issuedOn: Day
    /// The last day to pay it.
    package var dueOn: Day
    /// What became of it.
    package var outcome: Outcome

    package init(
        number: String,
        amount: Int,
        tax: Int,
        taxRate: Int,
        feeRow: String,
        note: String = "",
        issuedOn: Day,
        dueOn: Day,
        outcome: Outcome = .open
    ) {
        self.number = number
        self.amount = amount
        self.tax = tax
        self.taxRate = taxRate
        self.feeRow = feeRow
        self.note = note
        self.issuedOn = issuedOn
        self.dueOn = dueOn
        self.outcome = outcome
    }

    /// Paid or waived.
    package var isSettled: Bool {
        switch outcome {
        case .paid, .waived: true
        case .open, .void: false
        }
    }
}

/// How the tax within a price is shown, from a day on: a row of the fees' data.
package struct TaxRule: Hashable, Sendable {
    /// What is done with the part of a yen.
    package enum Rounding: String, CaseIterable, Hashable, Sendable {
        case down
        case halfUp
        case up
    }

    /// In per cent.
    package var rate: Int
    /// What is done with parts of a yen.
    package var rounding: Rounding
    /// From when, and how sure.
    package var provenance: Provenance

    package init(rate: Int, rounding: Rounding, provenance: Provenance) {
        self.rate = rate
        self.rounding = rounding
        self.provenance = provenance
    }

    /// The tax within a price that includes it: price × rate ∕ (100 + rate), one rounding for the whole invoice
    /// (National Tax Agency, qualified invoices: one fraction per rate and invoice).
    package func tax(within amount: Int) -> Int {
        let (whole, rest) = (amount * rate).quotientAndRemainder(dividingBy: 100 + rate)
        return switch rounding {
        case .down: whole
        case .halfUp: rest * 2 >= 100 + rate ? whole + 1 : whole
        case .up: rest > 0 ? whole + 1 : whole
        }
    }
}
