import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Registry

/// The outermost middleware: reads the clock once, refuses what the parser lets through, writes the access log, counts.
struct Threshold: RouterMiddleware {
    let now: Now
    let log: AccessLog
    let meters: PortalMeters

    func handle(
        _ request: Request,
        context: PortalContext,
        next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.now = now()
        let response = try await next(request, context)
        let ended = now()
        let milliseconds = max(0, ended.milliseconds - context.now.milliseconds)
        meters.count(status: response.status.code, milliseconds: milliseconds)
        log.write(
            AccessLog.Line(
                at: ended,
                id: context.requestID,
                method: request.method.rawValue,
                path: CheckAddress.masked(request.uri.path),
                status: response.status.code,
                bytes: response.body.contentLength ?? -1,
                milliseconds: milliseconds
            )
        )
        return response
    }
}

/// Turns whatever is thrown into one shape of problem, and puts the standing headers on every answer.
struct Problems: RouterMiddleware {
    let site: PortalSite

    func handle(
        _ request: Request,
        context: PortalContext,
        next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            try MessageCheck.check(request)
            response = try await next(request, context)
        } catch {
            let problem = Problem.from(error)
            if problem.isFault {
                context.logger.error(
                    "fault",
                    metadata: ["requestId": .string(context.requestID), "error": .string("\(error)")]
                )
            }
            response = answer(problem, request, context)
        }
        let isPage = response.headers[.contentType]?.hasPrefix("text/html") ?? false
        let standing = site.headers.fields(isPage: isPage, method: request.method, path: request.uri.path)
        for field in standing where response.headers[field.name] == nil {
            response.headers[field.name] = field.value
        }
        response.headers[HTTPField.Name.requestID] = context.requestID
        return response
    }

    private func answer(_ problem: Problem, _ request: Request, _ context: PortalContext) -> Response {
        let language = Negotiation.lenientLanguage(request)
        var headers = problem.headers
        if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
        headers[.vary] = "Accept, Accept-Language"
        let path = request.uri.path
        let isMachine =
            path.hasPrefix("/api/") || path.hasPrefix("/verbs/") || Negotiation.prefersJSON(request.headers[.accept])
        guard !isMachine else {
            headers[.contentType] = "application/problem+json"
            headers[.contentLanguage] = language.tag
            let bytes = problem.bytes(requestID: context.requestID, japanese: language != .en)
            return Response(status: problem.status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        }
        headers[.contentType] = "text/html; charset=utf-8"
        headers[.contentLanguage] = language.tag
        let html = site.problemPage(problem, requestID: context.requestID, language: language)
        return Response(status: problem.status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: html)))
    }
}

/// What the HTTP parser accepts and we do not (RFC 9112 §3.2, §6.1).
enum MessageCheck {
    static func check(_ request: Request) throws(Refusal) {
        guard let authority = request.head.authority, !authority.isEmpty else {
            throw Refusal(.malformed, "The request names no host", ja: "Host がありません", code: "noHost")
        }
        guard authority.utf8.count <= 255 else {
            throw Refusal(.malformed, "The host is too long", ja: "Host が長すぎます", code: "badHost")
        }
        if let coding = request.headers[.transferEncoding], coding.lowercased() != "chunked" {
            throw Refusal(.malformed, "Only the chunked transfer coding is known", code: "badTransferEncoding")
        }
        guard request.head.path?.hasPrefix("/") ?? false else {
            throw Refusal(.malformed, "The request's target must be a path", code: "badTarget")
        }
        guard (request.head.path?.utf8.count ?? 0) <= 4096 else {
            throw Refusal(.malformed, "The address is longer than 4096 bytes", ja: "アドレスが長すぎます", code: "addressTooLong")
        }
    }
}

extension HTTPField.Name {
    static let requestID = HTTPField.Name("X-Request-Id") ?? .trailer
}
