import HTTPTypes
import Hummingbird
import Registry
import Store

/// One's own personal data, erased for good.
struct ErasureController: Sendable {
    let site: PortalSite

    func form(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let form = erasing(visit.account, wish.language)
        return AccountAnswer.page(site.pages.form(form, keeping: "", wish.language), wish, request)
    }

    /// The password once more, whenever it was given last: an open browser is not enough.
    func erase(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let fields = try await AccountForm(request)
        let words = AccountWords.words(wish.language)
        do {
            let proof = SignInDesk.Proof(
                address: visit.account.address.text,
                password: try fields.secret("password"),
                code: try fields.line("code", limit: 40)
            )
            try await site.signInDesk.prove(proof, visit.signed, at: visit.now)
            try await site.store.eraseOwn(visit.signed, at: visit.now)
        } catch let refusal as Refusal {
            return AccountAnswer.again(erasing(visit.account, wish.language), refusal, site.pages, wish, request)
        }
        let notice = NoticePage(title: words.accountErased, paragraphs: [words.accountErasedLead])
        var response = AccountAnswer.page(site.pages.notice(notice, wish.language), wish, request)
        response.headers[.setCookie] = Gate.cookie(nil, for: nil)
        return response
    }

    private func erasing(_ account: Account, _ language: Language) -> FormPage {
        let words = AccountWords.words(language)
        return FormPage(
            title: words.accountErase,
            lead: [words.accountEraseLead, words.accountEraseFinal],
            action: PagePath.eraseOwn + "?lang=\(language.rawValue)",
            fields: [.password(words)] + (account.hasSecondFactor ? [.code(words)] : []),
            button: words.accountErase,
            links: [(PagePath.account + "?lang=\(language.rawValue)", words.accountTitle)]
        )
    }
}
