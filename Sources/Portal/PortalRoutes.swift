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
        let correction = CorrectionController(site: site)
        let cases = CaseLogController(site: site)
        let health = HealthController(site: site)
        let list = ListController(site: site)
        let export = ExportController(site: site)
        let feed = FeedController(site: site)
        let holder = HolderController(site: site)
        let claim = ClaimController(site: site)
        let tender = TenderController(site: site)
        let scope = ScopeController(site: site)
        let times = TimesController(site: site)
        let recognition = RecognitionController(site: site)
        let check = CheckController(site: site)
        let checks = CheckAPI(site: site)
        let catalog = CatalogController(site: site)
        let signIn = SignInController(site: site)
        let join = JoinController(site: site)
        let stop = StopController(site: site)
        let watch = WatchController(site: site)
        let limit = site.limits

        // People.
        router.get("/", use: front.front)
        router.get("/find", use: limit.search(front.find))
        router.get("/about", use: front.about)
        router.get("/search", use: limit.search(list.search))
        router.get("/search.excel.csv", use: limit.search(export.excelCSV))
        router.get("/search.csv", use: limit.search(export.csv))
        router.get("/search.xlsx", use: limit.search(export.workbook))
        router.get("/search.json", use: limit.search(export.json))
        router.get("/search.ndjson", use: limit.search(export.lines))
        router.get("/search.sqlite", use: limit.search(export.database))
        router.get("/feeds/labels.atom", use: limit.search(feed.news))
        router.get("/calendar/labels.ics", use: limit.search(feed.ends))
        router.get("/calendar/a/:secret", use: limit.search(holder.dates))
        router.get("/feeds/a/:secret", use: limit.search(holder.news))
        router.get("/check", use: limit.lookup(check.form))
        router.post("/check", use: limit.search(check.posted))
        router.get("/checks/:secret", use: limit.search(check.result))
        router.get("/system", use: limit.lookup(check.system))
        router.get("/checks/:secret/sheet", use: limit.search(check.sheet))
        router.post("/checks/:secret/again", use: limit.search(check.again))
        router.get("/receipts/:id", use: limit.lookup(check.receipt))
        router.get("/doubt", use: doubt.form)
        router.post("/doubt", use: doubt.report)
        router.get("/corrections", use: limit.lookup(correction.form))
        router.post("/corrections", use: correction.report)
        router.get("/cases", use: limit.lookup(cases.log))
        router.get("/cases/:number", use: limit.lookup(cases.entry))
        router.get("/watches", use: limit.search(watch.form))
        router.post("/watches", use: limit.signIn(watch.ask))
        router.get("/watches/:token", use: limit.lookup(watch.page))
        router.post("/watches/:token", use: limit.lookup(watch.sent))
        router.get("/claims", use: limit.search(claim.page))
        router.post("/claims", use: limit.search(claim.posted))
        router.get("/wording", use: limit.lookup(tender.page))
        router.get("/scope", use: limit.lookup(scope.page))
        router.get("/times", use: limit.lookup(times.page))
        router.get("/labels/:number", use: limit.lookup(label.byNumber))
        router.get("/:code", use: scan.scan)

        // Those who sign in; what they reach then stands in GuardedRoutes.
        router.get("/sign-in", use: limit.lookup(signIn.form))
        router.post("/sign-in", use: limit.signIn(signIn.signIn))
        router.post("/sign-out", use: limit.lookup(signIn.signOut))
        router.get("/join", use: limit.lookup(join.form))
        router.post("/join", use: limit.signIn(join.ask))
        router.get("/join/:token", use: limit.lookup(join.endForm))
        router.post("/join/:token", use: limit.signIn(join.end))
        router.get("/reset", use: limit.lookup(signIn.resetForm))
        router.post("/reset", use: limit.signIn(signIn.askReset))
        router.get("/reset/:token", use: limit.lookup(signIn.resetEnd))
        router.post("/reset/:token", use: limit.signIn(signIn.reset))
        router.get("/stop/:token", use: limit.lookup(stop.ask))
        router.post("/stop/:token", use: limit.lookup(stop.stop))
        let gate = Gate(site: site)
        for route in GuardedRoutes.all(site) {
            let handler = gate.guarded(route)
            let limited = route.isCostly ? limit.signIn(handler) : limit.lookup(handler)
            router.on(RouterPath(route.path), method: route.method, use: limited)
        }

        // Machines. A key raises their limits; what needs one stands in ApiRoutes.
        let keyed = ApiGate(site: site)
        router.get("/api/v1/labels", use: keyed.search(list.api))
        router.get("/api/v1/labels/:reference", use: keyed.lookupUnlessScan(label.api))
        router.get("/api/v1/labels/:reference/history", use: keyed.lookup(label.history))
        router.get("/api/v1/scheme", use: keyed.lookup(scheme.index))
        router.get("/api/v1/scheme/:name", use: keyed.lookup(scheme.document))
        router.post("/api/v1/claims", use: keyed.search(claim.api))
        router.get("/api/v1/wording", use: keyed.lookup(tender.api))
        router.get("/api/v1/scope", use: keyed.lookup(scope.api))
        router.get("/api/v1/times", use: keyed.lookup(times.api))
        router.get("/api/v1/recognition", use: keyed.lookup(recognition.graph))
        router.post("/api/v1/checks", use: keyed.search(checks.check))
        router.get("/api/v1/checks/:id", use: keyed.lookup(checks.status))
        router.get("/api/v1/checks/:id/rows", use: keyed.search(checks.rows))
        for route in ApiRoutes.all(site) {
            router.on(RouterPath(route.path), method: route.method, use: keyed.guarded(route))
        }
        router.get("/openapi.json", use: scheme.openAPI)

        // Robots and catalogues.
        router.get("/.well-known/api-catalog", use: catalog.catalog)
        router.get("/sitemap.xml", use: limit.search(catalog.sitemaps))
        router.get("/sitemap-{part}", use: limit.search(catalog.sitemap))

        // Operations.
        router.get("/healthz", use: health.alive)
        router.get("/readyz", use: health.ready)
        router.get("/robots.txt", use: catalog.robots)
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
                    if request.method == .options {
                        let isForm =
                            methods.contains(.post) && !path.hasPrefix("/api/")
                            || path.hasPrefix(PagePath.applicationAPI)
                        var headers = isForm ? [:] : PortalHeaders.preflight(allowed.joined(separator: ", "))
                        headers[.allow] = allow
                        return Response(status: .noContent, headers: headers)
                    }
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
