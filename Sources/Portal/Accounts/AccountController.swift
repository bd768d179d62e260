import Access
import Artwork
import HTTPTypes
import Hummingbird
import Registry
import Store

/// One's own account: password, one-time codes, where one is signed in.
struct AccountController: Sendable {
    let site: PortalSite

    func home(_ request: Request, _ visit: Visit) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        let sessions = try await site.store.sessions(of: visit.account.id, at: visit.now)
        let recovery = try await site.store.recoveryCodes(of: visit.account.id)
        let kept = try await site.store.keptReceipts(of: visit.account.id, at: visit.now)
        var view = PageView.AccountView(visit.signed, sessions: sessions, recovery: recovery, kept, wish.language)
        let chosen = try await site.store.letterChoices(of: visit.account.id)
        view.choices = PageView.AccountView.choices(visit.account, chosen, wish.language)
        view.hasChoices = !view.choices.isEmpty
        if try query.value("chosen") != nil { view.chosen = NoticeWords.words(wish.language).choicesDone }
        let html = site.pages.page(.account, view, wish.language, keeping: "", isHidden: true)
        return AccountAnswer.page(html, wish, request)
    }

    /// Records which letters somebody wants, of those that may be chosen.
    func chooseLetters(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let fields = try await AccountForm(request)
        var choices: [LetterTopic: Bool] = [:]
        for topic in PageView.AccountView.topics(of: visit.account) {
            choices[topic] = try fields.line(topic.rawValue, limit: 3) == "yes"
        }
        if !choices.isEmpty { try await site.store.choose(choices, by: visit.account, at: visit.now) }
        return Gate.seeOther(PagePath.account + "?chosen=yes&lang=\(wish.language.rawValue)#letters")
    }

    func endSessions(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let word = try await AccountForm(request).line("session", limit: 20)
        if word == "others" {
            try await site.store.endOtherSessions(visit.signed, at: visit.now)
        } else if let id = Int64(word), id > 0 {
            try await site.store.endSession(id, of: visit.account, at: visit.now)
        } else {
            throw Refusal(.malformed, "There is no such session", ja: "該当する端末がありません", field: "session")
        }
        return Gate.seeOther(PagePath.account + "?lang=\(wish.language.rawValue)")
    }

    /// Keeps a check's rows for years; by whoever has their address.
    func keepReceipt(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let secret = visit.context.parameters.get("secret") ?? ""
        let receipt = try await CheckAddress.receipt(secret, site, at: visit.now)
        try await site.store.keep(receipt, for: visit.account, at: visit.now)
        return Gate.seeOther(PagePath.rows(secret) + "?lang=\(wish.language.rawValue)")
    }

    func proveForm(_ request: Request, _ visit: Visit) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        let onward = Gate.onward(try query.value("then"))
        let form = prove(onward, visit.account, wish.language)
        return AccountAnswer.page(
            site.pages.form(form, keeping: "then=\(PagePath.encoded(onward))&", wish.language),
            wish,
            request
        )
    }

    func prove(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let fields = try await AccountForm(request)
        let onward = Gate.onward(try fields.secret("then"))
        let proof = SignInDesk.Proof(
            address: visit.account.address.text,
            password: try fields.secret("password"),
            code: try fields.line("code", limit: 40)
        )
        do {
            try await site.signInDesk.prove(proof, visit.signed, at: visit.now)
        } catch let refusal as Refusal {
            let form = prove(onward, visit.account, wish.language)
            return AccountAnswer.again(form, refusal, site.pages, wish, request)
        }
        return Gate.seeOther(onward + (onward.contains("?") ? "&" : "?") + "lang=\(wish.language.rawValue)")
    }

    func passwordForm(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        return AccountAnswer.page(site.pages.form(password(wish.language), keeping: "", wish.language), wish, request)
    }

    func changePassword(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let fields = try await AccountForm(request)
        let account = visit.account
        do {
            let hash = try await site.signInDesk.hash(
                try fields.secret("password"),
                context: [account.address.text, account.name, account.organisation.nameJA, account.organisation.nameEN]
            )
            try await site.store.changePassword(visit.signed, password: hash, at: visit.now)
        } catch let refusal as Refusal {
            return AccountAnswer.again(password(wish.language), refusal, site.pages, wish, request)
        }
        return Gate.seeOther(PagePath.account + "?lang=\(wish.language.rawValue)")
    }

    func codesForm(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        return try codes(.make(), visit.account, fault: nil, wish, request)
    }

    /// The secret comes back with the first code: what was shown and never confirmed leaves nothing behind.
    func setCodes(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let fields = try await AccountForm(request)
        guard let code = OneTimeCode(base32: try fields.line("secret", limit: 64)) else {
            throw Refusal(.malformed, "The form is damaged; open the page again", ja: "ページを開き直してください", field: "secret")
        }
        guard let step = code.match(try fields.line("code", limit: 40), after: 0, at: visit.now) else {
            let words = AccountWords.words(wish.language)
            return try codes(code, visit.account, fault: words.codesWrong, wish, request)
        }
        let recovery = RecoveryCodes.make()
        try await site.store.setSecondFactor(
            visit.signed,
            secret: code.secret,
            step: step,
            recovery: recovery.compactMap(RecoveryCodes.normal),
            at: visit.now
        )
        let view = PageView.RecoveryView(codes: recovery)
        return AccountAnswer.page(site.pages.page(.recovery, view, wish.language, isHidden: true), wish, request)
    }

    private func codes(
        _ code: OneTimeCode,
        _ account: Account,
        fault: String?,
        _ wish: Negotiation,
        _ request: Request
    ) throws -> Response {
        let image = try ScreenCode(
            code.address(
                issuer: PagePath.encoded(site.facts.host),
                account: PagePath.encoded(account.address.text)
            )
        )
        let view = PageView.CodesView(
            side: image.side,
            path: image.path,
            typed: code.typed,
            secret: code.base32,
            fault: fault
        )
        let html = site.pages.page(.codes, view, wish.language, isHidden: true)
        return AccountAnswer.page(html, status: fault == nil ? .ok : .unprocessableContent, wish, request)
    }

    private func prove(_ onward: String, _ account: Account, _ language: Language) -> FormPage {
        let words = AccountWords.words(language)
        return FormPage(
            title: words.proveTitle,
            lead: [words.proveLead],
            action: PagePath.prove + "?lang=\(language.rawValue)",
            hidden: [("then", onward)],
            fields: [.password(words)] + (account.hasSecondFactor ? [.code(words)] : []),
            button: words.proveButton
        )
    }

    private func password(_ language: Language) -> FormPage {
        let words = AccountWords.words(language)
        return FormPage(
            title: words.passwordTitle,
            action: PagePath.password + "?lang=\(language.rawValue)",
            fields: [.newPassword(words)],
            button: words.passwordButton,
            links: [(PagePath.account + "?lang=\(language.rawValue)", words.accountTitle)]
        )
    }
}
