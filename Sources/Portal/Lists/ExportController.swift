import Exports
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import NIOPosix
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
        return Response(status: .ok, headers: headers, body: try await file(export, format))
    }

    /// A list that breaks off ends without the last chunk, so that no reader takes it for whole.
    private func stream(_ export: ListExport, _ format: ListExport.Format) -> ResponseBody {
        ResponseBody { writer in
            var out = writer
            try await export.write(format) { try await out.write($0) }
            try await out.finish(nil)
        }
    }

    /// The finished file, which nobody else can name and which is gone when it is closed.
    private func file(_ export: ListExport, _ format: ListExport.Format) async throws -> ResponseBody {
        guard let place = site.filePlaces.take() else {
            throw Refusal(
                .limited,
                "Other files are being made just now; try again shortly, or take CSV",
                ja: "ほかのファイルを作成中です。しばらくしてからお試しいただくか、CSVをお使いください",
                code: "filesBusy"
            )
        }
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("hoshifuda-\(UUID().uuidString).\(format.rawValue)").path
        try await export.writeFile(format, to: path)
        let file = try SpentFile(path)
        return ResponseBody(contentLength: file.length) { writer in
            while let bytes = try await NIOThreadPool.singleton.runIfActive({ try file.read(1 << 18) }) {
                try await writer.write(ByteBuffer(bytes: bytes))
            }
            _ = place
            try await writer.finish(nil)
        }
    }
}

/// A file that is read once and already has no name.
final class SpentFile: Sendable {
    let length: Int
    private let handle: FileHandle

    init(_ path: String) throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw CocoaError(.fileReadNoSuchFile)
        }
        self.handle = handle
        length = Int(try handle.seekToEnd())
        try handle.seek(toOffset: 0)
    }

    deinit {
        try? handle.close()
    }

    func read(_ count: Int) throws -> Data? {
        guard let data = try handle.read(upToCount: count), !data.isEmpty else { return nil }
        return data
    }
}
