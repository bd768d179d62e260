import Exports
import HTTPTypes
import Hummingbird
import Registry
import Store

/// A list taken away whole, in six forms.
struct ExportController: Sendable {
    let site: PortalSite

    func excelCSV(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await answer(.excelCSV, request, context)
    }

    func csv(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await answer(.csv, request, context)
    }

    func json(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await answer(.json, request, context)
    }

    func lines(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await answer(.ndjson, request, context)
    }

    func workbook(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await answer(.xlsx, request, context)
    }

    func database(_ request: Request, _ context: PortalContext) async throws -> Response {
        try await answer(.sqlite, request, context)
    }

    private func answer(
        _ format: ListExport.Format,
        _ request: Request,
        _ context: PortalContext
    ) async throws -> Response {
        let question = try ListQuestion(request.uri.query ?? "", site.store.rules)
        let export = try await ListExport(question, site.store, site.facts, at: context.now)
        var headers: HTTPFields = [:]
        headers[.contentType] = format.mediaType
        headers[.contentDisposition] = export.name(format).contentDisposition
        headers[.cacheControl] = "no-store"
        headers[.xRobotsTag] = "noindex"
        guard format.isFile else { return Response(status: .ok, headers: headers, body: stream(export, format)) }
        let body = try await site.filePlaces.file(ending: format.rawValue) { path in
            try await export.writeFile(format, to: path)
        }
        return Response(status: .ok, headers: headers, body: body)
    }

    /// A list that breaks off ends without the last chunk, so that no reader takes it for whole.
    private func stream(_ export: ListExport, _ format: ListExport.Format) -> ResponseBody {
        ResponseBody { writer in
            var out = writer
            try await export.write(format) { try await out.write($0) }
            try await out.finish(nil)
        }
    }
}
