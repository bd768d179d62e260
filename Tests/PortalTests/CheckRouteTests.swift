import Foundation
import Intake
import Registry
import Store
import TestSupport
import Testing

@testable import Portal

@Suite("a list is checked row by row")
struct CheckRouteTests {
    private static let tender = "on=2027-05-20&coveredThrough=2027-12-31"

    /// A row, what is asked of it, and outcome, match and a reason.
    struct Case: CustomTestStringConvertible, Sendable {
        var row: String
        var query: String
        var said: [String]

        var testDescription: String { row + " " + query }

        init(_ row: String, _ query: String, _ said: String...) {
            (self.row, self.query, self.said) = (row, query, said)
        }
    }

    static let cases: [Case] = [
        Case("T-VALID,DC-100", tender, "pass", "registrationNumber"),
        Case(",DC-100B", tender, "pass", "exactModel"), Case(",ｄｃ－１００ｂ", tender, "pass", "equalModel"),
        Case(",DC100B", tender, "review", "nearModel", "nearMatchOnly"),
        Case("T-VALID,ZZ-9", tender, "fail", "registrationNumber", "modelNotCovered"),
        Case("T-VALID,DC-100", "levelAtLeast=STAR-2", "fail", "registrationNumber", "levelTooLow"),
        Case("T-TODAY,NL-1", tender, "review", "registrationNumber", "endsBeforeDelivery"),
        Case("T-TODAY,NL-1", "", "pass", "registrationNumber"),
        Case("T-SOON,", "", "fail", "registrationNumber", "notYetValid"),
        Case("T-PROV,", "", "fail", "registrationNumber", "provisional"),
        Case("T-GRACE,", "", "review", "registrationNumber", "grace"),
        Case("T-LAPSED,", "", "fail", "registrationNumber", "lapsed"),
        Case("T-WITHDRAWN,", "", "fail", "registrationNumber", "withdrawn"),
        Case("T-REVOKED,", "", "fail", "registrationNumber", "revoked"),
        Case("T-REVOKED,", "on=2027-01-01", "pass", "registrationNumber"),
        Case("L-0001,", "", "review", "registrationNumber", "unknownStatus"),
        Case("NOPE-1,ZZ-9", "", "review", "none", "noMatch"),
        Case("NOPE-1,DC-100B", tender, "review", "exactModel", "numberNotFound"),
    ]

    @Test("and each says its outcome, how it was met and why", arguments: cases)
    func outcomes(_ sample: Case) async throws {
        try await LivePortal.withStandings { live, _ in
            let rows = try await live.rows("登録番号,型番\n\(sample.row)\n", sample.query)
            let row = try #require(rows.first)
            #expect(rows.count == 1)
            #expect(row["outcome"]?.text == sample.said[0], "\(row)")
            #expect(row["match"]?.text == sample.said[1], "\(row)")
            let reasons = (row["reasons"]?.list ?? []).compactMap(\.text)
            if sample.said.count > 2 { #expect(reasons.contains(sample.said[2]), "\(reasons)") }
            #expect(row["why"]?["ja"]?.text?.isEmpty == false && row["why"]?["en"]?.text?.isEmpty == false)
        }
    }

    @Test("by code, by address, by maker alone, and by models of several makers")
    func ways() async throws {
        let (registry, labels) = try await TestRegistry.standing()
        var other = Filing.sample(models: ["DC-100B"])
        other.manufacturer = Manufacturer(key: "other", nameJA: "別の会社", nameEN: "Other Company")
        try await registry.issue("T-OTHER", other)
        try await LivePortal.with(registry) { live in
            let code = try labels(.valid).code.text
            let forged = LabelCode(sequence: labels.endsToday.code.sequence, tag: 5).text
            let maker = labels.endsToday.answer(on: live.registry.clock.now.day).manufacturer.nameJA
            let text =
                "コード,型番,メーカー\n\(code),,\nhttps://\(TestRegistry.host)/\(code),,\n\(forged),,\n,QQ-7,\(maker)\n,DC-100B,\n"
            let said = try await live.rows(text, "on=2027-05-20").map {
                ($0["match"]?.text ?? "", $0["outcome"]?.text ?? "")
            }
            #expect(said.map(\.0) == ["code", "code", "none", "manufacturerOnly", "ambiguous"])
            #expect(said.map(\.1) == ["pass", "pass", "review", "review", "review"])
        }
    }

    @Test("whatever its form: JSON, CSV in two encodings, TSV, a form with a file, pasted rows")
    func forms() async throws {
        try await LivePortal.withStandings { live, _ in
            let table = "型番\tメーカー\nDC-100B\t見本\n"
            let shiftJIS = try #require(table.data(using: .shiftJIS))
            let json = #"{"rows":[{"id":"a","model":"DC-100B"},{"registrationNumber":"NOPE"}]}"#
            #expect(
                try await live.rows(json, "", "application/json").map { $0["match"]?.text } == ["exactModel", "none"]
            )
            for bytes in [Array(table.utf8), [UInt8](shiftJIS)] {
                let answer = try await live.check(bytes, "text/tab-separated-values")
                #expect(answer.status == 201, "\(answer.text)")
                let receipt = try JSONTree(answer.body)
                #expect(receipt["input"]?["sha256"]?.text == CheckInput.digest(bytes))
                #expect(receipt["input"]?["form"]?.text == "tsv")
                #expect(try await live.rows(of: receipt).first?["match"]?.text == "exactModel")
            }
            let pasted = "text=" + PagePath.encoded("DC-100B\r\nZZ-9") + "&on=2027-05-20"
            for answer in [
                try await live.form(
                    [("text", ""), ("header", "auto"), ("lang", "en")],
                    file: ("一覧.csv", Array(shiftJIS))
                ),
                try await live.form([("text", "DC-100B\r\nZZ-9\r\n"), ("on", ""), ("lang", "en")], file: ("", [])),
                try await live.client.ask(
                    "POST",
                    "/check?lang=en",
                    ["Content-Type": "application/x-www-form-urlencoded"],
                    body: Array(pasted.utf8)
                ),
            ] {
                #expect(answer.status == 303, "\(answer.text)")
                let address = try #require(answer["Location"])
                let page = try await live.client.get(address)
                #expect(page.status == 200 && page.text.contains("DC-100B"))
                #expect(page["Cache-Control"] == "no-store" && page["X-Robots-Tag"] == "noindex")
                #expect(page["Referrer-Policy"] == "no-referrer")
            }
        }
    }

    @Test("its pages follow one another and can be narrowed by outcome")
    func pages() async throws {
        try await LivePortal.withStandings { live, _ in
            let lines = (0..<620).map { $0 % 10 == 0 ? "T-REVOKED" : "NOPE-\($0)" }
            let answer = try await live.check(Array(("登録番号\n" + lines.joined(separator: "\n")).utf8))
            let receipt = try JSONTree(answer.body)
            let secret = try #require(try live.path(receipt["page"]?.text).split(separator: "/").last)
            var (places, next) = ([Int](), Optional("/api/v1/checks/\(secret)/rows?limit=37&outcome=fail"))
            while let address = next {
                let page = try JSONTree(try await live.client.get(address).body)
                places += (page["rows"]?.list ?? []).compactMap { $0["row"]?.integer }
                next = try page["next"]?.text.map { try live.path($0) }
            }
            #expect(places == stride(from: 1, through: 611, by: 10).map(\.self))
            let first = try await live.client.get("/checks/\(secret)?lang=en")
            #expect(
                first.text.contains("after=200") && first.text.contains("NOPE-199") && !first.text.contains("NOPE-201")
            )
            let last = try await live.client.get("/checks/\(secret)?lang=en&after=600")
            #expect(last.text.contains("NOPE-619") && !last.text.contains("rel=\"next\""))
        }
    }

    @Test("a row without a registration shows nothing of one, not even the level that was asked for")
    func miss() async throws {
        try await LivePortal.withStandings { live, _ in
            let answer = try await live.check(Array("登録番号\nNOPE-1\n".utf8), "text/csv", "levelAtLeast=STAR-3")
            let path = try live.path(try JSONTree(answer.body)["page"]?.text)
            let page = try await live.client.get(path + "?lang=en").text
            let row = page.components(between: "<tbody>", and: "</tbody>")
            #expect(row.contains("NOPE-1") && !row.contains("STAR-3"))
            #expect(page.contains("STAR-3"))
        }
    }

    @Test("it comes back as a file with the user's own columns first and untouched")
    func files() async throws {
        try await LivePortal.withStandings { live, _ in
            let list = "品名,型番,備考\n\"カメラ, 白\",DC-100B,=1+1\nその他,ZZ-9,0123\n"
            let receipt = try JSONTree(try await live.check(Array(list.utf8), "text/csv", "on=2027-05-20").body)
            let page = try live.path(receipt["page"]?.text)
            let csv = try await live.client.get(page + ".csv")
            #expect(csv.text.hasPrefix("品名,型番,備考,outcome,why,reasons,match,"))
            #expect(csv.text.contains("\r\n\"カメラ, 白\",DC-100B,=1+1,pass,"))
            #expect(csv.text.contains("\r\nその他,ZZ-9,0123,review,"))
            #expect(csv["Content-Disposition"]?.contains("check-2027-05-20.csv") == true)
            let excel = try await live.client.get(page + ".excel.csv")
            #expect(excel.body.starts(with: [0xEF, 0xBB, 0xBF]) && excel.text.contains("'=1+1"))
            let json = try JSONTree(try await live.client.get(page + ".json").body)
            #expect(json["rows"]?.list?.count == 2)
            #expect(json["rows"]?.list?.first?["cells"]?.list?.compactMap(\.text) == ["カメラ, 白", "DC-100B", "=1+1"])
            let book = try await live.client.get(page + ".xlsx")
            #expect(book.status == 200)
            let sheet = try SheetReader.read(book.body)
            #expect(sheet.rows[2].cells.prefix(4) == ["カメラ, 白", "DC-100B", "=1+1", "pass"])
            #expect(try await live.client.get(page + ".pdf").status == 404)
        }
    }
}
