import Foundation
import Registry
import Store
import TestSupport
import Testing

@testable import Portal

@Suite("a system is checked component by component")
struct SystemRouteTests {
    private static let list = """
        構成機器,要求レベル,登録番号,型番
        BMS,★1,T-VALID,DC-100
        PCS,STAR-4,T-TODAY,NL-1
        EMS,,T-VALID,DC-100
        変圧器,不要,,
        ルーター,高い,T-GRACE,

        """

    @Test("each at its own level, with one verdict, a sheet, a receipt and the same again")
    func journey() async throws {
        try await LivePortal.withStandings { live, _ in
            let begun = try await live.form([("system", "yes"), ("levelAtLeast", "STAR-1"), ("text", Self.list)])
            #expect(begun.status == 303)
            let path = try #require(begun["Location"])
            let result = try await live.client.get(path)
            #expect(result.text.contains("Some components do not meet the conditions"))
            let sheetPath = path.replacing("?", with: "/sheet?")
            #expect(result.text.contains(sheetPath))
            let sheet = try await live.client.get(sheetPath)
            #expect(sheet.status == 200)
            for words in [
                "BMS", "変圧器", "STAR-4", "Some components do not meet", "row 4 names the same product", "/receipts/",
            ] {
                #expect(sheet.text.contains(words), "\(words)")
            }
            #expect(sheet["X-Robots-Tag"] == "noindex")
            #expect(sheet["Cache-Control"] == "no-store" || sheet["Cache-Control"]?.contains("max-age=0") == true)
            let secret = String(path.dropFirst("/checks/".count).prefix(32))
            let rows = try JSONTree(try await live.client.get("/api/v1/checks/\(secret)/rows").body)
            #expect(rows["system"]?.flag == true)
            #expect(rows["verdict"]?.text == "fail")
            let said = rows["rows"]?.list?.map { row in
                ([row["outcome"]?.text] + (row["reasons"]?.list?.map(\.text) ?? [])).compactMap { $0 }
            }
            #expect(
                said == [
                    ["review", "sharedDevice"], ["fail", "levelTooLow"], ["review", "sharedDevice"],
                    ["pass", "notRequired"], ["review", "grace", "unreadRequirement"],
                ]
            )
            let again = try await live.client.ask("POST", "/checks/\(secret)/again?lang=en", [:], body: [])
            #expect(again.status == 303)
            let second = try await live.client.get(try #require(again["Location"]).replacing("?", with: "/sheet?"))
            #expect(second.text.contains("row 4 names the same product"))
        }
    }

    @Test("by the API, as JSON too, and a plain list has no sheet")
    func api() async throws {
        try await LivePortal.withStandings { live, _ in
            let body = #"""
                {"rows":[{"component":"BMS","levelAtLeast":"STAR-1","registrationNumber":"T-VALID","model":"DC-100"},
                {"component":"Fuse","levelAtLeast":"none"}]}
                """#
            let answer = try await live.check(Array(body.utf8), "application/json", "system=yes")
            #expect(answer.status == 201)
            let receipt = try JSONTree(answer.body)
            #expect(receipt["verdict"]?.text == "pass")
            #expect(receipt["system"]?.flag == true)
            #expect(receipt["conditions"]?.text?.contains("system=yes") == true)
            let plain = try await live.check(Array("登録番号\nT-VALID\n".utf8))
            let path = try live.path(try JSONTree(plain.body)["page"]?.text)
            #expect(try await live.client.get(path + "/sheet").status == 404)
            #expect(try JSONTree(plain.body)["system"]?.flag == false)
        }
    }

    @Test("no column of components, too many of them, and an unknown word are told")
    func refused() async throws {
        try await LivePortal.withStandings { live, _ in
            let none = try await live.form([("system", "yes"), ("text", "登録番号\nT-VALID\n")])
            #expect(none.status == 400)
            #expect(none.text.contains("No column names the components"))
            #expect(none.text.contains("name=\"system\" value=\"yes\""))
            let many = "component,model\n" + (0...SystemCheck.mostComponents).map { "c\($0),m\n" }.joined()
            let large = try await live.check(Array(many.utf8), "text/csv", "system=yes")
            #expect(large.status == 413)
            #expect(try JSONTree(large.body)["code"]?.text == "systemTooLarge")
            #expect(try await live.check(Array("component\nx\n".utf8), "text/csv", "system=no").status == 400)
            let form = try await live.client.get("/system?lang=en")
            #expect(form.status == 200)
            #expect(form.text.contains("name=\"system\" value=\"yes\""))
            #expect(try await live.client.get("/system?what=1").status == 400)
        }
        // A system is judged in one batch.
        #expect(CheckLookup.batch >= SystemCheck.mostComponents)
    }
}
