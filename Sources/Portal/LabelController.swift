package import Artwork
import HTTPTypes
import Hummingbird
import NIOCore
import NIOPosix
package import Registry
import Store

/// `/labels/<number>` with its files, and the same for machines under `/api/v1/labels`.
struct LabelController: Sendable {
    let site: PortalSite

    /// The page of a registration by its number, or one of the files beside it.
    func byNumber(_ request: Request, _ context: PortalContext) async throws -> Response {
        let segment = try Query.decoded(context.parameters.get("number") ?? "", plusIsBlank: false)
        let query = try Query(request.uri.query)
        if let format = ArtworkFormat.allCases.first(where: { segment.hasSuffix("." + $0.fileExtension) }) {
            let number = try RegistrationNumber(String(segment.dropLast(format.fileExtension.count + 1)))
            return try await art(number, format, query, request, at: context.now)
        }
        if segment.hasSuffix(".ics") {
            let number = try RegistrationNumber(String(segment.dropLast(4)))
            return try await FeedController(site: site).end(of: number, query, request, at: context.now)
        }
        var wish = try Negotiation(request, query)
        var text = segment
        for (suffix, medium) in [(".json", Medium.json), (".jsonld", .linkedData)] where segment.hasSuffix(suffix) {
            wish.medium = medium
            text = String(segment.dropLast(suffix.count))
        }
        let number = try RegistrationNumber(text)
        let form = AnswerForm(language: wish.wantsJSON ? nil : wish.language, isCompressed: wish.acceptsGzip)
        let asked = try Asked(query)
        let answers = LabelAnswers(site: site)
        let found = try await answers.find(.number(number), asked, at: context.now)
        let path = PagePath.label(number)
        guard let answer = found.answer,
            let finished = answers.finished(found, form: form, path: path, at: context.now)
        else {
            if wish.wantsJSON { throw answers.unknown(found.finding) }
            return try await answers.miss(.unknownNumber(editions: []), input: number.text, wish, request)
        }
        if let linked = answers.linked(answer, wish, request, context) { return linked }
        return PortalAnswer.label(finished, request, at: context.now)
    }

    /// `GET /api/v1/labels/{code or number}`.
    func api(_ request: Request, _ context: PortalContext) async throws -> Response {
        let query = try Query(request.uri.query)
        try query.allow(only: ["on", "coveredThrough", "knownAt"])
        let asked = try Asked(query)
        let form = AnswerForm(
            language: nil,
            isCompressed: Negotiation.accepts("gzip", request.headers[.acceptEncoding])
        )
        let text = try Query.decoded(context.parameters.get("reference") ?? "", plusIsBlank: false)
        if case .code(let code) = LabelCode.read(text), asked == Asked(), site.store.keys.knows(code),
            let kept = try LabelAnswers(site: site).lastKnown(code, form: form, at: context.now)
        {
            return kept
        }
        if case .code(let code) = LabelCode.read(text), asked == Asked(), site.store.keys.knows(code),
            let answer = try await site.desk.answer(code, form: form, at: context.now)
        {
            return PortalAnswer.label(answer, request, at: context.now)
        }
        let answers = LabelAnswers(site: site)
        let found = try await find(text, asked, at: context.now)
        let path = "/" + (found.finding.registration?.code.text ?? "")
        guard let finished = answers.finished(found, form: form, path: path, at: context.now) else {
            throw answers.unknown(found.finding)
        }
        return PortalAnswer.label(finished, request, at: context.now)
    }

    /// `GET /api/v1/labels/{code or number}/history`.
    func history(_ request: Request, _ context: PortalContext) async throws -> Response {
        let query = try Query(request.uri.query)
        try query.allow(only: ["knownAt"])
        let text = try Query.decoded(context.parameters.get("reference") ?? "", plusIsBlank: false)
        let finding = try await find(text, try Asked(query), at: context.now).finding
        guard let registration = finding.registration else { throw LabelAnswers(site: site).unknown(finding) }
        let bytes = LabelWire.historyBytes(
            registration,
            mark: finding.mark,
            rules: finding.rules,
            setting: site.desk.setting
        )
        return PortalAnswer.bytes(
            bytes,
            "application/json; charset=utf-8",
            maxAge: PortalHeaders.maxAge(at: context.now),
            request
        )
    }

    /// A code of ours first, then a registration number; a mistyped code is told as such only where no number fits.
    private func find(_ text: String, _ asked: Asked, at now: Moment) async throws -> AskedFinding {
        let answers = LabelAnswers(site: site)
        let reading = LabelCode.read(text)
        if case .code(let code) = reading, site.store.keys.knows(code) {
            return try await answers.find(.code(code), asked, at: now)
        }
        let number = try RegistrationNumber(text)
        let found = try await answers.find(.number(number), asked, at: now)
        if found.finding.registration == nil, text.utf8.count == LabelCode.length,
            case .wrongCheck(let values) = reading
        {
            let suggestion = site.store.keys.suggestion(for: values)
            throw answers.malformed(.mistyped(suggestion: suggestion?.code, position: suggestion?.position))
        }
        return found
    }

    /// `.svg`, `.pdf`, `.png`: the label's artwork, drawn for what this registry issued and, watermarked, for tests.
    private func art(
        _ number: RegistrationNumber,
        _ format: ArtworkFormat,
        _ query: Query,
        _ request: Request,
        at now: Moment
    ) async throws -> Response {
        try query.allow(only: ["kind", "width", "dpi", "ecc", "ink"])
        let style = try ArtworkStyle(query)
        let finding = try await site.store.find(number)
        guard let registration = finding.registration else { throw LabelAnswers(site: site).unknown(finding) }
        let answer = registration.answer(on: now.day)
        let subject = try ArtworkSubject(answer, site.facts)
        // Drawing takes tens of milliseconds: never on the threads that answer others.
        let bytes = try await NIOThreadPool.singleton.runIfActive {
            try LabelArtwork.draw(subject, style: style, format: format)
        }
        let name = "label-\(registration.code.text)-\(style.kind.rawValue).\(format.fileExtension)"
        return PortalAnswer.bytes(
            bytes,
            format.mediaType,
            maxAge: PortalHeaders.maxAge(at: now),
            request,
            more: [.contentDisposition: "inline; filename=\"\(name)\""]
        )
    }
}

extension ArtworkSubject {
    /// What is printed for an answer; refused where nothing may be printed.
    package init(_ answer: LabelAnswer, _ facts: SiteFacts) throws(Refusal) {
        let registration = answer.registration
        guard registration.origin != .imported else {
            throw Refusal(
                .missing,
                "Artwork is drawn only for labels that this registry issued",
                ja: "この登録簿が発行したラベルのみ図版があります",
                code: "noArtwork"
            )
        }
        switch answer.standing {
        case .provisional, .withdrawn, .revoked, .unknownStatus:
            throw Refusal(
                .missing,
                "There is no artwork while the registration is \(answer.standing.rawValue)",
                ja: "この登録は \(answer.standing.rawValue) のため図版がありません",
                code: "noArtwork"
            )
        case .notYetValid, .valid, .grace, .lapsed: break
        }
        let isTested = answer.period.assurance == .thirdParty
        let body = answer.standard.laboratory
        self.init(
            code: registration.code.text,
            registrationNumber: registration.number.text,
            starCount: answer.period.level.rawValue,
            levelCode: answer.period.level.code,
            host: facts.host,
            isOfficial: facts.isOfficial,
            isTest: registration.origin == .test || facts.isFictional,
            assuranceJA: isTested ? "第三者評価" : "自己適合宣言",
            assuranceEN: isTested ? "Assessed\(body.isEmpty ? "" : " by \(body)")" : "Self-declared"
        )
    }
}

extension ArtworkStyle {
    /// Reads `kind`, `width` (mm), `dpi`, `ecc` and `ink`; ranges are the room's own.
    init(_ query: Query) throws(Refusal) {
        self.init()
        if let text = try query.value("kind") { kind = try ArtworkStyle.word(text, "kind") }
        if kind == .qr { widthMillimetres = 20 }
        if let text = try query.value("ecc") { errorCorrection = try ArtworkStyle.word(text.lowercased(), "ecc") }
        if let text = try query.value("ink") { ink = try ArtworkStyle.word(text, "ink") }
        if let text = try query.value("width") {
            guard let width = Double(text), width.isFinite else {
                throw Refusal(.malformed, "width is millimetres, such as 60", ja: "width はミリメートルの数です", field: "width")
            }
            widthMillimetres = width
        }
        if let text = try query.value("dpi") {
            guard let dots = Int(text) else {
                throw Refusal(.malformed, "dpi is a whole number, such as 300", ja: "dpi は整数です", field: "dpi")
            }
            dotsPerInch = dots
        }
    }

    private static func word<Word: RawRepresentable<String> & CaseIterable>(
        _ text: String,
        _ field: String
    ) throws(Refusal) -> Word {
        guard let word = Word(rawValue: text) else {
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw Refusal(
                .malformed,
                "\(field) is one of: \(known)",
                ja: "\(field) は次のいずれかです: \(known)",
                field: field
            )
        }
        return word
    }
}
