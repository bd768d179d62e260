import HTTPTypes
import Hummingbird
import Registry
import Store

/// What approvers proposed: looked at, carried out or declined by another.
struct ProposalController: Sendable {
    let site: PortalSite

    /// Proposals a page.
    private static let page = 100

    func list(_ request: Request, _ visit: Visit) async throws -> Response {
        try visit.checkOffice()
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        try query.allow(only: ["after", "lang"])
        let after = try query.number("after", in: 1...999_999_999)
        let found = try await site.store.openProposals(
            after: Int64(after ?? 0),
            limit: Self.page + 1,
            for: visit.account
        )
        let view = PageView.ProposalsView(found.proposals, found.names, limit: Self.page, wish.language)
        let keeping = after.map { "after=\($0)&" } ?? ""
        let html = site.pages.page(.officeProposals, view, wish.language, keeping: keeping, isHidden: true)
        return AccountAnswer.page(html, wish, request)
    }

    func one(_ request: Request, _ visit: Visit) async throws -> Response {
        try visit.checkOffice()
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        try query.allow(only: ["done", "lang"])
        return try await show(visit, done: try query.value("done"), wish, request)
    }

    func decide(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let id = try visit.context.id(orThrow: Self.missing)
        let form = try await OfficeForm(request)
        let outcome: LabelProposalOutcome
        do {
            let decision: LabelProposal.Decision
            switch form.word {
            case "carryOut": decision = .carryOut
            case "decline": decision = .decline(try form.text("reason"))
            default: throw OfficeForm.unknownAction
            }
            outcome = try await site.store.decide(decision, onProposal: id, by: visit.account, at: visit.now)
        } catch let refusal as Refusal {
            return try await show(visit, form, refusal: refusal, wish, request)
        }
        if !outcome.codes.isEmpty { site.forget(outcome.codes) }
        return Gate.seeOther("\(PagePath.proposal(id))?done=\(form.word)&lang=\(wish.language.rawValue)")
    }

    private func show(
        _ visit: Visit,
        _ form: OfficeForm? = nil,
        refusal: Refusal? = nil,
        done: String? = nil,
        _ wish: Negotiation,
        _ request: Request
    ) async throws -> Response {
        let file = try await site.store.proposalFile(try visit.context.id(orThrow: Self.missing), for: visit.account)
        let typed = refusal.flatMap { form?.typed(["reason"], refusal: $0) }
        var view = PageView.ProposalView(
            file,
            for: visit.account,
            isProven: Gate.isProven(visit.signed, at: visit.now),
            typed,
            site.store.rules,
            today: visit.now.day,
            wish.language
        )
        let words = LabelOfficeWords.words(wish.language)
        view.done = done.flatMap { $0 == "propose" ? words.proposalTitle : words.actions[$0] }
            .map { "\(words.officeLabelDone) \($0)" }
        return site.answer(.officeProposal, view, title: view.name, refusal: refusal, wish, request)
    }

    private static let missing = Refusal(.missing, "There is no such proposal", ja: "該当する提案がありません", code: "missing")
}
