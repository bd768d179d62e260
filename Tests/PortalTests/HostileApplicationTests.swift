import Registry
import Store
import TestSupport
import Testing

@testable import Portal

@Suite("hostile forms of applications and of the office change nothing and break nothing")
struct HostileApplicationTests {
    /// A form, who sends it and what a right one holds besides its version.
    struct Form: CustomTestStringConvertible, Sendable {
        var person: Stage.Person
        var path: String
        var fields: String
        /// Larger than it may be.
        var tooLarge = (1 << 20) + 1

        var testDescription: String { "\(path) \(fields.prefix(30))" }
    }

    static let forms: [Form] = [
        Form(person: .maker, path: "/applications/1/terms", fields: "level=STAR-1&route=standard"),
        Form(person: .maker, path: "/applications/1/product", fields: "nameJA=x&support=unsupported"),
        Form(person: .maker, path: "/applications/1/models", fields: "models=DC-1", tooLarge: (4 << 20) + 1),
        Form(person: .maker, path: "/applications/1/checklist", fields: "S1.1-01=met&S1.1-01-evidence=x"),
        Form(person: .maker, path: "/applications/1/contact", fields: "contactName=x"),
        Form(person: .maker, path: "/applications/1/actions", fields: "action=requestNumber"),
        Form(person: .maker, path: "/applications/1/actions", fields: "action=abandon"),
        Form(person: .maker, path: "/applications/1/documents/1/remove", fields: "a=b"),
        Form(person: .maker, path: "/applications/2/actions", fields: "action=withdraw&reason=x"),
        Form(person: .reviewer, path: "/office/applications/2/review", fields: "action=receive"),
        Form(person: .reviewer, path: "/office/applications/2/review", fields: "action=returnForCorrection&text=x"),
        Form(person: .finance, path: "/office/applications/2/finance", fields: "action=proposeWaiver&reason=x"),
        Form(person: .approver, path: "/office/applications/2/decide", fields: "action=refuse&reason=x"),
    ]

    /// Application 1 is a whole draft, 2 is submitted.
    private static func with(_ person: Stage.Person, _ body: @Sendable (Stage) async throws -> Void) async throws {
        try await Stage.with(.maker) { stage in
            let before = [try await stage.prepared(), try await stage.submitted()]
            if person != .maker { try await stage.enter(person) }
            try await body(stage)
            for application in before { #expect(try await stage.now(application.id) == application) }
        }
    }

    private static let urlencoded = "application/x-www-form-urlencoded"

    @Test("a form that does not say which version it was made from, or says it badly", arguments: forms)
    func versions(_ form: Form) async throws {
        try await Self.with(form.person) { stage in
            let bad = [
                "": 428, "version=": 428, "version=abc": 428, "version=0": 428, "version=-1": 428, "version=1e3": 428,
                "version=９": 428, "version=99999999999999999999": 428, "version=999999": 412,
                "version=2&version=2": 400, "version=1&version=abc": 400,
            ]
            for (version, status) in bad {
                let body = Array((form.fields + "&" + version).utf8)
                let answer = try await stage[form.person].raw(form.path + "?lang=en", Self.urlencoded, body)
                #expect(answer.status == status, "\(version)")
                #expect(answer["Content-Type"] == "text/html; charset=utf-8", "\(version)")
            }
        }
    }

    @Test("bytes that are no form", arguments: forms)
    func bytes(_ form: Form) async throws {
        try await Self.with(form.person) { stage in
            let visitor = stage[form.person]
            let right = form.fields + "&version=\(try await stage.now(form.path.contains("/1") ? 1 : 2).version)"
            var broken: [(String, [UInt8])] = ["%FF", "%C0%80", "%00", "%", "%Z1", "%ED%A0%80"].map {
                ($0, Array("\(right)&other=\($0)".utf8))
            }
            // Bytes that are no UTF-8 as they are: nothing of them becomes a letter of somebody's name.
            broken.append(("raw bytes", Array("\(right)&other=".utf8) + [0xFF, 0xFE]))
            broken.append(("many", Array((right + String(repeating: "&a=b", count: 600)).utf8)))
            for (name, body) in broken {
                let answer = try await visitor.raw(form.path + "?lang=en", Self.urlencoded, body)
                #expect(answer.status == 400, "\(name): \(answer.status)")
            }
            for type in ["", "text/plain", "application/json", "text/html", "image/png"] {
                let answer = try await visitor.raw(form.path + "?lang=en", type, Array(right.utf8))
                #expect(answer.status == 415, "\(type)")
            }
            for type in ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=x"] {
                let answer = try await visitor.raw(form.path + "?lang=en", type, Array(right.utf8))
                #expect([400, 415].contains(answer.status), "\(type)")
            }
            let large = Array((right + "&other=").utf8) + [UInt8](repeating: 0x61, count: form.tooLarge)
            #expect(try await Self.flood(visitor, form.path, large) == 413)
            #expect(try await stage.live.client.get("/healthz").status == 200)
        }
    }

    /// Sends more than is taken; the server may end the connection before all of it is there.
    private static func flood(_ visitor: Visitor, _ path: String, _ body: [UInt8]) async throws -> Int {
        let connection = try WireConnection.open(port: visitor.live.client.port)
        defer { connection.close() }
        let fields = [
            "Content-Type": urlencoded, "Content-Length": String(body.count), "Sec-Fetch-Site": "same-origin",
            "Cookie": "\(Gate.cookie)=\(visitor.cookie ?? "")",
        ]
        try await connection.send(WireClient.request("POST", path, fields))
        try? await connection.send(body)
        return try await connection.answer().status
    }

    @Test("words that no page offers")
    func words() async throws {
        try await Self.with(.reviewer) { stage in
            let wrong: [(Stage.Person, String, String)] = [
                (.maker, "/applications/1/terms", "level=STAR-9&route=standard"),
                (.maker, "/applications/1/terms", "level=STAR-1&route=%3Cscript%3E"),
                (.maker, "/applications/1/terms", "level=STAR-1&route=standard&statementLink=javascript:alert(1)"),
                (.maker, "/applications/1/product", "category=nothing&support=unsupported"),
                (.maker, "/applications/1/product", "support=forever"),
                (.maker, "/applications/1/product", "support=until&supportUntil=9999999999-01-01"),
                (.maker, "/applications/1/product", "services=" + String(repeating: "a%0A", count: 60)),
                (.maker, "/applications/1/checklist", "S1.1-01=perhaps&S1.1-01-evidence=x"),
                (.maker, "/applications/1/contact", "contactAddress=a%0D%0ABcc:b@example.jp"),
                (.maker, "/applications/1/actions", "action=issue"), (.maker, "/applications/1/actions", "action="),
                (.maker, "/applications/1/actions", "action=submit&action=withdraw"),
                (.reviewer, "/office/applications/2/review", "action=issue"),
                (.reviewer, "/office/applications/2/review", "action=save"),
                (.reviewer, "/office/applications/2/review", "action=receive&receivedOn=0000-00-00"),
                (.reviewer, "/office/applications/2/review", "action=receive&receivedOn=2027-02-30"),
                (.reviewer, "/office/applications/2/review", "action=receive&receivedOn=9999-12-31"),
                (.reviewer, "/office/applications/2/review", "action=receive&action=receive"),
                (.reviewer, "/office/applications/2/review", "action=assignLaboratory&laboratory=9223372036854775807"),
            ]
            for (person, path, fields) in wrong {
                let version = try await stage.now(path.contains("/1") ? 1 : 2).version
                let body = Array("\(fields)&version=\(version)".utf8)
                let answer = try await stage[person].raw(path + "?lang=en", Self.urlencoded, body)
                #expect((400..<500).contains(answer.status), "\(path) \(fields): \(answer.status)")
                #expect(!answer.text.contains("<script"), "\(path) \(fields)")
            }
            let twice = "state=submitted&state=returned"
            for query in ["state=", "state=draft", "state=x", "state=submitted&after=x", twice] {
                #expect(try await stage[.reviewer].get("/office/queue?\(query)").status == 400, "\(query)")
            }
            for query in ["q=%00", "q=a&q=b", "x=1", "q=%FF"] {
                #expect(try await stage[.reviewer].get("/office?\(query)").status == 400, "\(query)")
            }
            for id in ["0", "-2", "x", "2.0", "99999999999999999999", "%00", "2%20", "../1"] {
                let status = try await stage[.reviewer].get("/office/applications/\(id)").status
                #expect((400..<500).contains(status), "\(id): \(status)")
            }
        }
    }

    @Test("lists of models that are none, or too long")
    func lists() async throws {
        try await Self.with(.maker) { stage in
            let path = "/applications/1/models?lang=en"
            var maker = stage[.maker]
            let files: [(String, [UInt8])] = [
                ("m.xlsx", [0x50, 0x4B, 3, 4] + Array("junk".utf8)), ("m.xlsx", Array("%PDF-1.7".utf8)),
                ("m.csv", Array("<html><script>alert(1)</script>".utf8)), ("m.csv", [0x61, 0, 0x62]),
                ("m.csv", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
                ("m.csv", Array("DC-1\u{202E}\n".utf8)), ("m.csv", Array("DC-1\u{0}\n".utf8)),
                ("m.csv", Array(String(repeating: "x", count: 2001).utf8)),
            ]
            for (name, bytes) in files {
                let answer = try await maker.fill(path, file: (name, bytes))
                #expect((400..<500).contains(answer.status), "\(name) \(bytes.prefix(8)): \(answer.status)")
                #expect(!answer.text.contains("<script"))
            }
            let many = (1...2001).map { "M-\($0)" }.joined(separator: "\n")
            let typed = try await maker.fill(path, "", [("models", many)])
            #expect(typed.status == 413 && typed.text.contains("M-2001") && typed.text.contains("2000 models"))
            let header = Array(("model\n" + many).utf8)
            #expect(try await maker.fill(path, file: ("m.csv", header)).status == 413)
        }
    }

    @Test("markup, formulas and marks of direction stand as they are, on the applicant's pages and on the office's")
    func escaped() async throws {
        try await Stage.with(.maker, .reviewer) { stage in
            let (evil, formula) = ("\"><script>alert(1)</script>", "=HYPERLINK(\"http://evil.example\")")
            var draft = stage.draft(.star1, name: evil)
            (draft.product.nameEN, draft.product.brand, draft.product.descriptionJA) = (evil, formula, evil)
            (draft.remark, draft.contact.name) = (evil, evil)
            draft.models = [evil, formula].map { CoveredModel(number: ModelNumber(checked: $0), versions: evil) }
            for item in draft.checklist.keys { draft.checklist[item]?.evidence = evil }
            let id = try await stage.begun().id
            _ = try await stage.perform(.save(draft), on: id, by: .maker)
            let direction = [("brand", "AB\u{202E}CD\u{200B}"), ("nameJA", "\u{2066}\(evil)\u{2069}")]
            #expect(try await stage[.maker].fill("/applications/\(id)/product", "", direction).status == 303)
            let saved = try await stage.now(id).draft
            #expect(saved.product.brand == "ABCD" && saved.product.nameJA == evil)
            let path = "/applications/\(id)/documents"
            let file = (name: "<script>x<script>.txt", bytes: Array("x".utf8))
            #expect(try await stage[.maker].fill(path, "", [("kind", "other")], file: file).status == 303)
            _ = try await stage.perform(.requestNumber, on: id, by: .maker)
            _ = try await stage.perform(.recordNumber("<script>7"), on: id, by: .maker)
            _ = try await stage.perform(.submit(name: evil, title: evil), on: id, by: .maker)
            let own = ["", "/terms", "/product", "/models", "/checklist", "/contact", "/documents", "/sheet"]
            let pages =
                own.map { (Stage.Person.maker, "/applications/\(id)\($0)") }
                + [(.maker, "/applications"), (.reviewer, "/office/applications/\(id)")]
                + [(.reviewer, "/office/queue?state=submitted")]
            for (person, page) in pages {
                let answer = try await stage[person].get(page)
                #expect(answer.status == 200 && PageReading.read(answer.body) != nil, "\(page)")
                #expect(!answer.text.contains("<script"), "\(page)")
                #expect(page.hasSuffix("/terms") || answer.text.contains("&lt;script&gt;"), "\(page)")
                let policy = try #require(answer["Content-Security-Policy"])
                #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"))
            }
            let office = try await stage[.reviewer].get("/office/applications/\(id)").text
            #expect(office.contains("=HYPERLINK(&quot;http://evil.example&quot;)"))
        }
    }
}
