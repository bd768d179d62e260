import Crypto
import Foundation
import HTTPTypes
import Registry
import TestSupport
import Testing

@testable import Portal

@Suite("what goes wrong has one shape, and every answer its guard")
struct ProblemTests {
    /// One request for every kind of answer there is.
    private static func requests(_ code: String) -> [(String, String, [String: String])] {
        [
            ("GET", "/", [:]), ("GET", "/about", [:]), ("GET", "/doubt?number=T-VALID", [:]),
            ("GET", "/find?q=lamp", [:]),
            ("GET", "/find?q=T-VALID", [:]), ("GET", "/\(code)", [:]), ("GET", "/\(code)", [:]),
            ("GET", "/\(code)", ["Accept": "application/json"]), ("GET", "/labels/T-VALID", [:]),
            ("GET", "/labels/T-VALID.svg", [:]), ("GET", "/labels/T-REVOKED", [:]), ("GET", "/AAAAAAAAAAAA", [:]),
            ("GET", "/api/v1/labels/\(code)", [:]), ("GET", "/api/v1/labels/nope", [:]), ("GET", "/nope/nope", [:]),
            ("GET", "/api/nope", [:]), ("GET", "/openapi.json", [:]), ("GET", "/healthz", [:]), ("GET", "/readyz", [:]),
            ("GET", "/robots.txt", [:]), ("GET", "/.well-known/security.txt", [:]), ("POST", "/", [:]),
            ("OPTIONS", "/", [:]), ("HEAD", "/\(code)", [:]), ("GET", "/?lang=xx", [:]), ("POST", "/doubt", [:]),
            ("GET", "/\(code)", ["If-None-Match": "*"]),
        ]
    }

    @Test("every answer has the standing headers and no cookie")
    func headers() async throws {
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code.text
            for (method, path, fields) in Self.requests(code) {
                let answer = try await live.client.ask(method, path, fields, body: method == "POST" ? [] : nil)
                let name = "\(method) \(path)"
                #expect(answer.status < 500, "\(name)")
                #expect(answer["X-Content-Type-Options"] == "nosniff", "\(name)")
                #expect(answer["Referrer-Policy"] == "no-referrer", "\(name)")
                #expect(answer["Cross-Origin-Opener-Policy"] == "same-origin", "\(name)")
                #expect(answer["Cross-Origin-Resource-Policy"] != nil, "\(name)")
                #expect(answer["Content-Security-Policy"]?.hasPrefix("default-src 'none'") == true, "\(name)")
                #expect(answer["Set-Cookie"] == nil, "\(name)")
                #expect(!answer.fields.contains { $0.name.lowercased() == "set-cookie" }, "\(name)")
                #expect(answer["Server"] == nil, "\(name)")
                #expect(answer["Strict-Transport-Security"] == nil, "\(name)")
                if let type = answer["Content-Type"], type.hasPrefix("text/") {
                    #expect(type.hasSuffix("charset=utf-8"), "\(name)")
                }
            }
        }
    }

    @Test("behind TLS every answer says so")
    func strictTransport() async throws {
        try await LivePortal.withStandings(settings: PortalSettings(isBehindTLS: true)) { live, labels in
            let code = try labels(.valid).code.text
            for path in ["/\(code)", "/\(code)", "/", "/nope/nope", "/api/v1/labels/\(code)"] {
                #expect(try await live.client.get(path)["Strict-Transport-Security"] == "max-age=63072000", "\(path)")
            }
        }
    }

    @Test("the policy names the digest of every style on every page, and nothing else may run")
    func contentSecurity() async throws {
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code.text
            for (method, path, fields) in Self.requests(code) where method == "GET" {
                let page = try await live.client.get(path, fields)
                guard page["Content-Type"]?.hasPrefix("text/html") == true else { continue }
                let policy = try #require(page["Content-Security-Policy"])
                let styles = page.text.split(separator: "<style", omittingEmptySubsequences: false).dropFirst().map {
                    part in
                    String(part.drop { $0 != ">" }.dropFirst()).components(separatedBy: "</style>")[0]
                }
                #expect(!styles.isEmpty, "\(path)")
                for style in styles {
                    let digest = Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString()
                    #expect(policy.contains("'sha256-\(digest)'"), "\(path)")
                }
                // A block of data runs nothing.
                let scripts = page.text.replacing("<script type=\"application/ld+json\">", with: "")
                #expect(!scripts.contains("<script"), "\(path)")
                #expect(!page.text.contains(" style=\""), "\(path)")
                #expect(!page.text.contains(" onclick="), "\(path)")
                #expect(!policy.contains("unsafe-inline"))
                #expect(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"))
            }
        }
    }

    @Test("machines get a problem document, people a page; both name the request")
    func documents() async throws {
        try await LivePortal.withStandings { live, _ in
            for (path, accept, isDocument) in [
                ("/nope/nope", "text/html", false), ("/nope/nope", "application/json", true),
                ("/nope/nope", "application/problem+json", true), ("/api/nope", "text/html", true),
                ("/api/v1/labels/nope", "text/html", true), ("/?lang=xx", "application/json", true),
                ("/?lang=xx", "*/*", false),
            ] {
                let answer = try await live.client.get(path, ["Accept": accept])
                let id = try #require(answer["X-Request-Id"])
                #expect(id.count == 16)
                #expect(answer.text.contains(id), "\(path) \(accept)")
                guard isDocument else {
                    #expect(answer["Content-Type"] == "text/html; charset=utf-8")
                    continue
                }
                #expect(answer["Content-Type"] == "application/problem+json", "\(path) \(accept)")
                let json = try JSONTree(answer.body)
                #expect(json["status"]?.integer == answer.status)
                #expect(json["requestId"]?.text == id)
                #expect(json["type"]?.text == "urn:hoshifuda:problem:\(json["code"]?.text ?? "")")
                #expect(json["title"]?.text?.isEmpty == false)
                #expect(json["detail"]?.text?.isEmpty == false)
            }
        }
    }

    @Test("a problem speaks the reader's language")
    func languages() async throws {
        try await LivePortal.withStandings { live, _ in
            let japanese = try await live.client.get("/api/v1/labels/nope", ["Accept-Language": "ja"])
            #expect(try JSONTree(japanese.body)["detail"]?.text?.contains("この登録簿") == true)
            #expect(japanese["Content-Language"] == "ja")
            let english = try await live.client.get("/api/v1/labels/nope", ["Accept-Language": "en"])
            #expect(try JSONTree(english.body)["detail"]?.text?.contains("no match") == true)
            #expect(english["Content-Language"] == "en")
        }
    }

    @Test("every kind of refusal has its status", arguments: Refusal.Kind.allCases)
    func statuses(kind: Refusal.Kind) {
        let expected: [Refusal.Kind: Int] = [
            .malformed: 400, .unauthenticated: 401, .forbidden: 403, .missing: 404, .conflict: 409,
            .preconditionFailed: 412, .tooLarge: 413, .unprocessable: 422, .preconditionRequired: 428, .limited: 429,
        ]
        #expect(Problem(Refusal(kind, "because")).status.code == expected[kind])
    }

    @Test("a fault of ours is 500 and tells nothing of itself")
    func fault() {
        struct Secret: Error { var path = "/some/where" }
        let problem = Problem.from(Secret())
        #expect(problem.status.code == 500)
        #expect(problem.isFault)
        let bytes = String(decoding: problem.bytes(requestID: "r", japanese: false), as: UTF8.self)
        #expect(!bytes.contains("some/where") && !bytes.contains("Secret"))
    }
}
