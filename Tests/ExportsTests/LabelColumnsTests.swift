import Registry
import Testing

@testable import Exports

@Suite("the columns of the list")
struct LabelColumnsTests {
    @Test("a label fills every column, in the order of the headers")
    func row() throws {
        let columns = LabelColumns(host: "label.example.jp")
        var bytes: [UInt8] = []
        CSVForm.plain.appendHead(columns.headers, to: &bytes)
        let label = try ListedLabel.sample(coverage: .unknownAfter(.tender + 200))
        columns.append(label, as: .plain, to: &bytes)
        let code = label.answer.registration.code.text
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
        #expect(
            lines[0] == """
                registrationNumber,code,standing,confirmed,rawStatus,level,assurance,issuedOn,heldFrom,heldUntil,coverage,\
                coverageDay,productNameJa,productNameEn,brand,category,models,gtins,manufacturerJa,manufacturerEn,\
                corporateNumber,country,laboratory,criteria,route,securitySupport,securitySupportUntil,origin,source,\
                editionDay,address
                """
        )
        #expect(
            lines[1] == """
                0012345678901,\(code),valid,true,,STAR-3,thirdParty,2026-02-10,2026-02-10,2026-12-07,unknownAfter,\
                2026-12-07,＝みまもり,@Home,Hoshimi,camera,"=HC-200; 3-4; カメラ,""大""\",4901234567894,株式会社星見電機,\
                "Hoshimi Electric Co., Ltd.",0123456789012,JP,評価所,JST-CR-01,standard,until,2028-11-06,imported,見本一覧,\
                2026-05-18,https://label.example.jp/\(code)
                """
        )
        var many: [UInt8] = []
        columns.append([label, label], as: .plain, to: &many)
        #expect(many == Array((lines[1] + "\r\n" + lines[1] + "\r\n").utf8))
    }

    @Test("the columns asked for are written, in the order asked")
    func chosen() throws {
        let columns = LabelColumns([.level, .registrationNumber, .coverage, .coverageDay], host: "x")
        var bytes: [UInt8] = []
        columns.append(try ListedLabel.sample("A-1"), as: .excel, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "STAR-3,A-1,,\r\n")
        #expect(columns.headers.map(\.name) == ["level", "registrationNumber", "coverage", "coverageDay"])
    }

    @Test("every column has its own names in both languages, and says what it means")
    func headers() {
        let headers = LabelColumn.allCases.map(\.header)
        #expect(headers.map(\.name) == LabelColumn.allCases.map(\.rawValue))
        #expect(Set(headers.map(\.nameJA)).count == headers.count)
        #expect(Set(headers.map(\.nameEN)).count == headers.count)
        #expect(headers.allSatisfy { !$0.meaningJA.isEmpty && !$0.meaningEN.isEmpty })
        let days = headers.filter { $0.kind == .day }.map(\.name)
        #expect(days == ["issuedOn", "heldFrom", "heldUntil", "coverageDay", "securitySupportUntil", "editionDay"])
    }
}
