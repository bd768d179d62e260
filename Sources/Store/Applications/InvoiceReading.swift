package import Registry

/// An invoice with what it is for.
package struct InvoiceLine: Hashable, Sendable {
    /// As it is.
    package var invoice: Invoice
    /// The application's id.
    package var application: Int64
    /// 申請番号; empty until it has one.
    package var applicationNumber: String
    /// Who is billed, by name.
    package var applicant: String
    /// Since when the application waits for it.
    package var stateSince: Moment

    package init(_ application: Application, _ invoice: Invoice, applicant: String) {
        self.invoice = invoice
        self.application = application.id
        applicationNumber = application.numbers.application ?? ""
        self.applicant = applicant
        stateSince = application.stateSince
    }
}

extension RegistryStore {
    private static let openInvoices = Statement(
        """
        SELECT \(ApplicationRows.columns), o.name_ja, o.name_en FROM application a
        JOIN organisation o ON o.id = a.organisation_id LEFT JOIN registration r ON r.id = a.registration_id
        WHERE a.state = 'feeDue' AND (a.state_since, a.id) > (?1, ?2) ORDER BY a.state_since, a.id LIMIT ?3
        """
    )
    private static let invoiced = Statement(
        "SELECT application_id FROM ledger WHERE invoice = ?1 AND entry = 'charged'"
    )

    /// Invoices that wait for payment, oldest first, after one.
    package func openInvoices(after last: InvoiceLine? = nil, limit: Int = 100) async throws -> [InvoiceLine] {
        let values: [Value] = [
            .integer(last?.stateSince.milliseconds ?? .min), .integer(last?.application ?? 0), .integer(Int64(limit)),
        ]
        return try await engine.lookup { db in
            try db.all(Self.openInvoices, values) { row in
                let application = try ApplicationRows.application(row)
                guard let invoice = application.invoice else {
                    throw EngineFault(.broken, "application \(application.id) waits for an invoice it does not have")
                }
                return InvoiceLine(
                    application,
                    invoice,
                    applicant: row.text(14).isEmpty ? row.text(15) : row.text(14)
                )
            }
        }
    }

    /// The application that an invoice is for, for somebody who may read it.
    ///
    /// - Throws: `missing` where no invoice has the number, or none for them.
    package func application(invoiced number: String, for account: Account) async throws -> ApplicationFile {
        guard
            let id = try await engine.lookup({ db in
                try db.first(Self.invoiced, [.text(number)]) { $0.integer(0) }
            })
        else { throw Self.noInvoice(number) }
        do {
            return try await application(id, for: account)
        } catch let refusal as Refusal where refusal.kind == .missing {
            throw Self.noInvoice(number)
        }
    }

    private static func noInvoice(_ number: String) -> Refusal {
        Refusal(
            .missing,
            "There is no invoice \(number.prefix(60))",
            ja: "請求書 \(number.prefix(60)) はありません",
            field: "number",
            code: "unknownInvoice"
        )
    }
}
