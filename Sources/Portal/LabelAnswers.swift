import HTTPTypes
import Hummingbird
import Registry
import Store

/// Questions about one label beyond the plain scan: by number, on another day, from earlier knowledge; and the misses.
struct LabelAnswers: Sendable {
    let site: PortalSite

    /// The finding a question leads to, from current or earlier knowledge.
    ///
    /// Where `knownAt` is given, its day stands for today, as in lists: the same question has the same answer for ever.
    func find(_ reference: LabelReference, _ asked: Asked, at now: Moment) async throws -> AskedFinding {
        guard let knownAt = asked.knownAt else {
            let finding =
                switch reference {
                case .code(let code): try await site.store.find(code)
                case .number(let number): try await site.store.find(number)
                }
            let day = asked.on ?? now.day
            let moment = AskedMoment(day: day, today: now.day, revision: finding.mark.revision)
            return AskedFinding(finding: finding, moment: try moment.checked(asked.coveredThrough), asked: asked)
        }
        let (revision, today) = try await KnownAt(store: site.store).knowledge(knownAt, at: now)
        let moment = try AskedMoment(day: asked.on ?? today, today: today, revision: revision)
            .checked(asked.coveredThrough)
        let finding = try await site.store.find(reference, knownAt: revision)
        return AskedFinding(finding: finding, moment: moment, asked: asked)
    }

    /// The finished answer to what was found; nil where nothing was.
    func finished(_ found: AskedFinding, form: AnswerForm, path: String, at now: Moment) -> FinishedAnswer? {
        guard let answer = found.answer else { return nil }
        return site.desk.finish(
            answer,
            found.finding,
            today: now.day,
            form: form,
            path: path,
            asked: found.asked,
            covered: found.covered
        )
    }

    func answer(
        _ reference: LabelReference,
        _ asked: Asked,
        form: AnswerForm,
        path: String,
        _ request: Request,
        at now: Moment
    ) async throws -> Response {
        let found = try await find(reference, asked, at: now)
        guard let finished = finished(found, form: form, path: path, at: now) else {
            guard form.language != nil else { throw unknown(found.finding) }
            let wish = try Negotiation(request, try Query(request.uri.query))
            return try await miss(.unknownNumber(editions: []), input: String(path.dropFirst()), wish, request)
        }
        return PortalAnswer.label(finished, request, at: now)
    }

    /// The label as JSON-LD or as links, where one of the two is wanted.
    func linked(
        _ answer: LabelAnswer,
        _ wish: Negotiation,
        _ request: Request,
        _ context: PortalContext
    ) -> Response? {
        guard wish.medium == .linkedData || wish.medium == .linkset else { return nil }
        var more: HTTPFields = [.vary: "Accept, Accept-Language, Accept-Encoding"]
        if answer.standing.isFinal { more[.xRobotsTag] = "noindex" }
        return PortalAnswer.bytes(
            LinkedLabel.bytes(answer, wish.medium, site.facts),
            wish.medium.contentType,
            maxAge: PortalHeaders.maxAge(at: context.now),
            request,
            more: more
        )
    }

    /// The problem of a miss, with what it was answered from.
    func unknown(_ finding: Finding) -> Problem {
        var problem = Problem(
            .notFound,
            code: "unknownNumber",
            detail: "There is no match in this registry as of revision \(finding.mark.revision)",
            ja: "この登録簿（版 \(finding.mark.revision)）に該当がありません"
        )
        problem.members = [
            ("verdict", Verdict.unknownNumber.word), ("revision", String(finding.mark.revision)),
            ("recordedAt", finding.mark.recordedAt.text),
        ]
        problem.headers[.cacheControl] = "public, max-age=10"
        return problem
    }

    /// A miss as a page or as a problem.
    func miss(_ kind: Miss, input: String, _ wish: Negotiation, _ request: Request) async throws -> Response {
        let isUnknown = kind.isUnknown
        guard !wish.wantsJSON else {
            if isUnknown {
                let mark = try await site.store.head()
                throw unknown(Finding(registration: nil, mark: mark, rules: site.store.rules.digest))
            }
            throw malformed(kind)
        }
        var kind = kind
        if isUnknown { kind = .unknownNumber(editions: try await site.store.newestEditions()) }
        let html = site.pages.miss(kind: kind, input: input, language: wish.language)
        return PortalAnswer.page(
            html,
            status: isUnknown ? .notFound : .badRequest,
            maxAge: 10,
            wish,
            request,
            noindex: true
        )
    }

    func malformed(_ kind: Miss) -> Problem {
        var problem = Problem(.badRequest, code: "malformedNumber", detail: kind.sentence, ja: kind.sentenceJA)
        problem.members = [("verdict", Verdict.malformedNumber.word)]
        if case .mistyped(let suggestion?, let position?) = kind {
            problem.members += [("suggestion", suggestion.text), ("position", String(position))]
        }
        problem.headers[.cacheControl] = "public, max-age=10"
        return problem
    }
}

extension Miss {
    var isUnknown: Bool {
        if case .unknownNumber = self { return true }
        return false
    }

    /// One English sentence for machines.
    var sentence: String {
        switch self {
        case .unknownNumber: "There is no match in this registry"
        case .mistyped(let suggestion?, let position?):
            "The check character does not fit: mistyped, probably at place \(position); \(suggestion) is one slip away"
        case .mistyped: "The check character does not fit: the code is mistyped"
        case .wrongCharacter(let position, let character): "\"\(character)\" at place \(position) is in no code"
        case .invalid(let reason): reason
        case .wrongLength(let count): "A code has \(LabelCode.length) characters; this one has \(count)"
        }
    }

    var sentenceJA: String {
        switch self {
        case .unknownNumber: "この登録簿に該当がありません"
        case .mistyped(let suggestion?, let position?):
            "検査文字が合いません。\(position)文字目あたりの打ち間違いのようです（候補 \(suggestion)）"
        case .mistyped: "検査文字が合いません。コードの打ち間違いです"
        case .wrongCharacter(let position, let character): "\(position)文字目の「\(character)」はコードに使われない文字です"
        case .invalid(let reason): reason
        case .wrongLength(let count): "コードは\(LabelCode.length)文字です（入力は\(count)文字）"
        }
    }
}
