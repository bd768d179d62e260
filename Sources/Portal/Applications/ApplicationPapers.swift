import Artwork
import Hummingbird
import NIOPosix
import Registry
import Store

/// What an application leaves on paper: the sheet to be filed, the invoice, the label's kit.
struct ApplicationPapers: Sendable {
    let site: PortalSite

    func sheet(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let file = try await file(visit)
        let view = PageView.FilingSheet(file, site.store.rules, isOfficial: site.facts.isOfficial, wish.language)
        return AccountAnswer.page(
            site.pages.page(.filingSheet, view, wish.language, keeping: "", isHidden: true),
            wish,
            request
        )
    }

    func invoice(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let file = try await file(visit)
        let invoice = try InvoiceFile.invoice(of: file)
        let view = PageView.InvoiceView(file, invoice, site.facts, issuer: site.invoiceIssuer, wish.language)
        return AccountAnswer.page(
            site.pages.page(.invoice, view, wish.language, keeping: "", isHidden: true),
            wish,
            request
        )
    }

    func invoiceFile(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let file = try await file(visit)
        let invoice = try InvoiceFile.invoice(of: file)
        let bytes = try await NIOThreadPool.singleton.runIfActive { [site] in
            try InvoiceFile.pdf(file, site.facts, issuer: site.invoiceIssuer, wish.language)
        }
        return DocumentAnswer.file("\(invoice.number).pdf", bytes)
    }

    func kit(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let file = try await file(visit)
        guard file.application.state == .issued, file.application.kind != .withdrawal,
            let number = file.application.registration, let current = file.current
        else { throw Refusal(.missing, "There is no label yet", ja: "ラベルはまだありません", code: "missing") }
        let view = PageView.KitView(file.application.id, number, current.answer(on: visit.now.day), site, wish.language)
        return AccountAnswer.page(
            site.pages.page(.kit, view, wish.language, keeping: "", isHidden: true),
            wish,
            request
        )
    }

    private func file(_ visit: Visit) async throws -> ApplicationFile {
        try await site.store.application(try ApplicationController.id(visit), for: visit.account)
    }
}

extension PageView {
    struct InvoiceView {
        struct Fact {
            var name: String
            var value: String
        }

        var back: String
        var file: String
        var facts: [Fact]
        var item: String
        var amount: String
        var tax: String
        var state: String
    }

    /// Everything stated, to be copied into forms filed elsewhere.
    struct FilingSheet {
        struct Row {
            var name: String
            var value: String
        }

        struct Group {
            var name: String
            var rows: [Row]
        }

        var back: String
        var lead: String?
        var groups: [Group]
    }
}

extension PageView.InvoiceView {
    init(
        _ file: ApplicationFile,
        _ invoice: Invoice,
        _ facts: SiteFacts,
        issuer: String,
        _ language: Language
    ) {
        let words = ApplicationWords.words(language)
        func day(_ day: Day) -> String { PageView.DayText(day, language).text }
        let application = file.application
        back = PagePath.application(application.id) + "?lang=\(language.rawValue)"
        self.file = PagePath.application(application.id) + "/invoice.pdf?lang=\(language.rawValue)"
        var lines = [
            Fact(name: words.invoiceNumber, value: invoice.number),
            Fact(name: words.invoiceDay, value: day(invoice.issuedOn)),
            Fact(name: words.applicationInvoiceDue, value: day(invoice.dueOn)),
            Fact(name: words.invoiceFor, value: file.applicant.name(language.ofLetters)),
            Fact(name: words.invoiceIssuer, value: facts.operatorName(language)),
        ]
        if !issuer.isEmpty { lines.append(Fact(name: words.invoiceIssuerNumber, value: issuer)) }
        self.facts = lines
        let level = application.draft.level?.code ?? ""
        item = [words.invoiceFee, words.kind(application.kind), level, application.numbers.application ?? ""]
            .filter { !$0.isEmpty }.joined(separator: " · ")
        amount = PageView.ApplicationView.yen(invoice.amount, language)
        tax = "\(words.invoiceTax) (\(invoice.taxRate)%) \(PageView.ApplicationView.yen(invoice.tax, language))"
        switch invoice.outcome {
        case .open: state = words.invoiceOpen
        case .paid(let on, _): state = "\(words.invoicePaid) \(day(on))"
        case .waived: state = words.invoiceWaived
        case .void: state = words.invoiceVoid
        }
    }
}

extension PageView.FilingSheet {
    init(_ file: ApplicationFile, _ rules: Rules, isOfficial: Bool, _ language: Language) {
        let words = ApplicationWords.words(language)
        let application = file.application
        back = PagePath.application(application.id) + "?lang=\(language.rawValue)"
        lead = isOfficial ? nil : words.sheetLead
        let lines = application.draft.lines
        func group(_ name: String, _ belongs: (String) -> Bool) -> Group {
            Group(
                name: name,
                rows: lines.filter { belongs($0.field) }.map { Row(name: Self.short($0.field), value: $0.value) }
            )
        }
        var groups = [
            group(words.partTerms) { ["level", "route", "statementLink", "isByProxy"].contains($0) },
            group(words.partProduct) { $0.hasPrefix("product.") || $0.hasPrefix("manufacturer.") },
            group(words.partModels) { $0.hasPrefix("models.") },
            group(words.partChecklist) { $0.hasPrefix("checklist.") },
            group(words.partContact) { $0.hasPrefix("contact.") || $0 == "remark" || $0.hasPrefix("newHolder.") },
        ]
        groups.append(
            Group(
                name: words.partDocuments,
                rows: application.documents.map { Row(name: $0.name, value: "SHA-256 " + $0.digest) }
            )
        )
        if let declaration = application.draft.declaration {
            let who = Row(name: declaration.title, value: declaration.name)
            let day = Row(name: PageView.DayText(declaration.day, language).text, value: words.applicationDeclare)
            groups.append(Group(name: words.applicationSubmit, rows: [who, day]))
        }
        self.groups = groups.filter { !$0.rows.isEmpty }
    }

    private static func short(_ field: String) -> String {
        guard let dot = field.firstIndex(of: ".") else { return field }
        return String(field[field.index(after: dot)...])
    }
}

extension PageView.KitView {
    init(_ id: Int64, _ number: RegistrationNumber, _ answer: LabelAnswer, _ site: PortalSite, _ language: Language) {
        func say(_ wording: Wording) -> String { language == .en ? wording.en : wording.ja }
        let product = answer.product
        self.number = number.text
        self.product = language == .en && !product.nameEN.isEmpty ? product.nameEN : product.nameJA
        back = PagePath.application(id) + "?lang=\(language.rawValue)"
        labelHref = PagePath.label(number) + "?lang=\(language.rawValue)"
        claimsHref = PagePath.claims + "?state=valid&lang=\(language.rawValue)"
        pictures = ArtworkFormat.allCases.flatMap { format in
            [
                Picture(
                    href: PagePath.label(number) + ".\(format.fileExtension)",
                    name: "\(format.rawValue.uppercased())"
                ),
                Picture(
                    href: PagePath.label(number) + ".\(format.fileExtension)?kind=qr",
                    name: "QR · \(format.rawValue.uppercased())"
                ),
            ]
        }
        let rules = site.store.rules.claims
        may = rules.filter { $0.kind == .matrix && $0.states.contains("valid") }.map { say($0.wording) }
        mayNot = rules.filter { $0.kind == .rule && $0.verdict == .forbidden }.map { say($0.wording) }
    }
}
