import HTTPTypes
import Hummingbird
import NIOCore
import Registry
import Store

/// The documents of an application: filed, taken back, read as files and never shown inline.
struct DocumentController: Sendable {
    let site: PortalSite

    func list(_ request: Request, _ visit: Visit) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        let done = try query.value("done") == nil ? nil : ApplicationWords.words(wish.language).applicationSaved
        return try await page(visit, done: done, refusal: nil, wish, request)
    }

    func add(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        do {
            let id = try visit.context.applicationID()
            // Whoever may not write here must not fill the disk either.
            let file = try await site.store.application(id, for: visit.account)
            _ = try ApplicationFlow.check(.save, file.application, isOfficial: site.facts.isOfficial)
            let sent = try await ApplicationUpload(request, listBytes: DocumentCheck.limit + (64 << 10))
            let name = try DocumentCheck.check(sent.file.bytes, name: sent.file.name)
            let kind = try sent.fields.line("kind", limit: 60)
            let known = site.store.rules.workflow.forms + site.store.rules.workflow.papers
            guard kind == "other" || known.contains(where: { $0.id == kind }) else {
                throw Refusal(
                    .malformed,
                    "Choose what it is",
                    ja: "書類の種類を選んでください",
                    field: "kind",
                    code: "unknownChoice"
                )
            }
            let version = try sent.fields.version()
            // Before the bytes are kept: a form made from an old version must not fill the disk.
            guard version == file.application.version else { throw RegistryStore.changedMeanwhile }
            let digest = RegistryStore.digest(of: sent.file.bytes)
            _ = try await site.store.perform(
                .attach(kind: kind, name: name, digest: digest, size: sent.file.bytes.count),
                on: id,
                version: version,
                file: sent.file.bytes,
                by: visit.account,
                at: visit.now
            )
        } catch let refusal as Refusal {
            return try await page(visit, done: nil, refusal: refusal, wish, request)
        }
        return try seeOther(visit, wish)
    }

    func remove(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        do {
            let fields = try await AccountForm(request)
            _ = try await site.store.perform(
                .detach(try visit.context.documentNumber()),
                on: try visit.context.applicationID(),
                version: try fields.version(),
                by: visit.account,
                at: visit.now
            )
        } catch let refusal as Refusal {
            return try await page(visit, done: nil, refusal: refusal, wish, request)
        }
        return try seeOther(visit, wish)
    }

    func file(_ request: Request, _ visit: Visit) async throws -> Response {
        let found = try await site.store.document(
            try visit.context.documentNumber(),
            of: try visit.context.applicationID(),
            for: visit.account,
            at: visit.now
        )
        return DocumentAnswer.file(found.document.name, found.bytes)
    }

    private func seeOther(_ visit: Visit, _ wish: Negotiation) throws -> Response {
        let path = PagePath.applicationPart(try visit.context.applicationID(), .documents)
        return Gate.seeOther("\(path)?done=yes&lang=\(wish.language.rawValue)")
    }

    private func page(
        _ visit: Visit,
        done: String?,
        refusal: Refusal?,
        _ wish: Negotiation,
        _ request: Request
    ) async throws -> Response {
        let file = try await site.store.application(try visit.context.applicationID(), for: visit.account)
        var view = PageView.DocumentsView(file, site.store.rules, isOfficial: site.facts.isOfficial, wish.language)
        view.done = done
        view.fault = refusal?.reason(in: wish.language)
        return site.answer(.documents, view, refusal: refusal, wish, request)
    }
}

/// A filed document as it leaves: a file to be saved, which no browser opens in this site's name.
enum DocumentAnswer {
    static func file(_ name: String, _ bytes: [UInt8]) -> Response {
        var headers: HTTPFields = [:]
        headers[.contentType] = "application/octet-stream"
        let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? "bin"
        let plain = ending.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) } ? ending : "bin"
        headers[.contentDisposition] =
            "attachment; filename=\"document.\(plain)\"; filename*=UTF-8''\(PagePath.encoded(name))"
        headers[.cacheControl] = "no-store"
        headers[.contentSecurityPolicy] = "default-src 'none'; sandbox"
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

extension PageView.DocumentsView {
    init(_ file: ApplicationFile, _ rules: Rules, isOfficial: Bool, _ language: Language) {
        let application = file.application
        let words = ApplicationWords.words(language)
        path = PagePath.application(application.id)
        version = String(application.version)
        isEditable = (try? ApplicationFlow.check(.save, application, isOfficial: isOfficial)) != nil
        let filed = Set(application.documents.map(\.kind))
        let required = application.requiredPapers(of: file.applicant, rules: rules)
        needs = required.map { Need(name: language.say(rules.workflow.name(ofPaper: $0)), isFiled: filed.contains($0)) }
        hasNeeds = !needs.isEmpty
        papers = application.documents.map { document in
            Paper(
                href: "\(PagePath.application(application.id))/documents/\(document.number)",
                name: document.name,
                kind: document.kind == "other"
                    ? words.documentsOther : language.say(rules.workflow.name(ofPaper: document.kind)),
                size: grouped((document.size + 1023) / 1024) + " KiB",
                number: document.number
            )
        }
        hasPapers = !papers.isEmpty
        let others = (rules.workflow.forms + rules.workflow.papers).map(\.id).filter { !required.contains($0) }
        kinds =
            (required + others).map { Choice(value: $0, label: language.say(rules.workflow.name(ofPaper: $0))) }
            + [Choice(value: "other", label: words.documentsOther)]
        accept = DocumentCheck.accept
    }
}
