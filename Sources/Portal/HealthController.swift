import HTTPTypes
import Hummingbird
import NIOCore
import Registry
import Store

/// Small answers for those who run the portal.
struct HealthController: Sendable {
    let site: PortalSite

    /// The process answers.
    func alive(_ request: Request, _ context: PortalContext) async throws -> Response {
        text("ok\n")
    }

    /// The database answers too; a passing fault becomes 503 on the way out.
    func ready(_ request: Request, _ context: PortalContext) async throws -> Response {
        guard site.confirmation.isConfirmed(at: context.now) else { throw Problem.unconfirmed }
        let head = try await site.store.head()
        return text("ready at revision \(head.revision)\n")
    }

    /// RFC 9116; the operator's own contact belongs to the reverse proxy until it is a setting.
    func security(_ request: Request, _ context: PortalContext) async throws -> Response {
        let end = (context.now.day + 90).start.text
        return text(
            "Contact: https://\(site.facts.host)/doubt\nExpires: \(end)\nPreferred-Languages: ja, en\n",
            maxAge: 3600
        )
    }

    private func text(_ text: String, maxAge: Int = 0) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/plain; charset=utf-8",
                .cacheControl: maxAge > 0 ? "public, max-age=\(maxAge)" : "no-store",
            ],
            body: .init(byteBuffer: ByteBuffer(string: text))
        )
    }
}
