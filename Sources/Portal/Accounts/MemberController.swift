import HTTPTypes
import Hummingbird
import Registry
import Store

/// The people of an organisation: invited, given roles, closed, erased.
struct MemberController: Sendable {
    let site: PortalSite

    func list(_ request: Request, _ visit: Visit) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        let words = AccountWords.words(wish.language)
        let done: String? =
            switch try query.value("done") {
            case "sent": words.membersSent
            case "changed": words.membersChanged
            case "erased": words.membersErased
            default: nil
            }
        return try await page(visit, done: done, wish, request)
    }

    func invite(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let fields = try await AccountForm(request)
        var draft = PageView.MembersView.Draft()
        do {
            draft.name = try fields.line("name", limit: 200)
            draft.address = try fields.line("email")
            draft.roles = try fields.roles()
            try await site.store.invite(
                try MailAddress(draft.address),
                name: try JoinController.name(draft.name),
                try fields.language(),
                to: visit.account.organisation.id,
                roles: draft.roles,
                by: visit.account,
                at: visit.now
            )
        } catch let refusal as Refusal {
            return try await page(visit, draft, refusal: refusal, wish, request)
        }
        return done("sent", wish)
    }

    func changeRoles(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        do {
            let roles = try await AccountForm(request).roles()
            let id = try visit.context.id(orThrow: Self.missing)
            try await site.store.changeRoles(of: id, to: roles, by: visit.account, at: visit.now)
        } catch let refusal as Refusal {
            return try await page(visit, refusal: refusal, wish, request)
        }
        return done("changed", wish)
    }

    func close(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        do {
            try await site.store.close(
                account: try visit.context.id(orThrow: Self.missing),
                by: visit.account,
                at: visit.now
            )
        } catch let refusal as Refusal {
            return try await page(visit, refusal: refusal, wish, request)
        }
        return done("changed", wish)
    }

    func erase(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        do {
            try await site.store.erase(
                account: try visit.context.id(orThrow: Self.missing),
                reason: try await AccountForm(request).line("reason", limit: Erasing.longestReason),
                by: visit.signed,
                at: visit.now
            )
        } catch let refusal as Refusal {
            return try await page(visit, refusal: refusal, wish, request)
        }
        return done("erased", wish)
    }

    func endInvitation(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        do {
            try await site.store.endInvitation(
                try visit.context.id(orThrow: Self.missing),
                by: visit.account,
                at: visit.now
            )
        } catch let refusal as Refusal {
            return try await page(visit, refusal: refusal, wish, request)
        }
        return done("changed", wish)
    }

    private static let missing = Refusal(.missing, "There is no such account", ja: "該当するアカウントがありません", code: "missing")

    private func done(_ word: String, _ wish: Negotiation) -> Response {
        Gate.seeOther("\(PagePath.members)?done=\(word)&lang=\(wish.language.rawValue)")
    }

    private func page(
        _ visit: Visit,
        _ draft: PageView.MembersView.Draft = .init(),
        refusal: Refusal? = nil,
        done: String? = nil,
        _ wish: Negotiation,
        _ request: Request
    ) async throws -> Response {
        let members = try await site.store.members(of: visit.account.organisation.id)
        let open = try await site.store.openInvitations(of: visit.account.organisation.id, at: visit.now)
        var view = PageView.MembersView(visit.account, members, open, draft, wish.language)
        view.fault = refusal.map { $0.reason(in: wish.language) }
        view.done = done
        return site.answer(.members, view, refusal: refusal, wish, request)
    }
}
