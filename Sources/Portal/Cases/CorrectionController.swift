import Access
import HTTPTypes
import Hummingbird
import Registry
import Store

/// "Ask for a correction": a form without sign-in, bounded in size and in how often.
struct CorrectionController: Sendable {
    let site: PortalSite

    /// Two texts of 2,000 characters have 36,000 bytes when they are written in Japanese.
    private static let bodyLimit = 64 << 10
    /// Characters of what names a label: the longest number, and blanks that came along.
    private static let subjectLimit = 200

    func form(_ request: Request, _ context: PortalContext) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        try query.allow(only: ["code", "number", "lang"])
        let named = try query.value("code") ?? query.value("number") ?? ""
        let subject = String(named.cleaned.text.prefix(Self.subjectLimit))
        let form = page(subject, key: Secrets.token(), wish.language)
        let keeping = subject.isEmpty ? "" : "number=\(PagePath.encoded(subject))&"
        return AccountAnswer.page(site.pages.form(form, keeping: keeping, wish.language), wish, request)
    }

    func report(_ request: Request, _ context: PortalContext) async throws -> Response {
        try SameOrigin.check(request)
        let wish = try Negotiation(request, try Query(request.uri.query))
        let fields = try await AccountForm(request, limit: Self.bodyLimit)
        var form = page("", key: String((fields.typed("key") ?? "").cleaned.text.prefix(64)), wish.language)
        do {
            let report = try Self.report(fields, wish.language)
            let faults = report.faults
            guard faults.isEmpty else {
                form.refill(fields)
                for fault in faults { form.blame(fault, wish.language) }
                let html = site.pages.form(form, keeping: nil, wish.language)
                return AccountAnswer.page(html, status: .unprocessableContent, wish, request)
            }
            try take(request, context)
            let key = form.hidden.first?.value ?? ""
            let number = try await site.store.reportCorrection(
                report,
                key: key.isEmpty ? nil : "correction:" + key,
                at: context.now
            )
            return AccountAnswer.page(Self.thanks(number, site.pages, wish.language), wish, request)
        } catch let refusal as Refusal {
            form.refill(fields)
            return AccountAnswer.again(form, refusal, site.pages, wish, request)
        }
    }

    /// Counted together with reports of doubt: both cost somebody's time.
    private func take(_ request: Request, _ context: PortalContext) throws(Problem) {
        let sender = SenderNetwork(site.trustedProxies.sender(context.peer, request.headers))
        let grant = site.doubtLimit.take(sender, at: context.now)
        guard !grant.isGranted else { return }
        var problem = Problem(
            .tooManyRequests,
            code: "limited",
            detail: "Too many reports from here; try again later",
            ja: "短い間に多くの報告がありました。時間をおいてお試しください"
        )
        problem.headers[.retryAfter] = String(grant.seconds)
        throw problem
    }

    private static func report(_ fields: AccountForm, _ language: Language) throws(Refusal) -> CorrectionReport {
        CorrectionReport(
            subject: try fields.line("subject", limit: subjectLimit),
            says: try text(fields, "says"),
            proposes: try text(fields, "proposes"),
            source: try fields.line("source", limit: CorrectionReport.lineLimit),
            contact: try fields.line("contact", limit: CorrectionReport.contactLimit),
            mayName: fields.words("mayName").contains("yes"),
            language: language.rawValue
        )
    }

    private static func text(_ fields: AccountForm, _ name: String) throws(Refusal) -> String {
        try fields.lines(name, limit: CorrectionReport.textLimit).joined(separator: "\n")
    }

    /// After a case was taken; its page in the log is what it is found by.
    static func thanks(_ number: CaseNumber, _ pages: Pages, _ language: Language) -> [UInt8] {
        let words = CaseWords.words(language)
        return pages.notice(
            NoticePage(
                title: Phrase.plain(words.takenTitle),
                paragraphs: [Phrase.plain(words.takenNext)],
                links: [(PagePath.publicCase(number) + "?lang=" + language.rawValue, number.text)]
            ),
            language
        )
    }

    private func page(_ subject: String, key: String, _ language: Language) -> FormPage {
        let words = CaseWords.words(language)
        func field(
            _ name: String,
            _ label: String,
            hint: String? = nil,
            _ kind: FormPage.Field.Kind,
            limit: Int
        ) -> FormPage.Field {
            FormPage.Field(
                name: name,
                label: Phrase.plain(label),
                hint: hint.map { Phrase.plain($0) },
                kind: kind,
                limit: limit
            )
        }
        let line = FormPage.Field.Kind.line(type: "text", autocomplete: "off")
        var about = field(
            "subject",
            words.correctionSubject,
            hint: words.correctionSubjectHint,
            line,
            limit: Self.subjectLimit
        )
        (about.value, about.isRequired) = (subject, true)
        let consent = FormPage.Option(value: "yes", label: Phrase.plain(words.mayNameYes), isChosen: false)
        return FormPage(
            title: Phrase.plain(words.correctionTitle),
            lead: [Phrase.plain(words.correctionLead), Phrase.plain(words.correctionPublic)],
            action: PagePath.corrections + "?lang=" + language.rawValue,
            hidden: [("key", key)],
            fields: [
                about,
                field(
                    "says",
                    words.correctionSays,
                    hint: words.correctionSaysHint,
                    .area(rows: 5),
                    limit: CorrectionReport.textLimit
                ),
                field("proposes", words.correctionProposes, .area(rows: 3), limit: CorrectionReport.textLimit),
                field(
                    "source",
                    words.correctionSource,
                    hint: words.correctionSourceHint,
                    line,
                    limit: CorrectionReport.lineLimit
                ),
                field(
                    "contact",
                    words.correctionContact,
                    hint: words.correctionContactHint,
                    .line(type: "email", autocomplete: "email"),
                    limit: CorrectionReport.contactLimit
                ),
                field("mayName", words.mayName, .boxes([consent]), limit: 3),
            ],
            button: Phrase.plain(words.correctionButton),
            links: [(PagePath.cases + "?lang=" + language.rawValue, Phrase.plain(words.casesTitle))]
        )
    }
}
