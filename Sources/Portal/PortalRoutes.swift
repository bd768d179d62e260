import HTTPTypes
import Hummingbird

/// The address book: every route of the public portal on one screen, grouped by reader.
enum PortalRoutes {
    static func build(_ site: PortalSite) -> Router<PortalContext> {
        let router = Router(context: PortalContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: Threshold(now: site.now, log: site.accessLog, meters: site.meters))
        router.add(middleware: Problems(site: site))
        let front = FrontController(site: site)
        let scan = ScanController(site: site)
        let label = LabelController(site: site)
        let scheme = SchemeController(site: site)
        let doubt = DoubtController(site: site)
        let health = HealthController(site: site)
        let list = ListController(site: site)
        let export = ExportController(site: site)

        // People.
        router.get("/", use: front.front)
        router.get("/find", use: front.find)
        router.get("/about", use: front.about)
        router.get("/search", use: list.search)
        router.get("/search.excel.csv", use: export.excelCSV)
        router.get("/search.csv", use: export.csv)
        router.get("/search.xlsx", use: export.workbook)
        router.get("/search.json", use: export.json)
        router.get("/search.ndjson", use: export.lines)
        router.get("/search.sqlite", use: export.database)
        router.get("/doubt", use: doubt.form)
        router.post("/doubt", use: doubt.report)
        router.get("/labels/:number", use: label.byNumber)
        router.get("/:code", use: scan.scan)

        // Machines.
        router.get("/api/v1/labels", use: list.api)
        router.get("/api/v1/labels/:reference", use: label.api)
        router.get("/api/v1/labels/:reference/history", use: label.history)
        router.get("/api/v1/scheme", use: scheme.index)
        router.get("/api/v1/scheme/:name", use: scheme.document)
        router.get("/openapi.json", use: scheme.openAPI)

        // Operations.
        router.get("/healthz", use: health.alive)
        router.get("/readyz", use: health.ready)
        router.get("/robots.txt", use: health.robots)
        router.get("/.well-known/security.txt", use: health.security)

        refuseOtherMethods(on: router)
        return router
    }

    /// A known path with another method is 405 with `Allow`, never 404.
    static func refuseOtherMethods<Context: RequestContext>(on router: Router<Context>) {
        var known: [String: Set<HTTPRequest.Method>] = [:]
        for route in router.routes { known[route.path.description, default: []].insert(route.method) }
        let all: [HTTPRequest.Method] = [.get, .post, .put, .patch, .delete, .options, .trace, .connect]
        for (path, methods) in known {
            let allowed = (methods.contains(.get) ? methods.union([.head]) : methods).map(\.rawValue).sorted()
            let allow = (allowed + ["OPTIONS"]).joined(separator: ", ")
            for method in all + (methods.contains(.get) ? [] : [.head]) where !methods.contains(method) {
                router.on(RouterPath(path), method: method) { request, _ -> Response in
                    if request.method == .options { return Response(status: .noContent, headers: [.allow: allow]) }
                    var problem = Problem(
                        .methodNotAllowed,
                        code: "methodNotAllowed",
                        detail: "\(request.method.rawValue) is not possible here; \(allow) are",
                        ja: "ここでは \(request.method.rawValue) は使えません（使えるのは \(allow)）"
                    )
                    problem.headers[.allow] = allow
                    throw problem
                }
            }
        }
    }
}
