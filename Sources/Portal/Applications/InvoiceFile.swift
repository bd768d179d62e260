import Artwork
package import Registry
package import Store

/// An invoice as a file: the same for its applicant's page and the clerk's command line.
package enum InvoiceFile {
    /// - Throws: `missing` where nothing was billed yet.
    package static func invoice(of file: ApplicationFile) throws(Refusal) -> Invoice {
        guard let invoice = file.application.invoice else {
            throw Refusal(.missing, "There is no invoice yet", ja: "請求書はまだありません", code: "missing")
        }
        return invoice
    }

    /// The bytes of a PDF. Takes its time: never on an event loop.
    ///
    /// - Parameter issuer: the operator's invoice registration number; empty where it has none.
    package static func pdf(
        _ file: ApplicationFile,
        _ facts: SiteFacts,
        issuer: String,
        _ language: Language
    ) throws -> [UInt8] {
        let view = PageView.InvoiceView(file, try invoice(of: file), facts, issuer: issuer, language)
        let words = ApplicationWords.words(language)
        let sheet = InvoiceSheet(
            title: words.invoiceTitle,
            facts: view.facts.map { InvoiceSheet.Row($0.name, $0.value) },
            item: InvoiceSheet.Row(view.item, view.amount),
            total: InvoiceSheet.Row(words.invoiceTotal, view.amount),
            remarks: [view.tax, view.state, Phrase.plain(words.applicationNoRefund)],
            mark: [
                facts.isOfficial ? "" : Phrase.plain(words.invoiceUnofficial),
                facts.isFictional ? "TEST / 見本・試験用" : "",
            ]
            .filter { !$0.isEmpty }.joined(separator: " · ")
        )
        return try sheet.pdf()
    }
}
