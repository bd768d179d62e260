import HTTPTypes
import Hummingbird
import Registry
import Store

/// The way to an account: the registration of a manufacturer, and the end of every way by a link.
struct JoinController: Sendable {
    let site: PortalSite

    /// What a registrant stated, as it was typed.
    private struct Stated: Sendable {
        var address = ""
        var name = ""
        var organisation = ""
        var organisationEN = ""
        var country = "JP"
        var number = ""
        var proof = ""
        var language = Letter.Language.ja
    }

    func form(_ request: Request, _ context: PortalContext) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        var stated = Stated()
        if wish.language == .en { stated.language = .en }
        return AccountAnswer.page(
            site.pages.form(register(stated, wish.language), keeping: "", wish.language),
            wish,
            request
        )
    }

    /// Answers alike whether the address has an account or not.
    func ask(_ request: Request, _ context: PortalContext) async throws -> Response {
        try SameOrigin.check(request)
        let wish = try Negotiation(request, try Query(request.uri.query))
        let words = AccountWords.words(wish.language)
        let fields = try await AccountForm(request)
        let stated = Stated(
            address: try fields.line("email"),
            name: try fields.line("name", limit: 200),
            organisation: try fields.line("organisation", limit: 400),
            organisationEN: try fields.line("organisationEN", limit: 400),
            country: try fields.line("country", limit: 40),
            number: try fields.line("corporateNumber", limit: 40),
            proof: try fields.line("foreignProof", limit: 400),
            language: try fields.language()
        )
        do {
            try await site.store.register(
                try MailAddress(stated.address),
                name: try Self.name(stated.name),
                stated.language,
                organisation: try .manufacturer(
                    nameJA: stated.organisation,
                    nameEN: stated.organisationEN,
                    corporateNumber: stated.number,
                    foreignProof: stated.proof,
                    country: stated.country
                ),
                at: context.now
            )
        } catch let refusal as Refusal {
            return AccountAnswer.again(register(stated, wish.language), refusal, site.pages, wish, request)
        }
        let notice = NoticePage(title: words.joinSentTitle, paragraphs: [words.joinSentLead, words.joinSentNext])
        return AccountAnswer.page(site.pages.notice(notice, wish.language), wish, request)
    }

    func endForm(_ request: Request, _ context: PortalContext) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let token = context.parameters.get("token") ?? ""
        guard let joining = try await site.store.joining(token, at: context.now) else {
            throw Refusal.linkOver
        }
        let form = end(token, joining, name: joining.name, address: "", wish.language)
        return AccountAnswer.page(site.pages.form(form, keeping: "", wish.language), wish, request)
    }

    func end(_ request: Request, _ context: PortalContext) async throws -> Response {
        try SameOrigin.check(request)
        let wish = try Negotiation(request, try Query(request.uri.query))
        let token = context.parameters.get("token") ?? ""
        let fields = try await AccountForm(request)
        guard let joining = try await site.store.joining(token, at: context.now) else {
            throw Refusal.linkOver
        }
        let (name, text) = (try fields.line("name", limit: 200), try fields.line("email"))
        do {
            let address = joining.address == nil ? try MailAddress(text) : nil
            let organisation = joining.organisation
            let hash = try await site.signInDesk.hash(
                try fields.secret("password"),
                context: [joining.address?.text ?? text, name, organisation.nameJA, organisation.nameEN]
            )
            _ = try await site.store.join(
                token,
                address: address,
                name: try Self.name(name),
                wish.language == .en ? .en : joining.language,
                password: hash,
                at: context.now
            )
        } catch let refusal as Refusal where refusal.code != Refusal.linkOver.code {
            let form = end(token, joining, name: name, address: text, wish.language)
            return AccountAnswer.again(form, refusal, site.pages, wish, request)
        }
        return Gate.seeOther(PagePath.signIn + "?lang=\(wish.language.rawValue)")
    }

    static func name(_ text: String) throws(Refusal) -> String {
        guard (1...100).contains(text.unicodeScalars.count) else {
            throw Refusal(
                .malformed,
                "A name has 1 to 100 characters",
                ja: "氏名は1〜100文字で入力してください",
                field: "name",
                code: "noName"
            )
        }
        return text
    }

    private func register(_ stated: Stated, _ language: Language) -> FormPage {
        let words = AccountWords.words(language)
        return FormPage(
            title: words.joinTitle,
            lead: [words.joinLead],
            action: PagePath.join + "?lang=\(language.rawValue)",
            fields: [
                .line("name", words.joinName, stated.name, autocomplete: "name", isRequired: true, limit: 100),
                .address(words, stated.address, autocomplete: "email"),
                .line("organisation", words.joinOrganisation, stated.organisation, autocomplete: "organization"),
                .line("organisationEN", words.joinOrganisationEN, stated.organisationEN),
                .line(
                    "country",
                    words.joinCountry,
                    hint: words.joinCountryHint,
                    stated.country,
                    autocomplete: "country",
                    isRequired: true,
                    limit: 2
                ),
                .line("corporateNumber", words.joinNumber, hint: words.joinNumberHint, stated.number, limit: 13),
                .line("foreignProof", words.joinProof, hint: words.joinProofHint, stated.proof),
                .language(words, stated.language),
            ],
            button: words.joinButton
        )
    }

    private func end(
        _ token: String,
        _ joining: Joining,
        name: String,
        address: String,
        _ language: Language
    ) -> FormPage {
        let words = AccountWords.words(language)
        let letters: Letter.Language = language == .en ? .en : .ja
        let roles = joining.roles.map { $0.name(letters) }.sorted().joined(separator: language == .en ? ", " : "、")
        let asked: FormPage.Field? = joining.address == nil ? .address(words, address, autocomplete: "username") : nil
        return FormPage(
            title: words.joinEndTitle,
            lead: [
                words.joinEndLead,
                [joining.address?.text ?? "", joining.organisation.name(letters), roles].filter { !$0.isEmpty }
                    .joined(separator: " · "),
            ],
            action: "\(PagePath.join)/\(token)?lang=\(language.rawValue)",
            fields: [.line("name", words.joinName, name, autocomplete: "name", isRequired: true, limit: 100)]
                + (asked.map { [$0] } ?? []) + [.newPassword(words)],
            button: words.joinEndButton
        )
    }
}
