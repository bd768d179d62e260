import HTTPTypes
import Hummingbird
import NIOCore
import Registry
import Store

/// What tells machines what there is: the catalogue of the API (RFC 9727), and sitemaps of the labels' pages.
struct CatalogController: Sendable {
    let site: PortalSite

    /// The most addresses of one sitemap (sitemaps.org).
    private static let addresses: UInt32 = 50_000
    /// Read and written at a time: what a sitemap costs in memory.
    private static let step = 250

    private var base: String { "https://\(site.facts.host)" }

    func robots(_ request: Request, _ context: PortalContext) async throws -> Response {
        let text = "User-agent: *\nDisallow: /doubt\nDisallow: /find\n\nSitemap: \(base)/sitemap.xml\n"
        return Response(
            status: .ok,
            headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "public, max-age=3600"],
            body: .init(byteBuffer: ByteBuffer(string: text))
        )
    }

    /// RFC 9727: one API and where it is described, as a link set.
    func catalog(_ request: Request, _ context: PortalContext) async throws -> Response {
        typealias Link = LinkedLabel.Link
        let own = base + "/.well-known/api-catalog"
        let api = base + "/api/v1"
        var json = JSONWriter()
        json.object { json in
            json.list("linkset", [own, api]) { json, anchor in
                json.object { json in
                    json.text("anchor", anchor)
                    guard anchor == api else {
                        json.list("item", [api]) { json, href in json.object { $0.text("href", href) } }
                        return
                    }
                    let description = Link(base + "/openapi.json", "application/json")
                    json.list("service-desc", [description]) { json, link in json.object { link.write(into: &$0) } }
                    let about = Language.allCases.map {
                        Link(base + "/about?lang=" + $0.rawValue, "text/html", language: $0.tag)
                    }
                    json.list("service-doc", about) { json, link in json.object { link.write(into: &$0) } }
                    let rules = Link(base + "/api/v1/scheme", "application/json")
                    json.list("service-meta", [rules]) { json, link in json.object { link.write(into: &$0) } }
                    let status = Link(base + "/readyz", "text/plain")
                    json.list("status", [status]) { json, link in json.object { link.write(into: &$0) } }
                }
            }
        }
        return PortalAnswer.bytes(
            json.bytes,
            "application/linkset+json; profile=\"https://www.rfc-editor.org/info/rfc9727\"",
            maxAge: 300,
            request,
            more: [
                .link: "</.well-known/api-catalog>; rel=\"api-catalog\", </openapi.json>; rel=\"service-desc\""
            ]
        )
    }

    /// The index of the sitemaps: one for every 50,000 sequences of labels.
    func sitemaps(_ request: Request, _ context: PortalContext) async throws -> Response {
        var text = Self.head + "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        for part in 1...max(1, try await parts()) {
            text += "<sitemap><loc>\(base)/sitemap-\(part).xml</loc></sitemap>\n"
        }
        text += "</sitemapindex>\n"
        return PortalAnswer.bytes(Array(text.utf8), Self.type, maxAge: 3600, request)
    }

    /// One sitemap, written as it is read. What is withdrawn, revoked, provisional or a test has no place in it: those
    /// pages ask not to be indexed, or speak of no label yet.
    func sitemap(_ request: Request, _ context: PortalContext) async throws -> Response {
        let name = context.parameters.get("part") ?? ""
        guard name.hasSuffix(".xml"), let part = UInt32(name.dropLast(4)), "\(part).xml" == name, part >= 1,
            part <= max(1, try await parts())
        else {
            throw Problem(.notFound, code: "missing", detail: "There is no such page", ja: "このページはありません")
        }
        let first = (part - 1) * Self.addresses
        let (store, base, today) = (site.store, base, context.now.day)
        let body = ResponseBody { writer in
            var after = first
            try await writer.write(
                ByteBuffer(string: Self.head + "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
            )
            while after < first + Self.addresses {
                let page = try await store.list(after: after, limit: Self.step)
                guard let last = page.last else { break }
                var text = ""
                for registration in page where registration.code.sequence <= first + Self.addresses {
                    text += Self.entry(registration, base, today)
                }
                after = last.code.sequence
                if !text.isEmpty { try await writer.write(ByteBuffer(string: text)) }
            }
            try await writer.write(ByteBuffer(string: "</urlset>\n"))
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [.contentType: Self.type, .cacheControl: "public, max-age=3600"],
            body: body
        )
    }

    private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private static let type = "application/xml; charset=utf-8"

    /// Percent-encoded addresses need no escape in XML.
    private static func entry(_ registration: Registration, _ base: String, _ today: Day) -> String {
        let standing = registration.answer(on: today).standing
        guard !standing.isFinal, standing != .provisional, registration.origin != .test else { return "" }
        return "<url><loc>\(base)\(PagePath.label(registration.number))</loc>"
            + "<lastmod>\(registration.recordedAt.text)</lastmod></url>\n"
    }

    private func parts() async throws -> UInt32 {
        (try await site.store.lastSequence() + Self.addresses - 1) / Self.addresses
    }
}

extension HTTPField.Name {
    static let link = HTTPField.Name("Link") ?? .trailer
}
