import Foundation
import Registry
import Store

/// A payment as it stands in a bank's list, and who of finance records it.
package struct PaymentWire: Codable, Sendable {
    /// The invoice's.
    package var number: String
    /// In whole yen, as the bank says; nil takes the invoice's own.
    package var amount: Int?
    /// The day of the payment.
    package var on: String
    /// The bank's.
    package var reference: String
    /// Address of an account.
    package var by: String
    /// Idempotency key.
    package var key: String?

    package init(number: String, on: String, reference: String, by: String) {
        self.number = number
        self.on = on
        self.reference = reference
        self.by = by
    }
}

extension OfficeDesk {
    /// Records that an invoice was paid, by the same decision as the finance page; answers with the application, one
    /// JSON object.
    ///
    /// - Throws: `missing` for an invoice or an account that is not there, `forbidden` for roles without `finance`,
    ///   and what the decision refuses.
    package func recordPayment(_ wire: PaymentWire) async throws -> [UInt8] {
        let moment = now()
        let day = try Day.parse(wire.on)
        let reference = try FieldText.line(wire.reference, "reference")
        let account = try await store.person(try MailAddress(wire.by), "--by")
        guard Policy.reach(account.roles, .finance) == .any else {
            throw Refusal(
                .forbidden,
                "The roles of \(account.address.text) do not allow to record payments",
                ja: "\(account.address.text) の役割では、入金を記録できません",
                field: "--by",
                code: "forbidden"
            )
        }
        let file = try await store.application(invoiced: wire.number, for: account)
        let invoice = try InvoiceFile.invoice(of: file)
        let outcome = try await store.perform(
            .recordPayment(wire.amount ?? invoice.amount, on: day, reference: reference),
            on: file.application.id,
            version: nil,
            by: account,
            key: wire.key,
            at: moment
        )
        if !outcome.codes.isEmpty { changed(outcome.codes) }
        return ApplicationWire.bytes(outcome.application, applicant: file.applicant, SiteFacts(store, publicHost: nil))
    }
}
