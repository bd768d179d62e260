import Exports
import HTTPTypes
import Hummingbird
import NIOCore
import Registry
import Store

/// The diary of the registry: who did what, when; for those who look over it.
struct DiaryController: Sendable {
    let site: PortalSite

    /// Lines a page; lines read at a time for a file.
    private static let page = 100
    private static let batch = 1000

    func list(_ request: Request, _ visit: Visit) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        try query.allow(only: ["actor", "verb", "subject", "before", "lang"])
        let filter = try Self.filter(query)
        let before = try query.number("before", in: 1...999_999_999).map { Int64($0) } ?? .max
        let acts = try await site.store.acts(filter, before: before, limit: Self.page + 1)
        let erased = try await site.store.erased(in: acts)
        let view = PageView.DiaryView(acts, erased: erased, limit: Self.page, filter, wish.language)
        let html = site.pages.page(.diary, view, wish.language, keeping: view.keeping, isHidden: true)
        return AccountAnswer.page(html, wish, request)
    }

    /// The same as a file; taking it away is recorded before its first byte goes out.
    func file(_ request: Request, _ visit: Visit) async throws -> Response {
        let query = try Query(request.uri.query)
        try query.allow(only: ["actor", "verb", "subject", "lang"])
        let filter = try Self.filter(query)
        try await site.store.recordExport(of: "diary", filter, by: visit.account, at: visit.now)
        let store = site.store
        let headers: HTTPFields = [
            .contentType: "text/csv; charset=utf-8", .cacheControl: "no-store",
            .contentDisposition: ExportName("diary", ja: "記録簿", day: visit.now.day, ending: "csv").contentDisposition,
        ]
        return Response(
            status: .ok,
            headers: headers,
            body: ResponseBody { writer in
                var before = Int64.max
                var bytes: [UInt8] = []
                CSVForm.excel.appendHead(Self.columns, to: &bytes)
                while true {
                    let acts = try await store.acts(filter, before: before, limit: Self.batch)
                    CSVForm.excel.write(to: &bytes) { cells in
                        for act in acts {
                            cells.text(act.recordedAt.text)
                            for text in [act.actor, act.verb, act.subject, act.detail] { cells.text(text) }
                            cells.text(act.revision.map(String.init) ?? "")
                            cells.endRow()
                        }
                    }
                    try await writer.write(ByteBuffer(bytes: bytes))
                    bytes.removeAll(keepingCapacity: true)
                    guard let last = acts.last, acts.count == Self.batch else { break }
                    before = last.id
                }
                try await writer.finish(nil)
            }
        )
    }

    private static let columns = [
        ("recordedAt", "記録した時刻", "Recorded at"), ("actor", "行った人", "Actor"), ("verb", "行ったこと", "Verb"),
        ("subject", "対象", "Subject"), ("detail", "詳細", "Detail"), ("revision", "改訂番号", "Revision"),
    ].map { name, ja, en in ExportColumn(name, ja: ja, en: en) }

    private static func filter(_ query: Query) throws(Refusal) -> ActFilter {
        func text(_ name: String) throws(Refusal) -> String {
            String((try query.value(name) ?? "").cleaned.text.prefix(200))
        }
        return ActFilter(actor: try text("actor"), verb: try text("verb"), subject: try text("subject"))
    }
}
