import HTTPTypes
import Hummingbird
import NIOCore
import Registry
import Store

/// Following a list or a check by mail, without an account: the form, the confirmation, and the page of a watch.
///
/// Whoever holds a link of a letter reads that mailbox, and nothing else is asked of them. A link that is only opened
/// changes nothing, since mail programs open links by themselves.
struct WatchController: Sendable {
    let site: PortalSite

    private static let bodyLimit = 16 << 10

    /// `GET /watches`: the form with what is to be followed.
    func form(_ request: Request, _ context: PortalContext) async throws -> Response {
        let query = try Query(request.uri.query)
        try query.allow(only: WatchAsking.parameters + ["lang"])
        let wish = try Negotiation(request, query)
        let asking = try await WatchAsking(query, site, at: context.now)
        let form = WatchForms(site, wish.language).ask(asking, AccountForm(query))
        let keeping = asking.address.isEmpty ? "" : asking.address + "&"
        let html = site.pages.form(form, keeping: keeping, wish.language)
        return AccountAnswer.page(html, wish, request)
    }

    /// `POST /watches`: answers alike for every address.
    func ask(_ request: Request, _ context: PortalContext) async throws -> Response {
        try SameOrigin.check(request)
        let wish = try Negotiation(request, try Query(request.uri.query))
        let query = try await Self.fields(request)
        try query.allow(only: WatchAsking.parameters + ["email", "until", "language"])
        let asking = try await WatchAsking(query, site, at: context.now)
        let fields = AccountForm(query)
        let forms = WatchForms(site, wish.language)
        do {
            let address = try MailAddress(try fields.line("email"))
            guard let until = try query.writtenDay("until") else {
                throw Refusal(
                    .malformed,
                    "Name the last day",
                    ja: "いつまでかを入力してください",
                    field: "until",
                    code: "watchEnd"
                )
            }
            var language = forms.letters
            if fields.typed("language") != nil { language = try fields.language() }
            let ask = WatchAsk(
                asking.subject,
                title: forms.title(asking, language),
                conditions: asking.conditions,
                until: until,
                language
            )
            try await site.store.ask(ask, for: address, at: context.now)
        } catch let refusal as Refusal where refusal.kind == .malformed {
            return AccountAnswer.again(forms.ask(asking, fields), refusal, site.pages, wish, request)
        }
        return AccountAnswer.page(site.pages.notice(forms.sent, wish.language), wish, request)
    }

    /// `GET /watches/<secret>`: what a letter leads to.
    func page(_ request: Request, _ context: PortalContext) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let token = context.parameters.get("token") ?? ""
        guard let watch = try await site.store.watch(behind: token, at: context.now) else { throw Refusal.linkOver }
        return show(watch, token, wish, request)
    }

    /// `POST /watches/<secret>`: begins, moves or stops a watch; what RFC 8058 sends stops it at once, and is answered
    /// alike whether there was one.
    func sent(_ request: Request, _ context: PortalContext) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let token = context.parameters.get("token") ?? ""
        let query = try await Self.fields(request)
        let forms = WatchForms(site, wish.language)
        if try query.value("List-Unsubscribe") == "One-Click" {
            try await site.store.stopWatch(token, at: context.now)
            return AccountAnswer.page(site.pages.notice(forms.stopped, wish.language), wish, request)
        }
        try SameOrigin.check(request)
        guard let watch = try await site.store.watch(behind: token, at: context.now) else { throw Refusal.linkOver }
        switch (try query.value("action"), watch.state) {
        case ("confirm", .asked):
            let products = try await products(of: watch, at: context.now)
            let begun = try await site.store.confirmWatch(token, products, at: context.now)
            return AccountAnswer.page(site.pages.notice(forms.started(begun), wish.language), wish, request)
        case ("stop", _):
            try await site.store.stopWatch(token, at: context.now)
            return AccountAnswer.page(site.pages.notice(forms.stopped, wish.language), wish, request)
        case ("move", .followed):
            return try await move(watch, token, query, wish, request, at: context.now)
        default: return show(watch, token, wish, request)
        }
    }

    private func move(
        _ watch: Watch,
        _ token: String,
        _ query: Query,
        _ wish: Negotiation,
        _ request: Request,
        at now: Moment
    ) async throws -> Response {
        let forms = WatchForms(site, wish.language)
        do {
            let until = try query.writtenDay("until") ?? watch.until
            let moved = try await site.store.setEnd(ofWatch: token, until, at: now)
            let form = forms.page(moved, token, done: forms.words.watchMoved)
            return AccountAnswer.page(site.pages.form(form, keeping: nil, wish.language), wish, request)
        } catch let refusal as Refusal where refusal.kind == .malformed {
            var form = forms.page(watch, token)
            form.refill(AccountForm(query))
            return AccountAnswer.again(form, refusal, site.pages, wish, request)
        }
    }

    private func show(_ watch: Watch, _ token: String, _ wish: Negotiation, _ request: Request) -> Response {
        let forms = WatchForms(site, wish.language)
        guard watch.state != .over else {
            return AccountAnswer.page(site.pages.notice(forms.over, wish.language), wish, request)
        }
        let html = site.pages.form(forms.page(watch, token), keeping: "", wish.language)
        return AccountAnswer.page(html, wish, request)
    }

    /// The rows that a check is followed by; a list has none.
    private func products(of watch: Watch, at now: Moment) async throws -> [WatchedProduct] {
        guard watch.kind == .check else { return [] }
        let receipt = try await CheckAddress.receipt(named: watch.conditions, site)
        guard receipt.hasRows(at: now) else { throw CheckDesk.gone }
        return try await CheckDesk(site: site).watchedProducts(of: receipt)
    }

    /// The fields of a form: mail servers send theirs as multipart (RFC 8058 §3.1).
    private static func fields(_ request: Request) async throws -> Query {
        let type = request.headers[.contentType] ?? ""
        let isMultipart = type.lowercased().hasPrefix("multipart/form-data")
        guard isMultipart || type.lowercased().hasPrefix("application/x-www-form-urlencoded") else {
            throw Problem(
                .unsupportedMediaType,
                code: "wrongType",
                detail: "Send the form as application/x-www-form-urlencoded or multipart/form-data"
            )
        }
        let buffer = try await request.body.collect(upTo: bodyLimit)
        if isMultipart {
            let form = try MultipartForm(Array(buffer.readableBytesView), contentType: type)
            return try form.fields(except: [], limit: 1000)
        }
        guard let text = String(validating: buffer.readableBytesView, as: UTF8.self) else {
            throw Refusal(.malformed, "The form is no text", ja: "フォームを読み取れません", code: "malformedForm")
        }
        return try Query(text)
    }
}

/// What somebody asks to follow, as an address or a form says it.
struct WatchAsking: Sendable {
    private enum Source: Sendable {
        case list(ListAsking)
        case check(Receipt)
    }

    private let source: Source

    /// A list's own, and the secret address of a check's rows.
    static let parameters = ListAsking.conditions.filter { !ListAsking.unfollowed.contains($0) } + ["check"]

    /// - Throws: what a list's conditions or a check's address are refused for, and a check of too many rows: nobody
    ///   is told of that by the letter.
    init(_ query: Query, _ site: PortalSite, at now: Moment) async throws {
        if let secret = try query.stated("check") {
            let receipt = try await CheckAddress.receipt(secret, site, at: now)
            try WatchAsk.check(rows: receipt.tally.found)
            source = .check(receipt)
        } else {
            source = .list(try ListAsking(query, site.store.rules))
        }
    }

    /// What the store looks for.
    var subject: WatchSubject {
        switch source {
        case .list(let asking): .list(asking.query)
        case .check(let receipt): .check(WatchedCheck(conditions: receipt.checkConditions, asked: receipt.asked))
        }
    }

    /// See `Watch.conditions`.
    var conditions: String {
        switch source {
        case .list(let asking): Self.text(asking.followed)
        case .check(let receipt): receipt.name
        }
    }

    /// As a form sends it.
    var hidden: [(name: String, value: String)] {
        switch source {
        case .list(let asking): asking.followed
        case .check(let receipt): [("check", receipt.secret)]
        }
    }

    /// The query string that asks the same.
    var address: String { Self.text(hidden) }

    private static func text(_ pairs: [(name: String, value: String)]) -> String {
        pairs.map { $0.name + "=" + PagePath.encoded($0.value) }.joined(separator: "&")
    }

    /// What is followed, in the words of the pages of a language.
    func title(_ words: WatchWords, _ face: PageFace?, _ rules: Rules, _ language: Language) -> String {
        switch source {
        case .list(let asking):
            var followed = asking
            (followed.on, followed.knownAt) = (nil, nil)
            // The delivery day and the order do not narrow what is followed.
            (followed.query.coveredThrough, followed.query.coverages, followed.query.sort) = (nil, [], [])
            let chosen = face.map { SearchChosen(followed, $0, rules).links(SearchLinks(followed, language)) } ?? []
            let texts = chosen.map(\.text)
            guard !texts.isEmpty else { return Phrase.plain(words.watchAllLabels) }
            return texts.joined(separator: language == .en ? ", " : "、")
        case .check(let receipt):
            let day = PageView.DayText(receipt.recordedAt.day, language).text
            return Phrase.plain(words.watchOfCheck).replacing("#", with: day)
        }
    }
}
