import CoreMetrics
import HTTPTypes
import Hummingbird
import NIOCore
import Registry
import Store

/// "Report a doubt": a form without sign-in, bounded in size and in how often.
struct DoubtController: Sendable {
    let site: PortalSite

    private static let bodyLimit = 32 << 10

    func form(_ request: Request, _ context: PortalContext) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        let draft = try await draft(query, key: context.requestID, wish.language)
        return PortalAnswer.page(
            site.pages.doubtForm(draft, language: wish.language),
            maxAge: 0,
            wish,
            request,
            noindex: true
        )
    }

    func report(_ request: Request, _ context: PortalContext) async throws -> Response {
        guard request.headers[.contentType]?.lowercased().hasPrefix("application/x-www-form-urlencoded") ?? false else {
            throw Problem(
                .unsupportedMediaType,
                code: "wrongType",
                detail: "Send the form as application/x-www-form-urlencoded"
            )
        }
        let buffer = try await request.body.collect(upTo: Self.bodyLimit)
        let fields = try Query(String(buffer: buffer))
        var wish = try Negotiation(request, try Query(request.uri.query))
        if let word = try fields.value("lang"), let language = Language(rawValue: word) { wish.language = language }
        var draft = try await draft(fields, key: try fields.value("key") ?? context.requestID, wish.language)
        draft.kind = try fields.value("kind").flatMap(DoubtDraft.Kind.init(rawValue:))
        draft.text = (try fields.value("text") ?? "").trimmedBlanks
        draft.contact = (try fields.value("contact") ?? "").trimmedBlanks
        guard !draft.subject.text.isEmpty else {
            throw Refusal(
                .malformed,
                "The report names no code and no number",
                ja: "コードか登録番号が必要です",
                field: "code",
                code: "noSubject"
            )
        }
        let faults = draft.faults
        guard faults.isEmpty else {
            var response = PortalAnswer.page(
                site.pages.doubtForm(draft, faults: faults, language: wish.language),
                status: .unprocessableContent,
                maxAge: 0,
                wish,
                request,
                noindex: true
            )
            response.headers[.eTag] = nil
            return response
        }
        let sender = SenderNetwork(site.trustedProxies.sender(context.peer, request.headers))
        let grant = site.doubtLimit.take(sender, at: context.now)
        if !grant.isGranted {
            var problem = Problem(
                .tooManyRequests,
                code: "limited",
                detail: "Too many reports from here; try again later",
                ja: "短い間に多くの報告がありました。時間をおいてお試しください"
            )
            problem.headers[.retryAfter] = String(grant.seconds)
            throw problem
        }
        let doubt = Doubt(
            recordedAt: context.now,
            subject: draft.subject.text,
            kind: draft.kind?.rawValue ?? "",
            body: draft.text.cleanedLines,
            contact: draft.contact.cleaned.text,
            language: wish.language.rawValue
        )
        let reference = try await site.store.report(doubt, key: "doubt:" + String(draft.key.prefix(64)))
        site.meters.doubts.increment()
        return PortalAnswer.page(
            site.pages.doubtThanks(reference: "D-\(reference)", language: wish.language),
            maxAge: 0,
            wish,
            request,
            noindex: true
        )
    }

    /// What the form is about, named as it is on the page; bounded, cleaned, looked up for its product's name.
    private func draft(_ query: Query, key: String, _ language: Language) async throws -> DoubtDraft {
        if let code = try query.value("code"), !code.isEmpty {
            let text = String(code.cleaned.text.prefix(40))
            var draft = DoubtDraft(subject: .code(text), key: key)
            if case .code(let known) = LabelCode.read(text), site.store.keys.knows(known) {
                draft.productName = productName(try await site.store.find(known), language)
            }
            return draft
        }
        let text = String((try query.value("number") ?? "").cleaned.text.prefix(RegistrationNumber.maximumLength))
        var draft = DoubtDraft(subject: .number(text), key: key)
        if let number = try? RegistrationNumber(text) {
            draft.productName = productName(try await site.store.find(number), language)
        }
        return draft
    }

    private func productName(_ finding: Finding, _ language: Language) -> String {
        guard let registration = finding.registration, !registration.isProvisional,
            let product = registration.products.last?.value
        else { return "" }
        let (first, second) =
            language == .en ? (product.nameEN, product.nameJA) : (product.nameJA, product.nameEN)
        return first.isEmpty ? second : first
    }
}

extension DoubtDraft {
    fileprivate var faults: [Fault] {
        var faults: [Fault] = []
        if kind == nil { faults.append(.kindMissing) }
        if text.isEmpty { faults.append(.textMissing) }
        if text.unicodeScalars.count > Self.textLimit { faults.append(.textTooLong) }
        let isReachable = contact.isEmpty || (contact.contains("@") && contact.unicodeScalars.count <= 254)
        if !isReachable || contact.unicodeScalars.contains(where: \.isUnprintable) { faults.append(.contactMalformed) }
        return faults
    }
}

extension DoubtDraft.Subject {
    fileprivate var text: String {
        switch self {
        case .code(let text), .number(let text): text
        }
    }
}

extension String {
    /// The text line by line, each cleaned.
    fileprivate var cleanedLines: String {
        split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { String($0).cleaned.text }.joined(separator: "\n")
    }
}
