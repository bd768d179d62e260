import Access
import HTTPTypes
import Hummingbird
import Registry
import Store

/// A manufacturer's appeal against a refusal or a revocation of its own.
struct AppealController: Sendable {
    let site: PortalSite

    /// A text of 2,000 characters has 18,000 bytes when it is written in Japanese.
    private static let bodyLimit = 64 << 10

    /// The form about a refused application.
    func refusalForm(_ request: Request, _ visit: Visit) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        try query.allow(only: ["lang"])
        let application = try await application(visit)
        guard application.state == .refused else {
            throw Refusal(
                .conflict,
                "This application was not refused",
                ja: "この申請は拒否されていません",
                code: "notRefused"
            )
        }
        let form = page(PagePath.appeal(application.id), application.name, nil, key: Secrets.token(), wish.language)
        return AccountAnswer.page(site.pages.form(form, keeping: "", wish.language), wish, request)
    }

    func refusal(_ request: Request, _ visit: Visit) async throws -> Response {
        let application = try await application(visit)
        return try await file(request, visit, PagePath.appeal(application.id), application.name) { _ in
            .refusal(application: application.id)
        }
    }

    /// The form about a revoked label.
    func revocationForm(_ request: Request, _ visit: Visit) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        try query.allow(only: ["registrationNumber", "lang"])
        let number = String((try query.value("registrationNumber") ?? "").cleaned.text.prefix(200))
        let form = page(PagePath.appeals, nil, number, key: Secrets.token(), wish.language)
        return AccountAnswer.page(site.pages.form(form, keeping: "", wish.language), wish, request)
    }

    func revocation(_ request: Request, _ visit: Visit) async throws -> Response {
        try await file(request, visit, PagePath.appeals, nil) { fields throws(Refusal) in
            .revocation(try Self.number(try fields.line("registrationNumber", limit: 200)))
        }
    }

    private static func number(_ text: String) throws(Refusal) -> RegistrationNumber {
        do {
            return try RegistrationNumber(text)
        } catch {
            var refusal = error
            refusal.field = "registrationNumber"
            throw refusal
        }
    }

    private func application(_ visit: Visit) async throws -> Application {
        try await site.store.application(try visit.context.applicationID(), for: visit.account).application
    }

    private func file(
        _ request: Request,
        _ visit: Visit,
        _ path: String,
        _ name: String?,
        _ ground: (AccountForm) throws(Refusal) -> AppealGround
    ) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let fields = try await AccountForm(request, limit: Self.bodyLimit)
        let key = String((fields.typed("key") ?? "").cleaned.text.prefix(64))
        do {
            let number = try await site.store.fileAppeal(
                try ground(fields),
                try fields.lines("text", limit: 2000).joined(separator: "\n"),
                mayName: fields.words("mayName").contains("yes"),
                by: visit.account,
                key: key.isEmpty ? nil : "appeal " + key,
                at: visit.now
            )
            return AccountAnswer.page(CorrectionController.thanks(number, site.pages, wish.language), wish, request)
        } catch let refusal as Refusal {
            var form = page(path, name, name == nil ? "" : nil, key: key, wish.language)
            form.refill(fields)
            return AccountAnswer.again(form, refusal, site.pages, wish, request)
        }
    }

    /// - Parameters:
    ///   - name: the application's, where it is about one.
    ///   - number: of the registration, as far as it is typed; nil where it is not asked for.
    private func page(
        _ path: String,
        _ name: String?,
        _ number: String?,
        key: String,
        _ language: Language
    ) -> FormPage {
        let words = CaseWords.words(language)
        let consent = FormPage.Option(value: "yes", label: Phrase.plain(words.mayNameYes), isChosen: false)
        var fields = [
            FormPage.Field(
                name: "text",
                label: words.appealText,
                hint: words.appealTextHint,
                kind: .area(rows: 8),
                limit: 2000
            ),
            FormPage.Field(name: "mayName", label: Phrase.plain(words.mayName), kind: .boxes([consent])),
        ]
        if let number {
            let line = FormPage.Field.Kind.line(type: "text", autocomplete: "off")
            var field = FormPage.Field(name: "registrationNumber", label: words.appealNumber, kind: line)
            (field.value, field.isRequired) = (number, true)
            fields.insert(field, at: 0)
        }
        return FormPage(
            title: name.map { "\(words.appealTitle) \($0)" } ?? words.appealTitle,
            lead: [words.appealLead, words.appealPublic],
            action: path + "?lang=" + language.rawValue,
            hidden: [("key", key)],
            fields: fields,
            button: words.appealButton,
            links: [(PagePath.applications + "?lang=" + language.rawValue, Self.back(language))]
        )
    }

    private static func back(_ language: Language) -> String {
        Phrase.plain(ApplicationWords.words(language).applicationsTitle)
    }
}
