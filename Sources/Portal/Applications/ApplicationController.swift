import Access
import HTTPTypes
import Hummingbird
import Intake
import Registry
import Store

/// What is applied for here; Hummingbird has an `Application` too.
typealias Application = Registry.Application

/// An organisation's own applications: begun, filled in, submitted, followed.
struct ApplicationController: Sendable {
    let site: PortalSite

    private static let pageLimit = 50
    /// Bytes of a list of models.
    private static let listBytes = 4 << 20
    /// Bytes of any other form: 500 findings, or every text as long as it may be.
    private static let formBytes = 1 << 20
    /// Fields of a form: one for each finding of an assessment, two for each item of the criteria.
    private static let mostFields = 520

    func list(_ request: Request, _ visit: Visit) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        return try await list(visit, before: try query.value("before"), refusal: nil, wish, request)
    }

    private func list(
        _ visit: Visit,
        before: String?,
        refusal: Refusal?,
        _ wish: Negotiation,
        _ request: Request
    ) async throws -> Response {
        let organisation = visit.account.organisation.id
        let before = before.flatMap { $0.utf8.count <= 18 ? Int64($0) : nil }
        let lines = try await site.store.applications(
            .own(organisation),
            before: before,
            limit: Self.pageLimit + 1
        )
        let owned = before == nil ? try await site.store.ownedRegistrations(of: organisation) : []
        guard let face = site.pages.face(wish.language) else { throw EngineFault(.broken, "a language is missing") }
        var view = PageView.ApplicationsView(
            visit.account,
            lines,
            limit: Self.pageLimit,
            owned.map(\.registration),
            try await stories(owned, visit),
            key: Secrets.token(),
            face,
            site.store.rules,
            try await site.reviewTimes.times(at: visit.now),
            on: visit.now.day
        )
        view.fault = refusal?.reason(in: wish.language)
        return site.answer(.applications, view, refusal: refusal, wish, request)
    }

    /// What was told of each label, and what comes.
    private func stories(
        _ owned: [(id: Int64, registration: Registration)],
        _ visit: Visit
    ) async throws -> [Registration: LadderStory] {
        let found = try await site.store.ladders(of: owned.map(\.id), at: visit.now)
        let pairs = owned.compactMap { one in found[one.id].map { (one.registration, $0) } }
        return Dictionary(pairs) { first, _ in first }
    }

    /// Opens an application; the page's own key keeps a second press from opening another.
    func open(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let fields = try await AccountForm(request)
        do {
            guard let kind = ApplicationKind(rawValue: try fields.line("kind", limit: 20)) else {
                throw Refusal(.malformed, "There is no such kind", ja: "該当する種類がありません", field: "kind")
            }
            let number = try fields.line("registrationNumber", limit: 200)
            let key = try fields.line("key", limit: 300)
            let outcome = try await site.store.openApplication(
                kind,
                about: number.isEmpty ? nil : try RegistrationNumber(number),
                by: visit.account,
                key: key.isEmpty ? nil : "form \(key) \(kind.rawValue)",
                at: visit.now
            )
            return seeOther(outcome.application.id, done: "open", wish)
        } catch let refusal as Refusal {
            return try await list(visit, before: nil, refusal: refusal, wish, request)
        }
    }

    func overview(_ request: Request, _ visit: Visit) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        let file = try await file(visit)
        let done = try query.value("done").map { word in
            let words = OfficeWords.words(wish.language)
            return words.steps[word].map { "\(words.caseDone) \($0)" }
                ?? ApplicationWords.words(wish.language).applicationSaved
        }
        return try await page(file, visit, done: done, wish, request)
    }

    private func page(
        _ file: ApplicationFile,
        _ visit: Visit,
        done: String? = nil,
        refusal: Refusal? = nil,
        typed: AccountForm? = nil,
        _ wish: Negotiation,
        _ request: Request
    ) async throws -> Response {
        var view = PageView.ApplicationView(
            file,
            site.store.rules,
            try await site.reviewTimes.times(at: visit.now),
            isOfficial: site.facts.isOfficial,
            on: visit.now.day,
            wish.language
        )
        view.done = done
        view.fault = refusal?.reason(in: wish.language)
        view.declarant = (try? typed?.line("declarant")) ?? ""
        view.declarantTitle = (try? typed?.line("declarantTitle")) ?? ""
        return site.answer(.application, view, title: view.title, refusal: refusal, wish, request)
    }

    func part(_ part: ApplicationGap.Part) -> GuardedRoute.Handler {
        { request, visit in
            let query = try Query(request.uri.query)
            let wish = try Negotiation(request, query)
            let file = try await file(visit)
            var form = forms(wish, visit).form(part, file)
            if try query.value("done") != nil { form.done = ApplicationWords.words(wish.language).applicationSaved }
            return AccountAnswer.page(site.pages.form(form, keeping: "", wish.language), wish, request)
        }
    }

    /// Saves a part. What cannot be saved comes back as it was typed, and says why.
    func save(_ part: ApplicationGap.Part) -> GuardedRoute.Handler {
        { request, visit in
            let wish = try Negotiation(request, try Query(request.uri.query))
            let file = try await file(visit)
            let sent = try await ApplicationUpload(
                request,
                listBytes: part == .models ? Self.listBytes : Self.formBytes
            )
            let fields = sent.fields
            var reply = ApplicationReply(file.application.draft, site.store.rules)
            switch part {
            case .terms: reply.terms(fields)
            case .product: reply.product(fields)
            case .models: reply.models(sent)
            case .checklist: reply.checklist(fields, items(of: file, visit))
            case .contact: reply.contact(fields, file.application.kind)
            case .documents: break
            }
            var refusal = reply.refusal
            if refusal == nil, reply.faults.isEmpty {
                do {
                    _ = try await site.store.perform(
                        .save(reply.draft),
                        on: file.application.id,
                        version: try fields.version(),
                        by: visit.account,
                        at: visit.now
                    )
                    return seeOther(file.application.id, wish)
                } catch let caught as Refusal { refusal = caught }
            }
            return again(part, reply, refusal, file, sent, visit, wish, request)
        }
    }

    private func again(
        _ part: ApplicationGap.Part,
        _ reply: ApplicationReply,
        _ refusal: Refusal?,
        _ file: ApplicationFile,
        _ sent: ApplicationUpload,
        _ visit: Visit,
        _ wish: Negotiation,
        _ request: Request
    ) -> Response {
        var typed = file
        typed.application.draft = reply.draft
        let words = ApplicationWords.words(wish.language)
        var form = forms(wish, visit).form(part, typed)
        form.lineFaults = reply.faults.map { fault in
            let reason = fault.refusal.reason(in: wish.language)
            return wish.language == .en
                ? "\(words.modelsLine) \(fault.line): \(reason) (\(fault.text))"
                : "\(fault.line)\(words.modelsLine)：\(reason)（\(fault.text)）"
        }
        // Of a file, the lines that can be taken are shown.
        if part != .models || sent.text != nil { form.refill(sent.fields) }
        if part == .models, let text = sent.text, let place = form.fields.firstIndex(where: { $0.name == "models" }) {
            form.fields[place].value = text
        }
        var status = HTTPResponse.Status.unprocessableContent
        if let refusal {
            form.blame(refusal, wish.language)
            status = Problem(refusal).status
            if refusal.code == "changedMeanwhile" {
                form.fault = words.applicationChanged + " " + words.applicationChangedKept
            }
        } else if let first = form.lineFaults.first {
            form.fault = first
        }
        return AccountAnswer.page(site.pages.form(form, keeping: nil, wish.language), status: status, wish, request)
    }

    /// What is done to the whole: numbers, submission, corrections, withdrawal.
    func act(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let file = try await file(visit)
        let fields = try await AccountForm(request, limit: Self.formBytes, pairs: Self.mostFields)
        do {
            let outcome = try await site.store.perform(
                try order(fields, file.application),
                on: file.application.id,
                version: try fields.version(),
                by: visit.account,
                at: visit.now
            )
            if !outcome.codes.isEmpty { site.forget(outcome.codes) }
        } catch let refusal as Refusal {
            let now = try await self.file(visit)
            return try await page(now, visit, refusal: refusal, typed: fields, wish, request)
        }
        return seeOther(file.application.id, done: (try? fields.line("action", limit: 40)) ?? "", wish)
    }

    private func order(_ fields: AccountForm, _ application: Application) throws(Refusal) -> ApplicationOrder {
        switch try fields.line("action", limit: 40) {
        case "requestNumber": return .requestNumber
        case "recordNumber": return .recordNumber(try fields.line("applicationNumber"))
        case "submit": return .submit(name: try fields.line("declarant"), title: try fields.line("declarantTitle"))
        case "answerCorrection":
            return .answerCorrection(name: try fields.line("declarant"), title: try fields.line("declarantTitle"))
        case "withdraw": return .withdraw(try fields.line("reason", limit: 2000))
        case "abandon": return .abandon
        case "rectify":
            var fixes: [Int: String] = [:]
            for finding in application.assessment?.openFindings ?? [] {
                fixes[finding.number] = try fields.line("finding\(finding.number)", limit: 200)
            }
            return .assess(.rectify(fixes))
        default:
            throw Refusal(
                .malformed,
                "There is no such action",
                ja: "該当する操作がありません",
                field: "action",
                code: "unknownAction"
            )
        }
    }

    private func items(of file: ApplicationFile, _ visit: Visit) -> [CriteriaItem] {
        let level = file.application.draft.level
        let document = Application.criteria(of: level, rules: site.store.rules, on: visit.now.day)
        return document.map { file.application.asked($0) } ?? []
    }

    func file(_ visit: Visit) async throws -> ApplicationFile {
        try await site.store.application(try visit.context.applicationID(), for: visit.account)
    }

    private func forms(_ wish: Negotiation, _ visit: Visit) -> ApplicationForms {
        ApplicationForms(rules: site.store.rules, language: wish.language, today: visit.now.day)
    }

    /// - Parameter done: a word of the timeline; anything else was a save. What was sent goes into no address unread.
    private func seeOther(_ id: Int64, done: String = "save", _ wish: Negotiation) -> Response {
        let word = OfficeWords.Steps.english[done] == nil ? "save" : done
        return Gate.seeOther("\(PagePath.application(id))?done=\(word)&lang=\(wish.language.rawValue)")
    }
}
