import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Registry
import Store

/// Applications for machines of their applicants. What is not theirs does not exist for them.
struct ApplicationAPI: Sendable {
    let site: PortalSite

    private static let json = "application/json; charset=utf-8"
    private static let largestPage = 200

    /// `GET /api/v1/applications`: the organisation's own, newest first.
    func list(_ request: Request, _ visit: KeyVisit) async throws -> Response {
        let query = try Query(request.uri.query)
        try query.allow(only: ["after", "limit"])
        let limit = try query.number("limit", in: 1...Self.largestPage) ?? 50
        let after = try query.number("after", in: 1...999_999_999)
        let found = try await site.store.applications(
            .own(visit.account.organisation.id),
            after: after.map { ApplicationLine.place(Int64($0)) },
            limit: limit + 1
        )
        let lines = Array(found.prefix(limit))
        let next = found.count > limit ? lines.last?.id : nil
        let address = next.map { "https://\(site.facts.host)\(PagePath.applicationAPI)?limit=\(limit)&after=\($0)" }
        return PortalAnswer.bytes(
            ApplicationWire.bytes(lines, next: address, site.facts),
            Self.json,
            maxAge: 0,
            request
        )
    }

    /// `POST /api/v1/applications`.
    func open(_ request: Request, _ visit: KeyVisit) async throws -> Response {
        try Query(request.uri.query).allow(only: [])
        let key = try ApiBody.idempotencyKey(request)
        let opening = try await ApiBody.json(OpeningWire.self, OpeningWire.shape, request).opening()
        let outcome = try await site.store.openApplication(
            opening.kind,
            about: opening.number,
            by: visit.account,
            key: key,
            at: visit.now
        )
        let location = "\(PagePath.applicationAPI)/\(outcome.application.id)"
        return answer(outcome.application, visit, status: .created, more: [.location: location])
    }

    /// `GET /api/v1/applications/{id}`.
    func one(_ request: Request, _ visit: KeyVisit) async throws -> Response {
        try Query(request.uri.query).allow(only: [])
        let application = try await file(visit).application
        let tag = ApplicationWire.tag(application)
        guard !PortalAnswer.matches(request.headers[.ifNoneMatch], tag) else {
            return Response(status: .notModified, headers: [.eTag: tag, .cacheControl: "no-store"])
        }
        return answer(application, visit)
    }

    /// `GET /api/v1/applications/{id}/gaps`.
    func gaps(_ request: Request, _ visit: KeyVisit) async throws -> Response {
        try Query(request.uri.query).allow(only: [])
        let file = try await file(visit)
        let day = visit.now.day
        let gaps = file.application.gaps(
            of: file.applicant,
            current: file.current,
            rules: site.store.rules,
            on: day
        )
        return PortalAnswer.bytes(
            ApplicationWire.bytes(gaps, of: file.application, on: day),
            Self.json,
            maxAge: 0,
            request
        )
    }

    /// `PUT /api/v1/applications/{id}/draft`: the whole draft.
    func saveDraft(_ request: Request, _ visit: KeyVisit) async throws -> Response {
        try Query(request.uri.query).allow(only: [])
        let id = try visit.context.applicationID()
        let version = try ApiBody.version(request)
        let wire = try await ApiBody.json(DraftWire.self, DraftWire.shape, request)
        return try await perform(.save(try wire.draft(site.store.rules)), on: id, version, visit)
    }

    /// `PUT /api/v1/applications/{id}/models`: the list alone; the rest of the draft stays.
    func saveModels(_ request: Request, _ visit: KeyVisit) async throws -> Response {
        try Query(request.uri.query).allow(only: [])
        let version = try ApiBody.version(request)
        let application = try await file(visit).application
        guard application.version == version else { throw ApiBody.otherVersion }
        let wire = try await ApiBody.json(ModelListWire.self, ModelListWire.shape, request)
        var draft = application.draft
        draft.models = try ModelListWire.covered(wire.models)
        return try await perform(.save(draft), on: application.id, version, visit)
    }

    /// `POST /api/v1/applications/{id}/actions`.
    func act(_ request: Request, _ visit: KeyVisit) async throws -> Response {
        try Query(request.uri.query).allow(only: [])
        let id = try visit.context.applicationID()
        let key = try ApiBody.idempotencyKey(request)
        let version = try ApiBody.version(request)
        let order = try await ApiBody.json(ActionWire.self, ActionWire.shape, request).order()
        return try await perform(order, on: id, version, key: key, visit)
    }

    /// `POST /api/v1/applications/{id}/documents`: one file as it is.
    func addDocument(_ request: Request, _ visit: KeyVisit) async throws -> Response {
        let query = try Query(request.uri.query)
        try query.allow(only: ["kind", "name"])
        let key = try ApiBody.idempotencyKey(request)
        let version = try ApiBody.version(request)
        let kind = try query.value("kind") ?? ""
        let papers = site.store.rules.workflow
        guard kind == "other" || (papers.forms + papers.papers).contains(where: { $0.id == kind }) else {
            throw DraftWire.unknown("kind", kind)
        }
        let media = (request.headers[.contentType] ?? "").lowercased().prefix { $0 != ";" }.trimmedBlanks
        guard media == "application/octet-stream" else { throw ApiBody.wrongType("application/octet-stream") }
        // Before the file is kept: nobody fills the store beside an application that takes none.
        let application = try await file(visit).application
        // What was done under this key is answered again, however far the application has come since.
        if try await site.store.recordedRequest(key, by: visit.account) == nil {
            _ = try ApplicationFlow.check(.save, application, isOfficial: site.facts.isOfficial)
        }
        let bytes = try await ApiBody.bytes(request, limit: DocumentCheck.limit)
        let name = try DocumentCheck.check(bytes, name: try query.value("name") ?? "")
        let digest = RegistryStore.digest(of: bytes)
        let order = ApplicationOrder.attach(kind: kind, name: name, digest: digest, size: bytes.count)
        return try await perform(order, on: application.id, version, file: bytes, key: key, status: .created, visit)
    }

    /// `GET /api/v1/applications/{id}/documents/{number}`: to be saved, never shown as a page of this host.
    func document(_ request: Request, _ visit: KeyVisit) async throws -> Response {
        try Query(request.uri.query).allow(only: [])
        let number = try visit.context.documentNumber()
        let found = try await site.store.document(
            number,
            of: try visit.context.applicationID(),
            for: visit.account,
            at: visit.now
        )
        let name = PagePath.encoded(found.document.name)
        let headers: HTTPFields = [
            .contentType: "application/octet-stream", .cacheControl: "no-store",
            .contentDisposition: "attachment; filename=\"document-\(number)\"; filename*=UTF-8''\(name)",
            .eTag: "\"\(found.document.digest)\"",
        ]
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: found.bytes)))
    }

    private func perform(
        _ order: ApplicationOrder,
        on id: Int64,
        _ version: Int64?,
        file bytes: [UInt8]? = nil,
        key: String? = nil,
        status: HTTPResponse.Status = .ok,
        _ visit: KeyVisit
    ) async throws -> Response {
        let outcome = try await site.store.perform(
            order,
            on: id,
            version: version,
            file: bytes,
            by: visit.account,
            key: key,
            at: visit.now
        )
        if !outcome.codes.isEmpty { site.forget(outcome.codes) }
        return answer(outcome.application, visit, status: status)
    }

    private func file(_ visit: KeyVisit) async throws -> ApplicationFile {
        try await site.store.application(try visit.context.applicationID(), for: visit.account)
    }

    /// A key reaches its own organisation's applications alone, so the applicant is the account's.
    private func answer(
        _ application: Application,
        _ visit: KeyVisit,
        status: HTTPResponse.Status = .ok,
        more: HTTPFields = [:]
    ) -> Response {
        var headers = more
        headers[.eTag] = ApplicationWire.tag(application)
        headers[.contentType] = Self.json
        headers[.cacheControl] = "no-store"
        let bytes = ApplicationWire.bytes(application, applicant: visit.account.organisation, site.facts)
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
