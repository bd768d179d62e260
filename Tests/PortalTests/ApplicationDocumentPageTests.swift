import Registry
import Store
import TestSupport
import Testing

@testable import Portal

@Suite("documents of an application")
struct ApplicationDocumentPageTests {
    private static let pdf = Array("%PDF-1.7\n見本".utf8)

    /// A file under a name, and what becomes of it.
    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var bytes: [UInt8]
        var status: Int
        /// The name it is kept under.
        var kept = ""

        var testDescription: String { "\(name.prefix(40)): \(status)" }
    }

    static let cases: [Case] = [
        Case(name: "spec.pdf", bytes: pdf, status: 303, kept: "spec.pdf"),
        Case(name: "仕様書.PDF", bytes: pdf, status: 303, kept: "仕様書.PDF"),
        Case(name: "../../etc/passwd.pdf", bytes: pdf, status: 303, kept: "passwd.pdf"),
        Case(name: "C:\\Users\\me\\spec.pdf", bytes: pdf, status: 303, kept: "spec.pdf"),
        Case(name: "a\u{202E}fdp.txt", bytes: Array("text".utf8), status: 303, kept: "afdp.txt"),
        Case(name: "list.csv", bytes: Array("=cmd|' /C calc'!A0".utf8), status: 303, kept: "list.csv"),
        Case(
            name: "photo.png",
            bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1],
            status: 303,
            kept: "photo.png"
        ),
        Case(name: "photo.jpeg", bytes: [0xFF, 0xD8, 0xFF, 0xE0], status: 303, kept: "photo.jpeg"),
        Case(name: "spec.pdf", bytes: Array("<html><script>".utf8), status: 422),
        Case(name: "photo.png", bytes: pdf, status: 422), Case(name: "sheet.xlsx", bytes: pdf, status: 422),
        Case(name: "page.html", bytes: Array("<html>".utf8), status: 422),
        Case(name: "drawing.svg", bytes: Array("<svg onload='x'/>".utf8), status: 422),
        Case(name: "../../etc/passwd", bytes: Array("root".utf8), status: 422),
        Case(name: "program.exe", bytes: [0x4D, 0x5A], status: 422),
        Case(name: "spec.pdf.exe", bytes: pdf, status: 422),
        Case(name: "note.txt", bytes: [0x61, 0, 0x62], status: 422),
        Case(name: "spec.pdf", bytes: [], status: 400), Case(name: "", bytes: pdf, status: 400),
        Case(name: "/", bytes: pdf, status: 400), Case(name: "..", bytes: pdf, status: 422),
        Case(name: String(repeating: "n", count: 300) + ".pdf", bytes: pdf, status: 400),
    ]

    @Test("a file is taken where its name, its first bytes and its size agree", arguments: cases)
    func taken(_ sample: Case) async throws {
        try await Stage.with(.maker) { stage in
            let application = try await stage.begun()
            let path = "/applications/\(application.id)/documents?lang=en"
            let answer = try await stage[.maker].fill(path, "", [("kind", "other")], file: (sample.name, sample.bytes))
            #expect(answer.status == sample.status)
            let after = try await stage.now(application.id)
            #expect(after.documents.map(\.name) == (sample.kept.isEmpty ? [] : [sample.kept]))
            guard sample.status != 303 else { return }
            #expect(after == application && answer.text.contains("id=\"errors\""))
        }
    }

    @Test("a file comes back byte for byte, to be saved and never to be shown")
    func download() async throws {
        try await Stage.with(.maker) { stage in
            let id = try await stage.begun().id
            let path = "/applications/\(id)/documents"
            let name = "図面 \"1\"; 最終<b>.pdf"
            let kind = [("kind", "power-of-attorney")]
            // Browsers write a quote in a name as %22.
            let sent = name.replacing("\"", with: "%22")
            #expect(try await stage[.maker].fill(path + "?lang=en", "", kind, file: (sent, Self.pdf)).status == 303)
            let page = try await stage[.maker].get(path + "?lang=en")
            #expect(page.text.contains("&lt;b&gt;") && !page.text.contains("<b>."))
            for accept in ["text/html", "application/pdf", "*/*"] {
                let file = try await stage[.maker].get(path + "/1", ["Accept": accept])
                #expect(file.status == 200 && file.body == Self.pdf)
                #expect(file["Content-Type"] == "application/octet-stream")
                #expect(file["X-Content-Type-Options"] == "nosniff")
                #expect(file["Content-Security-Policy"] == "default-src 'none'; sandbox")
                #expect(file["Cache-Control"] == "no-store" && file["Access-Control-Allow-Origin"] == nil)
                let disposition = try #require(file["Content-Disposition"])
                #expect(disposition.hasPrefix("attachment; filename=\"document.pdf\"; filename*=UTF-8''"))
                #expect(disposition.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
            }
            for number in ["2", "0", "-1", "x", "99999999999"] {
                #expect(try await stage[.maker].get(path + "/\(number)").status == 404, "\(number)")
            }
        }
    }

    @Test("a file may have 10 MiB and not a byte more; the same file is not filed twice; one can be taken back")
    func bounds() async throws {
        try await Stage.with(.maker) { stage in
            let id = try await stage.begun().id
            let path = "/applications/\(id)/documents?lang=en"
            let kind = [("kind", "other")]
            let full = Self.pdf + [UInt8](repeating: 0x20, count: (10 << 20) - Self.pdf.count)
            let large = try await stage[.maker].fill(path, "", kind, file: ("spec.pdf", full + [0x20]))
            #expect(large.status == 413 && large.text.contains("10 MiB"))
            #expect(try await stage[.maker].fill(path, "", kind, file: ("spec.pdf", full)).status == 303)
            let twice = try await stage[.maker].fill(path, "", kind, file: ("other.pdf", full))
            #expect(twice.status == 409 && twice.text.contains("already"))
            let strange = try await stage[.maker].form(path)
            let fields = strange.entries.map { ($0.name, $0.name == "kind" ? "nothing" : $0.value) }
            #expect(try await stage[.maker].send(strange, fields, file: ("a.pdf", Self.pdf)).status == 400)
            #expect(try await stage.now(id).documents.map(\.name) == ["spec.pdf"])
            let removal = "/applications/\(id)/documents/1/remove?lang=en"
            let stale = [("version", "1")]
            #expect(try await stage[.maker].post(removal, stale).status == 412)
            let version = String(try await stage.now(id).version)
            #expect(try await stage[.maker].post(removal, [("version", version)]).status == 303)
            #expect(try await stage.now(id).documents.isEmpty)
            // A number is never used again.
            #expect(try await stage[.maker].fill(path, "", kind, file: ("b.pdf", Self.pdf)).status == 303)
            #expect(try await stage.now(id).documents.map(\.number) == [2])
        }
    }

    @Test("a size that is stated beforehand is refused before a byte is read")
    func stated() async throws {
        try await Stage.with(.maker) { stage in
            let application = try await stage.begun()
            let path = "/applications/\(application.id)/documents?lang=en"
            let fields = [
                "Content-Type": "multipart/form-data; boundary=x", "Content-Length": "1073741824",
                "Cookie": "\(Gate.cookie)=\(stage[.maker].cookie ?? "")", "Sec-Fetch-Site": "same-origin",
            ]
            let answer = try await stage.live.client.raw(WireClient.request("POST", path, fields))
            #expect(answer.status == 413)
            #expect(try await stage.now(application.id) == application)
        }
    }

    @Test("once submitted nobody adds or takes away")
    func closed() async throws {
        try await Stage.with(.maker) { stage in
            let application = try await stage.submitted()
            let path = "/applications/\(application.id)/documents"
            let page = try await stage[.maker].get(path + "?lang=en")
            #expect(page.status == 200 && !page.text.contains("<form"))
            let version = ("version", String(application.version))
            let added = try await stage[.maker].upload(
                path + "?lang=en",
                [version, ("kind", "other")],
                file: ("late.pdf", Self.pdf)
            )
            #expect(added.status == 409)
            #expect(try await stage[.maker].post(path + "/1/remove?lang=en", [version]).status == 409)
            #expect(try await stage.now(application.id) == application)
        }
    }
}
