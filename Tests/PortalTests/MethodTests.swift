import HTTPTypes
import Hummingbird
import Registry
import TestSupport
import Testing

@testable import Portal

@Suite("a known path with another method says which methods it has")
struct MethodTests {
    /// Routes that take more, or other, than reading.
    private static let own = [
        "/doubt": ["GET", "HEAD", "POST"], "/claims": ["GET", "HEAD", "POST"], "/api/v1/claims": ["POST"],
        "/corrections": ["GET", "HEAD", "POST"], "/check": ["GET", "HEAD", "POST"], "/checks/{secret}/again": ["POST"],
        "/api/v1/checks": ["POST"],
        "/api/v1/applications": ["GET", "HEAD", "POST"], "/api/v1/applications/{id}/draft": ["PUT"],
        "/api/v1/applications/{id}/models": ["PUT"], "/api/v1/applications/{id}/actions": ["POST"],
        "/api/v1/applications/{id}/documents": ["POST"],
    ].merging(forms.map { ($0, ["GET", "HEAD", "POST"]) }) { $1 }.merging(sent.map { ($0, ["POST"]) }) { $1 }

    private static let forms = [
        "/sign-in", "/join", "/join/{token}", "/watches", "/watches/{token}", "/reset", "/reset/{token}",
        "/stop/{token}", "/account/prove", "/account/password", "/account/codes", "/account/members", "/account/keys",
        "/account/calendar", "/account/webhooks", "/account/webhooks/{id}",
        "/account/erase", "/applications", "/applications/{id}/terms",
        "/applications/{id}/product", "/applications/{id}/models", "/applications/{id}/checklist",
        "/applications/{id}/contact", "/applications/{id}/documents", "/office/laboratories", "/assessments/{id}",
        "/applications/{id}/appeal", "/applications/appeal", "/office/cases/{id}",
    ]
    private static let sent = [
        "/sign-out", "/checks/{secret}/keep", "/account/sessions", "/account/letters", "/account/members/{id}/roles",
        "/account/members/{id}/close", "/account/members/{id}/erase", "/account/invitations/{id}/end",
        "/account/calendar/end", "/account/keys/{id}/revoke", "/account/keys/{id}/rotate",
        "/account/webhooks/{id}/replay",
        "/applications/{id}/actions",
        "/applications/{id}/documents/{number}/remove", "/office/applications/{id}/review",
        "/office/applications/{id}/finance", "/office/applications/{id}/decide",
        "/office/letters/{id}/replay", "/office/notices/{id}/answer",
        "/office/labels/{number}/propose", "/office/labels/{number}/owner", "/office/proposals/{id}/decide",
    ]

    /// A path that fits each route of the router's own list.
    private static func example(_ route: String, _ code: String, _ check: (id: String, secret: String)) -> String {
        route.replacing(":id/rows", with: check.secret + "/rows").replacing(":id", with: check.id)
            .replacing(":secret", with: check.secret).replacing("{secret}", with: check.secret)
            .replacing(":reference", with: code).replacing(":code", with: code)
            .replacing(":number", with: "T-VALID").replacing(":name", with: "levels")
            .replacing("{part}", with: "1.xml")
    }

    @Test("every route refuses every other method with 405 and Allow, and answers HEAD and OPTIONS")
    func methods() async throws {
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code.text
            let receipt = try JSONTree(try await live.check(Array("DC-100\n".utf8)).body)
            let check = (
                id: receipt["id"]?.text ?? "",
                secret: receipt["page"]?.text?.split(separator: "/").last.map(String.init) ?? ""
            )
            var routes: [String: Set<String>] = [:]
            for route in PortalRoutes.build(live.site).routes {
                routes[route.path.description, default: []].insert(route.method.rawValue)
            }
            #expect(routes.count >= 15)
            for route in routes.keys.sorted() {
                let path = Self.example(route, code, check)
                let methods = Self.own[route] ?? ["GET", "HEAD"]
                let allow = (methods + ["OPTIONS"]).joined(separator: ", ")
                for method in ["GET", "PUT", "PATCH", "DELETE", "TRACE", "POST"] where !methods.contains(method) {
                    let answer = try await live.client.ask(method, path)
                    #expect(answer.status == 405, "\(method) \(path)")
                    #expect(answer["Allow"] == allow, "\(method) \(path)")
                    #expect(answer["X-Content-Type-Options"] == "nosniff")
                }
                let options = try await live.client.ask("OPTIONS", path)
                #expect(options.status == 204, "\(path)")
                #expect(options["Allow"] == allow, "\(path)")
                if methods.contains("GET") { try await checkHead(live, path) }
            }
        }
    }

    private func checkHead(_ live: LivePortal, _ path: String) async throws {
        let get = try await live.client.get(path)
        let connection = try WireConnection.open(port: live.client.port)
        defer { connection.close() }
        try await connection.send(WireClient.request("HEAD", path) + WireClient.request("GET", "/healthz"))
        let head = try await connection.answer(hasBody: false)
        #expect(head.status == get.status, "\(path)")
        #expect(head["Content-Type"] == get["Content-Type"], "\(path)")
        // The form carries a fresh key, so its tag and length are its own.
        if path != "/doubt" { #expect(head["ETag"] == get["ETag"], "\(path)") }
        // What is written as it is read has no length beforehand.
        if path != "/doubt", get["Transfer-Encoding"] == nil {
            #expect(head["Content-Length"] == get["Content-Length"], "\(path)")
        }
        // No byte of a body stands between this answer and the next.
        #expect(try await connection.answer().text == "ok\n", "\(path)")
    }

    @Test("a 405 for a machine is a problem document")
    func problem() async throws {
        try await LivePortal.withStandings { live, _ in
            let answer = try await live.client.ask("POST", "/api/v1/scheme", body: [])
            #expect(answer["Content-Type"] == "application/problem+json")
            let json = try JSONTree(answer.body)
            #expect(json["code"]?.text == "methodNotAllowed")
            #expect(json["status"]?.integer == 405)
        }
    }
}
