import CoreMetrics
import HTTPTypes
import Hummingbird
import Registry
import Store

/// `/<CODE>`: what a scanned label opens. No sign-in, no cookie, no redirect, one statement at most.
struct ScanController: Sendable {
    let site: PortalSite

    func scan(_ request: Request, _ context: PortalContext) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        let input = try Query.decoded(context.parameters.get("code") ?? "", plusIsBlank: false)
        switch LabelCode.read(input) {
        case .code(let code):
            guard site.desk.store.keys.knows(code) else {
                site.meters.unknownCodes.increment()
                return try await miss(.unknownNumber(editions: []), code.text, wish, request)
            }
            let asked = try Asked(query)
            let form = AnswerForm(language: wish.wantsJSON ? nil : wish.language, isCompressed: wish.acceptsGzip)
            if wish.medium == .linkedData || wish.medium == .linkset {
                let found = try await LabelAnswers(site: site).find(.code(code), asked, at: context.now)
                guard let answer = found.answer else { throw LabelAnswers(site: site).unknown(found.finding) }
                if let linked = LabelAnswers(site: site).linked(answer, wish, request, context) { return linked }
            }
            if asked == Asked() {
                if let kept = try LabelAnswers(site: site).lastKnown(code, form: form, at: context.now) { return kept }
                guard let answer = try await site.desk.answer(code, form: form, at: context.now) else {
                    return try await miss(.unknownNumber(editions: []), code.text, wish, request)
                }
                return PortalAnswer.label(answer, request, at: context.now)
            }
            return try await LabelAnswers(site: site).answer(
                .code(code),
                asked,
                form: form,
                path: "/" + code.text,
                request,
                at: context.now
            )
        case .wrongCheck(let values):
            let suggestion = site.store.keys.suggestion(for: values)
            return try await miss(
                .mistyped(suggestion: suggestion?.code, position: suggestion?.position),
                input,
                wish,
                request
            )
        case .wrongCharacter(let position, let character):
            return try await miss(.wrongCharacter(position: position, character: character), input, wish, request)
        case .otherLength(let count):
            guard (9...16).contains(count), input.utf8.allSatisfy({ $0.isLetterOrDigit || $0 == 0x20 || $0 == 0x2D })
            else {
                throw Problem(.notFound, code: "missing", detail: "There is no such page", ja: "このページはありません")
            }
            return try await miss(.wrongLength(count), input, wish, request)
        }
    }

    private func miss(
        _ kind: Miss,
        _ input: String,
        _ wish: Negotiation,
        _ request: Request
    ) async throws -> Response {
        try await LabelAnswers(site: site).miss(kind, input: input, wish, request)
    }
}

extension UInt8 {
    fileprivate var isLetterOrDigit: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}

extension Asked {
    /// Reads `on`, `coveredThrough` and `knownAt`; days as people write them.
    init(_ query: Query) throws(Refusal) {
        on = try query.writtenDay("on")
        coveredThrough = try query.writtenDay("coveredThrough")
        if let text = try query.value("knownAt"), !text.isEmpty { knownAt = text }
    }
}
