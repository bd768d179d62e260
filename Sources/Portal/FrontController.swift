import HTTPTypes
import Hummingbird
import Registry
import Store

/// The front page and its one box: a code, a number, a GTIN, a model or a name.
struct FrontController: Sendable {
    let site: PortalSite

    private static let limit = 30
    private static let longestQuestion = 200

    func front(_ request: Request, _ context: PortalContext) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        return PortalAnswer.page(site.pages.front(language: wish.language), maxAge: 300, wish, request)
    }

    func about(_ request: Request, _ context: PortalContext) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        return PortalAnswer.page(site.pages.about(language: wish.language), maxAge: 300, wish, request)
    }

    /// Goes to the label where the box names exactly one; else lists what matches and how.
    func find(_ request: Request, _ context: PortalContext) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        let asked = (try query.value("q") ?? "").cleaned.text
        guard !asked.isEmpty else { return redirect("/", wish) }
        guard asked.unicodeScalars.count <= Self.longestQuestion else {
            throw Refusal(
                .malformed,
                "The box takes at most \(Self.longestQuestion) characters",
                ja: "入力は\(Self.longestQuestion)文字までです",
                field: "q",
                code: "questionTooLong"
            )
        }
        let reading = LabelCode.read(asked)
        if case .code(let code) = reading, site.store.keys.knows(code),
            try await site.store.find(code).registration != nil
        {
            return redirect("/" + code.text, wish)
        }
        if let number = try? RegistrationNumber(asked), try await site.store.find(number).registration != nil {
            return redirect(PagePath.label(number), wish)
        }
        let found = try await candidates(asked, on: context.now.day)
        if found.isEmpty, case .wrongCheck(let values) = reading {
            let suggestion = site.store.keys.suggestion(for: values)
            return try await LabelAnswers(site: site).miss(
                .mistyped(suggestion: suggestion?.code, position: suggestion?.position),
                input: asked,
                wish,
                request
            )
        }
        let html = site.pages.candidates(
            query: asked,
            results: Array(found.prefix(Self.limit)),
            hasMore: found.count > Self.limit,
            language: wish.language
        )
        return PortalAnswer.page(
            html,
            status: found.isEmpty ? .notFound : .ok,
            maxAge: 10,
            wish,
            request,
            noindex: true
        )
    }

    /// GTIN first, then models from exact to near, then names; each registration once, by its best match.
    private func candidates(_ asked: String, on day: Day) async throws -> [Candidate] {
        var found: [Candidate] = []
        var seen: Set<LabelCode> = []
        func add(
            _ registrations: [Registration],
            named: Bool = false,
            _ match: (LabelAnswer) -> (Candidate.Match, String?)
        ) {
            for registration in registrations {
                // A model of a provisional registration is not public.
                guard named || !registration.isProvisional, seen.insert(registration.code).inserted else { continue }
                let answer = registration.answer(on: day)
                let (kind, model) = match(answer)
                found.append(Candidate(answer, kind, model: model))
            }
        }
        if let gtin = try? GTIN(asked) {
            add(try await site.store.covering(gtin, limit: Self.limit + 1)) { answer in
                (.gtin, answer.models.first { $0.gtin == gtin.text }?.number.exact)
            }
        }
        if let model = try? ModelNumber(asked), !model.nearKey.isEmpty {
            let covering = try await site.store.covering(model, limit: Self.limit + 1)
            add(covering) { Self.match(model, in: $0) }
            found.sort { $0.match.rank < $1.match.rank }
        }
        let named = try await site.store.search(asked, on: day, limit: Self.limit + 1)
        let words = asked.equalKey
        add(named, named: true) { answer in
            let product = (answer.product.nameJA + answer.product.nameEN + answer.product.brand).equalKey
            let maker = (answer.manufacturer.nameJA + answer.manufacturer.nameEN).equalKey
            let model = answer.models.first { $0.number.equalKey.contains(words) }?.number.exact
            if model != nil { return (.nearModel, model) }
            return (maker.contains(words) && !product.contains(words) ? .manufacturerOnly : .productName, nil)
        }
        return found
    }

    private static func match(_ model: ModelNumber, in answer: LabelAnswer) -> (Candidate.Match, String?) {
        let numbers = answer.registration.models.map(\.number)
        if numbers.contains(model) { return (.exactModel, model.exact) }
        if let equal = numbers.first(where: { $0.equalKey == model.equalKey }) { return (.equalModel, equal.exact) }
        return (.nearModel, numbers.first { $0.nearKey == model.nearKey }?.exact)
    }

    private func redirect(_ path: String, _ wish: Negotiation) -> Response {
        Response(
            status: .seeOther,
            headers: [.location: path + "?lang=" + wish.language.rawValue, .cacheControl: "no-store"]
        )
    }
}

extension Candidate {
    fileprivate init(_ answer: LabelAnswer, _ match: Match, model: String?) {
        self.init(
            number: answer.registration.number,
            productNameJA: answer.product.nameJA,
            productNameEN: answer.product.nameEN,
            manufacturerNameJA: answer.manufacturer.nameJA,
            manufacturerNameEN: answer.manufacturer.nameEN,
            standing: answer.standing,
            level: answer.period.level,
            assurance: answer.period.assurance,
            match: match,
            model: model
        )
    }
}

extension Candidate.Match {
    /// Better matches first, in the order they are declared.
    fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}
