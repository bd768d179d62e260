import HTTPTypes
import Hummingbird
import Registry
import Store

/// Signing in and out, registering, and new passwords: what nobody is signed in for.
struct SignInController: Sendable {
    let site: PortalSite

    func form(_ request: Request, _ context: PortalContext) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        let onward = Gate.onward(try query.value("then"))
        let form = signIn(onward: onward, address: "", wish.language)
        let keeping = onward == PagePath.account ? "" : "then=\(PagePath.encoded(onward))&"
        return AccountAnswer.page(site.pages.form(form, keeping: keeping, wish.language), wish, request)
    }

    func signIn(_ request: Request, _ context: PortalContext) async throws -> Response {
        try SameOrigin.check(request)
        let wish = try Negotiation(request, try Query(request.uri.query))
        let fields = try await AccountForm(request)
        let onward = Gate.onward(try fields.secret("then"))
        let address = try fields.line("email")
        let proof = SignInDesk.Proof(
            address: address,
            password: try fields.secret("password"),
            code: try fields.line("code", limit: 40)
        )
        do {
            let agent = request.headers[.userAgent] ?? ""
            let (token, account) = try await site.signInDesk.signIn(proof, agent: agent, at: context.now)
            var response = Gate.seeOther(onward + (onward.contains("?") ? "&" : "?") + "lang=\(wish.language.rawValue)")
            response.headers[.setCookie] = Gate.cookie(token, for: account)
            return response
        } catch let refusal as Refusal {
            let form = signIn(onward: onward, address: address, wish.language)
            return AccountAnswer.again(form, refusal, site.pages, wish, request)
        }
    }

    func signOut(_ request: Request, _ context: PortalContext) async throws -> Response {
        try SameOrigin.check(request)
        let wish = try Negotiation(request, try Query(request.uri.query))
        if let signed = try await Gate(site: site).signedIn(request, context) {
            try await site.store.endSession(signed.session.id, of: signed.account, at: context.now)
        }
        var response = Gate.seeOther(PagePath.signIn + "?lang=\(wish.language.rawValue)")
        response.headers[.setCookie] = Gate.cookie(nil, for: nil)
        return response
    }

    private func signIn(onward: String, address: String, _ language: Language) -> FormPage {
        let words = AccountWords.words(language)
        let lang = "lang=\(language.rawValue)"
        return FormPage(
            title: words.signInTitle,
            lead: [words.signInLead],
            action: PagePath.signIn + "?" + lang,
            hidden: [("then", onward)],
            fields: [
                .address(words, address, autocomplete: "username"), .password(words),
                .code(words),
            ],
            button: words.signInButton,
            links: [
                (PagePath.reset + "?" + lang, words.signInForgot), (PagePath.join + "?" + lang, words.signInJoin),
            ]
        )
    }

    func resetForm(_ request: Request, _ context: PortalContext) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        return AccountAnswer.page(
            site.pages.form(resetAsk("", wish.language), keeping: "", wish.language),
            wish,
            request
        )
    }

    /// Answers alike whether the address has an account or not.
    func askReset(_ request: Request, _ context: PortalContext) async throws -> Response {
        try SameOrigin.check(request)
        let wish = try Negotiation(request, try Query(request.uri.query))
        let words = AccountWords.words(wish.language)
        let fields = try await AccountForm(request)
        let text = try fields.line("email")
        do {
            try await site.store.askReset(try MailAddress(text), at: context.now)
        } catch let refusal as Refusal {
            return AccountAnswer.again(resetAsk(text, wish.language), refusal, site.pages, wish, request)
        }
        let notice = NoticePage(title: words.resetSentTitle, paragraphs: [words.resetSentLead, words.joinSentNext])
        return AccountAnswer.page(site.pages.notice(notice, wish.language), wish, request)
    }

    func resetEnd(_ request: Request, _ context: PortalContext) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let token = context.parameters.get("token") ?? ""
        guard let candidate = try await site.signInDesk.beginReset(token, code: "", isTrial: false, at: context.now)
        else { throw Refusal.linkOver }
        let form = resetChoose(token, candidate.account, wish.language)
        return AccountAnswer.page(site.pages.form(form, keeping: "", wish.language), wish, request)
    }

    func reset(_ request: Request, _ context: PortalContext) async throws -> Response {
        try SameOrigin.check(request)
        let wish = try Negotiation(request, try Query(request.uri.query))
        let words = AccountWords.words(wish.language)
        let token = context.parameters.get("token") ?? ""
        let fields = try await AccountForm(request)
        guard let known = try await site.signInDesk.beginReset(token, code: "", isTrial: false, at: context.now) else {
            throw Refusal.linkOver
        }
        do {
            let account = known.account
            // Rules first: a password that is refused must not cost a one-time code.
            let hash = try await site.signInDesk.hash(
                try fields.secret("password"),
                context: [account.address.text, account.name, account.organisation.nameJA, account.organisation.nameEN]
            )
            let code = try fields.line("code", limit: 40)
            guard
                let candidate = try await site.signInDesk.beginReset(token, code: code, isTrial: true, at: context.now)
            else { throw Refusal.linkOver }
            try await site.store.finishReset(token, candidate, password: hash, at: context.now)
        } catch let refusal as Refusal where refusal.code != Refusal.linkOver.code {
            return AccountAnswer.again(
                resetChoose(token, known.account, wish.language),
                refusal,
                site.pages,
                wish,
                request
            )
        }
        let notice = NoticePage(
            title: words.resetDoneTitle,
            paragraphs: [words.resetDoneLead],
            links: [(PagePath.signIn + "?lang=\(wish.language.rawValue)", words.signInTitle)]
        )
        return AccountAnswer.page(site.pages.notice(notice, wish.language), wish, request)
    }

    private func resetAsk(_ address: String, _ language: Language) -> FormPage {
        let words = AccountWords.words(language)
        return FormPage(
            title: words.resetTitle,
            lead: [words.resetLead],
            action: PagePath.reset + "?lang=\(language.rawValue)",
            fields: [.address(words, address, autocomplete: "username")],
            button: words.resetButton
        )
    }

    private func resetChoose(_ token: String, _ account: Account, _ language: Language) -> FormPage {
        let words = AccountWords.words(language)
        return FormPage(
            title: words.resetEndTitle,
            lead: [account.address.text],
            action: "\(PagePath.reset)/\(token)?lang=\(language.rawValue)",
            fields: [.newPassword(words)] + (account.hasSecondFactor ? [.code(words)] : []),
            button: words.passwordButton
        )
    }
}

extension FormPage.Field {
    static func address(_ words: AccountWords, _ value: String, autocomplete: String) -> FormPage.Field {
        FormPage.Field(
            name: "email",
            label: words.signInAddress,
            kind: .line(type: "email", autocomplete: autocomplete),
            value: value,
            isRequired: true,
            limit: 254
        )
    }

    static func password(_ words: AccountWords) -> FormPage.Field {
        FormPage.Field(
            name: "password",
            label: words.signInPassword,
            kind: .line(type: "password", autocomplete: "current-password"),
            isRequired: true,
            limit: 256
        )
    }

    static func newPassword(_ words: AccountWords) -> FormPage.Field {
        FormPage.Field(
            name: "password",
            label: words.passwordNew,
            hint: words.passwordHint,
            kind: .line(type: "password", autocomplete: "new-password"),
            isRequired: true,
            limit: 256
        )
    }

    static func code(_ words: AccountWords) -> FormPage.Field {
        FormPage.Field(
            name: "code",
            label: words.signInCode,
            hint: words.signInCodeHint,
            kind: .line(type: "text", autocomplete: "one-time-code"),
            limit: 40
        )
    }

    static func line(
        _ name: String,
        _ label: String,
        hint: String? = nil,
        _ value: String,
        autocomplete: String = "off",
        isRequired: Bool = false,
        limit: Int = 200
    ) -> FormPage.Field {
        FormPage.Field(
            name: name,
            label: label,
            hint: hint,
            kind: .line(type: "text", autocomplete: autocomplete),
            value: value,
            isRequired: isRequired,
            limit: limit
        )
    }

    static func language(_ words: AccountWords, _ chosen: Letter.Language) -> FormPage.Field {
        FormPage.Field(
            name: "language",
            label: words.joinLanguage,
            kind: .radios([
                FormPage.Option(value: "ja", label: "日本語", isChosen: chosen == .ja),
                FormPage.Option(value: "en", label: "English", isChosen: chosen == .en),
            ])
        )
    }
}
