import HTTPTypes
import Hummingbird
import Registry
import Store

/// Checks for machines.
struct CheckAPI: Sendable {
    let site: PortalSite

    private static let longestKey = 200
    private static let json = "application/json; charset=utf-8"

    /// `POST /api/v1/checks`.
    func check(_ request: Request, _ context: PortalContext) async throws -> Response {
        let query = try Query(request.uri.query)
        try query.allow(only: CheckAsking.parameters)
        let asking = try CheckAsking(query, site.store.rules)
        let key = request.headers[.idempotencyKey]
        if let key, key.isEmpty || key.utf8.count > Self.longestKey {
            throw Refusal(
                .malformed,
                "An Idempotency-Key has 1 to \(Self.longestKey) characters",
                ja: "Idempotency-Key は\(Self.longestKey)文字までです",
                field: "Idempotency-Key",
                code: "malformedKey"
            )
        }
        let input = try await CheckBody.list(request, limit: site.checkBytes)
        switch try await CheckDesk(site: site).check(input, asking, key: key, at: context.now) {
        case .done(let receipt):
            let editions = try await site.store.newestEditions()
            let bytes = CheckWire.receipt(receipt, site.facts, editions: editions, secret: true)
            return answer(bytes, .created, "/api/v1/checks/\(receipt.name)", request)
        case .running(let job):
            let bytes = CheckWire.job(job, site.facts, secret: true)
            var response = answer(bytes, .accepted, "/api/v1/checks/\(job.name)", request)
            response.headers[.retryAfter] = "2"
            return response
        }
    }

    private func answer(
        _ bytes: [UInt8],
        _ status: HTTPResponse.Status,
        _ path: String,
        _ request: Request
    ) -> Response {
        PortalAnswer.bytes(bytes, Self.json, status: status, maxAge: 0, request, more: [.location: path])
    }

    /// `GET /api/v1/checks/{id}`: how far it is, or its receipt.
    func status(_ request: Request, _ context: PortalContext) async throws -> Response {
        try Query(request.uri.query).allow(only: [])
        let name = context.parameters.get("id") ?? ""
        if let job = site.checkJobs.job(named: name), job.state != .finished {
            let bytes = CheckWire.job(job, site.facts, secret: false)
            var response = PortalAnswer.bytes(bytes, Self.json, maxAge: 0, request)
            if job.state == .running { response.headers[.retryAfter] = "2" }
            return response
        }
        let receipt = try await CheckAddress.receipt(named: name, site)
        let editions = try await site.store.newestEditions()
        let bytes = CheckWire.receipt(receipt, site.facts, editions: editions, secret: false)
        return PortalAnswer.bytes(bytes, Self.json, maxAge: 0, request)
    }

    /// `GET /api/v1/checks/{secret}/rows`.
    func rows(_ request: Request, _ context: PortalContext) async throws -> Response {
        let query = try Query(request.uri.query)
        try query.allow(only: ["outcome", "after", "limit"])
        let part = try CheckPart(query, limit: 200)
        let secret = context.parameters.get("id") ?? ""
        if CheckAddress.isSecret(secret), let job = site.checkJobs.job(secret: secret), job.state != .finished {
            var problem = Problem(
                .conflict,
                code: job.state == .failed ? "checkFailed" : "checkRunning",
                detail: job.state == .failed
                    ? "This check broke off; send it again" : "This check is not finished yet; ask its status",
                ja: job.state == .failed ? "この照合は中断しました。もう一度お送りください" : "この照合はまだ終わっていません"
            )
            if job.state == .running { problem.headers[.retryAfter] = "2" }
            throw problem
        }
        let receipt = try await CheckAddress.receipt(secret, site, at: context.now)
        guard let head = try await site.store.receiptHead(receipt) else { throw CheckDesk.gone }
        let page = try await site.store.rows(of: receipt, outcome: part.outcome, after: part.after, limit: part.limit)
        let next = page.next.map { place in
            "https://\(site.facts.host)/api/v1/checks/\(secret)/rows?limit=\(part.limit)&after=\(place)"
                + (part.outcome.map { "&outcome=" + $0.rawValue } ?? "")
        }
        return PortalAnswer.bytes(
            CheckWire.rows(page, receipt, head, site.facts, next: next),
            Self.json,
            maxAge: 0,
            request,
            more: [.xRobotsTag: "noindex"]
        )
    }
}

extension HTTPField.Name {
    static let idempotencyKey = HTTPField.Name("Idempotency-Key") ?? .trailer
}
