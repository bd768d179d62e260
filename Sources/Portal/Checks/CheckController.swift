import HTTPTypes
import Hummingbird
import NIOCore
import Registry
import Store

/// Checks for people: the form, the result with its pages, the receipt.
struct CheckController: Sendable {
    let site: PortalSite

    /// Rows of a page of the result.
    static let pageRows = 200

    /// `GET /check`.
    func form(_ request: Request, _ context: PortalContext) async throws -> Response {
        let query = try Query(request.uri.query)
        try query.allow(only: CheckAsking.parameters + ["lang"])
        let wish = try Negotiation(request, query)
        let draft = CheckDraft(query, site.checkBytes)
        let html = site.pages.check(draft, on: context.now.day, language: wish.language)
        return PortalAnswer.page(html, maxAge: 0, wish, request)
    }

    /// `GET /system`: the same for the components of a system.
    func system(_ request: Request, _ context: PortalContext) async throws -> Response {
        let query = try Query(request.uri.query)
        try query.allow(only: CheckAsking.parameters + ["lang"])
        let wish = try Negotiation(request, query)
        let draft = CheckDraft(query, site.checkBytes, isSystem: true)
        let html = site.pages.check(draft, on: context.now.day, language: wish.language)
        return PortalAnswer.page(html, maxAge: 0, wish, request)
    }

    /// `POST /check`: on to the result's own page, which can be kept and printed.
    func posted(_ request: Request, _ context: PortalContext) async throws -> Response {
        var wish = try Negotiation(request, try Query(request.uri.query))
        let (fields, input) = try await CheckBody.form(request, limit: site.checkBytes)
        if let word = try fields.value("lang"), let language = Language(rawValue: word) { wish.language = language }
        do {
            try fields.allow(only: CheckAsking.parameters + ["lang", "text"])
            let asking = try CheckAsking(fields, site.store.rules)
            guard let input else {
                throw Refusal(
                    .malformed,
                    "There is no list: paste rows or choose a file",
                    ja: "一覧がありません。行を貼り付けるか、ファイルを選んでください",
                    field: "text",
                    code: "noList"
                )
            }
            let begun = try await CheckDesk(site: site).check(input, asking, key: nil, at: context.now)
            return seeOther(begun, wish.language)
        } catch let refusal as Refusal where [.malformed, .unprocessable, .tooLarge].contains(refusal.kind) {
            var draft = CheckDraft(fields, site.checkBytes)
            draft.refusal = refusal
            return PortalAnswer.page(
                site.pages.check(draft, on: context.now.day, language: wish.language),
                status: Problem(refusal).status,
                maxAge: 0,
                wish,
                request,
                noindex: true
            )
        }
    }

    private func seeOther(_ begun: CheckDesk.Begun, _ language: Language) -> Response {
        let secret =
            switch begun {
            case .done(let receipt): receipt.secret
            case .running(let job): job.secret
            }
        let headers: HTTPFields = [
            .location: PagePath.rows(secret) + "?lang=" + language.rawValue, .cacheControl: "no-store",
        ]
        return Response(status: .seeOther, headers: headers)
    }

    /// `GET /checks/<secret>`, with an ending for a file.
    func result(_ request: Request, _ context: PortalContext) async throws -> Response {
        let address = context.parameters.get("secret") ?? ""
        let (secret, ending) = CheckAddress.split(address)
        guard CheckAddress.isSecret(secret) else { throw CheckAddress.missing }
        if !ending.isEmpty {
            guard let format = CheckExport.Format(rawValue: ending) else { throw CheckAddress.missing }
            try Query(request.uri.query).allow(only: ["lang"])
            let receipt = try await CheckAddress.receipt(secret, site, at: context.now)
            return try await CheckFiles(site: site).answer(receipt, format, request)
        }
        let query = try Query(request.uri.query)
        try query.allow(only: ["outcome", "after", "lang"])
        let wish = try Negotiation(request, query)
        if let job = site.checkJobs.job(secret: secret), job.state != .finished {
            return progress(job, wish, request)
        }
        let receipt = try await CheckAddress.receipt(secret, site, at: context.now)
        let part = try CheckPart(query, limit: Self.pageRows)
        guard let head = try await site.store.receiptHead(receipt) else { throw CheckDesk.gone }
        let page = try await site.store.rows(of: receipt, outcome: part.outcome, after: part.after, limit: part.limit)
        let view = CheckResultPage(
            receipt: receipt,
            head: head,
            page: page,
            part: part,
            editions: try await site.store.newestEditions()
        )
        return PortalAnswer.page(
            site.pages.checkResult(view, language: wish.language),
            maxAge: 0,
            wish,
            request,
            noindex: true
        )
    }

    /// `GET /checks/<secret>/sheet`: a system's verdict, to print and to file.
    func sheet(_ request: Request, _ context: PortalContext) async throws -> Response {
        let query = try Query(request.uri.query)
        try query.allow(only: ["lang"])
        let wish = try Negotiation(request, query)
        let secret = context.parameters.get("secret") ?? ""
        let receipt = try await CheckAddress.receipt(secret, site, at: context.now)
        guard receipt.isSystem else { throw CheckAddress.missing }
        guard let head = try await site.store.receiptHead(receipt) else { throw CheckDesk.gone }
        let page = try await site.store.rows(of: receipt, after: 0, limit: SystemCheck.mostComponents)
        let sheet = SystemSheetPage(
            receipt: receipt,
            head: head,
            rows: page.rows,
            editions: try await site.store.newestEditions()
        )
        return PortalAnswer.page(
            site.pages.systemSheet(sheet, language: wish.language),
            maxAge: 0,
            wish,
            request,
            noindex: true
        )
    }

    private func progress(_ job: CheckJob, _ wish: Negotiation, _ request: Request) -> Response {
        var response = PortalAnswer.page(
            site.pages.checkProgress(job, language: wish.language),
            maxAge: 0,
            wish,
            request,
            noindex: true
        )
        if job.state == .running { response.headers[.refresh] = "3" }
        return response
    }

    /// `POST /checks/<secret>/again`: the same rows asked today.
    func again(_ request: Request, _ context: PortalContext) async throws -> Response {
        let secret = context.parameters.get("secret") ?? ""
        guard CheckAddress.isSecret(secret) else { throw CheckAddress.missing }
        let wish = try Negotiation(request, try Query(request.uri.query))
        _ = try await CheckBody.bytes(request, limit: 1024)
        let receipt = try await CheckAddress.receipt(secret, site, at: context.now)
        return seeOther(try await CheckDesk(site: site).again(receipt, at: context.now), wish.language)
    }

    /// `GET /receipts/<id>`.
    func receipt(_ request: Request, _ context: PortalContext) async throws -> Response {
        let query = try Query(request.uri.query)
        try query.allow(only: ["lang"])
        let wish = try Negotiation(request, query)
        let receipt = try await CheckAddress.receipt(named: context.parameters.get("id") ?? "", site)
        if wish.wantsJSON {
            let editions = try await site.store.newestEditions()
            let bytes = CheckWire.receipt(receipt, site.facts, editions: editions, secret: false)
            return PortalAnswer.bytes(bytes, "application/json; charset=utf-8", maxAge: 0, request)
        }
        return PortalAnswer.page(
            site.pages.receipt(receipt, at: context.now, language: wish.language),
            maxAge: 0,
            wish,
            request,
            noindex: true
        )
    }
}

extension HTTPField.Name {
    static let refresh = HTTPField.Name("Refresh") ?? .trailer
}
